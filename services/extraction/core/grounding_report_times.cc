#include "services/extraction/core/grounding_report_times.h"

#include <algorithm>
#include <cstdint>

#include "services/extraction/core/times.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

// How many years the report is on; 0 where it is on one.
uint32_t YearsOf(const PassageContext& context) {
  return context.first_year == 0 ? 0 : context.report_year + 1 - context.first_year;
}

// 两年半来, where these are the report's own.
bool CountsYearsOfReport(std::u32string_view text, const PassageContext& context,
                         const TimeExpression& time) {
  return time.last_years > 0 && text[time.end - 1] == U'来' && context.report_span.ok() &&
         YearsOf(context) == static_cast<uint32_t>(time.last_years);
}

// False where the report says nothing of it.
bool TakeTimeOfReport(const PassageContext& context, TimeRelation relation, TimeExpression& time) {
  const TimeExpression& span = context.report_span;
  if (relation == TimeRelation::kBeforeReport) {
    if (context.first_year == 0) return false;
    time.from_year = time.to_year = static_cast<int16_t>(context.first_year - 1);
  } else {
    if (!span.ok()) return false;
    time.from_year = relation == TimeRelation::kOfReport ? span.from_year : span.to_year;
    time.to_year = span.to_year;
    time.from_month = relation == TimeRelation::kOfReport ? span.from_month : span.to_month;
    time.to_month = span.to_month;
  }
  time.relative = false;
  time.last_years = 0;
  return true;
}

// 三年收到申请2395件, in a report on three years: over all of them. 连续三年, 为期3年, 三年内 are not.
bool IsYearsOfReport(std::u32string_view text, const PassageContext& context, const Token& token,
                     const ScannedNumber& scanned) {
  return scanned.number.value_e4 == int64_t{YearsOf(context)} * 10000 && scanned.unit.end == scanned.end &&
         text.substr(scanned.unit.begin, scanned.unit.end - scanned.unit.begin) == U"年" &&
         (token.begin == 0 || !IsAnyOf(text[token.begin - 1], kBeforeOtherYears)) &&
         (scanned.end >= text.size() || !IsAnyOf(text[scanned.end], U"期任一以后内前时中"));
}

void TakeYearsOfReport(std::u32string_view text, const PassageContext& context, ScannedText& scanned) {
  for (Token& token : scanned.tokens) {
    if (token.type != TokenType::kNumber) continue;
    const ScannedNumber& number = scanned.numbers[token.index];
    if (!IsYearsOfReport(text, context, token, number)) continue;
    TimeExpression time;
    time.begin = token.begin;
    time.end = number.end;
    time.from_year = static_cast<int16_t>(context.first_year);
    time.to_year = static_cast<int16_t>(context.report_year);
    token.type = TokenType::kTime;
    token.end = number.end;
    token.index = static_cast<uint32_t>(scanned.times.size());
    scanned.times.push_back(time);
  }
}

}  // namespace

void ResolveReportTimes(std::u32string_view text, const PassageContext& context, ScannedText& scanned) {
  const auto says_none = [&](const Token& token) {
    if (token.type != TokenType::kTime) return false;
    TimeExpression& time = scanned.times[token.index];
    if (CountsYearsOfReport(text, context, time))
      return !TakeTimeOfReport(context, TimeRelation::kOfReport, time);
    return time.relative && time.relation >= TimeRelation::kOfReport &&
           !TakeTimeOfReport(context, time.relation, time);
  };
  auto& tokens = scanned.tokens;
  tokens.erase(std::remove_if(tokens.begin(), tokens.end(), says_none), tokens.end());
  if (context.first_year != 0) TakeYearsOfReport(text, context, scanned);
}

}  // namespace fazhi::extraction
