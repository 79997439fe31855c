#include "services/extraction/core/grounding_passage.h"

#include <algorithm>

#include "services/extraction/core/grounding_years.h"
#include "services/extraction/core/periods.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

// The roles that tell something of a whole clause or sentence; the other ones matter next to a number only.
constexpr WordRoles kOfClause =
    Bit(WordRole::kCompare) | Bit(WordRole::kAgainst) | Bit(WordRole::kLegal) | Bit(WordRole::kLimit) |
    Bit(WordRole::kEvery) | Bit(WordRole::kStreak) | Bit(WordRole::kSpan) | Bit(WordRole::kRanked) |
    Bit(WordRole::kTarget) | Bit(WordRole::kMust) | Bit(WordRole::kStock) | Bit(WordRole::kCumulative) |
    Bit(WordRole::kLooseAtLeast) | Bit(WordRole::kLooseAtMost) | Bit(WordRole::kFounding) |
    Bit(WordRole::kNew) | Bit(WordRole::kFrom) | Bit(WordRole::kDone);

}  // namespace

void PassageSoFar::EndClause(bool stop, uint32_t end) {
  // An adverbial time (2023年,…) holds on in the sentence; one inside a clause with figures of its own does
  // not.
  if (clause_.time >= 0 && Adverbial(clause_.time)) sentence_time_ = clause_.time;
  if (clause_.time >= 0 && times_.IsOfContest(clause_.time, end)) contest_time_ = clause_.time;
  clause_ = ClauseState();
  if (stop) {
    stop_ = end;
    fresh_in_sentence_ = false;
    same_period_ = -1;
    contest_time_ = -1;
  }
}

bool PassageSoFar::StandsApart(uint32_t begin) {
  constexpr uint32_t kWhole = 2;  // 全县
  if (sentence_time_ < 0) return false;
  const TimeExpression& time = Time(sentence_time_);
  if ((!time.since && time.last_years == 0) || time.end > stop_) return false;
  clause_.of_whole |= begin == stop_ + 1 + kWhole && text_[stop_ + 1] == U'全' && IsLevel(text_[stop_ + 2]);
  return clause_.standing || clause_.of_whole;
}

bool PassageSoFar::LooksAhead() const {
  const Token& first = scanned_.tokens[0];
  if (aims_) return true;
  return first.type == TokenType::kWord && (first.begin == 0 || !IsHan(text_[first.begin - 1])) &&
         StartsWithOneOf(text_.substr(first.begin), {U"下一步", U"下步", U"下阶段", U"下一阶段", U"接下来"});
}

bool PassageSoFar::Adverbial(int32_t token) const {
  const TimeExpression& time = Time(token);
  const int32_t begins = times_.YearRightBefore(token);  // 今年上半年, 2023年前三季度
  const bool first = (begins == 0 && times_.OpensPassage(begins)) ||
                     (times_.BeginsClause(begins) && (begins != token || !time.relative));
  const size_t next = static_cast<size_t>(token) + 1;
  const bool comma = next < scanned_.tokens.size() && scanned_.tokens[next].type == TokenType::kComma &&
                     scanned_.tokens[next].begin <= time.end + 1;
  if (time.relative && time.relation == TimeRelation::kThisYear)
    return true;  // 全年: back to the report's own
  // 三年召开会议7次;开展督察3轮: of all the years that the report is on
  if (context_.first_year != 0 && time.from_year != time.to_year && time.from_year != 0) return true;
  if (clause_.time_founding) return false;
  const bool months = !time.WholeYear() && time.from_month != time.to_month;
  if (time.of_day || (!time.WholeYear() && !months)) return comma;
  return comma || first;
}

