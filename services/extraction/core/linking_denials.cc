#include "services/extraction/core/linking_denials.h"

#include <algorithm>

#include "services/extraction/core/linking_masks.h"
#include "services/extraction/core/linking_weights.h"
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

}  // namespace fazhi::extraction
