#include "services/extraction/core/quantities_number.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "services/extraction/core/quantities_refusal.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

bool IsDash(char32_t c) {
  switch (c) {
    case U'-':
    case U'—':
    case U'–':
    case U'~':
    case U'～':
    case U'―':
    case U'－':
      return true;
    default:
      return false;
  }
}

bool IsTime(UnitClass unit_class) {
  return unit_class == UnitClass::kDuration || unit_class == UnitClass::kDay ||
         unit_class == UnitClass::kYear;
}

NumeralReading Refuse(const char* rule, uint32_t end, uint32_t next) { return {next, rule, end}; }

NumeralReading Emit(uint32_t at, ScannedNumber& scanned) {
  if (scanned.number.overflow) scanned.reject = "number.overflow";
  return {std::max(scanned.end, at + 1)};
}

// Whether the digits can be nothing but an amount: no year (2024省级, 2023户外活动; but
// 新增2023户外来务工家庭) and no hotline (110处警, 12345条块).
bool IsPlainCount(const PrintedNumber& number, std::u32string_view before, char32_t next) {
  if (number.han) return false;
  if (number.multiplied || number.decimal || number.grouped || number.has_high) return true;
  const int64_t value = number.value_e4 / 10000;
  if (value == 110 || value == 119 || value == 120 || value == 122) return next != U'处' && next != U'支';
  const bool may_be_year = value >= 1900 && value <= 2100 && !EndsWithOneOf(before, WordSet::kBeforeAmount);
  return value / 1000 != 12 && !may_be_year;
}

void SetHigh(const PrintedNumber& high, ScannedNumber& scanned) {
  scanned.number.has_high = true;
  scanned.number.high_e4 = high.value_e4;
  scanned.number.step_e4 = std::min(scanned.number.step_e4, high.step_e4);
  scanned.bound = v1::BOUND_RANGE;
}

struct ModifierBehind {
  std::u32string_view word;
  v1::Bound bound;
};
constexpr ModifierBehind kModifiersBehind[] = {
    {U"以上", v1::BOUND_AT_LEAST},   {U"以下", v1::BOUND_AT_MOST},   {U"以内", v1::BOUND_AT_MOST},
    {U"及以上", v1::BOUND_AT_LEAST}, {U"及以下", v1::BOUND_AT_MOST}, {U"(含)以上", v1::BOUND_AT_LEAST},
    {U"之内", v1::BOUND_AT_MOST},    {U"左右", v1::BOUND_ABOUT},     {U"上下", v1::BOUND_ABOUT},
    {U"有余", v1::BOUND_AT_LEAST}};

}  // namespace

NumeralReading NumberReader::ReadDigits(uint32_t at, ScannedNumber& scanned) const {
  scanned.number = ReadNumber(passage_.text, at, passage_.end);
  if (const uint32_t behind = SkipItemMark(scanned.number); behind > at)
    return Refuse("numbering.list", behind, behind);
  // The whole run of digits, letters and marks between them decides first: licence numbers, phones, formulas.
  if (const char* rule = RefuseOnSight(passage_, scanned.number)) {
    const bool commas = absl::string_view(rule) == "number.typo";
    const uint32_t next = std::max(scanned.number.end, SkipMarks(scanned.number.end, commas));
    return Refuse(rule, next, next);
  }
  if (IsFractionOf(at, scanned)) return Emit(at, scanned);
  const char32_t before = passage_.Before(at);
  scanned.signed_up = before == U'+' || before == U'↑';
  scanned.signed_down = IsDash(before) || before == U'↓';
  return Finish(at, scanned);
}