bool PassageSoFar::SeeTime(size_t i) {
  TimeExpression& time = scanned_.times[scanned_.tokens[i].index];
  times_.TakeYearBefore(i, time);
  times_.TakeBothDays(i, time);
  if (time.of_day && time.from_year == 0 && time.from_month == 0) return false;  // a clock
  if (IsSameAsTold(i, time)) return false;
  TakePartOfYear(time);
  TakeSameMonths(time);
  if (time.before) return false;  // 2020年以前的: of what is counted, not of the act
  if (times_.HeldAgainst(i)) {
    clause_.comparing = true;
    clause_.held = static_cast<int32_t>(i);
    return false;
  }
  // 将2025年合格率目标由95%调为92%, in 2023: when that is due.
  const bool due = context_.plan && context_.report_year != 0 &&
                   LastYear(time, context_.report_year) > context_.report_year;
  if (!due && times_.IsOfObject(time)) {
    time.before = true;
    return false;
  }
  if (time.open && clause_.time >= 0) {
    TimesInText::TakeStart(Time(clause_.time), time);
    // 2022年运行以来成效显著:累计受理540件: not that year alone leads.
    if (time.since && time.from_year != 0 && clause_.time == 0 && leading_year_.ok()) {
      leading_year_ = TimeExpression();
      if (sentence_time_ == 0) sentence_time_ = static_cast<int32_t>(i);
    }
  }
  TakeYearAhead(time);
  time.since |= times_.StartsSpan(i);
  if (times_.IsUpTo(time)) {
    time.up_to = true;
    const int8_t month = time.to_month;
    time.from_month = time.to_month = 0;  // 截至12月底: what stands then is the year's
    // 截至6月底 of a text on the first half of the year: that half's
    if (TimeExpression part;
        time.from_year == 0 || static_cast<uint32_t>(time.from_year) == context_.report_year) {
      SetMonths(context_.report_period, part);
      // A speech says when its figures were taken.
      if (part.to_month == 0 && (context_.kind == v1::REPORT_KIND_SPEECH || context_.first_year != 0) &&
          month > 1 && month < 12) {
        part.from_month = 1;
        part.to_month = month;
      }
      if (part.to_month == month) {
        time.from_month = part.from_month;
        time.to_month = month;
      }
    }
    time.of_day = false;
    if (sentence_time_ >= 0) TimesInText::EndSpan(Time(sentence_time_), month, time);
  }
  clause_.time = last_time_ = static_cast<int32_t>(i);
  clause_.time_founding = false;
  if (time.relative && time.relation == TimeRelation::kSamePeriod) same_period_ = clause_.time;
  if (leading_year_.ok() && TellsOtherYear(time)) leading_year_told_ = false;
  if (i == 0 && time.from_year != 0 && time.from_year == time.to_year && time.WholeYear() && !time.of_day &&
      !time.since && !time.due && times_.OpensPassage(0) && !times_.IsOfGrading(time) &&
      !YearsOfList::Goes(text_, scanned_, i)) {
    leading_year_ = time;
    if (Adverbial(0)) sentence_time_ = 0;  // 2020年是“十三五”收官之年,…: whatever the clause names further on
  }
  return true;
}

// 出庭率2021年为98.2%,2022年为99.5%: of several years told one by one none is that of what follows.
bool PassageSoFar::TellsOtherYear(const TimeExpression& time) const {
  if (time.of_day || time.since || time.due || time.up_to || time.from_year != time.to_year) return false;
  const bool named = time.relative && IsAnyOf(text_[time.begin], U"今去前");  // 2022年为35件,今年71件
  return (named || (time.from_year != 0 && time.WholeYear())) &&
         LastYear(time, context_.report_year) != static_cast<uint32_t>(leading_year_.from_year);
}

// 同期,制发意见书22份; 同期法院新收案件49件: over the time that was told of before; not 同期为28件.
bool PassageSoFar::IsSameAsTold(size_t i, const TimeExpression& time) const {
  constexpr std::u32string_view kHeldAgainst = U"为是有比相增减上下降升少多高低的仅只达约数";
  if (!time.relative || time.relation != TimeRelation::kSamePeriod || !StandsAt(text_, time.begin, U"同期") ||
      (i > 0 && !times_.BeginsClause(static_cast<int32_t>(i))) || time.end >= text_.size())
    return false;
  const char32_t next = text_[time.end];
  return next == U',' || (IsHan(next) && !Contains(kHeldAgainst, next));
}

// 1至11月,收到申请1246件,去年同期900件: over the same months. So it is in a text on a part of a year.
void PassageSoFar::TakePartOfYear(TimeExpression& time) const {
  const bool same = time.same_period || (time.relative && time.relation == TimeRelation::kSamePeriod);
  if (!same || !time.WholeYear()) return;
  const int32_t of = clause_.time >= 0 ? clause_.time : sentence_time_;
  if (of >= 0) {
    const TimeExpression& told = Time(of);
    if (told.since || told.of_day || told.from_year != told.to_year) return;
    time.from_month = told.from_month;
    time.to_month = told.to_month;
    return;
  }
  SetMonths(context_.default_period, time);
}

