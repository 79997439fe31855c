#include "services/extraction/core/linking_denials.h"

#include <algorithm>

#include "services/extraction/core/linking_masks.h"
#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

// How many of the first code points of `words` stand before a 的 that ends `before`: 没有依据的11项证明.
size_t AsFarAsFigure(std::u32string_view words, std::u32string_view before) {
  if (!EndsWith(before, U"的")) return words.npos;
  before.remove_suffix(1);
  for (size_t n = std::min(words.size(), before.size()); n > 0; --n) {
    if (EndsWith(before, words.substr(0, n))) return n;
  }
  return words.npos;
}

}  // namespace

bool IsStillOpen(const Context& context, const GroundedQuantity& quantity) {
  constexpr uint32_t kBefore = 2;
  if (quantity.begin < kBefore) return false;
  // 年初还有2件没办完: those that were carried in.
  constexpr uint32_t kReach = 10;
  const auto before = context.Slice(quantity.begin - std::min(quantity.begin, kReach), quantity.begin);
  if (ContainsOneOf(before, {U"年初", U"上年", U"去年"})) return false;
  const auto left = context.Slice(quantity.begin - kBefore, quantity.begin);
  return StartsWithOneOf(left, {U"尚有", U"还有", U"仍有", U"剩余", U"余下", U"剩下"}) &&
         IsAnyOf(context.text[std::min<size_t>(quantity.end, context.text.size() - 1)],
                 U"在正仍尚还未待没列转");
}

bool IsLeftToDo(const Context& context, const GroundedQuantity& quantity, v1::Role role) {
  if (role != v1::ROLE_PLAN || quantity.status != v1::STATUS_ACTUAL || quantity.begin == 0) return false;
  constexpr uint32_t kReach = 4;
  auto before = context.Slice(quantity.begin - std::min(quantity.begin, kReach), quantity.begin);
  if (EndsWith(before, U"的")) before.remove_suffix(1);
  return EndsWithOneOf(before, {U"剩余", U"余下", U"剩下", U"在办"});
}

uint64_t DeniedMask(const Context& context, const GroundedQuantity& quantity, std::u32string_view phrase) {
  constexpr uint32_t kReach = 20;  // to the figure, from what may say which of them are counted
  const auto before = context.Slice(quantity.begin - std::min(quantity.begin, kReach), quantity.begin);
  for (uint32_t i = 0; i < phrase.size(); ++i) {
    const uint32_t length = LinkWeights::Get().lacks.Longest(phrase.substr(i)).length;
    if (length == 0) continue;
    // 没有备案的文件: the verb is denied, and the noun counted.
    size_t end = std::min<size_t>(phrase.find(U'的', i + length), kLongest);
    if (const size_t said = AsFarAsFigure(phrase.substr(i), before); said != phrase.npos)
      end = std::min(end, i + said);
    return Mask(0, static_cast<uint32_t>(end)) & ~Mask(0, i + length);
  }
  return 0;
}

bool SaysWaiting(std::u32string_view phrase) {
  constexpr size_t kReach = 8;
  for (size_t at = phrase.find(U'待'); at != phrase.npos; at = phrase.find(U'待', at + 1)) {
    if (LinkWeights::Get().not_waiting.Ends(phrase.substr(0, at + 1), 2)) continue;
    if (const auto after = phrase.substr(at + 1, kReach);
        after.size() > 1 && after.find(U'的', 1) != after.npos)
      return true;
  }
  return false;
}

bool SaysMade(std::u32string_view phrase) {
  return LinkWeights::Get().made.Longest(phrase).length != 0 &&
         !ContainsOneOf(phrase, {U"总数", U"总量", U"累计", U"达"});
}

bool CountsOthersToo(const Context& context, const GroundedQuantity& quantity) {
  constexpr uint32_t kReach = 12;
  auto before = context.Slice(quantity.begin - std::min(quantity.begin, kReach), quantity.begin);
  before.remove_suffix(EndLength(before, WordSet::kWaysItEnded));
  const uint32_t others = EndLength(before, {U"其他", U"其它"});
  if (others == 0) return false;
  before.remove_suffix(others);
  return EndsWithOneOf(before, {U"及", U"和", U"与", U"或", U"等"});
}

bool SaysSumOfKinds(std::u32string_view clause) {
  for (const std::u32string_view sum : {U"合计", U"共计", U"总计", U"相加", U"加起来", U"合在一起"}) {
    const size_t at = clause.rfind(sum);
    if (at == clause.npos || at < 2) continue;
    if (IsAnyOf(clause[at - 1], U"项者类种样") && IsAnyOf(clause[at - 2], U"两二三四五六2345")) return true;
  }
  return false;
}

bool IsBeforeDeduction(const Context& context, const GroundedQuantity& quantity) {
  constexpr uint32_t kReach = 40;
  const auto behind = context.Slice(
      quantity.end, std::min<uint32_t>(quantity.end + kReach, static_cast<uint32_t>(context.text.size())));
  if (!StartsWith(behind, U",") || !StartsWithOneOf(behind.substr(1), WordSet::kDeducts)) return false;
  const size_t end = behind.find(U',', 1);
  if (end == behind.npos || behind.find_first_of(U";。\n") < end) return false;
  return StartsWithOneOf(behind.substr(end + 1), {U"应", U"实际应", U"须", U"需", U"实应"});
}

bool IsFromEarlierYears(const Context& context, const GroundedQuantity& quantity) {
  constexpr uint32_t kReach = 16;
  auto before = context.Slice(quantity.begin - std::min(quantity.begin, kReach), quantity.begin);
  const size_t open = before.find_last_of(U"()");
  if (open == before.npos || before[open] != U'(') return false;
  before.remove_prefix(open + 1);
  const uint32_t gloss = BeginningLength(before, {U"含", U"包含", U"包括", U"其中", U"其中含"});
  return gloss != 0 && StartsWithOneOf(before.substr(gloss), WordSet::kEarlierYears);
}

}  // namespace fazhi::extraction
