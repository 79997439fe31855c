#include "tools/cli/draft.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/aggregation/core/arrival.h"
#include "services/aggregation/core/figures.h"
#include "services/aggregation/core/finding_text.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/base/resource_names.h"
#include "services/base/status_macros.h"
#include "services/catalog/catalog.h"
#include "services/segmentation/core/roles.h"
#include "services/text/excerpt.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

constexpr float kClear = 0.6F;

// Where a content stands that no section has as its role: under a heading that names several contents, in a
// section below another, or in a sentence; empty where nothing says it plainly. What is wanting or still to
// be done is no account of what leaders did, nor is who was inspected.
std::string PlaceWithin(const v1::Outline& outline, v1::Role role) {
  const std::u32string text = ToCodePoints(outline.report().text());
  std::u32string folded = text;
  FoldTraditional(folded);
  const auto words = [&](uint32_t begin, uint32_t end) {
    return std::u32string_view(folded).substr(begin, end - begin);
  };
  const auto names_it = [&](std::u32string_view heading) {
    const std::vector<v1::Role> roles = segmentation::RolesOfHeading(heading, outline.report().year());
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  };
  const bool leaders = role == v1::ROLE_FIRST_RESPONSIBLE;
  for (const v1::Section& s : outline.sections()) {
    if (s.level() == 0) continue;
    if (!names_it(words(s.heading().begin() + static_cast<uint32_t>(CountCodePoints(s.number())),
                        s.heading().end())))
      continue;
    if (s.parent() == 0 ||
        (leaders ? s.role() != v1::ROLE_PROBLEMS && s.role() != v1::ROLE_PLAN
                 : segmentation::RoleOfText(words(s.span().begin(), s.span().end())) == role))
      return s.heading_text();
  }
  for (const v1::Sentence& sentence : outline.sentences()) {
    const v1::Role around = outline.sections(static_cast<int>(sentence.section())).role();
    const std::u32string_view said = words(sentence.begin(), sentence.end());
    const bool holds = leaders ? around != v1::ROLE_PROBLEMS && around != v1::ROLE_PLAN && names_it(said) &&
                                     (said.find(U"职责") != said.npos || said.find(U"责任") != said.npos)
                               : segmentation::RoleOfText(said) == role;
    if (holds) return Excerpt(text, sentence.begin(), sentence.end(), sentence.begin(), sentence.begin());
  }
  return "";
}

}  // namespace

std::vector<PrescribedContent> PrescribedContents(const v1::Outline& outline) {
  std::vector<PrescribedContent> contents = {
      {v1::ROLE_ACHIEVEMENTS, "上一年度推进法治政府建设的主要举措和成效", "measures and results of the year"},
      {v1::ROLE_PROBLEMS, "存在的不足和原因", "shortcomings and their causes"},
      {v1::ROLE_FIRST_RESPONSIBLE, "党政主要负责人履行推进法治建设第一责任人职责的有关情况",
       "how the leaders met their duty as first responsible"},
      {v1::ROLE_PLAN, "下一年度推进法治政府建设的主要安排", "arrangements for the next year"},
      {v1::ROLE_OTHER, "其他需要报告的情况", "other matters to be reported", /*when_any=*/true},
  };
  for (PrescribedContent& content : contents) {
    content.found =
        std::any_of(outline.sections().begin(), outline.sections().end(),
                    [&](const v1::Section& s) { return s.level() > 0 && s.role() == content.role; });
    if (content.found) continue;
    content.within = PlaceWithin(outline, content.role);
    content.found = !content.within.empty();
  }
  return contents;
}

std::vector<UnclearFigure> UnclearFigures(const v1::ObservationSet& set) {
  // By measure, unit and time: the first figure that is said so.
  absl::flat_hash_map<std::tuple<std::string, std::string, std::string>, const v1::Observation*> said;
  std::vector<UnclearFigure> unclear;
  for (const v1::Observation& o : set.observations()) {
    if (o.grey()) continue;
    if (o.measure().empty()) {
      unclear.push_back({&o, "附近没有写明数的是什么", "what it counts is not said near it"});
      continue;
    }
    const v1::Quantity& q = o.quantity();
    const v1::Observation* before = &o;
    if (o.kind() == v1::KIND_LEVEL && o.status() == v1::STATUS_ACTUAL)
      before = said.emplace(std::make_tuple(o.measure(), q.unit(), o.period()), &o).first->second;
    if (before->sentence() != o.sentence() &&
        Disjoint(aggregation::FigureOf(q), aggregation::FigureOf(before->quantity()))) {
      const std::string other = aggregation::PrintedFigure(before->quantity());
      unclear.push_back({&o, absl::StrCat("前文同样写作“", o.measure(), "”的是", other),
                         absl::StrCat("another figure stands before under the same words: ", other)});
    } else if (o.confidence() < kClear) {
      const v1::Indicator* indicator = Catalog::Default().Find(o.indicator());
      const std::string confidence = absl::StrFormat("%.2f", o.confidence());
      unclear.push_back(
          {&o,
           absl::StrCat("没有把握(", confidence, ")读对:读作“", o.measure(), "”,",
                        indicator == nullptr ? "不是目录中的任何指标"
                                             : absl::StrCat("指标“", indicator->zh_name(), "”")),
           absl::StrCat("not surely read (confidence ", confidence, "): as “", o.measure(), "”, ",
                        indicator == nullptr ? "no indicator of the catalog"
                                             : absl::StrCat("indicator ", indicator->id()))});
    }
  }
  return unclear;
}

absl::StatusOr<std::vector<v1::Finding>> FindAgainst(aggregation::Store& database,
                                                     const v1::ObservationSet& draft) {
  const v1::Report& report = draft.outline().report();
  std::vector<v1::Finding> findings;
  if (SlotOf(report).empty()) return findings;
  // The rules live in the store, so the draft meets its predecessors in a store of its own that nobody keeps.
  aggregation::SqliteOptions memory;
  memory.path = ":memory:";
  FAZHI_ASSIGN_OR_RETURN(const auto scratch, aggregation::OpenSqliteStore(memory));
  aggregation::ListReportsRequest others;
  others.filter.region = RegionKey(report.region());
  others.filter.year_to = report.year() - 1;
  others.filter.reporting_body = report.reporting_body();
  FAZHI_ASSIGN_OR_RETURN(const auto page, database.ListReports(others));
  aggregation::IngestRequest request;
  for (const aggregation::ReportRow& row : page.rows) {
    if (row.subject != report.subject()) continue;
    aggregation::GetReportRequest get;
    get.report = row.name;
    get.with_observations = true;
    FAZHI_ASSIGN_OR_RETURN(aggregation::StoredReport stored, database.GetReport(get));
    v1::ObservationSet set;
    *set.mutable_outline() = std::move(stored.outline);
    for (v1::Observation& o : stored.observations) *set.add_observations() = std::move(o);
    request.arrivals.push_back(aggregation::PrepareArrival(std::move(set)));
  }
  request.arrivals.push_back(aggregation::PrepareArrival(draft));
  FAZHI_RETURN_IF_ERROR(scratch->Ingest(request).status());
  aggregation::ListFindingsRequest list;
  list.filter.region = others.filter.region;
  list.filter.year_from = list.filter.year_to = report.year();
  FAZHI_ASSIGN_OR_RETURN(auto found, scratch->ListFindings(list));
  for (aggregation::FindingRow& row : found.rows) {
    if (!row.finding.against().empty()) findings.push_back(std::move(row.finding));
  }
  return findings;
}

}  // namespace fazhi
