#include "services/ingestion/core/table_words.h"

#include "services/ingestion/core/html_tables.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr size_t kLongestUnit = 4;

bool IsDigit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

}  // namespace

bool StandsAlone(std::u32string_view words) {
  size_t i = 0;
  while (i < words.size() && (IsDigit(words[i]) || (i > 0 && IsAnyOf(words[i], U",.，．")))) ++i;
  const auto unit = words.substr(i);
  return i > 0 && unit.size() <= kLongestUnit &&
         unit.find_first_of(U",，、。；;：:") == std::u32string_view::npos &&
         HoldsQuantity(NormalizeLine(words));
}

}  // namespace fazhi
