#include "services/extraction/core/status.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/extraction/core/periods.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

bool IsPast(const TimeExpression& time) {
  return time.relative &&
         (time.relation == TimeRelation::kLastYear || time.relation == TimeRelation::kYearBeforeLast ||
          time.relation == TimeRelation::kSamePeriod);
}

bool IsThisYear(const TimeExpression& time) {
  return time.relative && time.relation == TimeRelation::kThisYear && time.WholeYear();
}

// Whether a figure of that year lies behind the text: a plan for 2021—2025 looks ahead to all of them, and
// what is no annual report plans the year that it is of.
bool IsPastYear(const PassageContext& context, const TimeExpression& time) {
  const uint32_t last = LastYear(time, context.report_year);
  if (context.plan_from_year != 0) return last < context.plan_from_year;
  const bool annual =
      context.kind == v1::REPORT_KIND_ANNUAL_REPORT || context.kind == v1::REPORT_KIND_UNSPECIFIED;
  return last < context.report_year || (annual && last == context.report_year);
}

// The end of what has piled up: `2024` of 2024, `2024-06` of 2024-01/2024-06.
std::string UpTo(const std::string& period) {
  const size_t slash = period.find('/');
  return absl::StrCat("/", slash == std::string::npos ? period : period.substr(slash + 1));
}

// The year that a period begins with: 2024 of 2024-07/2024-12; 0 when it begins with none.
uint32_t YearOf(absl::string_view period) {
  constexpr size_t kDigits = 4;
  uint32_t year = 0;
  return absl::SimpleAtoi(period.substr(0, kDigits), &year) ? year : 0;
}

// The last of several whole years: 2020 of 2018/2020; 0 where the period is another.
uint32_t LastYearOf(absl::string_view period) {
  constexpr size_t kYears = 9;
  return period.size() == kYears && period[4] == '/' ? YearOf(period.substr(5)) : 0;
}

// 2024-01/2024-06: a text on a part of one year.
bool IsPartOfYear(absl::string_view period) {
  constexpr size_t kMonths = 15;
  return period.size() == kMonths && YearOf(period) != 0 && YearOf(period) == YearOf(period.substr(8));
}

// 全年, 年度: the whole, also in a text on a part of it.
bool NamesWholeYear(std::u32string_view text, const TimeExpression& time) {
  if (!IsThisYear(time)) return false;
  return IsOneOf(text.substr(time.begin, time.end - time.begin), WordSet::kWholeYear);
}

// 本年度列入目录的决策有6项, 年初排定的38项任务: of the year, in a text on a part of it.
bool CountsForYear(const StatusEvidence& evidence) {
  const TimeExpression* time = evidence.clause_time;
  if (time == nullptr || !IsThisYear(*time)) return false;
  const auto said = evidence.text.substr(time->begin, time->end - time->begin);
  const auto behind = evidence.text.substr(time->end);
  return IsOneOf(said, {U"本年度", U"全年度"}) ||
         (said == U"年初" && StartsWithOneOf(behind, WordSet::kSetForYear));
}

// 年度52项重点任务已完成24项, 5项年度重大决策事项, 占年度计划20个的35%: of the year, though the text is on
// half of it.
bool SaysOfYear(const StatusEvidence& evidence) {
  const ScannedNumber& scanned = evidence.scanned->numbers[evidence.scanned->tokens[evidence.token].index];
  const auto before = evidence.text.substr(0, scanned.number.begin);
  return EndsWithOneOf(before, {U"年度", U"年度计划", U"全年计划", U"年度任务", U"全年任务"}) ||
         StartsWithOneOf(evidence.text.substr(scanned.end), {U"年度", U"的年度"});
}

