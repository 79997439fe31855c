#include "services/extraction/core/grounding_changes.h"

#include <algorithm>

#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

// 减环节50%、减材料40%: what is cut stands between the verb and the share that begins at `begin`.
v1::Direction CutOf(std::u32string_view text, uint32_t begin) {
  constexpr uint32_t kMostNoun = 5;
  uint32_t at = begin;
  while (at > 0 && begin - at <= kMostNoun && IsHan(text[at - 1]) && text[at - 1] != U'减') --at;
  if (at == 0 || text[at - 1] != U'减' || begin - at < 2) return v1::DIRECTION_UNSPECIFIED;
  const auto noun = text.substr(at, begin - at);
  if (ContainsAnyOf(noun, U"到至为率比占达的")) return v1::DIRECTION_UNSPECIFIED;
  const char32_t before = at > 1 ? text[at - 2] : U',';
  const bool begins = !IsHan(before) || before == U'均' || before == U'再' || before == U'各';
  return begins ? v1::DIRECTION_DOWN : v1::DIRECTION_UNSPECIFIED;
}

// 比上年增加执法人员12名: what changed stands between the verb, right behind what it is held against, and
// the number that is token `i`.
v1::Direction ChangeOfNoun(std::u32string_view text, const ScannedText& scanned, size_t i) {
  constexpr uint32_t kMostNoun = 8;
  if (i < 2) return v1::DIRECTION_UNSPECIFIED;
  const Token& verb = scanned.tokens[i - 1];
  const Token& held = scanned.tokens[i - 2];
  const uint32_t begin = scanned.tokens[i].begin;
  if ((!verb.Has(WordRole::kUp) && !verb.Has(WordRole::kDown)) || verb.end + 2 > begin ||
      verb.end + kMostNoun < begin || held.end != verb.begin ||
      (held.type != TokenType::kTime && !held.Has(WordRole::kCompare)))
    return v1::DIRECTION_UNSPECIFIED;
  const auto noun = text.substr(verb.end, begin - verb.end);
  if (!std::all_of(noun.begin(), noun.end(), IsHan) || ContainsAnyOf(noun, U"的到至为了率"))
    return v1::DIRECTION_UNSPECIFIED;
  return verb.Has(WordRole::kUp) ? v1::DIRECTION_UP : v1::DIRECTION_DOWN;
}

// 高于去年同期2.1个百分点, 比上年高2个百分点: a difference against an earlier time, said right before the
// number.
v1::Direction ChangeAgainstPast(std::u32string_view before) {
  const bool more = EndsWithOneOf(before, {U"高", U"高出", U"多", U"多出"});
  const bool less = EndsWithOneOf(before, {U"低", U"少"});
  auto rest = before;
  if (more || less) rest.remove_suffix(EndLength(before, {U"高出", U"多出", U"高", U"多", U"低", U"少"}));
  const uint32_t past =
      EndLength(rest, {U"上年度同期", U"上年同期", U"去年同期", U"上年度", U"上年", U"去年", U"上一年"});
  if (past == 0) return v1::DIRECTION_UNSPECIFIED;
  rest.remove_suffix(past);
  if (more || less) {
    if (!EndsWithOneOf(rest, {U"比", U"较"})) return v1::DIRECTION_UNSPECIFIED;
    return more ? v1::DIRECTION_UP : v1::DIRECTION_DOWN;
  }
  if (EndsWithOneOf(rest, {U"高于", U"高出", U"多于"})) return v1::DIRECTION_UP;
  return EndsWithOneOf(rest, {U"低于", U"少于"}) ? v1::DIRECTION_DOWN : v1::DIRECTION_UNSPECIFIED;
}

// 较此前的90.3%高出4.2个百分点: nothing but the word stands behind the value that it is held against.
v1::Direction ChangeAgainstValue(std::u32string_view text, const ScannedText& scanned, size_t i) {
  if (i == 0 || scanned.tokens[i].index == 0) return v1::DIRECTION_UNSPECIFIED;
  const ScannedNumber& before = scanned.numbers[scanned.tokens[i].index - 1];
  const uint32_t begin = scanned.tokens[i].begin;
  if (before.end >= begin || before.reject != nullptr) return v1::DIRECTION_UNSPECIFIED;
  const auto between = text.substr(before.end, begin - before.end);
  if (IsOneOf(between, {U"高出", U"多出", U"高", U"多"})) return v1::DIRECTION_UP;
  return IsOneOf(between, {U"低", U"少"}) ? v1::DIRECTION_DOWN : v1::DIRECTION_UNSPECIFIED;
}

// 5%的增长, where 5% is token `i`.
v1::Direction ChangeBehind(const ScannedText& scanned, size_t i) {
  if (i + 2 >= scanned.tokens.size()) return v1::DIRECTION_UNSPECIFIED;
  const Token& of = scanned.tokens[i + 1];
  const Token& noun = scanned.tokens[i + 2];
  if (!of.Has(WordRole::kOf) || of.begin != scanned.tokens[i].end || noun.begin != of.end) {
    return v1::DIRECTION_UNSPECIFIED;
  }
  if (noun.Has(WordRole::kUpNoun) || noun.Has(WordRole::kUp)) return v1::DIRECTION_UP;
  if (noun.Has(WordRole::kDownNoun) || noun.Has(WordRole::kDown)) return v1::DIRECTION_DOWN;
  return v1::DIRECTION_UNSPECIFIED;
}

}  // namespace