// 1.30人以上企业, ;2.15件积案, 1、15件积案: where what is counted behind the mark of an item begins, for
// things of which there are no tenths; where `number` begins when it has no such mark. A label that says
// averages keeps them (人均:1.25件), and behind a label only the first item may stand.
uint32_t NumberReader::SkipItemMark(const PrintedNumber& number) const {
  constexpr uint32_t kReach = 12;
  const uint32_t at = number.begin;
  uint32_t mark = at;
  while (mark < at + 2 && IsDigit(passage_.At(mark))) ++mark;
  if (passage_.text[at] == U'0' || number.multiplied || !IsDigit(passage_.At(mark + 1)) ||
      !(number.decimal ? passage_.At(mark) == U'.' : mark == number.end && passage_.At(mark) == U'、'))
    return at;
  const char32_t before = passage_.Before(at);
  const bool begins = at == passage_.begin || IsAnyOf(before, U"\n。;");
  const bool first = mark == at + 1 && passage_.text[at] == U'1' && before == U':';
  if (!begins && !first) return at;
  const auto said = passage_.Until(at).substr(at - passage_.begin - std::min(kReach, at - passage_.begin));
  if (first && ContainsOneOf(said, {U"均", U"户", U"每"})) return at;
  const PrintedNumber counted = ReadNumber(passage_.text, mark + 1, passage_.end);
  if (counted.decimal || passage_.text[counted.begin] == U'0' || passage_.At(counted.end) == U'、') return at;
  const UnitMatch unit = ReadUnit(lexicon_, passage_.text, counted.end, passage_.end);
  if (unit.unit_class == UnitClass::kYear && counted.digits == 4) return mark + 1;  // 1.2023年受理36件
  const bool whole = unit.unit_class == UnitClass::kCount || unit.unit_class == UnitClass::kPerson ||
                     unit.unit_class == UnitClass::kEvent;
  return whole && unit.end > unit.begin ? mark + 1 : at;
}

// 1/3的案件: a part in digits. 办结12/10件 and 2/3件 are lists.
bool NumberReader::IsFractionOf(uint32_t at, ScannedNumber& scanned) const {
  constexpr int64_t kE4 = 10000;
  constexpr int64_t kMostParts = 20;
  const PrintedNumber part = scanned.number;
  if (passage_.At(part.end) != U'/' || part.multiplied || part.decimal || passage_.Before(at) == U'/')
    return false;
  const PrintedNumber whole = ReadNumber(passage_.text, part.end + 1, passage_.end);
  if (!whole.ok() || whole.han || whole.multiplied || whole.decimal || part.value_e4 <= 0 ||
      part.value_e4 >= whole.value_e4 || whole.value_e4 > kMostParts * kE4)
    return false;
  const char32_t next = passage_.At(whole.end);
  if (next == U'/' || IsLatin(next) || (IsHan(next) && next != U'的' && next != U'以' && next != U'左'))
    return false;
  scanned.number.value_e4 = part.value_e4 * kE4 / whole.value_e4;
  scanned.number.step_e4 = 1;
  scanned.number.end = scanned.number_end = scanned.end = whole.end;
  scanned.fraction = true;
  TakeModifiersBehind(scanned, /*duration=*/false);
  return true;
}

// Behind a refused number: what hangs on it (X in 1+3+X, 5550123 in 0937-5550123).
uint32_t NumberReader::SkipMarks(uint32_t at, bool commas) const {
  constexpr std::u32string_view kMarks = U"+-/:.×*·";
  const auto in_run = [](char32_t c) { return IsDigit(c) || IsLatin(c); };
  const auto joins = [&](char32_t c) { return Contains(kMarks, c) || (commas && c == U','); };
  while (in_run(passage_.At(at)) || (joins(passage_.At(at)) && in_run(passage_.At(at + 1)))) {
    ++at;
  }
  return at;
}

// 占地半亩, 耗时半个月: half of one says how little or how long, roughly.
NumeralReading NumberReader::ReadHalf(uint32_t at) const {
  const UnitMatch unit = ReadUnit(lexicon_, passage_.text, at + 1, passage_.end);
  return unit.ok() && unit.end > unit.begin ? Refuse("han.half", unit.end, unit.end) : NumeralReading{at};
}