// 去年同期是285户次,今年降到171户次: over the same months.
void PassageSoFar::TakeSameMonths(TimeExpression& time) const {
  if (same_period_ < 0 || !time.relative || time.relation != TimeRelation::kThisYear || !time.WholeYear() ||
      text_.substr(time.begin, time.end - time.begin) != U"今年")
    return;
  time.from_month = Time(same_period_).from_month;
  time.to_month = Time(same_period_).to_month;
}

// 2025年,…;年内…: of the year that the passage looks ahead to.
void PassageSoFar::TakeYearAhead(TimeExpression& time) const {
  if (!time.relative || time.relation != TimeRelation::kThisYear) return;
  // 明年要抓三件事:一是…;二是全年评查300卷: of the year that the sentence looks ahead to.
  const int32_t of = clause_.time >= 0 ? clause_.time : sentence_time_;
  const bool looks_ahead = of >= 0 && Time(of).relative && Time(of).relation == TimeRelation::kNextYear;
  if (looks_ahead && context_.report_year != 0 && StandsAt(text_, time.begin, U"全年")) {
    time.relative = false;
    time.from_year = time.to_year = static_cast<int16_t>(context_.report_year + 1);
    return;
  }
  if (!leading_year_.ok()) return;
  const uint32_t ahead = LastYear(leading_year_, context_.report_year);
  if (context_.report_year == 0 || ahead <= context_.report_year) return;
  time.relative = false;
  time.from_year = time.to_year = static_cast<int16_t>(ahead);
}

void PassageSoFar::SeeWord(size_t i) {
  const Token& token = scanned_.tokens[i];
  if ((token.roles & kOfClause) == 0) return;
  if (token.Has(WordRole::kCompare)) clause_.comparing = true;
  if (token.Has(WordRole::kAgainst) && (text_[token.begin] == U'较' || text_[token.begin] == U'比')) {
    clause_.comparing = true;
  }
  clause_.legal |= token.Has(WordRole::kLegal);
  clause_.limit |= token.Has(WordRole::kLimit);
  clause_.every |= token.Has(WordRole::kEvery);
  clause_.streak |= token.Has(WordRole::kStreak);
  clause_.span |= token.Has(WordRole::kSpan);
  clause_.ranked |= token.Has(WordRole::kRanked);
  // 计划 that begins a clause is a verb, behind other words it is a noun (立法计划).
  const bool plan = text_.substr(token.begin, token.end - token.begin) == U"计划";
  clause_.target |=
      token.Has(WordRole::kTarget) && (!plan || (token.begin > 0 && !IsHan(text_[token.begin - 1])));
  clause_.must |= token.Has(WordRole::kMust);
  // 2024年的目标是:…, 要实现三个目标:…
  constexpr size_t kReach = 16;
  const auto behind = text_.substr(std::min<size_t>(token.end, text_.size()), kReach);
  const auto aimed = behind.substr(0, std::min(behind.find_first_of(U":,;。"), behind.size()));
  aims_ |= token.Has(WordRole::kMust) &&
           StandsAt(text_, token.end + static_cast<uint32_t>(aimed.size()), U":") &&
           (EndsWithOneOf(aimed, {U"目标", U"目标任务", U"任务目标"}) ||
            (aimed.empty() && EndsWithOneOf(text_.substr(0, token.end), {U"目标是", U"目标为"})));
  clause_.done |= token.Has(WordRole::kDone);
  if (token.Has(WordRole::kStock)) {
    clause_.stock = true;
    const auto word = text_.substr(token.begin, token.end - token.begin);
    clause_.standing |= word.front() == U'在' || word.back() == U'有';
  }
  if (token.Has(WordRole::kCumulative)) {
    clause_.cumulative = true;
    clause_.stock = false;
  }
  if (token.Has(WordRole::kLooseAtLeast) || token.Has(WordRole::kLooseAtMost)) {
    clause_.loose = token.Has(WordRole::kLooseAtLeast) ? v1::BOUND_AT_LEAST : v1::BOUND_AT_MOST;
    clause_.loose_end = token.end;
  }
  // 2022年以来共下发建议书15份: when it was done; 2022年以来下发的 are of then.
  const uint32_t after = clause_.time >= 0 ? Time(clause_.time).end : 0;
  const bool summed =
      clause_.time >= 0 && Time(clause_.time).since &&
      (StandsAt(text_, after, U"共") || StandsAt(text_, after, U"累计") || StandsAt(text_, after, U"先后"));
  if (token.Has(WordRole::kFounding) && clause_.time >= 0 && !summed) {
    clause_.time_founding = true;
    // 清理2024年底前出台的文件
    const uint32_t begin = scanned_.tokens[clause_.time].begin;
    const bool inside = begin > 0 && IsHan(text_[begin - 1]);
    if (inside && Time(clause_.time).due && StandsAt(text_, token.end, U"的")) clause_.time = -1;
  }
  if (token.Has(WordRole::kNew)) {
    fresh_in_sentence_ = true;
  }
}

