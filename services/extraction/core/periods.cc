#include "services/extraction/core/periods.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace fazhi::extraction {

uint32_t LastYear(const TimeExpression& time, uint32_t report_year) {
  if (time.to_year != 0) return static_cast<uint32_t>(time.to_year);
  if (report_year == 0) return 0;
  if (!time.relative) return report_year;
  if (time.next_years > 0) return report_year + static_cast<uint32_t>(time.next_years);
  if (time.relation == TimeRelation::kLastYear || time.relation == TimeRelation::kSamePeriod)
    return report_year - 1;
  if (time.relation == TimeRelation::kYearBeforeLast) return report_year - 2;
  return time.relation == TimeRelation::kNextYear ? report_year + 1 : report_year;
}

std::string FormatPeriod(const TimeExpression& time, uint32_t report_year) {
  const uint32_t last = LastYear(time, report_year);
  if (last == 0) return {};
  if (time.open) return absl::StrCat("/", last);
  if (time.last_years > 0) return absl::StrCat(last + 1 - static_cast<uint32_t>(time.last_years), "/", last);
  const uint32_t first = time.from_year != 0 ? static_cast<uint32_t>(time.from_year)
                                             : last - static_cast<uint32_t>(time.from_last_year);
  const auto month = [](int8_t m) { return absl::StrCat(m < 10 ? "-0" : "-", static_cast<int>(m)); };
  std::string from = absl::StrCat(first);
  if (time.from_month != 0) from += month(time.from_month);
  if (time.since) return from + "/";
  if (first == last && time.from_month == time.to_month) return from;
  if (first == last && time.from_month == 1 && time.to_month == 12) return absl::StrCat(first);
  std::string to = absl::StrCat(last);
  if (time.to_month != 0) to += month(time.to_month);
  return absl::StrCat(from, "/", to);
}

void SetMonths(const std::string& period, TimeExpression& time) {
  constexpr size_t kTwoMonths = 15;  // 2024-01/2024-06
  int from = 0;
  int to = 0;
  const absl::string_view of = period;
  if (of.size() != kTwoMonths || of.substr(0, 4) != of.substr(8, 4) ||
      !absl::SimpleAtoi(of.substr(5, 2), &from) || !absl::SimpleAtoi(of.substr(13), &to))
    return;
  time.from_month = static_cast<int8_t>(from);
  time.to_month = static_cast<int8_t>(to);
}

}  // namespace fazhi::extraction
