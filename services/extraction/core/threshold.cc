#include "services/extraction/core/threshold.h"

#include <algorithm>

#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

bool IsThreshold(const Context& context, const GroundedQuantity& quantity) {
  constexpr uint32_t kReach = 8;
  if (quantity.quantity.bound() == v1::BOUND_EXACT || quantity.quantity.bound() == v1::BOUND_ABOUT)
    return false;
  const auto size = static_cast<uint32_t>(context.text.size());
  auto behind = context.Slice(quantity.end, std::min(quantity.end + kReach, size));
  // 10个工作日内办结率99%: within what time is in the rate's name.
  if (CountsTime(quantity.quantity.unit()) && context.text[quantity.end - 1] == U'内') {
    const auto clause = behind.substr(0, behind.find_first_of(U",;。、"));
    const size_t rate = clause.find(U'率');
    if (rate != std::u32string_view::npos && rate >= 2 && !IsAnyOf(clause[rate - 1], U"效功概")) return true;
  }
  if (!StartsWith(behind, U"的")) return false;
  behind.remove_prefix(1);
  return LinkWeights::Get().compared.Longest(behind).length != 0;
}

bool SaysWhichOnes(const Context& context, const std::vector<GroundedQuantity>& quantities, uint32_t q) {
  constexpr uint32_t kReach = 16;
  constexpr uint32_t kBefore = 4;
  if (q == 0 || !CountsBodies(quantities[q - 1].quantity.unit()) ||
      quantities[q - 1].sentence != quantities[q].sentence)
    return false;
  const uint32_t begin = quantities[q - 1].begin;
  const uint32_t end = quantities[q - 1].end;
  if (quantities[q].begin <= end || quantities[q].begin - end > kReach) return false;
  const auto between = context.Slice(end, quantities[q].begin);
  // 全县14个乡镇执法人员均超过5人, 9个镇共有执法人员不到90人: of all of them.
  if (ContainsAnyOf(between, U",;:。、均都共各全")) return false;
  if (EndsWithOneOf(between, WordSet::kUnder)) return true;
  if (!EndsWithOneOf(between, {U"超过", U"高于", U"达到", U"多于"})) return false;
  const auto before = context.Slice(begin - std::min(begin, kBefore), begin);
  return EndsWithOneOf(before, {U"有", U"仅", U"只"}) ||
         (quantities[q].quantity.unit() == "%" &&
          !EndsWithOneOf(before, {U"全县", U"全市", U"全区", U"全省", U"全州"}));
}

}  // namespace fazhi::extraction