// 由20个工作日压减到不超过8个工作日: what has been done, and to which limit.
bool CutFrom(const StatusEvidence& evidence) {
  if (!evidence.left->to || evidence.context->plan) return false;
  constexpr uint32_t kReach = 32;
  const uint32_t begin = evidence.left->begin;
  const uint32_t from = begin > kReach ? begin - kReach : 0;
  const auto before = evidence.text.substr(from, begin - from);
  return ContainsAnyOf(before.substr(before.find_last_of(U",;。") + 1), U"由从");
}

bool IsPromised(const StatusEvidence& evidence) {
  const PassageContext& context = *evidence.context;
  const uint32_t number = evidence.scanned->tokens[evidence.token].begin;
  if (EndsWithOneOf(evidence.text.substr(0, number), WordSet::kGoalIs) ||
      EndsWithOneOf(evidence.text.substr(0, evidence.left->begin), WordSet::kGoalIs))
    return true;
  if (evidence.left->promised && !CutFrom(evidence)) return true;
  if (evidence.clause_target) return true;
  if (!evidence.clause_must) return false;
  if (context.kind == v1::REPORT_KIND_ANNUAL_REPORT || context.kind == v1::REPORT_KIND_UNSPECIFIED)
    return false;
  return context.role != v1::ROLE_ACHIEVEMENTS;
}

// Whether 拟 before the figure tells of no plan: it stands inside the thing that is counted
// (审核拟印发的文件8件), or is what a review already made has come to (保留143件,拟修改12件).
bool OnlyMeant(std::u32string_view text, uint32_t begin) {
  constexpr uint32_t kReach = 24;
  const uint32_t from = begin > kReach ? begin - kReach : 0;
  const auto before = text.substr(from, begin - from);
  const size_t meant = before.rfind(U'拟');
  if (meant == std::u32string_view::npos) return false;
  const auto act = before.substr(meant + 1);
  if (Contains(act, U'的') && !Contains(act, U',')) return true;
  // 留用139件、拟改21件; 拟改造 is a plan.
  if (StartsWith(act, U"改") && (act.size() == 1 || !IsAnyOf(act[1], U"造建扩组善装革进制编"))) return true;
  return StartsWithOneOf(act, WordSet::kMeant);
}

// Whether the region's divisions or bodies are counted (15个乡镇), of which there are as many as there are.
bool CountsBodies(UnitClass unit, std::u32string_view behind) {
  if (unit == UnitClass::kPerson) return false;  // 300名村干部
  return StartsWithOneOf(behind, WordSet::kDivisions);
}

// Whether a plan only mentions what there is already: 全部4家景区, 等6部法律, 11个乡镇均设置.
bool ExistsAlready(const StatusEvidence& evidence, const GroundedQuantity& quantity) {
  const UnitClass unit =
      evidence.scanned->numbers[evidence.scanned->tokens[evidence.token].index].unit.unit_class;
  const bool percent = unit == UnitClass::kPercent;
  if (evidence.clause_done && !percent && !evidence.left->to && !evidence.left->promised &&
      !evidence.change) {
    return true;
  }
  const bool undertaken =
      evidence.left->undertaken && !CountsBodies(unit, evidence.text.substr(quantity.end));
  if ((evidence.left->existing && !undertaken) || evidence.left->legal) return true;
  const ScannedNumber& scanned = evidence.scanned->numbers[evidence.scanned->tokens[evidence.token].index];
  // 新建广场等300个以上
  if (evidence.left->bound != v1::BOUND_EXACT || scanned.bound == v1::BOUND_AT_LEAST || evidence.change)
    return false;
  if (quantity.begin > 0 && evidence.text[quantity.begin - 1] == U'等') return true;
  constexpr uint32_t kReach = 14;
  const auto behind = evidence.text.substr(quantity.end, kReach);
  for (const std::u32string_view word : {U"全覆盖", U"基础上"}) {  // 12个县(市、区)全覆盖, 36名的基础上
    const size_t at = behind.find(word);
    if (at != std::u32string_view::npos && behind.find_first_of(U",;。") > at) return true;
  }
  const auto& tokens = evidence.scanned->tokens;
  const size_t next = evidence.token + 1;
  if (next >= tokens.size() || tokens[next].type != TokenType::kWord || tokens[next].begin > quantity.end + 8)
    return false;
  return evidence.text[tokens[next].begin] == U'均' || evidence.text[tokens[next].begin] == U'都';
}

