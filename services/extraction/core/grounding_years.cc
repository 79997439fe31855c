#include "services/extraction/core/grounding_years.h"

#include <algorithm>

#include "services/extraction/core/periods.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Code points between the years and 分别.
constexpr uint32_t kRespectivelyReach = 12;
// The same where as many figures follow as there are years (2022年、2023年、2024年,全县…收到申请分别为).
constexpr uint32_t kEachReach = 32;
// The same behind 2020年以来, and the fewest figures that then are of one year each.
constexpr uint32_t kSinceReach = 24;
constexpr uint32_t kFewestSince = 3;

bool IsListMark(std::u32string_view text, uint32_t begin, uint32_t end) {
  return end == begin + 1 && (text[begin] == U'、' || text[begin] == U'和' || text[begin] == U'与');
}

// How many figures the list has that the number token `i` begins; of a longer one `most`.
uint32_t LengthOfList(std::u32string_view text, const ScannedText& scanned, size_t i, uint32_t most) {
  const std::vector<Token>& tokens = scanned.tokens;
  uint32_t length = 1;
  while (length < most) {
    size_t next = i + 1;
    while (next < tokens.size() && next < i + 3 && tokens[next].type != TokenType::kNumber) ++next;
    if (next >= tokens.size() || tokens[next].type != TokenType::kNumber ||
        !IsListMark(text, tokens[i].end, tokens[next].begin))
      return length;
    ++length;
    i = next;
  }
  return most;
}

}  // namespace

bool YearsOfList::Goes(std::u32string_view text, const ScannedText& scanned, size_t i) {
  const std::vector<Token>& tokens = scanned.tokens;
  size_t next = i + 1;
  while (next < tokens.size() && next < i + 3 && tokens[next].type != TokenType::kTime) ++next;
  return next < tokens.size() && tokens[next].type == TokenType::kTime &&
         IsListMark(text, tokens[i].end, tokens[next].begin);
}

void YearsOfList::See(std::u32string_view text, const ScannedText& scanned, size_t i, uint32_t report_year) {
  const Token& token = scanned.tokens[i];
  const TimeExpression& time = scanned.times[token.index];
  // 2021年、2022年、2023年上半年: a part of the last year
  if (count_ > 1 && token.begin == end_ && time.from_month != 0 && !time.of_day && !time.since) {
    years_[count_ - 1].from_month = time.from_month;
    years_[count_ - 1].to_month = time.to_month;
    up_to_report_ = false;
    return SeeRespectively(text, time.end);
  }
  if (count_ == 0 || count_ == kMost || !IsListMark(text, end_, token.begin)) count_ = 0;
  spelled_ =
      (count_ == 0 || spelled_) && time.from_year != 0 && time.from_year == time.to_year && !time.since;
  uint32_t last = LastYear(time, report_year);
  const bool one = time.from_month != 0 && !time.relative && time.from_year == time.to_year &&
                   (time.from_month == time.to_month || count_ > 0);  // 2022年、2023年1—6月
  const bool part = time.relation >= TimeRelation::kHalf1 && time.relation <= TimeRelation::kQuarter4;
  const bool month = one || part;
  if (last == 0 || time.of_day || (time.since && (month || count_ > 0)) || (!month && !time.WholeYear()))
    return;
  // 2023年9月、10月: of the same year.
  if (month && time.from_year == 0 && count_ > 0) last = years_[count_ - 1].year;
  uint32_t first = last;
  if (time.last_years > 0) first = last + 1 - static_cast<uint32_t>(time.last_years);
  if (time.from_year != 0) first = static_cast<uint32_t>(time.from_year);
  since_ = time.since;
  up_to_report_ = !since_ && !month && last == report_year && time.last_years == 0;
  if (since_) last = report_year;
  for (uint32_t year = first; year <= last && count_ < kMost; ++year)
    years_[count_++] = month ? YearOrMonths{year, time.from_month, time.to_month} : YearOrMonths{year, 0, 0};
  SeeRespectively(text, time.end);
}

void YearsOfList::SeeRespectively(std::u32string_view text, uint32_t end) {
  end_ = end;
  const auto behind = text.substr(end_, since_ ? kSinceReach : kEachReach);
  const size_t respectively = std::min(behind.find(U"分别"), behind.find(U"依次"));
  far_ = since_ || respectively > kRespectivelyReach;
  respectively_ = respectively != std::u32string_view::npos &&
                  // 2020年以来,受理、审结分别为: nor is it the years that are told apart.
                  (!far_ || !ContainsAnyOf(behind.substr(0, respectively), U"、和与及;。"));
}

std::string YearsOfList::Next(std::u32string_view text, const ScannedText& scanned, size_t i, bool listed) {
  if (count_ < 2 || (!respectively_ && !spelled_)) return {};
  if (listed) {
    ++index_;
  } else if (!respectively_) {
    const uint32_t begin = scanned.tokens[i].begin;
    const bool near = begin >= end_ && begin - end_ <= kEachReach &&
                      !ContainsAnyOf(text.substr(end_, begin - end_), U",、和与及共;。");
    index_ = near && LengthOfList(text, scanned, i, count_ + 1) == count_ ? 0 : count_;
  } else {
    const uint32_t length = LengthOfList(text, scanned, i, count_ + 1);
    // Of years up to the report's own there are as many as figures, or all but the last.
    const bool each = since_ ? length >= kFewestSince && (length == count_ || length + 1 == count_)
                             : !far_ || length == count_;
    index_ = length > 1 && each ? 0 : count_;
  }
  if (index_ >= count_) return {};
  const YearOrMonths& own = years_[index_];
  TimeExpression time;
  time.from_year = time.to_year = static_cast<int16_t>(own.year);
  time.from_month = own.from_month;
  time.to_month = own.to_month;
  return FormatPeriod(time, own.year);
}

}  // namespace fazhi::extraction