NumeralReading NumberReader::ReadHan(uint32_t at, ScannedNumber& scanned) const {
  if (passage_.text[at] == U'半') return ReadHalf(at);
  scanned.number = ReadNumber(passage_.text, at, passage_.end);
  const PrintedNumber& number = scanned.number;
  if (!number.ok() || (number.vague && IsPartOfWord(at))) return {at};
  if (number.overflow) return Refuse("number.overflow", number.end, number.end);
  // 三分之二, 百分之五十
  if (passage_.Starts(number.end, U"分之")) return ReadFraction(at, scanned);
  if (passage_.At(number.end) == U'成' && !number.multiplied) return ReadTenths(at, scanned);
  if (number.han_digits && !number.has_high) return Refuse("han.digits", number.end, number.end);
  return Finish(at, scanned);
}

// 参与人数十余人: 数 ends a word.
bool NumberReader::IsPartOfWord(uint32_t at) const {
  constexpr std::u32string_view kBefore = U"人总次件户个台辆倍指基多少天份家项例参系位度分对";
  if (passage_.text[at] != U'数' || at == passage_.begin || !Contains(kBefore, passage_.Before(at)))
    return false;
  // 印发文件数百份: without 余 or 多 nothing else is meant; but 占总数百分之三十.
  uint32_t end = at + 1;
  while (end < passage_.end && HanMultiplier(passage_.text[end]) >= 100) ++end;
  return end == at + 1 || IsAnyOf(passage_.At(end), U"余多分");
}

NumeralReading NumberReader::ReadFraction(uint32_t at, ScannedNumber& scanned) const {
  const PrintedNumber whole = scanned.number;
  const PrintedNumber part = ReadNumber(passage_.text, whole.end + 2, passage_.end);
  if (!part.ok() || part.overflow || whole.value_e4 == 0) return Refuse("idiom", whole.end, whole.end + 2);
  scanned.number = part;
  scanned.number.begin = at;
  scanned.number.han = true;
  const int64_t base = whole.value_e4 / 10000;
  if (base == 100 || base == 1000) {
    scanned.han_percent = true;
    scanned.unit.unit_class = UnitClass::kPercent;
    scanned.unit.begin = scanned.unit.end = part.end;
    if (part.bare && part.value_e4 == 1000000) scanned.number.bare = false;  // 百分之百
  } else {
    scanned.fraction = true;
    scanned.number.value_e4 = part.value_e4 / base;
    scanned.number.step_e4 = 1;
  }
  scanned.number_end = scanned.end = part.end;
  TakeModifiersBehind(scanned, /*duration=*/false);
  return Emit(at, scanned);
}

// 两成
NumeralReading NumberReader::ReadTenths(uint32_t at, ScannedNumber& scanned) const {
  constexpr std::u32string_view kWords = U"立为功果效员本都绩长熟交像型人品就";
  const uint32_t after = scanned.number.end + 1;
  if (after < passage_.end && Contains(kWords, passage_.text[after])) {
    return Refuse("han.unitless", scanned.number.end, scanned.number.end);
  }
  scanned.fraction = true;
  scanned.number.value_e4 *= 10;
  scanned.number.high_e4 *= 10;
  scanned.unit.unit_class = UnitClass::kPercent;
  scanned.unit.begin = scanned.unit.end = after;
  scanned.number_end = scanned.end = after;
  TakeModifiersBehind(scanned, /*duration=*/false);
  return Emit(at, scanned);
}

