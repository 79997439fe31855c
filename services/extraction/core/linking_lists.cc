#include "services/extraction/core/linking_lists.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

constexpr std::u32string_view kClauseEnds = U",;:。\n";

// 2市4县: a unit that is a place itself.
bool IsPlace(absl::string_view unit) {
  return unit == "市" || unit == "县" || unit == "区" || unit == "州" || unit == "乡" || unit == "镇";
}

// 个省直单位接受督察: whether bodies are named right behind.
bool BeginsWithBodies(std::u32string_view behind) {
  for (uint32_t i = 0; i < behind.size() && !ContainsAnyOf(behind.substr(i, 1), U",;:。、\n"); ++i) {
    if (WordTable::Get().Prefix(behind.substr(i), kOrgan | kPlace)) return true;
  }
  return false;
}

}  // namespace

bool FigureLists::OfBodiesOfOneSort(uint32_t m) const {
  const auto quantity = [this](uint32_t of) -> const GroundedQuantity& {
    return quantities_[measures_[of].quantity];
  };
  return (m > 0 && AreBodies(quantity(m - 1), quantity(m))) ||
         (m + 1 < measures_.size() && AreBodies(quantity(m), quantity(m + 1)));
}

bool FigureLists::AreBodies(const GroundedQuantity& first, const GroundedQuantity& second) const {
  constexpr uint32_t kWidest = 16;
  constexpr uint32_t kReach = 10;
  if (first.end > second.begin || second.begin - first.end > kWidest) return false;
  std::u32string_view between = context_.Slice(first.end, second.begin);
  const uint32_t join = EndLength(between, {U"以及", U"、", U"和", U"及", U"与"});
  between.remove_suffix(join);
  const bool first_is_place = IsPlace(first.quantity.unit());
  const bool some = between.empty()
                        ? first_is_place
                        : join != 0 && CountsBodies(first.quantity.unit()) &&
                              !ContainsAnyOf(between, kClauseEnds) &&
                              static_cast<bool>(WordTable::Get().Suffix(between, kOrgan | kPlace));
  return some && (IsPlace(second.quantity.unit()) ||
                  (CountsBodies(second.quantity.unit()) &&
                   BeginsWithBodies(context_.Slice(second.end, second.end + kReach))));
}

}  // namespace fazhi::extraction
