#include "services/extraction/core/grounding_times.h"

#include <algorithm>

#include "services/extraction/core/times.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

// Code points between 对 and the time of what was dealt with.
constexpr uint32_t kObjectReach = 6;

}  // namespace

bool TimesInText::IsOfContest(int32_t token, uint32_t end) const {
  constexpr uint32_t kReach = 18;
  const TimeExpression& time = Of(token);
  if (end <= time.end + 1 || end > time.end + kReach || !time.WholeYear()) return false;
  const auto words = text_.substr(time.end, end - time.end);
  return words.back() == U'中' && ContainsAnyOf(words, U"考评测督");
}

bool TimesInText::IsOfGrading(const TimeExpression& time) const {
  constexpr uint32_t kReach = 18;
  if (time.end == 0 || text_[time.end - 1] != U'度') return false;
  const auto behind = text_.substr(time.end, kReach);
  const auto words = behind.substr(0, std::min(behind.find_first_of(U",。;:"), behind.size()));
  return ContainsOneOf(words, {U"考核", U"考评", U"测评", U"评比", U"评议"});
}

bool TimesInText::BeginsClause(int32_t token) const {
  if (token == 0) return false;
  const Token& before = scanned_.tokens[token - 1];
  return (before.type == TokenType::kStop || before.type == TokenType::kComma) &&
         before.end == scanned_.tokens[token].begin;
}

bool TimesInText::OpensPassage(int32_t token) const {
  return !EndsWithOneOf(text_.substr(0, scanned_.tokens[token].begin), WordSet::kTasks);
}

int32_t TimesInText::YearRightBefore(int32_t token) const {
  constexpr int32_t kMost = 8;
  for (const int32_t floor = std::max(token - kMost, 0); token > floor;) {
    const Token& before = scanned_.tokens[token - 1];
    const char32_t c = text_[before.begin];
    const bool near = before.type == TokenType::kWord && (c == U'近' || c == U'第');  // 近三年, 2023年第2季度
    if ((!near && before.type != TokenType::kTime) || before.end != scanned_.tokens[token].begin) break;
    --token;
  }
  return token;
}

bool TimesInText::IsUpTo(const TimeExpression& time) const {
  uint32_t end = time.begin;
  // 截至2024年三季度末, 截至今年三季度末
  if (end >= 3 && text_[end - 1] == U'年') {
    --end;
    if (EndsWithOneOf(text_.substr(0, end), {U"今", U"本", U"去"})) --end;
    while (end > 0 && IsDigit(text_[end - 1])) --end;
  }
  if (end > 0 && text_[end - 1] == U'到') --end;
  return (StandsBefore(text_, end, U"截至") || StandsBefore(text_, end, U"截止"));
}

void TimesInText::EndSpan(const TimeExpression& start, int8_t month, TimeExpression& time) {
  if (time.from_year == 0) return;
  if (!start.since || start.last_years > 0 || start.from_year == 0 || start.from_year > time.to_year) return;
  time.from_year = start.from_year;
  time.from_month = start.from_month;
  if (start.from_month != 0) time.to_month = month;
}

bool TimesInText::StartsSpan(size_t i) const {
  constexpr uint32_t kReach = 18;
  const TimeExpression& time = scanned_.times[scanned_.tokens[i].index];
  if (time.relative || time.of_day || time.from_year == 0 || time.from_year != time.to_year ||
      time.from_month != time.to_month)
    return false;
  for (size_t k = i + 1; k < scanned_.tokens.size() && scanned_.tokens[k].begin < time.end + kReach; ++k) {
    const Token& token = scanned_.tokens[k];
    if (token.type == TokenType::kTime && scanned_.times[token.index].open)
      return false;  // takes this as its start
  }
  const auto behind = text_.substr(time.end, kReach);
  const size_t since = behind.find(U"以来");
  return since != std::u32string_view::npos && since < behind.find_first_of(U",。;:、");
}

void TimesInText::TakeStart(const TimeExpression& start, TimeExpression& time) {
  if (start.last_years > 0 || (start.from_year == 0 && start.from_month == 0)) return;
  const uint32_t end = time.end;
  const uint32_t begin = time.begin;
  time = start;
  time.begin = begin;
  time.end = end;
  time.since = true;
  time.of_day = time.due = false;
  time.to_year = time.from_year;
}