// 全年200件目标任务已超额完成: how many there were to be; 40项目标任务 are as many tasks.
bool IsAmountOfPlan(const StatusEvidence& evidence, const GroundedQuantity& quantity) {
  const UnitClass unit =
      evidence.scanned->numbers[evidence.scanned->tokens[evidence.token].index].unit.unit_class;
  // 完成省厅下达的超限率控制在3%以下工作目标: who set it is said.
  constexpr uint32_t kReach = 24;
  const uint32_t from = quantity.begin > kReach ? quantity.begin - kReach : 0;
  const auto before = evidence.text.substr(from, quantity.begin - from);
  const auto clause = before.substr(before.find_last_of(U",;。") + 1);
  if (unit == UnitClass::kPercent && ContainsOneOf(clause, {U"下达", U"规定的", U"确定的"}) &&
      StartsWithOneOf(evidence.text.substr(quantity.end), WordSet::kOfPlan))
    return true;
  return (unit == UnitClass::kPerson || unit == UnitClass::kEvent || unit == UnitClass::kMoney) &&
         StartsWithOneOf(evidence.text.substr(quantity.end), WordSet::kOfTask);
}

// 1—6月受理12件,7—12月受理15件: the part right before `time` of a year that is told of part by part from its
// January on; null where it is not.
const TimeExpression* PartBefore(const ScannedText& scanned, const TimeExpression& time) {
  const TimeExpression* last = nullptr;
  int8_t next = 1;
  for (const TimeExpression& part : scanned.times) {
    if (part.begin >= time.begin) break;
    if (part.from_month != next || part.to_month <= part.from_month || part.of_day || part.since) continue;
    next = static_cast<int8_t>(part.to_month + 1);
    last = &part;
  }
  return next == time.from_month && time.to_month > time.from_month ? last : nullptr;
}

// 1—6月受理12件。7—12月受理15件: whether the months lie behind those that the paragraph has told of.
bool GoesOnBehind(const std::string& period, const TimeExpression& time) {
  TimeExpression told;
  SetMonths(period, told);
  return told.from_month == 1 && told.to_month > 1 && told.to_month < time.from_month;
}

// 8月至9月,抽取案卷110卷: when in the year it was done; what a yearly report counts is the year's. 1—11月 is
// the time that is counted over, and so are quarters.
bool IsWhenItWas(std::u32string_view text, const ScannedText& scanned, const TimeExpression& time) {
  if (time.relative || time.from_year != 0 || time.from_month == 0 || time.since || time.due || time.before)
    return false;
  if (time.from_month == 1 && time.to_month > 1) return false;
  const auto printed = text.substr(time.begin, time.end - time.begin);
  return !Contains(printed, U'季') && !Contains(printed, U'半') && PartBefore(scanned, time) == nullptr;
}

