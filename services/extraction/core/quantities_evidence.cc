#include "services/extraction/core/quantities_evidence.h"

#include <array>

#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/han_numerals.h"

namespace fazhi::extraction {
namespace {

constexpr Verdict Refuse(const char* rule) { return {false, false, false, rule}; }
constexpr Verdict Accept(const char* rule) { return {true, false, false, rule}; }
constexpr Verdict Grey(const char* rule) { return {true, true, false, rule}; }

char32_t At(std::u32string_view text, uint32_t pos) { return pos < text.size() ? text[pos] : U'\0'; }

// Words that make an act counted before them a name: 三次会议, 三次产业.
bool NamesAnEvent(std::u32string_view text, uint32_t pos) {
  return StartsWithOneOf(text.substr(pos), WordSet::kEventsByNumber);
}

// Words that make years counted before them a plan's name: 3年行动.
bool NamesAPlan(std::u32string_view text, uint32_t pos) {
  return StartsWithOneOf(text.substr(pos), WordSet::kPlansByNumber);
}

// 15分钟便民生活圈
bool NamesACircle(std::u32string_view text, uint32_t pos) {
  for (uint32_t i = pos; i < pos + 8 && i < text.size(); ++i) {
    if (text[i] == U'圈') return true;
    if (text[i] < U'一' || text[i] > U'龥') return false;
  }
  return false;
}

// 8小时以外的活动: what is not work, and no time taken.
bool NamesOffHours(std::u32string_view text, const ScannedNumber& scanned) {
  return At(text, scanned.unit.begin) != U'天' &&
         StartsWithOneOf(text.substr(scanned.unit.end), {U"以外", U"之外", U"外", U"工作以外"});
}

// 三期工程, 市委五次、六次全会: an ordinal without 第.
bool IsPhaseOrSession(std::u32string_view text, const ScannedNumber& scanned) {
  const char32_t before = scanned.number.begin > 0 ? text[scanned.number.begin - 1] : U'\0';
  if (At(text, scanned.unit.begin) == U'期') {
    if (scanned.more || scanned.number.value_e4 >= 100000) return false;
    constexpr std::u32string_view kCounted = U"办展织后共了训续印编出开年有过分班座坛堂报刊》息示栏讯例片讨";
    return !Contains(kCounted, before);
  }
  if (before == U'届' || before == U'委') return true;
  if (At(text, scanned.end) != U'、') return false;
  const PrintedNumber next = ReadNumber(text, scanned.end + 1, static_cast<uint32_t>(text.size()));
  return next.ok() && next.value_e4 == scanned.number.value_e4 + 10000 && At(text, next.end) == U'次';
}

// 第三、四批: the list of ordinals says 第 once.
bool EndsOrdinals(std::u32string_view text, uint32_t at) {
  if (at < 3 || (text[at - 1] != U'、' && text[at - 1] != U'和')) return false;
  while (at >= 3 && (text[at - 1] == U'、' || text[at - 1] == U'和') && IsHanOrdinal(text[at - 2])) at -= 2;
  return text[at - 1] == U'第';
}

// Whether what stands behind a bare place in an order (全国第3) cannot be what the place is of.
bool EndsName(char32_t c) {
  constexpr std::u32string_view kJoining = U"的和与及或";
  return c < U'一' || c > U'龥' || Contains(kJoining, c);
}

// 每月1日至20日: two dates, where 5—10日 is a time taken.
bool NamesDays(std::u32string_view text, const ScannedNumber& scanned) {
  if (!scanned.number.has_high) return false;
  for (uint32_t i = scanned.number.begin; i < scanned.unit.begin; ++i) {
    if (text[i] == U'日') return true;
  }
  return false;
}

// 超亿元项目4个: the sort of what is counted.
bool NamesASort(std::u32string_view text, const ScannedNumber& scanned, const LeftWords& left) {
  return (scanned.number.bare || left.bound == v1::BOUND_AT_LEAST) &&
         scanned.unit.unit_class == UnitClass::kMoney &&
         StartsWithOneOf(text.substr(scanned.end), WordSet::kSorts);
}

// 每10万人发案5.6起: of so many a rate is told.
bool NamesAShareOf(std::u32string_view text, const ScannedNumber& scanned) {
  const uint32_t begin = scanned.number.begin;
  return scanned.number.multiplied && begin > 0 && text[begin - 1] == U'每' &&
         StartsWithOneOf(text.substr(scanned.unit.begin), {U"人", U"户"});
}

// 如表1所示: a table or picture, and no places.
bool NamesATable(std::u32string_view text, const ScannedNumber& scanned) {
  const uint32_t begin = scanned.number.begin;
  return begin > 0 && (text[begin - 1] == U'表' || text[begin - 1] == U'图') &&
         StartsWithOneOf(text.substr(scanned.unit.begin), {U"所示", U"所列", U"所述"});
}

// 附件2 名词解释: which of what is attached. 附件3份 counts them.
bool NumbersAnnex(std::u32string_view text, const ScannedNumber& scanned) {
  return scanned.unit.ok() && At(text, scanned.number.end) == U' ' &&
         EndsWithOneOf(text.substr(0, scanned.number.begin), {U"附件", U"附表", U"附图", U"附录"});
}

Verdict JudgeRank(const Evidence& evidence) {
  const ScannedNumber& scanned = *evidence.scanned;
  const UnitClass unit_class = scanned.unit.unit_class;
  const bool place = unit_class == UnitClass::kRank ||
                     (unit_class == UnitClass::kPerson && At(evidence.text, scanned.unit.begin) == U'名');
  const bool named_field = At(evidence.text, evidence.left->begin) != U'第';  // 全国第3
  if (!scanned.unit.ok() && !EndsName(At(evidence.text, scanned.end))) return Refuse("ordinal");  // 第19届
  const bool told = evidence.ranked || evidence.left->tokens > 1 || named_field;
  if (place || (!scanned.unit.ok() && told && !scanned.number.multiplied)) {
    return {true, scanned.number.han, true, "rank"};
  }
  return Refuse("ordinal");
}

// 庭审持续一个半小时: nothing that was so all the time is told behind it, as in 持续三年保持.
bool TellsHowLong(std::u32string_view text, const ScannedNumber& scanned) {
  const char32_t next = At(text, scanned.end);
  return scanned.unit.unit_class == UnitClass::kDuration &&
         EndsWith(text.substr(0, scanned.number.begin), U"持续") && (next < U'一' || next == U'的');
}

Verdict JudgeTime(const Evidence& evidence) {
  const ScannedNumber& scanned = *evidence.scanned;
  const UnitClass unit_class = scanned.unit.unit_class;
  const LeftWords& left = *evidence.left;
  if (evidence.streak && unit_class != UnitClass::kDay && !TellsHowLong(evidence.text, scanned))
    return Grey("grey.streak");
  if (scanned.number.begin > 0 && At(evidence.text, scanned.number.begin - 1) == U'每')
    return Grey("grey.cycle");
  const bool bounded = scanned.bound != v1::BOUND_EXACT || left.bound != v1::BOUND_EXACT;
  if (NamesACircle(evidence.text, scanned.end)) return Refuse("name.circle");
  if (unit_class == UnitClass::kDuration && NamesOffHours(evidence.text, scanned))
    return Refuse("name.off_hours");
  const bool measured = (bounded && unit_class != UnitClass::kYear) || left.bound != v1::BOUND_EXACT ||
                        scanned.more || evidence.span || left.legal ||
                        (evidence.legal && unit_class == UnitClass::kDay) ||
                        left.change != v1::DIRECTION_UNSPECIFIED;
  if (unit_class == UnitClass::kYear) {
    if (NamesAPlan(evidence.text, scanned.end)) return Refuse("name.plan");
    if (scanned.number.digits >= 4) return Refuse("date.year");
    if (left.bound == v1::BOUND_ABOUT && scanned.number.begin > 0 && !evidence.span)
      return Refuse("date.span");
    return measured ? Accept("duration.year") : Refuse("date.span");
  }
  // 截至3日
  const uint32_t day = scanned.number.begin;
  if (unit_class == UnitClass::kDay && day >= 2 &&
      (StandsBefore(evidence.text, day, U"截至") || StandsBefore(evidence.text, day, U"截止")))
    return Refuse("date.day");
  if (unit_class == UnitClass::kDay && NamesDays(evidence.text, scanned) && !evidence.span) {
    return Refuse("date.span");
  }
  if (unit_class == UnitClass::kDay) return measured ? Accept("duration.day") : Refuse("date.day");
  if (scanned.number.han && !measured && !TellsHowLong(evidence.text, scanned)) return Refuse("han.duration");
  return Accept("duration");
}

// 两名同志, 两所小学, 三家企业: things counted one by one. Not 三件实事 nor 两所一庭, which name what they
// list.
bool CountsThings(std::u32string_view text, const ScannedNumber& scanned) {
  constexpr std::u32string_view kUnits = U"名所家起件宗户";
  constexpr std::u32string_view kDigits = U"一二两三四五六七八九十";
  if (scanned.unit.end != scanned.unit.begin + 1 || scanned.number.value_e4 > 100000) return false;
  if (!Contains(kUnits, At(text, scanned.unit.begin))) return false;
  const char32_t next = At(text, scanned.end);
  if (next == U'套' || next == U'事' || Contains(kDigits, next)) return false;
  if (StartsWithOneOf(text.substr(scanned.end), WordSet::kMatters)) return false;
  const uint32_t begin = scanned.number.begin;
  return begin < 2 || !Contains(kDigits, text[begin - 2]);
}

Verdict JudgeHan(const Evidence& evidence) {
  const ScannedNumber& scanned = *evidence.scanned;
  const PrintedNumber& number = scanned.number;
  const UnitClass unit_class = scanned.unit.unit_class;
  const LeftWords& left = *evidence.left;
  if (scanned.han_percent) return Accept("percent.han");
  if (scanned.fraction) return Grey("grey.fraction");
  if (!scanned.unit.ok() || scanned.unit.end == scanned.unit.begin) return Refuse("han.unitless");
  if (EndsOrdinals(evidence.text, number.begin)) return Refuse("ordinal");
  if (NamesASort(evidence.text, scanned, left)) return Refuse("name.sort");
  if (number.bare && !scanned.more && left.bound == v1::BOUND_EXACT) {
    return Refuse("han.bare");
  }
  if (unit_class == UnitClass::kLevel) return Grey("grey.level");
  if (unit_class == UnitClass::kDuration || unit_class == UnitClass::kDay || unit_class == UnitClass::kYear) {
    return JudgeTime(evidence);
  }
  // 增长一倍: not 一倍 alone
  if (unit_class == UnitClass::kTimes && left.change != v1::DIRECTION_UNSPECIFIED)
    return Accept("measure.han");
  if (number.value_e4 == 10000 && !evidence.counted_in_han)
    return evidence.every ? Grey("grey.cycle") : Refuse("han.one");
  if (number.end == number.begin + 1 && At(evidence.text, number.begin) == U'二' && !evidence.counted_in_han)
    return Refuse("han.two");
  if (unit_class == UnitClass::kEvent) {
    if (NamesAnEvent(evidence.text, scanned.end) || IsPhaseOrSession(evidence.text, scanned)) {
      return Refuse("name.event");
    }
    return evidence.every ? Grey("grey.cycle") : Accept("count.event.han");
  }
  if (unit_class == UnitClass::kPercent || unit_class == UnitClass::kPoints ||
      unit_class == UnitClass::kTimes || unit_class == UnitClass::kMoney ||
      unit_class == UnitClass::kMeasure) {
    return Accept("measure.han");
  }
  if (!evidence.every && CountsThings(evidence.text, scanned)) return Accept("count.few.han");
  const bool bounded = scanned.bound != v1::BOUND_EXACT || left.bound != v1::BOUND_EXACT;
  if (unit_class == UnitClass::kPerson)
    return number.value_e4 >= 100000 || bounded || evidence.counted_in_han ? Accept("count.han")
                                                                           : Grey("grey.few");
  if (unit_class == UnitClass::kList) return Grey("grey.list");
  return bounded && number.value_e4 >= 100000 ? Accept("count.han") : Grey("grey.list");
}

}  // namespace

Verdict Judge(const Evidence& evidence) {
  const ScannedNumber& scanned = *evidence.scanned;
  const PrintedNumber& number = scanned.number;
  const UnitClass unit_class = scanned.unit.unit_class;
  const LeftWords& left = *evidence.left;
  if (unit_class == UnitClass::kNumber || NamesATable(evidence.text, scanned) ||
      NumbersAnnex(evidence.text, scanned))
    return Refuse("name.number");
  if (left.ordinal || (left.top && !(number.han && unit_class == UnitClass::kEvent)))
    return JudgeRank(evidence);
  if (number.han) return JudgeHan(evidence);
  if (scanned.fraction) return Grey("grey.fraction");
  if (scanned.bare_percent) return Accept("percent");
  if (NamesAShareOf(evidence.text, scanned)) return Refuse("name.sort");
  if (unit_class == UnitClass::kLevel) return Grey("grey.level");
  if (unit_class == UnitClass::kDuration || unit_class == UnitClass::kDay || unit_class == UnitClass::kYear) {
    return JudgeTime(evidence);
  }
  const bool printed_unit = scanned.unit.ok() && scanned.unit.end > scanned.unit.begin;
  if (!scanned.unit.ok()) {
    if (number.digits == 4 && !number.multiplied && !number.decimal && number.value_e4 >= 19000000 &&
        number.value_e4 <= 21000000 && !evidence.cell) {
      return Refuse("date.year");
    }
    if (evidence.cell) return Accept("cell");
    if (!number.multiplied) return Refuse("number.unitless");
    return Accept("count.unitless");
  }
  if (!printed_unit) {
    if (number.decimal || number.digits >= 4) return Refuse("number.unitless");
    return Accept("count.noun");
  }
  // 每年服务15万人次: how many in a year, and not how often.
  constexpr int64_t kOftenE4 = 100 * 10000;
  if (evidence.every && unit_class == UnitClass::kEvent && number.value_e4 < kOftenE4 &&
      !(evidence.plan && left.promised))
    return Grey("grey.cycle");
  if (unit_class == UnitClass::kPercent) return Accept("percent");
  if (unit_class == UnitClass::kMoney) return Accept("money");
  return Accept("count");
}

}  // namespace fazhi::extraction
