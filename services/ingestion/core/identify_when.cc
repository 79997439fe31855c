#include "services/ingestion/core/identify_when.h"

#include <string>
#include <vector>

#include "services/ingestion/core/identify_title.h"
#include "services/text/affixes.h"
#include "services/text/month_titles.h"

namespace fazhi {
namespace {

constexpr size_t kMaxHeading = 45;
// Code points between 现将 and the year of 现将我县2019年…报告如下.
constexpr size_t kMaxAnnouncement = 16;

bool IsHeading(std::u32string_view line) { return line.size() <= kMaxHeading && !Contains(line, U'。'); }

// A report that names no year but the one that it begins with (2022年以来,…), when it came out within a year
// of it.
int YearSince(std::u32string_view text, const std::optional<DateMention>& date) {
  const auto year = FindYear(text.substr(0, kMaxHeading));
  if (!year.has_value() || !year->since || !date.has_value()) return 0;
  return date->year == year->year || date->year == year->year + 1 ? year->year : 0;
}

// The year that an opening paragraph announces (现将我县2019年度法治政府建设情况报告如下), or begins with, or
// names first.
int YearOfParagraph(std::u32string_view text) {
  for (std::u32string_view announcement : {std::u32string_view(U"现将"), std::u32string_view(U"现就")}) {
    const size_t at = text.find(announcement);
    if (at == std::u32string_view::npos) continue;
    const auto year = FindYear(text, at);
    if (year.has_value() && year->begin - at <= kMaxAnnouncement && !year->with_month) return year->year;
  }
  for (size_t pos = 0; pos < text.size();) {
    const auto year = FindYear(text, pos);
    if (!year.has_value()) return 0;
    if (!year->with_month && !year->since) return year->year;
    pos = year->end;
  }
  return 0;
}

// (2016年3月4日—3月10日), 2025年4月1日至4月30日,…: the year of the days that a text says it is of.
int YearOfDays(std::u32string_view line) {
  constexpr size_t kDate = 8;
  if (StartsWith(line, U"(")) line.remove_prefix(1);
  const auto year = FindYear(line);
  if (!year.has_value() || year->begin != 0 || !year->with_month) return 0;
  const size_t day = line.substr(0, year->end + kDate).find(U'日', year->end);
  if (day == std::u32string_view::npos) return 0;
  return StartsWithOneOf(line.substr(day + 1), {U"至", U"-", U"—", U"–", U"~", U"到"}) ? year->year : 0;
}

// The year that news calls 今年, or a report that comes when none is due (to a congress in August); 0 for
// those of the first months, which may tell of the year before.
int YearOfNews(v1::ReportKind kind, const std::optional<DateMention>& date) {
  const int first_month = kind == v1::REPORT_KIND_OTHER ? 3 : 5;
  return date.has_value() && date->month >= first_month ? date->year : 0;
}

// A plan's evaluation (实施方案(2021—2025年)中期评估报告) is on the years up to when it was made; one of the
// first months up to the year before. 0 for other texts.
int YearOfEvaluation(std::u32string_view title, const std::optional<DateMention>& date) {
  constexpr int kFirstMonth = 5;
  const bool of_plan =
      Contains(title, U"中期") || (ContainsOneOf(title, {U"评估", U"自评"}) &&
                                   ContainsOneOf(title, {U"规划", U"方案", U"纲要", U"五年"}));
  if (!of_plan || !date.has_value()) return 0;
  return date->month >= kFirstMonth ? date->year : date->year - 1;
}

// 县司法局 2023年9月, (二〇二三年九月): the month that a short line at either end of a text says it was made
// in, as its first day; nothing where none ends in one.
std::optional<DateMention> MonthMade(const ReportLines& lines) {
  constexpr size_t kLongest = 30;
  for (const std::vector<ReportLines::Line>* end : {&lines.head, &lines.tail}) {
    for (const ReportLines::Line& line : *end) {
      std::u32string_view text = line.folded;
      while (!text.empty() && IsAnyOf(text.back(), U") ")) text.remove_suffix(1);
      if (text.size() > kLongest || text.empty() || text.back() != U'月' || ContainsAnyOf(text, U",。;《"))
        continue;
      const auto year = FindYear(text);
      if (!year.has_value() || !year->with_month) continue;
      if (auto date = FindDate(std::u32string(text) + U"1日")) return date;
    }
  }
  return std::nullopt;
}

// Whether a paragraph neither begins with a year nor announces one.
bool NamesYearsInPassing(std::u32string_view text) {
  constexpr size_t kOpening = 10;
  const auto year = FindYear(text);
  return (!year.has_value() || year->begin > kOpening) && !ContainsOneOf(text, {U"现将", U"现就"});
}

// 2024年7月份执法情况通报: what a month came to, and no day of it.
bool IsOfMonth(std::u32string_view title, const YearMention& year) {
  if (!year.with_month) return false;
  const size_t month = title.find(U'月', year.end);
  const std::u32string_view behind = title.substr(month + 1);
  if (!behind.empty() && behind.front() == U'份') return true;
  return !ContainsAnyOf(behind, U"日号") && TellsOfMonth(behind);
}

// A speech of the spring (2025年3月18日 … 总结去年工作) is on the year before.
bool SumsUpLastYear(const ReportLines& lines, const DateMention& spoken, const IdentifyWords& words) {
  constexpr int kSpringEnds = 5;
  return spoken.month <= kSpringEnds &&
         std::any_of(lines.head.begin(), lines.head.end(), [&](const ReportLines::Line& line) {
           return words.last_year.Find(line.folded) != nullptr;
         });
}

}  // namespace

int FindReportYear(v1::ReportKind kind, std::u32string_view title, const ReportLines& lines,
                   const std::optional<DateMention>& signed_on, const std::optional<DateMention>& published,
                   const IdentifyWords& words) {
  // 关于印发《通许县2024年法治政府建设工作要点》的通知 is of the year of what it issues.
  if (const std::u32string_view issued = IssuedIn(title); !issued.empty() && !FindYear(title).has_value())
    title = issued;
  for (size_t pos = 0; pos < title.size();) {
    const auto year = FindYear(title, pos);
    if (!year.has_value()) break;
    if (!year->with_month || IsOfMonth(title, *year)) return year->year;
    pos = year->end;
  }
  if (const int year = YearAtEnd(title); year != 0) return year;

  const bool tells = kind == v1::REPORT_KIND_ANNUAL_REPORT || kind == v1::REPORT_KIND_OTHER;
  const std::optional<DateMention>& date = signed_on.has_value() ? signed_on : published;
  if (tells) {
    // 2020年—2022年行政审判工作白皮书: of all of them, and up to the last.
    const int last = words.plan_title.Find(title) != nullptr ? 0 : LastOfYears(title);
    if (last != 0 && (!date.has_value() || last <= date->year)) return last;
    const int year = YearOfEvaluation(title, date.has_value() ? date : MonthMade(lines));
    if (year != 0) return year;
  }
  if (kind == v1::REPORT_KIND_SPEECH && signed_on.has_value())
    return SumsUpLastYear(lines, *signed_on, words) ? signed_on->year - 1 : signed_on->year;
  std::vector<std::u32string_view> paragraphs, headings;
  bool last_year = false;
  bool this_year = false;
  for (const ReportLines::Line& line : lines.head) {
    if (line.kind != v1::BLOCK_KIND_PARAGRAPH && line.kind != v1::BLOCK_KIND_UNSPECIFIED) continue;
    (IsHeading(line.folded) ? headings : paragraphs).push_back(line.folded);
    last_year = last_year || words.last_year.Find(line.folded) != nullptr;
    this_year = this_year || words.this_year.Find(line.folded) != nullptr;
  }
  const bool news = kind == v1::REPORT_KIND_OTHER && this_year;
  // 经过督办,应诉率从2019年的15%升到30%;今年以来…: no year that it begins with or announces.
  if (news && !paragraphs.empty() && NamesYearsInPassing(paragraphs[0])) {
    if (const int year = YearOfNews(kind, date); year != 0) return year;
  }
  if (!paragraphs.empty()) {
    if (const int year = YearOfParagraph(paragraphs[0].substr(0, 800)); year != 0) return year;
  }
  if (kind == v1::REPORT_KIND_OTHER) {
    if (const int year = headings.empty() ? 0 : YearOfDays(headings[0]); year != 0) return year;
    if (const int year = paragraphs.empty() ? 0 : YearOfDays(paragraphs[0]); year != 0) return year;
  }
  if (tells) {
    int planned = 0;
    for (std::u32string_view heading : headings) {
      const auto year = FindYear(heading);
      if (!year.has_value() || year->with_month || year->since) continue;
      if (words.plan_word.Find(heading) == nullptr) return year->year;
      if (planned == 0) planned = year->year;
    }
    for (const ReportLines::Line& line : lines.tail) {
      if (planned != 0 || !IsHeading(line.folded) || words.plan_word.Find(line.folded) == nullptr) continue;
      const auto year = FindYear(line.folded);
      if (year.has_value() && !year->with_month) planned = year->year;
    }
    if (planned != 0 && kind == v1::REPORT_KIND_ANNUAL_REPORT) return planned - 1;
    if (kind == v1::REPORT_KIND_ANNUAL_REPORT && !paragraphs.empty()) {
      if (const int year = YearSince(paragraphs[0], date); year != 0) return year;
    }
    if (this_year && (news || !last_year)) return YearOfNews(kind, date);
    if (kind == v1::REPORT_KIND_OTHER || !last_year) return 0;
    // 去年同期 in a report of the summer, which is none on the year before.
    constexpr int kSummer = 6;
    if (!date.has_value()) return 0;
    return this_year && date->month >= kSummer ? date->year : date->year - 1;
  }
  return signed_on.has_value() ? signed_on->year : 0;
}

}  // namespace fazhi
