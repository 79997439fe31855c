#include "services/ingestion/core/table_words.h"

#include "services/ingestion/core/html_tables.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr size_t kLongestUnit = 4;

}  // namespace

bool StandsAlone(std::u32string_view words) {
  size_t i = 0;
  while (i < words.size() && (IsAnyDigit(words[i]) || (i > 0 && IsAnyOf(words[i], U",.，．")))) ++i;
  const auto unit = words.substr(i);
  return i > 0 && unit.size() <= kLongestUnit &&
         unit.find_first_of(U",，、。；;：:") == std::u32string_view::npos &&
         HoldsQuantity(NormalizeLine(words));
}

}  // namespace fazhi