// Status and period by the heads of a cell and by what stands right before the number (较2023年的1436件,
// 上年为34件, 原来的2705项); false where they decide nothing.
bool GroundByHeadOrLeft(const StatusEvidence& evidence, GroundedQuantity& quantity) {
  const PassageContext& context = *evidence.context;
  const LeftWords& left = *evidence.left;
  const uint32_t year = context.report_year;
  if (context.cell && context.head_status == v1::STATUS_TARGET && !evidence.change) {
    quantity.status = v1::STATUS_TARGET;
    quantity.period = context.plan && !context.head_is_period ? context.plan_period : context.default_period;
    return true;
  }
  if (context.cell && context.head_is_period) {
    quantity.period = context.default_period;
    if (context.head_is_prior && !evidence.change) quantity.status = v1::STATUS_PRIOR;
    return true;
  }
  if (left.time >= 0 && !evidence.change && !evidence.multiple && !(left.to && left.time_is_own)) {
    const TimeExpression& time = evidence.scanned->times[evidence.scanned->tokens[left.time].index];
    const bool told = context.first_year != 0 && LastYear(time, year) >= context.first_year;
    const bool earlier =
        !(told && left.time_is_own) && (IsPast(time) || (year != 0 && LastYear(time, year) < year &&
                                                         time.last_years == 0 && IsPastYear(context, time)));
    if (!left.time_is_own || (earlier && !time.since && time.from_year == time.to_year)) {
      quantity.status = earlier || !left.time_is_own ? v1::STATUS_PRIOR : v1::STATUS_ACTUAL;
      quantity.period = FormatPeriod(time, year);
      return true;
    }
  }
  if (context.cell && context.head_status == v1::STATUS_ACTUAL) {
    quantity.period = ActualPeriod(context);
    return true;
  }
  if (!left.prior_amount || evidence.change) return false;
  quantity.status = v1::STATUS_PRIOR;
  quantity.period.clear();
  return true;
}

// The time that a figure is of, as far as one is printed near it.
const TimeExpression* TimeOf(const StatusEvidence& evidence, uint32_t begin) {
  const LeftWords& left = *evidence.left;
  const TimeExpression* time = nullptr;
  if (left.of && evidence.multiple) {  // 为去年的1.8倍, 是同期收案数的2.5倍
    time = evidence.sentence_time;
  } else if (left.time >= 0 && left.time_is_own) {
    time = &evidence.scanned->times[evidence.scanned->tokens[left.time].index];
  } else {
    time = evidence.clause_time != nullptr ? evidence.clause_time : evidence.sentence_time;
  }
  if (time == nullptr) return nullptr;
  // 高于去年同期2.1个百分点: what it is held against.
  if (evidence.change && IsPast(*time) && time->end == begin) return nullptr;
  // 发生率同期减少36%: against the same time of the year before, which the change itself is not of.
  if (evidence.change && time->relative && time->relation == TimeRelation::kSamePeriod &&
      evidence.text[time->begin] == U'同')
    return nullptr;
  // Only one that begins the sentence (据统计,去年) holds on behind its clause.
  const Token& first = evidence.scanned->tokens[0];
  const bool begins = time->begin == first.begin ||
                      (first.type == TokenType::kComma && time->begin == first.end) || time->up_to;
  if (IsPast(*time) && time != evidence.clause_time && time->WholeYear() && !time->since && !begins)
    return nullptr;
  return time;
}

// What a figure's time says of whether it is fact or promise.
struct Tense {
  const TimeExpression* time = nullptr;
  bool later = false;         // it is behind the report's year
  bool dated = false;         // it names its year
  bool past_in_plan = false;  // it lies behind even a plan
};

// 截至2025年3月5日: what stands then has been counted, though the report's year is over.
bool IsCountedUpTo(std::u32string_view text, const TimeExpression& time) {
  return EndsWithOneOf(text.substr(0, time.begin), {U"截至", U"截止", U"截至到", U"截止到"});
}

Tense TenseOf(const TimeExpression* time, std::u32string_view text, const PassageContext& context) {
  Tense tense;
  tense.time = time;
  if (time == nullptr) return tense;
  const uint32_t year = context.report_year;
  // “十四五”期间, in its third year
  const bool under_way =
      !context.plan && time->from_year != 0 && static_cast<uint32_t>(time->from_year) <= year;
  tense.later = year != 0 && LastYear(*time, year) > year && !under_way && !IsCountedUpTo(text, *time);
  tense.dated = !time->relative && time->to_year != 0;
  tense.past_in_plan = !tense.later && ((tense.dated && IsPastYear(context, *time)) || IsPast(*time));
  return tense;
}

