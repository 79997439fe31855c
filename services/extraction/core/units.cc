#include "services/extraction/core/units.h"

#include <algorithm>

#include "services/extraction/core/numbers.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Code points of a unit that a head ends with before 数.
constexpr uint32_t kLongestTally = 2;

// The longest word of the lexicon that is not cut out of a longer one.
UnitMatch ReadSimpleUnit(const Lexicon& lexicon, std::u32string_view text, uint32_t pos, uint32_t limit,
                         bool behind_digits = false) {
  UnitMatch match;
  match.begin = match.end = pos;
  if (pos >= limit) return match;
  const auto whole = [&](uint32_t length, uint32_t index) {
    const Unit& unit = lexicon.unit(index);
    if (behind_digits && unit.sure_behind_digits) return true;
    const uint32_t end = pos + length;
    if (end >= limit || (unit.not_before_first >> (text[end] & 63) & 1) == 0) return true;
    for (const std::u32string& word : unit.not_before) {
      if (StandsAt(text.substr(0, limit), end, word)) return false;
    }
    return true;
  };
  const WordGroups::Match found = lexicon.units().Longest(text.substr(pos, limit - pos), whole);
  if (found.length == 0) return match;
  match.end = pos + found.length;
  match.unit_class = lexicon.unit(found.value).unit_class;
  match.name = &lexicon.unit(found.value).name;
  return match;
}

bool CountsActs(UnitClass unit_class) {
  return unit_class == UnitClass::kPerson || unit_class == UnitClass::kCount;
}

// 检查户次, 培训人次: a head that ends with what it counts in; 名次 is a place.
HeadUnit ReadUnitAtEnd(const Lexicon& lexicon, std::u32string_view text, uint32_t begin, uint32_t end) {
  constexpr uint32_t kUnit = 2, kShortestNoun = 2;
  HeadUnit head;
  if (end < begin + kShortestNoun + kUnit || text[end - 1] != U'次' || text[end - kUnit] == U'名')
    return head;
  const UnitMatch unit = ReadUnit(lexicon, text, end - kUnit, end);
  if (unit.ok() && unit.end == end) head.unit = unit;
  return head;
}

// 行政检查次数, 案件数, 参加人数: what a head counts in, said with its own last word.
HeadUnit ReadTally(const Lexicon& lexicon, std::u32string_view text, uint32_t begin, uint32_t end) {
  const size_t bracket = text.substr(begin, end - begin).find(U'(');
  if (bracket != std::u32string_view::npos) end = begin + static_cast<uint32_t>(bracket);
  HeadUnit head;
  if (end < begin + 2 || text[end - 1] != U'数') return ReadUnitAtEnd(lexicon, text, begin, end);
  --end;
  for (uint32_t at = std::max(begin, end - std::min(end, kLongestTally)); at < end; ++at) {
    const auto tally = [&](uint32_t length, uint32_t index) {
      return length == end - at && lexicon.unit(index).tally;
    };
    if (lexicon.units().Longest(text.substr(at, end - at), tally).length == 0) continue;
    head.unit = ReadSimpleUnit(lexicon, text, at, end);
    break;
  }
  return head;
}

}  // namespace

UnitMatch ReadUnit(const Lexicon& lexicon, std::u32string_view text, uint32_t pos, uint32_t limit,
                   bool behind_digits) {
  UnitMatch match = ReadSimpleUnit(lexicon, text, pos, limit, behind_digits);
  if (!match.ok()) return match;
  if (match.unit_class == UnitClass::kNoun) {
    match.end = match.begin;
    match.name = nullptr;
    return match;
  }
  const uint32_t word_end = match.end;
  // 件次, 台次
  if (CountsActs(match.unit_class) && match.end - match.begin == 1 && match.end < limit &&
      text[match.end] == U'次' && ReadSimpleUnit(lexicon, text, match.end, limit).ok()) {
    ++match.end;
    match.unit_class = UnitClass::kEvent;
  }
  // 场(次), 个(家)
  if (match.end + 2 < limit && text[match.end] == U'(') {
    const UnitMatch inner = ReadSimpleUnit(lexicon, text, match.end + 1, limit);
    if (inner.ok() && inner.unit_class != UnitClass::kNoun && inner.end - inner.begin <= 2 &&
        inner.end < limit && text[inner.end] == U')') {
      if (inner.unit_class == UnitClass::kEvent) match.unit_class = UnitClass::kEvent;
      match.end = inner.end + 1;
      // 件(批)次
      if (match.end < limit && text[match.end] == U'次' &&
          ReadSimpleUnit(lexicon, text, match.end, limit).ok()) {
        ++match.end;
        match.unit_class = UnitClass::kEvent;
      }
    }
  }
  // 元/吨
  if (match.end + 1 < limit && text[match.end] == U'/') {
    const uint32_t many = ReadMultiplier(text, match.end + 1, limit).length;  // 件/万人
    const UnitMatch per = ReadSimpleUnit(lexicon, text, match.end + 1 + many, limit);
    if (per.ok() && per.unit_class != UnitClass::kNoun) match.end = per.end;
  }
  if (match.end != word_end) match.name = nullptr;
  return match;
}

HeadUnit ReadHeadUnit(const Lexicon& lexicon, std::u32string_view text, uint32_t begin, uint32_t end) {
  HeadUnit head = ReadTally(lexicon, text, begin, end);
  for (uint32_t at = begin; at < end; ++at) {
    const bool bracket = text[at] == U'(';
    const bool label = text[at] == U':' && at >= begin + 2 && text[at - 1] == U'位' && text[at - 2] == U'单';
    if (!bracket && !label) continue;
    const Multiplier multiplier = ReadMultiplier(text, at + 1, end);
    const UnitMatch unit = ReadUnit(lexicon, text, at + 1 + multiplier.length, end);
    if (!unit.ok() || unit.unit_class == UnitClass::kNoun) continue;
    if (bracket && (unit.end >= end || text[unit.end] != U')')) continue;
    head.unit = unit;
    head.multiplier = multiplier.value;
  }
  return head;
}

}  // namespace fazhi::extraction