// Modifiers between number and unit, a range's second number, the unit, modifiers behind.
NumeralReading NumberReader::Finish(uint32_t at, ScannedNumber& scanned) const {
  PrintedNumber& number = scanned.number;
  scanned.number_end = number.end;
  uint32_t pos = number.end;
  if (number.vague) scanned.bound = v1::BOUND_AT_LEAST;
  if (MayModify(pos)) {
    pos = TakeModifierInside(scanned);
    if (scanned.bound == v1::BOUND_EXACT && !number.has_high) pos = TakeRange(pos, scanned);
  }
  if (number.has_high) scanned.bound = v1::BOUND_RANGE;
  if (scanned.bound == v1::BOUND_EXACT && passage_.At(pos) == U'个' &&
      (passage_.At(pos + 1) == U'多' || (passage_.At(pos + 1) == U'半' && !number.multiplied)) &&
      (passage_.At(pos + 2) == U'月' || passage_.Starts(pos + 2, U"小时") ||
       passage_.Starts(pos + 2, U"星期"))) {
    return FinishSplitUnit(at, pos, scanned);
  }
  uint32_t unit_at = pos;
  while (passage_.At(unit_at) == U' ' && unit_at < pos + 2) ++unit_at;
  scanned.unit = ReadUnit(lexicon_, passage_.text, unit_at, passage_.end);
  if (!scanned.unit.ok() && FinishUnitInBrackets(pos, scanned)) return Emit(at, scanned);
  if (!scanned.unit.ok() && FinishRateOfNothing(pos, scanned)) return Emit(at, scanned);
  if (!scanned.unit.ok() && unit_at == pos && IsPlainCount(number, passage_.Until(at), passage_.At(pos))) {
    scanned.unit = ReadUnit(lexicon_, passage_.text, unit_at, passage_.end, /*behind_digits=*/true);
  }
  if (!scanned.unit.ok() && unit_at == pos) scanned.unit.begin = scanned.unit.end = pos;
  scanned.end = scanned.unit.ok() && scanned.unit.end > unit_at ? scanned.unit.end : pos;
  if (scanned.unit.ok()) TakeHalfBehind(scanned);
  if (scanned.unit.ok() && MayModify(scanned.end)) {
    if (scanned.bound == v1::BOUND_EXACT) TakeRangeBehindUnit(scanned);
    TakeModifiersBehind(scanned, IsTime(scanned.unit.unit_class));
  } else if (!scanned.unit.ok() && MayModify(pos)) {  // 8以下, alone in its cell
    const ScannedNumber bare = scanned;
    TakeModifiersBehind(scanned, /*duration=*/false);
    if (scanned.end != passage_.end) scanned = bare;
  }
  return Emit(at, scanned);
}

// 立案23(件), at the end of its words: the unit stands in brackets behind the number.
bool NumberReader::FinishUnitInBrackets(uint32_t pos, ScannedNumber& scanned) const {
  if (passage_.At(pos) != U'(' || scanned.number.han || passage_.Before(scanned.number.begin) == U'第')
    return false;
  const UnitMatch unit = ReadUnit(lexicon_, passage_.text, pos + 1, passage_.end);
  if (!unit.ok() || unit.end == unit.begin || passage_.At(unit.end) != U')' || IsTime(unit.unit_class) ||
      IsHan(passage_.At(unit.end + 1)))
    return false;
  scanned.unit = unit;
  scanned.end = unit.end + 1;
  return true;
}

// 败诉率为0, at the end of its words: no percent sign is needed.
bool NumberReader::FinishRateOfNothing(uint32_t pos, ScannedNumber& scanned) const {
  constexpr uint32_t kReach = 6;
  const PrintedNumber& number = scanned.number;
  if (number.value_e4 != 0 || number.han || number.has_high || IsHan(passage_.At(pos)) ||
      IsDigit(passage_.At(pos)) || IsLatin(passage_.At(pos)))
    return false;
  const uint32_t from = number.begin - std::min(kReach, number.begin - passage_.begin);
  auto before = passage_.text.substr(from, number.begin - from);
  const uint32_t verb = EndLength(before, WordSet::kRateComesTo);
  before.remove_suffix(verb);
  if (verb == 0 || !EndsWith(before, U"率")) return false;
  scanned.unit.unit_class = UnitClass::kPercent;
  scanned.unit.begin = scanned.unit.end = scanned.end = pos;
  scanned.bare_percent = true;
  return true;
}