bool CountsNounBehind(std::u32string_view text, UnitClass unit, uint32_t end) {
  if (unit != UnitClass::kCount && unit != UnitClass::kPerson) return false;
  const auto noun = text.substr(std::min<size_t>(end, text.size()), 2);
  return noun.size() == 2 && std::all_of(noun.begin(), noun.end(), IsHan) &&
         !IsAnyOf(noun[0], U"的以之到至为后和与及左多共均全都已是再又则而比较同但即占达其且并由");
}

bool IsOneOfListedActs(std::u32string_view text, uint32_t begin, uint32_t number, uint32_t end) {
  constexpr size_t kLongestItem = 24;
  // 年内增加18项: when it was done stands before the verb.
  const auto words = text.substr(begin, number - begin);
  const size_t verb = std::min(words.rfind(U"增加"), words.rfind(U"减少"));
  if (verb == std::u32string_view::npos) return false;
  const bool more = StartsWith(words.substr(verb), U"增加");
  const auto is_act = [more](std::u32string_view said, bool joined) {
    if (ContainsOneOf(said, {U"同比", U"比上", U"较上", U"比去", U"较去"})) return false;
    return (more && ContainsOneOf(said, WordSet::kFewer)) ||
           (!more && ContainsOneOf(said, {U"新增", U"增加", U"增补", U"承接", U"纳入"})) ||
           (joined && ContainsOneOf(said, WordSet::kAltered));
  };
  if (begin > 0 && IsAnyOf(text[begin - 1], U"、,")) {
    const auto before = text.substr(0, begin - 1);
    const size_t last = before.find_last_of(U"、,;。:\n");
    const size_t from = last == std::u32string_view::npos ? 0 : last + 1;
    if (before.size() - from <= kLongestItem && ContainsAnyOf(before.substr(from), U"0123456789") &&
        is_act(before.substr(from), text[begin - 1] == U'、'))
      return true;
  }
  if (end + 1 >= text.size() || !IsAnyOf(text[end], U"、,")) return false;
  const auto behind = text.substr(end + 1, kLongestItem);
  const size_t digit = behind.find_first_of(U"0123456789");
  return digit != std::u32string_view::npos && is_act(behind.substr(0, digit), text[end] == U'、') &&
         !ContainsAnyOf(behind.substr(0, digit), U"、,;。:");
}

bool IsFallForBetter(const ScannedText& scanned, size_t i) {
  constexpr int kNumbersBack = 2;  // the level and its own, up to the level before
  constexpr uint32_t kNoNoun = 1;  // code points between a comma and 改善 that no word there accounts for
  bool better = false;
  int numbers = 0;
  uint32_t clause = 0;  // code points of 改善's own clause that are in no word
  uint32_t next = scanned.tokens[i].begin;
  for (size_t j = i; j-- > 0 && numbers < kNumbersBack;) {
    const Token& token = scanned.tokens[j];
    if (numbers == 0) clause += next > token.end ? next - token.end : 0;
    next = token.begin;
    if (token.type == TokenType::kNumber) ++numbers;
    better |= numbers == 0 && token.Has(WordRole::kBetter);
    if (token.Has(WordRole::kBad)) return better;
    // 排放39吨,群众满意度同比改善15%: what became better is said in its own clause.
    if (token.type == TokenType::kComma && clause > kNoNoun) return false;
  }
  return false;
}

namespace {

// 败诉率要降5个百分点, 调解率再提3—5个百分点: points are what a rate went up or down by, by whatever short
// verb.
v1::Direction ChangeOfPoints(std::u32string_view before) {
  if (before.empty()) return v1::DIRECTION_UNSPECIFIED;
  if (IsAnyOf(before.back(), U"约近了")) before.remove_suffix(1);
  if (EndsWithOneOf(before, {U"提", U"升", U"涨", U"增", U"高"})) return v1::DIRECTION_UP;
  if (EndsWithOneOf(before, {U"降", U"减", U"跌", U"低", U"落"})) return v1::DIRECTION_DOWN;
  return v1::DIRECTION_UNSPECIFIED;
}

}  // namespace

v1::Direction ChangeAround(std::u32string_view text, const ScannedText& scanned, size_t i,
                           const LeftWords& left, bool comparing) {
  const ScannedNumber& number = scanned.numbers[scanned.tokens[i].index];
  v1::Direction change = left.change;
  if (change == v1::DIRECTION_UNSPECIFIED && comparing && i > 0 &&
      scanned.tokens[i - 1].end + 1 == number.number.begin) {
    if (number.signed_up) change = v1::DIRECTION_UP;
    if (number.signed_down) change = v1::DIRECTION_DOWN;
  }
  // 增长-3.2%, 增速为-3.2%
  if (number.signed_down && (change == v1::DIRECTION_UP ||
                             EndsWithOneOf(text.substr(0, number.number.begin - 1), WordSet::kGrowth)))
    change = v1::DIRECTION_DOWN;
  if (change == v1::DIRECTION_UNSPECIFIED) change = ChangeBehind(scanned, i);
  if (change == v1::DIRECTION_UNSPECIFIED && number.unit.unit_class == UnitClass::kPoints)
    change = ChangeAgainstPast(text.substr(0, number.number.begin));
  if (change == v1::DIRECTION_UNSPECIFIED && number.unit.unit_class == UnitClass::kPoints)
    change = ChangeOfPoints(text.substr(0, number.number.begin));
  if (change == v1::DIRECTION_UNSPECIFIED && comparing) change = ChangeAgainstValue(text, scanned, i);
  if (change == v1::DIRECTION_UNSPECIFIED && comparing && !left.to) change = ChangeOfNoun(text, scanned, i);
  if (change == v1::DIRECTION_UNSPECIFIED && number.unit.unit_class == UnitClass::kPercent) {
    change = CutOf(text, number.number.begin);
  }
  return change;
}

}  // namespace fazhi::extraction