bool IsTarget(const StatusEvidence& evidence, const Tense& tense, const GroundedQuantity& quantity) {
  const TimeExpression* const time = tense.time;
  // 目前, 截至目前, 今年以来: what stands now or was done up to now, even in a plan
  const bool now =
      time != nullptr && IsThisYear(*time) &&
      EndsWithOneOf(evidence.text.substr(0, time->end), {U"目前", U"现在", U"以来", U"今年来"}) &&
      !IsPromised(evidence);
  const bool open = !tense.past_in_plan && !now;
  if (evidence.context->plan) return open && !ExistsAlready(evidence, quantity);
  // 去年应当出庭52件: what should have been.
  const bool promised = IsPromised(evidence) && !OnlyMeant(evidence.text, quantity.begin) &&
                        (time == nullptr || !IsPast(*time));
  return tense.later || promised || (evidence.looks_ahead && open && !ExistsAlready(evidence, quantity)) ||
         IsAmountOfPlan(evidence, quantity);
}

std::string PeriodOfTarget(const StatusEvidence& evidence, const Tense& tense) {
  const PassageContext& context = *evidence.context;
  const TimeExpression* const time = tense.time;
  const uint32_t year = context.report_year;
  if (tense.later || (context.plan && tense.dated && !tense.past_in_plan && !time->since)) {
    const bool years = time->WholeYear() && (time->from_year != time->to_year || time->next_years > 0);
    return years ? absl::StrCat(LastYear(*time, year)) : FormatPeriod(*time, year);
  }
  const bool part = IsPartOfYear(context.report_period);
  if (context.plan && (part || !context.plan_period.empty()) && time != nullptr && time->from_year == 0 &&
      !IsPast(*time)) {
    // 6月底前, 上半年: of the plan's year; what a half-year's report plans is due in its own.
    const uint32_t due = context.plan_period.empty() ? year : YearOf(context.plan_period);
    if (!time->WholeYear()) return due != 0 ? FormatPeriod(*time, due) : context.plan_period;
    if (part && due != 0 && NamesWholeYear(evidence.text, *time)) return absl::StrCat(due);
  }
  if (context.plan && context.plan_period.empty() && time != nullptr && time->relative &&
      context.kind != v1::REPORT_KIND_ANNUAL_REPORT && time->relation == TimeRelation::kThisYear) {
    return FormatPeriod(*time, year);
  }
  if (context.plan) return context.plan_period;
  // A speech of the spring tells of the year before, and promises for its own.
  uint32_t told = 0;
  const bool of_own_year =
      context.kind == v1::REPORT_KIND_SPEECH && year != 0 &&
      (!tense.dated || LastYear(*time, year) == year) &&
      (evidence.left->promised || evidence.clause_target || (time != nullptr && IsThisYear(*time))) &&
      absl::SimpleAtoi(context.default_period, &told) && told < year;
  return of_own_year ? absl::StrCat(year) : context.default_period;
}

