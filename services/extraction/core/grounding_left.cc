#include "services/extraction/core/grounding_left.h"

#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

bool OnlySpaces(std::u32string_view text, uint32_t begin, uint32_t end) {
  if (end < begin || end - begin > 2) return false;
  for (uint32_t i = begin; i < end; ++i) {
    if (text[i] != U' ') return false;
  }
  return true;
}

constexpr WordRoles kBounds = Bit(WordRole::kAtLeast) | Bit(WordRole::kAtMost) | Bit(WordRole::kAbout) |
                              Bit(WordRole::kNormAtLeast) | Bit(WordRole::kNormAtMost) |
                              Bit(WordRole::kScaleAtLeast);
constexpr WordRoles kChanges =
    Bit(WordRole::kUp) | Bit(WordRole::kDown) | Bit(WordRole::kUpNoun) | Bit(WordRole::kDownNoun);
constexpr WordRoles kShortChanges = Bit(WordRole::kUpShort) | Bit(WordRole::kDownShort);

void TakeBound(const Token& token, LeftWords& left) {
  left.promised = token.Has(WordRole::kNormAtLeast) || token.Has(WordRole::kNormAtMost);
  left.scale = token.Has(WordRole::kScaleAtLeast) && !token.Has(WordRole::kAtLeast);
  if (token.Has(WordRole::kAbout)) {
    left.bound = v1::BOUND_ABOUT;
  } else if (token.Has(WordRole::kAtMost) || token.Has(WordRole::kNormAtMost)) {
    left.bound = v1::BOUND_AT_MOST;
  } else {
    left.bound = v1::BOUND_AT_LEAST;
  }
}

// Takes one word into `left`; false when it does not belong to the number.
bool TakeWord(const Token& token, bool comparing, bool bare, LeftWords& left) {
  const bool verb_taken = left.change != v1::DIRECTION_UNSPECIFIED;
  if ((token.roles & kBounds) != 0 && left.bound == v1::BOUND_EXACT && !verb_taken && !left.ordinal &&
      left.time < 0 && !left.of) {  // 证据不足的47件 is no bound
    if (token.Has(WordRole::kScaleAtLeast) && !token.Has(WordRole::kAtLeast) && !bare) {
      if (!token.Has(WordRole::kTo)) return false;
    } else {
      TakeBound(token, left);
      return true;
    }
  }
  // 增长超过近50%: two words of the same
  if ((token.roles & kBounds) != 0 && left.bound == v1::BOUND_ABOUT && !verb_taken && left.tokens == 1)
    return true;
  if (token.Has(WordRole::kTop) && left.tokens == 0) return left.top = true;
  if (token.Has(WordRole::kOrdinal) && left.tokens == 0) return left.ordinal = true;
  if (left.ordinal && token.Has(WordRole::kTo)) return left.to = true;
  if (left.ordinal && token.Has(WordRole::kOf)) return left.of = true;
  if (left.ordinal) return token.Has(WordRole::kRanked) || token.Has(WordRole::kFiller);
  if ((token.roles & kChanges) != 0 && !verb_taken) {
    const bool noun = token.Has(WordRole::kUpNoun) || token.Has(WordRole::kDownNoun);
    if (left.to && !noun) return true;  // 提高到: a level
    const bool up = token.Has(WordRole::kUp) || token.Has(WordRole::kUpNoun);
    left.change = up ? v1::DIRECTION_UP : v1::DIRECTION_DOWN;
    return true;
  }
  if ((token.roles & kShortChanges) != 0 && !verb_taken) {
    if (left.to) return true;
    if (!comparing || left.of) {  // 举报较多的11个点位, 新增11个点位
      left.fresh = token.Has(WordRole::kNew) && left.tokens == 0;
      return left.fresh;
    }
    left.change = token.Has(WordRole::kUpShort) ? v1::DIRECTION_UP : v1::DIRECTION_DOWN;
    return true;
  }
  if (token.Has(WordRole::kTo) && !verb_taken) return left.to = true;
  if (token.Has(WordRole::kTransition)) return left.to;
  if (token.Has(WordRole::kCumulative)) return left.cumulative = true;
  if (token.Has(WordRole::kFiller) || token.Has(WordRole::kTo)) return true;
  if (token.Has(WordRole::kOf)) return left.of = true;
  if (token.Has(WordRole::kCompare)) return left.compare = true;
  if (token.Has(WordRole::kAgainst)) return left.against = true;
  if (token.Has(WordRole::kFrom)) return left.from = true;
  if (token.Has(WordRole::kPriorAmount)) return left.prior_amount = true;
  if (token.Has(WordRole::kExisting) && left.tokens == 0) return left.existing = true;
  if (token.Has(WordRole::kNew) && left.tokens == 0) return left.fresh = true;
  return false;
}

