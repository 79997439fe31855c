#include "services/aggregation/core/findings.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregation/core/finding_text.h"
#include "services/aggregation/core/report_view.h"
#include "services/aggregation/core/rules.h"

namespace fazhi {
namespace aggregation {
namespace {

constexpr uint32_t kFirstYearOfDuty = 2018;

// Which of two findings that one typo explains is kept: the more telling one.
int Weight(v1::FindingType type) {
  switch (type) {
    case v1::FINDING_TYPE_SUM_MISMATCH:
      return 4;
    case v1::FINDING_TYPE_PART_EXCEEDS_WHOLE:
      return 3;
    case v1::FINDING_TYPE_RATE_MISMATCH:
      return 2;
    case v1::FINDING_TYPE_CHANGE_MISMATCH:
      return 1;
    default:
      return 0;
  }
}

// Whether one changed figure would settle both.
bool OneTypo(const RawFinding& a, const RawFinding& b) {
  for (size_t i = 0; i < a.at.size() && i < a.would_be.size(); ++i) {
    for (size_t j = 0; j < b.at.size() && j < b.would_be.size(); ++j) {
      if (a.at[i] == b.at[j] && !Disjoint(a.would_be[i], b.would_be[j])) return true;
    }
  }
  return false;
}

void DropWhatOneTypoExplains(int observations, std::vector<RawFinding>& found) {
  std::vector<RawFinding> kept;
  // Kept contradictions by the observations that they are about.
  std::vector<std::vector<size_t>> about(static_cast<size_t>(observations));
  std::stable_sort(found.begin(), found.end(),
                   [](const RawFinding& a, const RawFinding& b) { return Weight(a.type) > Weight(b.type); });
  for (RawFinding& finding : found) {
    const auto told_by = [&](size_t other) { return OneTypo(finding, kept[other]); };
    const bool told = !finding.note && std::any_of(finding.at.begin(), finding.at.end(), [&](int i) {
      const std::vector<size_t>& others = about[static_cast<size_t>(i)];
      return std::any_of(others.begin(), others.end(), told_by);
    });
    if (told) continue;
    if (!finding.note) {
      for (int i : finding.at) about[static_cast<size_t>(i)].push_back(kept.size());
    }
    kept.push_back(std::move(finding));
  }
  found = std::move(kept);
}

// 督察工作规定 article 24: published before 1 April of the next year; no such duty for years before 2018.
void AddLateness(const v1::Report& report, std::vector<v1::Finding>& findings) {
  if (report.kind() != v1::REPORT_KIND_ANNUAL_REPORT || report.published_kind() != v1::DATE_KIND_PUBLICATION)
    return;
  if (report.year() < kFirstYearOfDuty || report.reporting_body() == v1::REPORTING_BODY_OTHER) return;
  const std::string due = absl::StrCat(report.year() + 1, "-04-01");
  if (report.published().size() != due.size() || report.published() <= due) return;
  v1::Finding finding;
  finding.set_type(v1::FINDING_TYPE_PUBLISHED_LATE);
  finding.set_expected(due);
  finding.set_printed(report.published());
  finding.set_text_zh(absl::StrCat("公开日期为", report.published(), ",晚于规定的", due, "。"));
  finding.set_text_en(
      absl::StrCat("Published on ", report.published(), "; the rule asks for ", due, " at the latest."));
  findings.push_back(std::move(finding));
}

// A document is read as one report: what else it holds is said, so that nobody takes it for read.
void AddUnread(const v1::Report& report, std::vector<v1::Finding>& findings) {
  if (!report.has_unread()) return;
  const v1::UnreadText& unread = report.unread();
  v1::Finding finding;
  finding.set_type(v1::FINDING_TYPE_NOT_READ);
  finding.set_note(true);
  finding.set_printed(unread.title());
  if (unread.same()) {
    finding.set_text_zh("同一报告在文件中重复出现,只读取一次。");
    finding.set_text_en("The document holds the report more than once; it was read once.");
  } else {
    finding.set_text_zh(absl::StrCat("文件中另有一份报告《", unread.title(), "》,未读取,请另存为单独文件。"));
    finding.set_text_en(absl::StrCat("The document goes on with another report, “", unread.title(),
                                     "”, which was not read: give it as a file of its own."));
  }
  findings.push_back(std::move(finding));
}

}  // namespace
}  // namespace aggregation

std::vector<v1::Finding> FindWithin(const v1::ObservationSet& set, const Catalog& catalog) {
  using namespace aggregation;
  const ReportView view(set, catalog);
  std::vector<RawFinding> found;
  FindRates(view, found);
  FindShares(view, found);
  FindSums(view, found);
  FindTableSums(view, found);
  FindExcess(view, found);
  FindChanges(view, found);
  FindTableChanges(view, found);
  DropWhatOneTypoExplains(view.size(), found);
  FindToldTwice(view, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const RawFinding& a, const RawFinding& b) { return a.at[0] < b.at[0]; });
  std::vector<v1::Finding> findings;
  findings.reserve(found.size() + 2);
  for (const RawFinding& raw : found) findings.push_back(SayFinding(view, raw));
  AddLateness(set.outline().report(), findings);
  AddUnread(set.outline().report(), findings);
  return findings;
}

}  // namespace fazhi