// 对1978年以来印发的35件文件进行清理, 2023年结转18件, 转入2025年3件: the time is not that of the act.
bool TimesInText::IsOfObject(const TimeExpression& time) const {
  const bool last = time.last_years > 0 && StandsBefore(text_, time.begin, U"近");  // 对近三年的
  uint32_t begin = time.begin - static_cast<uint32_t>(last);
  // 对截至2021年底印发的136件文件
  for (const std::u32string_view until : {U"截至", U"截止", U"截至到", U"截止到"}) {
    if (!StandsBefore(text_, begin, until)) continue;
    begin -= static_cast<uint32_t>(until.size());
    break;
  }
  const auto before = text_.substr(0, begin);
  const auto behind = text_.substr(time.end);
  if (time.open && !StandsAt(text_, time.end, U",")) {  // 对建国以来的文件
    for (uint32_t at = time.begin; at > 0 && time.begin - at < kObjectReach && IsHan(text_[at - 1]); --at) {
      if (text_[at - 1] == U'对') return true;
    }
  }
  // 集中清理2015年以来印发的文件64份: when they were made.
  if ((time.since || time.open) && EndsWithOneOf(before, {U"清理", U"梳理", U"评估", U"排查", U"审查"}) &&
      StartsWithOneOf(behind, WordSet::kIssued))
    return true;
  return EndsWithOneOf(before, {U"对", U"将", U"转入", U"转至", U"结转", U"结转至", U"结转到"}) ||
         StartsWithOneOf(behind, WordSet::kCarriedOn);
}

void TimesInText::TakeYearBefore(size_t i, TimeExpression& time) const {
  const bool whole = time.relative && time.relation == TimeRelation::kThisYear;
  if (i == 0 || time.from_year != 0 || (time.WholeYear() && !whole)) return;
  const bool comma = whole && i > 1 && scanned_.tokens[i - 1].type == TokenType::kComma &&
                     scanned_.tokens[i - 1].end == time.begin;
  const Token& token = scanned_.tokens[comma ? i - 2 : i - 1];
  if (token.type != TokenType::kTime || token.end != (comma ? time.begin - 1 : time.begin)) return;
  if (comma && !StandsAt(text_, time.begin, U"全年")) return;
  const TimeExpression& year = scanned_.times[token.index];
  // 去年上半年, 明年一季度, 去年全年
  if (year.relative && (!whole || StandsAt(text_, time.begin, U"全年")) && !comma && time.relative &&
      year.WholeYear() && year.relation != TimeRelation::kSamePeriod &&
      year.relation != TimeRelation::kSince) {
    time.relation = year.relation;
    return;
  }
  if (!year.WholeYear() || year.of_day || year.from_year == 0 || year.from_year != year.to_year) return;
  time.from_year = time.to_year = year.from_year;
  if (whole) time.relative = false;
}

void TimesInText::TakeBothDays(size_t i, TimeExpression& time) const {
  constexpr std::u32string_view kMarks = U"、和与及";
  if (i == 0 || !time.of_day || time.from_month == 0) return;
  const Token& token = scanned_.tokens[i - 1];
  if (token.type != TokenType::kTime || token.end + 1 != time.begin || !Contains(kMarks, text_[token.end]))
    return;
  const TimeExpression& before = scanned_.times[token.index];
  if (!before.of_day || before.from_month == time.from_month) return;
  if (time.from_year == 0) time.from_year = time.to_year = before.from_year;
  time.from_month = time.to_month = 0;
  time.of_day = false;
}

bool TimesInText::HeldAgainst(size_t i) const {
  const uint32_t end = scanned_.tokens[i].end;
  if (StandsAt(text_, end, U"基础") || StandsAt(text_, end, U"的基础")) return true;
  i = static_cast<size_t>(YearRightBefore(static_cast<int32_t>(i)));  // 比今年第一季度
  if (i == 0) return false;
  const Token& before = scanned_.tokens[i - 1];
  return before.type == TokenType::kWord &&
         (before.roles & (Bit(WordRole::kAgainst) | Bit(WordRole::kCompare))) != 0 &&
         before.end + 1 >= scanned_.tokens[i].begin;
}

const TimeExpression* TimesInText::TimeBetween(int32_t token, uint32_t end) const {
  const TimeExpression* between = nullptr;
  for (size_t i = static_cast<size_t>(token) + 1;
       i < scanned_.tokens.size() && i < static_cast<size_t>(token) + 8; ++i) {
    const Token& candidate = scanned_.tokens[i];
    if (candidate.begin >= end) break;
    if (candidate.type != TokenType::kTime) continue;
    // 由去年一季度的12件: the part that has taken its year
    const TimeExpression& time = scanned_.times[candidate.index];
    if (between != nullptr && (between->end != time.begin || time.WholeYear())) break;
    between = &time;
  }
  return between;
}

}  // namespace fazhi::extraction