// 3个多月, 两个半月: the modifier stands inside the unit.
NumeralReading NumberReader::FinishSplitUnit(uint32_t at, uint32_t pos, ScannedNumber& scanned) const {
  scanned.unit.begin = pos;
  scanned.unit.end = scanned.end = passage_.At(pos + 2) == U'月' ? pos + 3 : pos + 4;
  scanned.unit.unit_class = UnitClass::kDuration;
  scanned.more = scanned.split_unit = true;
  if (passage_.At(pos + 1) == U'半') {
    constexpr int64_t kHalf = 5000;
    scanned.number.value_e4 += kHalf;
    scanned.number.step_e4 = kHalf;
  } else {
    scanned.bound = v1::BOUND_AT_LEAST;
  }
  return Emit(at, scanned);
}

// 余, 多, 几, 来 and a multiplier behind them; returns where the unit is looked for.
uint32_t NumberReader::TakeModifierInside(ScannedNumber& scanned) const {
  PrintedNumber& number = scanned.number;
  uint32_t pos = number.end;
  uint32_t mark = pos;
  if (passage_.At(mark) == U' ') {
    const bool multiplied = HanMultiplier(passage_.At(mark + 1)) >= 10000;
    if (multiplied || passage_.At(mark + 1) == U'余') ++mark;
    if (multiplied && !number.multiplied) {  // 3.2 万份
      const Multiplier multiplier = ReadMultiplier(passage_.text, mark, passage_.end);
      ApplyMultiplier(multiplier.value, number);
      pos = number.end = scanned.number_end = mark + multiplier.length;
      mark = pos;
    }
  }
  const char32_t c = passage_.At(mark);
  const bool more = c == U'余' || (c == U'多' && passage_.At(mark + 1) != U'少') ||
                    (c == U'几' && number.value_e4 % 100000 == 0) ||
                    (c == U'来' && number.value_e4 == 100000);
  if (!more) return pos;
  scanned.bound = v1::BOUND_AT_LEAST;
  scanned.more = true;
  pos = mark + 1;
  const Multiplier multiplier = ReadMultiplier(passage_.text, pos, passage_.end);
  if (multiplier.length > 0) {
    ApplyMultiplier(multiplier.value, number);
    pos += multiplier.length;
  }
  return pos;
}

// Whether 由, 从 stands among the words right before: 由3天到1天 is no range.
bool NumberReader::FollowsFrom() const {
  const std::vector<Token>& tokens = before_.tokens;
  for (size_t i = tokens.size(); i-- > 0 && tokens.size() - i < 4;) {
    if (tokens[i].type == TokenType::kWord && tokens[i].Has(WordRole::kFrom)) return true;
    if (tokens[i].type != TokenType::kWord && tokens[i].type != TokenType::kTime) return false;
  }
  return false;
}

// 由2至3个月压缩至5天: a range, and what it was made to.
bool NumberReader::GoesOnTo(uint32_t at) const {
  constexpr uint32_t kReach = 12;
  const auto behind = passage_.From(at).substr(0, kReach);
  for (const std::u32string_view made :
       {U"压缩", U"缩短", U"减少", U"减为", U"减至", U"降至", U"降到", U"降为", U"压减", U"缩减"}) {
    if (behind.find(made) < behind.find_first_of(U",;。")) return true;
  }
  return false;
}

// Length of the mark between the two ends of a range at `at`; 0 when there is none.
uint32_t NumberReader::RangeMark(uint32_t at) const {
  const uint32_t spaces = passage_.At(at) == U' ' ? 1 : 0;
  const char32_t c = passage_.At(at + spaces);
  uint32_t length = 1;
  if (c == U'至' || c == U'到') {
    if (FollowsFrom() && !GoesOnTo(at)) return 0;
  } else if (!IsDash(c)) {
    return 0;
  } else if (IsDash(passage_.At(at + spaces + 1))) {
    length = 2;
  }
  if (passage_.At(at + spaces + length) == U' ') ++length;
  return spaces + length;
}