const TimeExpression* PassageSoFar::LeadingSpan() const {
  if (scanned_.tokens.empty() || scanned_.tokens[0].type != TokenType::kTime || !times_.OpensPassage(0))
    return nullptr;
  const TimeExpression& time = Time(0);
  const uint32_t year = context_.report_year;
  const auto from = static_cast<uint32_t>(time.from_year);
  const bool earlier = from != 0 && (year == 0 || from < year);
  const bool years =
      earlier &&
      (time.since || (time.from_year < time.to_year && (year == 0 || LastYear(time, year) <= year)));
  const bool months =
      time.from_month == 1 && time.to_month > 1 && time.from_year == time.to_year && !time.since;
  const bool day = time.of_day && time.from_year == time.to_year;  // 2018年1月1日至2020年5月31日 is years
  return (years || months) && !day && !time.due && !time.before && Adverbial(0) ? &time : nullptr;
}

bool PassageSoFar::LeadsToNextYear() const {
  constexpr size_t kFirst = 2;  // 自 may stand before it
  for (size_t i = 0; i < scanned_.tokens.size() && i < kFirst; ++i) {
    if (scanned_.tokens[i].type != TokenType::kTime) continue;
    const TimeExpression& time = Time(static_cast<int32_t>(i));
    if (!time.relative || time.relation != TimeRelation::kNextYear || time.due) return false;
    const uint32_t begin =
        time.begin > 0 && IsAnyOf(text_[time.begin - 1], U"自从") ? time.begin - 1 : time.begin;
    return begin == 0 || !IsHan(text_[begin - 1]);
  }
  return false;
}

// 去年88件,今年头九个月已经97件: what a speech tells next is of the time that it has come to.
bool PassageSoFar::GoesOn(int32_t token) const {
  if (token < 0 || context_.kind != v1::REPORT_KIND_SPEECH) return false;
  const TimeExpression& time = Time(token);
  return time.from_month == 1 && time.to_month > 1 && time.from_year == time.to_year && !time.of_day &&
         !time.up_to && LastYear(time, context_.report_year) == context_.report_year;
}

PassageOutcome PassageSoFar::Outcome() const {
  PassageOutcome outcome;
  if (leading_year_told_) outcome.leading_year = leading_year_;
  if (const TimeExpression* span = LeadingSpan())
    outcome.leading_since = FormatPeriod(*span, context_.report_year);
  outcome.leads_to_next_year = LeadsToNextYear();
  if (GoesOn(last_time_)) {
    outcome.leading_span = FormatPeriod(Time(last_time_), context_.report_year);
    return outcome;
  }
  if (sentence_time_ < 0 || times_.YearRightBefore(sentence_time_) != 0 || !times_.OpensPassage(0))
    return outcome;
  const TimeExpression& time = Time(sentence_time_);
  // 1—9月: all of the year so far; 8—9月 is when one thing was done.
  const bool months =
      time.from_month == 1 && time.to_month > 1 && !time.of_day && time.from_year == time.to_year;
  // 2021年至2023年,制定63件。备案审查194件: so far as the report is on all of them.
  const bool years = context_.first_year != 0 && time.from_year != 0 && time.from_year < time.to_year &&
                     time.WholeYear() && !time.since;
  if (months || years) outcome.leading_span = FormatPeriod(time, context_.report_year);
  return outcome;
}

}  // namespace fazhi::extraction