// 比上年少罚0.42万元: a verb stands between the change and its number.
bool TakeChangeBeforeVerb(std::u32string_view text, const Token& token, LeftWords& left) {
  if ((token.roles & kShortChanges) == 0 || token.end != token.begin + 1 || token.end + 1 != left.begin) {
    return false;
  }
  const char32_t c = text[token.begin];
  if (c != U'多' && c != U'少') return false;
  left.change = c == U'多' ? v1::DIRECTION_UP : v1::DIRECTION_DOWN;
  left.begin = token.begin;
  return true;
}

// 培训全县, 完成对全县, 化解剩余: an act governs the word at token `region`, which names the region or what
// is left to do.
bool IsUndertaken(std::u32string_view text, const ScannedText& scanned, size_t region) {
  const Token& word = scanned.tokens[region];
  const bool left_over = IsAnyOf(text[word.begin], U"剩余尚未还正");
  if (left_over && EndsWithOneOf(text.substr(0, word.begin), {U"化解", U"办结", U"整改", U"解决", U"清零"}))
    return true;
  if (region == 0 || (!left_over && !word.Has(WordRole::kRegion))) return false;
  const Token& verb = scanned.tokens[region - 1];
  if (!verb.Has(WordRole::kUndertake)) return false;
  return verb.end == word.begin || (verb.end + 1 == word.begin && text[verb.end] == U'对');
}

}  // namespace

LeftWords ReadLeftWords(std::u32string_view text, const ScannedText& scanned, size_t at, bool comparing) {
  LeftWords left;
  const Token& number_token = scanned.tokens[at];
  const PrintedNumber& number = scanned.numbers[number_token.index].number;
  left.begin = number_token.begin;
  const UnitClass unit_class = scanned.numbers[number_token.index].unit.unit_class;
  const bool limit = unit_class == UnitClass::kDay || unit_class == UnitClass::kDuration;
  const bool bare = number.han && (number.bare || number.vague);
  for (size_t i = at; i-- > 0;) {
    const Token& token = scanned.tokens[i];
    if (!OnlySpaces(text, token.end, left.begin)) {
      if (comparing && left.tokens == 0) TakeChangeBeforeVerb(text, token, left);
      break;
    }
    if (token.type == TokenType::kTime) {
      if (left.time >= 0 && !left.ordinal && scanned.times[token.index].WholeYear()) {
        left.begin = token.begin;  // 比今年第一季度
        continue;
      }
      if (left.time >= 0 || (left.ordinal && !left.of)) break;
      if (scanned.times[token.index].before) break;  // 2020年以前的12件
      left.time = static_cast<int32_t>(i);
      left.time_is_own = true;
    } else if (token.type == TokenType::kWord) {
      left.legal |= token.Has(WordRole::kLegal) && limit && !left.to;
      if (!TakeWord(token, comparing, bare, left)) break;
      const auto word = text.substr(token.begin, token.end - token.begin);
      if (left.existing) left.undertaken = IsUndertaken(text, scanned, i);
      left.extreme |= (word == U"最高" || word == U"最低") && !StandsAt(text, token.end, U"可");
      if ((left.against || token.Has(WordRole::kCompare)) && left.time >= 0) left.time_is_own = false;
    } else {
      break;
    }
    left.begin = token.begin;
    ++left.tokens;
    if (left.against || left.from || left.prior_amount || left.existing || left.fresh) break;
  }
  // 化工行业约占45%
  if (left.tokens == 0 && StandsBefore(text, left.begin, U"约占")) left.bound = v1::BOUND_ABOUT;
  return left;
}

}  // namespace fazhi::extraction