// 0.5—0.7万人, 36—42个工作日: returns where the unit is looked for.
uint32_t NumberReader::TakeRange(uint32_t pos, ScannedNumber& scanned) const {
  PrintedNumber& low = scanned.number;
  const uint32_t mark = RangeMark(pos);
  if (mark == 0) return pos;
  const PrintedNumber high = ReadNumber(passage_.text, pos + mark, passage_.end);
  if (!high.ok() || high.overflow || high.han != low.han || high.bare) return pos;
  if (passage_.At(high.end) == U'.' && IsDigit(passage_.At(high.end + 1))) return pos;
  const int64_t own = low.value_e4;
  if (!low.multiplied && high.multiplied) ApplyMultiplier(high.multiplier, low);
  if (low.overflow || low.value_e4 >= high.value_e4) {
    low.overflow = false;
    low.value_e4 = own;
    return pos;
  }
  SetHigh(high, scanned);
  scanned.number_end = high.end;
  return high.end;
}

// 10%—15%, 5天至10天
void NumberReader::TakeRangeBehindUnit(ScannedNumber& scanned) const {
  const uint32_t mark = RangeMark(scanned.end);
  if (mark == 0) return;
  const PrintedNumber high = ReadNumber(passage_.text, scanned.end + mark, passage_.end);
  if (!high.ok() || high.overflow || high.value_e4 <= scanned.number.value_e4) return;
  const UnitMatch unit = ReadUnit(lexicon_, passage_.text, high.end, passage_.end);
  const auto printed = passage_.text.substr(scanned.unit.begin, scanned.unit.end - scanned.unit.begin);
  if (!unit.ok() || passage_.text.substr(unit.begin, unit.end - unit.begin) != printed) return;
  SetHigh(high, scanned);
  scanned.unit = unit;
  scanned.end = unit.end;
  scanned.number_end = high.end;
}

// 3天半, 两年半; 叁仟伍佰元整
void NumberReader::TakeHalfBehind(ScannedNumber& scanned) const {
  if (passage_.At(scanned.end) == U'整' && scanned.unit.unit_class == UnitClass::kMoney &&
      !IsHan(passage_.At(scanned.end + 1)))
    ++scanned.end;
  constexpr int64_t kHalf = 5000;
  constexpr std::u32string_view kWords = U"数载月年天价径岛途山成军程自壁路空决夜边日信场封脱工公";
  const bool range = scanned.bound == v1::BOUND_RANGE;  // 3—4天半
  if (passage_.At(scanned.end) != U'半' || (scanned.bound != v1::BOUND_EXACT && !range) ||
      scanned.number.multiplied || scanned.number.decimal || scanned.unit.end != scanned.unit.begin + 1 ||
      !Contains(std::u32string_view(U"天年周"), passage_.At(scanned.unit.begin)) ||
      Contains(kWords, passage_.At(scanned.end + 1)))
    return;
  (range ? scanned.number.high_e4 : scanned.number.value_e4) += kHalf;
  scanned.number.step_e4 = kHalf;
  ++scanned.end;
}

void NumberReader::TakeModifiersBehind(ScannedNumber& scanned, bool duration) const {
  const uint32_t pos = scanned.end;
  const auto take = [&](uint32_t length, v1::Bound bound) {
    scanned.end = pos + length;
    if (scanned.bound == v1::BOUND_EXACT) scanned.bound = bound;
  };
  const char32_t c = passage_.At(pos);
  const bool times = scanned.unit.unit_class == UnitClass::kTimes && !scanned.more;  // 3倍多
  if ((duration || times) && (c == U'多' || c == U'余')) return take(1, v1::BOUND_AT_LEAST);
  for (const ModifierBehind& behind : kModifiersBehind) {
    if (c != behind.word[0] || !passage_.Starts(pos, behind.word)) continue;
    return take(static_cast<uint32_t>(behind.word.size()), behind.bound);
  }
  if (duration && c == U'内' && passage_.At(pos + 1) != U'部' && passage_.At(pos + 1) != U'容') {
    take(1, v1::BOUND_AT_MOST);
  }
}

}  // namespace fazhi::extraction