std::string PeriodOfActual(const StatusEvidence& evidence, const Tense& tense) {
  const PassageContext& context = *evidence.context;
  const TimeExpression* const time = tense.time;
  const uint32_t year = context.report_year;
  if (IsPartOfYear(context.report_period) && !context.cell &&
      (SaysOfYear(evidence) || CountsForYear(evidence)))
    return absl::StrCat(year);
  // 2018年至2020年,…。三年共办理416件: those three.
  const uint32_t last = LastYearOf(context.default_period);
  if (time != nullptr && time->last_years > 1 && last != 0 &&
      YearOf(context.default_period) + static_cast<uint32_t>(time->last_years) == last + 1)
    return context.default_period;
  const bool spanned =
      time != nullptr && (time->since || time->last_years > 0 || time->from_year != time->to_year);
  // 今年累计化解纠纷达718件: the sum of the year's.
  const bool of_this_year = evidence.clause_time != nullptr && IsThisYear(*evidence.clause_time) &&
                            StandsAt(evidence.text, evidence.clause_time->begin, U"今年");
  if (evidence.cumulative && evidence.stock && !evidence.change && year != 0 && !spanned && !of_this_year) {
    if (time == nullptr || IsThisYear(*time)) return UpTo(context.default_period);
    return time->WholeYear() ? absl::StrCat("/", LastYear(*time, year)) : UpTo(FormatPeriod(*time, year));
  }
  // 截至6月底实有经营主体4.86万户: of the end of the months that are told of, not over them.
  if (time != nullptr && time->up_to && evidence.standing && !evidence.change) {
    const std::string months = FormatPeriod(*time, year);
    if (IsPartOfYear(months)) return UpTo(months).substr(1);
  }
  // 2021年至2023年,制定63件。现有人民调解员98名: nor what there is.
  if (time == nullptr && evidence.standing && !evidence.change && context.first_year != 0 &&
      absl::StrContains(context.default_period, '/'))
    return context.report_span.ok() ? UpTo(context.default_period).substr(1) : context.report_period;
  // 事项库由基期的165项核减到143项: what it has come to at the end; a rate is over the months.
  const bool percent =
      evidence.scanned->numbers[evidence.scanned->tokens[evidence.token].index].unit.unit_class ==
      UnitClass::kPercent;
  if (time == nullptr && evidence.left->to && !evidence.change && context.first_year != 0 &&
      context.report_span.ok() && !percent)
    return UpTo(context.default_period).substr(1);
  if (time == nullptr || context.plan)
    return tense.past_in_plan ? FormatPeriod(*time, year) : ActualPeriod(context);
  const bool own = evidence.left->time >= 0 && evidence.left->time_is_own;
  const bool says_this = time->end > time->begin && evidence.text[time->begin] == U'今';
  // A speech of the spring tells of the year before, and says 今年 for its own.
  const bool named = context.kind == v1::REPORT_KIND_SPEECH && says_this;
  const bool of_year =
      (IsThisYear(*time) && !named) ||
      (!own && context.kind == v1::REPORT_KIND_ANNUAL_REPORT &&
       !GoesOnBehind(context.default_period, *time) && IsWhenItWas(evidence.text, *evidence.scanned, *time));
  if (!of_year) {
    const TimeExpression* const part = time->from_year == 0 ? PartBefore(*evidence.scanned, *time) : nullptr;
    return FormatPeriod(
        *time, part != nullptr && part->from_year != 0 ? static_cast<uint32_t>(part->from_year) : year);
  }
  // 2022年…。今年以来…: the paragraph's year is not the one that the report calls its own.
  uint32_t told = 0;
  const bool of_report = time->relative && says_this && year != 0 &&
                         absl::SimpleAtoi(context.default_period, &told) && told < year;
  if (of_report) return absl::StrCat(year);
  // 2021年以来…。目前共有…, 上半年…。今年以来…: the paragraph's span is not what is meant.
  const bool spanning = absl::StrContains(context.default_period, '/') && IsThisYear(*time);
  return spanning && !context.report_period.empty() ? context.report_period : context.default_period;
}

}  // namespace

const std::string& ActualPeriod(const PassageContext& context) {
  return context.plan && context.report_year != 0 ? context.report_period : context.default_period;
}

void GroundStatus(const StatusEvidence& evidence, GroundedQuantity& quantity) {
  quantity.status = v1::STATUS_ACTUAL;
  if (GroundByHeadOrLeft(evidence, quantity)) return;
  const Tense tense = TenseOf(TimeOf(evidence, quantity.begin), evidence.text, *evidence.context);
  if (IsTarget(evidence, tense, quantity)) {
    quantity.status = v1::STATUS_TARGET;
    quantity.period = PeriodOfTarget(evidence, tense);
  } else {
    quantity.period = PeriodOfActual(evidence, tense);
  }
}

}  // namespace fazhi::extraction
