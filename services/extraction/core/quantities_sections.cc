#include "services/extraction/core/quantities_sections.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/periods.h"
#include "services/extraction/core/quantities_scan.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// The last year that the heading names, 0 for none.
uint32_t YearOf(const std::string& heading, uint32_t report_year, ScannedText& scanned) {
  if (!absl::StrContains(heading, "年")) return 0;  // every year is printed with it
  const std::u32string text = ToCodePoints(heading);
  Scan(text, 0, static_cast<uint32_t>(text.size()), scanned, nullptr);
  for (const TimeExpression& time : scanned.times) {
    if (!time.WholeYear() || time.of_day || time.since || time.last_years != 0) continue;
    if (time.from_year != 0 && time.from_year == time.to_year) return static_cast<uint32_t>(time.to_year);
    if (time.relative && time.relation == TimeRelation::kNextYear) return LastYear(time, report_year);
  }
  return 0;
}

// The year that the text was published in (2024-03-28); 0 when nothing says.
uint32_t YearPublished(const v1::Report& report) {
  uint32_t year = 0;
  return absl::SimpleAtoi(absl::string_view(report.published()).substr(0, 4), &year) ? year : 0;
}

// The month of its year that a text is of; 0 when nothing says, or it is of another year.
int MonthOf(const v1::Report& report) {
  int month = 0;
  const absl::string_view date = report.published();
  const bool own = date.size() >= 7 && absl::SimpleAtoi(date.substr(5, 2), &month) &&
                   YearPublished(report) == ThisYear(report);
  return own ? month : 0;
}

// Whether a text is of the first months of its year: what it tells without a time is of the year before.
bool IsOfSpring(const v1::Report& report) {
  constexpr int kLastMonth = 4;
  const int month = MonthOf(report);
  return month > 0 && month <= kLastMonth;
}

bool IsOfAutumn(const v1::Report& report) {
  constexpr int kFirstMonth = 10;
  return MonthOf(report) >= kFirstMonth;
}

}  // namespace

uint32_t ThisYear(const v1::Report& report) {
  const uint32_t year = report.year(), published = YearPublished(report);
  // 2023年度…述法发言 speaks from its own year, whenever it is given.
  const bool looks_back = report.kind() == v1::REPORT_KIND_SPEECH && published == year + 1 &&
                          !absl::StrContains(report.title(), absl::StrCat(year));
  return looks_back ? published : year;
}

SectionTimes::SectionTimes(const v1::Outline& outline, ScannedText& scratch) {
  const uint32_t report_year = ThisYear(outline.report());
  const bool whole_plan = outline.report().kind() == v1::REPORT_KIND_PLAN;
  const bool annual = outline.report().kind() == v1::REPORT_KIND_ANNUAL_REPORT ||
                      outline.report().kind() == v1::REPORT_KIND_UNSPECIFIED;
  const bool speech = outline.report().kind() == v1::REPORT_KIND_SPEECH;
  const bool other = outline.report().kind() == v1::REPORT_KIND_OTHER;
  const uint32_t published = YearPublished(outline.report());
  const bool looks_back = outline.report().year() < report_year || (speech && IsOfSpring(outline.report()));
  if (speech && IsOfAutumn(outline.report())) next_year_ = report_year + 1;
  sections_.reserve(outline.sections_size());
  top_.reserve(outline.sections_size());
  for (const v1::Section& section : outline.sections()) {
    const auto index = static_cast<uint32_t>(sections_.size());
    SectionTime time;
    time.role = section.role();
    time.level = section.level();
    time.plan = section.role() == v1::ROLE_PLAN || (whole_plan && section.role() != v1::ROLE_ACHIEVEMENTS);
    time.year = YearOf(section.heading_text(), report_year, scratch);
    const bool nested = section.parent() != 0 && section.parent() < index;
    if (nested) {
      const SectionTime& parent = sections_[section.parent()];
      if (time.year == 0 && parent.plan == time.plan) time.year = parent.year;
    }
    // An annual report looks ahead to the next year; other texts plan the year that they are of.
    if (time.plan && !whole_plan && (time.year < report_year || (annual && time.year == report_year)))
      time.year = 0;
    if (time.plan && (whole_plan || speech) && time.year == 0) time.year = report_year;
    // A bulletin asks for what it asks for in the year that it is published in.
    if (time.plan && other && time.year == 0 && published >= report_year && published <= report_year + 1)
      time.year = published;
    if (!time.plan && time.year > report_year) time.year = 0;
    if (!time.plan && time.year == 0 && looks_back) time.year = report_year - 1;
    top_.push_back(nested ? top_[section.parent()] : index);
    sections_.push_back(time);
  }
}

void SectionTimes::SetYear(uint32_t section, uint32_t year) {
  if (section >= sections_.size()) return;
  const uint32_t top = top_[section];
  for (uint32_t i = section; i < sections_.size() && top_[i] == top; ++i) {
    if (i > section && sections_[i].level <= sections_[section].level) break;
    if (sections_[i].year == 0 && !sections_[i].plan) sections_[i].year = year;
  }
}

void SectionTimes::GoOnWithNextYear(uint32_t section) {
  if (next_year_ == 0 || section >= sections_.size()) return;
  const uint32_t top = top_[section];
  if (top == gone_on_) return;
  gone_on_ = top;
  for (uint32_t i = section; i < sections_.size() && top_[i] == top; ++i) {
    if (sections_[i].plan && sections_[i].year + 1 == next_year_) sections_[i].year = next_year_;
  }
}

void SectionTimes::SetPlanYear(uint32_t section, uint32_t year) {
  if (section >= sections_.size()) return;
  const uint32_t top = top_[section];
  if (top == 0 || top == planned_) return;
  planned_ = top;
  for (uint32_t i = top; i < sections_.size() && top_[i] == top; ++i) {
    if (sections_[i].year == 0) sections_[i].year = year;
  }
}

}  // namespace fazhi::extraction
