// Listings of reports, observations and findings, page by page; one report; what reprocess needs.
#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/aggregation/core/figure_sentence.h"
#include "services/aggregation/store/filter.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

// The order of reports in every listing: no two readings are equal in it.
constexpr char kReportOrder[] = "r.region, r.year, r.subject, r.state, r.text_sha256, r.url";
constexpr char kReportOrderMarks[] = "?, ?, ?, ?, ?, ?";
constexpr char kReportOrderTypes[] = "sisiss";

std::vector<Conditions::Value> PlaceOfReport(const ReportRow& row) {
  return {row.region, int64_t{row.year}, row.subject, static_cast<int64_t>(row.state), row.text_sha256,
          row.url};
}

// Headings from the top down to the section of a sentence, joined by " › ".
std::string HeadingPath(const v1::Outline& outline, uint32_t sentence) {
  if (static_cast<int>(sentence) >= outline.sentences_size()) return "";
  std::vector<absl::string_view> headings;
  uint32_t section = outline.sentences(static_cast<int>(sentence)).section();
  for (int depth = 0; depth < 16 && static_cast<int>(section) < outline.sections_size(); ++depth) {
    const v1::Section& at = outline.sections(static_cast<int>(section));
    if (!at.heading_text().empty()) headings.push_back(at.heading_text());
    if (at.parent() == section || section == 0) break;
    section = at.parent();
  }
  std::reverse(headings.begin(), headings.end());
  return absl::StrJoin(headings, " › ");
}

std::string Limit(uint32_t page_size) {
  // One more than asked for tells whether there is a next page.
  return page_size == 0 ? "" : absl::StrCat(" LIMIT ", uint64_t{page_size} + 1);
}

// The one reading that a report's name, a prefix of its hash, or a URL means.
absl::StatusOr<int64_t> FindReading(Database& db, const std::string& report) {
  ReportFilter filter;
  filter.current_only = false;
  Conditions conditions;
  if (absl::StrContains(report, ':')) {
    filter.url = report;
    filter.current_only = true;
  } else {
    filter.report = report;
  }
  conditions.AddFilter(filter);
  if (filter.url.empty()) conditions.Add("r.state <> 4");
  Statement& select = db.Prepare(absl::StrCat("SELECT r.id FROM readings r", conditions.Sql(),
                                              " ORDER BY r.state, ", kReportOrder, " LIMIT 3"));
  select.Start();
  conditions.Bind(select);
  std::vector<int64_t> ids;
  FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
    ids.push_back(select.Int(0));
    return absl::OkStatus();
  }));
  if (ids.empty()) {
    return ErrorWithReason(absl::StatusCode::kNotFound, "NO_SUCH_REPORT", "report",
                           absl::StrCat("no report ", Shown(report), " in the database"));
  }
  // A slot without a revision means its current report.
  const bool slot = absl::StartsWith(report, "reports/") && !absl::StrContains(report, "/revisions/");
  if (ids.size() > 1 && !slot && filter.url.empty()) {
    return InvalidInput("AMBIGUOUS_REPORT", "report",
                        absl::StrCat(report, " fits several reports; give more digits"));
  }
  return ids[0];
}

}  // namespace

absl::StatusOr<Page<ReportRow>> SqlStore::ListReports(const ListReportsRequest& request) {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  Conditions conditions;
  conditions.AddFilter(request.filter);
  const std::string fingerprint = conditions.Fingerprint();
  if (!request.page_token.empty()) {
    FAZHI_ASSIGN_OR_RETURN(auto place, ReadPageToken(fingerprint, request.page_token, kReportOrderTypes));
    conditions.Add(absl::StrCat("(", kReportOrder, ") > (", kReportOrderMarks, ")"), std::move(place));
  }
  Statement& select =
      db->Prepare(absl::StrCat("SELECT ", kReadingColumns, kFindingCounts, " FROM readings r",
                               conditions.Sql(), " ORDER BY ", kReportOrder, Limit(request.page_size)));
  select.Start();
  conditions.Bind(select);
  Page<ReportRow> page;
  while (true) {
    FAZHI_ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return page;
    if (request.page_size != 0 && page.rows.size() == request.page_size) {
      page.next_page_token = MakePageToken(fingerprint, PlaceOfReport(page.rows.back()));
      select.Reset();
      return page;
    }
    page.rows.push_back(ReadReading(select));
  }
}

absl::StatusOr<std::map<std::string, std::string>> SqlStore::RegionNames() {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  // From one region to the next by the index, past all readings between.
  Statement& select = db->Prepare(
      "WITH RECURSIVE held(region) AS (SELECT MIN(region) FROM readings WHERE region > '' "
      "UNION ALL SELECT (SELECT MIN(r.region) FROM readings r WHERE r.region > held.region) FROM held "
      "WHERE held.region IS NOT NULL) "
      "SELECT region, (SELECT r.region_name FROM readings r WHERE r.region = held.region AND r.state < 5 "
      "ORDER BY r.year LIMIT 1) FROM held WHERE region IS NOT NULL");
  select.Start();
  std::map<std::string, std::string> names;
  FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
    if (!select.IsNull(1)) names.emplace(select.String(0), select.String(1));
    return absl::OkStatus();
  }));
  return names;
}

absl::StatusOr<Page<ObservationRow>> SqlStore::ListObservations(const ListObservationsRequest& request) {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  Conditions conditions;
  conditions.AddFilter(request.filter);
  conditions.AddIndicator("o.indicator", request.indicator);
  if (request.only_linked || !request.indicator.empty()) conditions.Add("o.indicator <> ''");
  if (request.status.has_value()) conditions.Add("o.status = ?", {int64_t{*request.status}});
  if (request.observation_kind.has_value())
    conditions.Add("o.kind = ?", {int64_t{*request.observation_kind}});
  if (!request.measure_contains.empty()) {
    // Not LIKE: its wildcards and its case folding differ between engines.
    conditions.Add("instr(o.measure, ?) > 0", {request.measure_contains});
  }
  if (!request.include_grey) conditions.Add("o.grey = 0");
  const std::string fingerprint = conditions.Fingerprint();
  if (!request.page_token.empty()) {
    FAZHI_ASSIGN_OR_RETURN(
        auto place, ReadPageToken(fingerprint, request.page_token, absl::StrCat(kReportOrderTypes, "i")));
    conditions.Add(absl::StrCat("(", kReportOrder, ", o.idx) > (", kReportOrderMarks, ", ?)"),
                   std::move(place));
  }
  Statement& select = db->Scan(
      absl::StrCat("SELECT ", kReadingColumns, kNoFindingCounts, ", ", kObservationColumns,
                   " FROM readings r JOIN observations o ON o.reading_id = r.id AND o.year = r.year",
                   conditions.Sql(), " ORDER BY ", kReportOrder, ", o.idx", Limit(request.page_size)));
  select.Start();
  conditions.Bind(select);
  Page<ObservationRow> page;
  int64_t loaded = -1;
  ReportRow report;
  v1::Outline outline;
  std::u32string text;
  while (true) {
    FAZHI_ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return page;
    if (request.page_size != 0 && page.rows.size() == request.page_size) {
      std::vector<Conditions::Value> place = PlaceOfReport(report);
      place.emplace_back(int64_t{page.rows.back().index});
      page.next_page_token = MakePageToken(fingerprint, place);
      select.Reset();
      return page;
    }
    if (select.Int(0) != loaded) {
      report = ReadReading(select, &loaded);
      FAZHI_ASSIGN_OR_RETURN(outline, LoadOutline(*db, loaded));
      FAZHI_ASSIGN_OR_RETURN(const std::string utf8, LoadText(*db, report.text_sha256));
      text = ToCodePoints(utf8);
    }
    ObservationRow row;
    row.report = report.name;
    row.region = report.region;
    row.region_name = report.region_name;
    row.year = report.year;
    row.url = report.url;
    row.index = static_cast<uint32_t>(select.Int(kReadingColumnCount));
    row.observation = ReadObservation(select, kReadingColumnCount, report.name);
    row.heading_path = HeadingPath(outline, row.observation.sentence());
    row.sentence = FigureSentence(outline, text, row.observation);
    page.rows.push_back(std::move(row));
  }
}

absl::StatusOr<Page<FindingRow>> SqlStore::ListFindings(const ListFindingsRequest& request) {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  Conditions conditions;
  conditions.AddFilter(request.filter);
  if (request.type != v1::FINDING_TYPE_UNSPECIFIED) conditions.Add("f.type = ?", {int64_t{request.type}});
  if (!request.include_notes) conditions.Add("f.note = 0");
  const std::string fingerprint = conditions.Fingerprint();
  constexpr char kPlace[] = ", f.span_begin, f.across, f.k";
  if (!request.page_token.empty()) {
    FAZHI_ASSIGN_OR_RETURN(
        auto place, ReadPageToken(fingerprint, request.page_token, absl::StrCat(kReportOrderTypes, "iii")));
    conditions.Add(absl::StrCat("(", kReportOrder, kPlace, ") > (", kReportOrderMarks, ", ?, ?, ?)"),
                   std::move(place));
  }
  Statement& select = db->Prepare(absl::StrCat(
      "SELECT ", kReadingColumns, kNoFindingCounts,
      ", f.finding, f.span_begin, f.across, f.k FROM readings r JOIN findings f ON f.reading_id = r.id",
      conditions.Sql(), " ORDER BY ", kReportOrder, kPlace, Limit(request.page_size)));
  select.Start();
  conditions.Bind(select);
  Page<FindingRow> page;
  std::vector<Conditions::Value> last;
  while (true) {
    FAZHI_ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return page;
    if (request.page_size != 0 && page.rows.size() == request.page_size) {
      page.next_page_token = MakePageToken(fingerprint, last);
      select.Reset();
      return page;
    }
    const ReportRow report = ReadReading(select);
    FindingRow row;
    row.report = report.name;
    row.region = report.region;
    row.region_name = report.region_name;
    row.year = report.year;
    row.url = report.url;
    FAZHI_RETURN_IF_ERROR(ParseStored(select.Text(kReadingColumnCount), "a finding", row.finding));
    page.rows.push_back(std::move(row));
    last = PlaceOfReport(report);
    for (int column = 1; column <= 3; ++column) last.emplace_back(select.Int(kReadingColumnCount + column));
  }
}

absl::StatusOr<StoredReport> SqlStore::GetReport(const GetReportRequest& request) {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  if (request.report.empty()) return InvalidInput("NO_REPORT", "report", "which report?");
  FAZHI_ASSIGN_OR_RETURN(const int64_t id, FindReading(*db, request.report));
  StoredReport stored;
  Statement& select = db->Prepare(
      absl::StrCat("SELECT ", kReadingColumns, kFindingCounts, " FROM readings r WHERE r.id = ?"));
  select.Start(id);
  FAZHI_RETURN_IF_ERROR(select.Step().status());
  stored.row = ReadReading(select);
  select.Reset();
  FAZHI_ASSIGN_OR_RETURN(stored.outline, LoadOutline(*db, id));
  FAZHI_ASSIGN_OR_RETURN(*stored.outline.mutable_report()->mutable_text(),
                         LoadText(*db, stored.row.text_sha256));
  if (request.with_observations) {
    Statement& rows = db->Prepare(
        absl::StrCat("SELECT ", kObservationColumns,
                     " FROM observations o WHERE o.reading_id = ? AND o.year = ? ORDER BY o.idx"));
    rows.Start(id, stored.row.year);
    FAZHI_RETURN_IF_ERROR(rows.ForEachRow([&] {
      stored.observations.push_back(ReadObservation(rows, 0, stored.row.name));
      return absl::OkStatus();
    }));
  }
  Statement& found =
      db->Prepare("SELECT finding FROM findings WHERE reading_id = ? ORDER BY span_begin, across, k");
  found.Start(id);
  FAZHI_RETURN_IF_ERROR(found.ForEachRow([&] {
    stored.findings.emplace_back();
    FAZHI_RETURN_IF_ERROR(ParseStored(found.Text(0), "a finding", stored.findings.back()));
    return absl::OkStatus();
  }));
  return stored;
}

absl::StatusOr<std::vector<bool>> SqlStore::FindKnown(const FindKnownRequest& request) {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  std::vector<std::string> urls;
  for (const KnownDocument& document : request.documents) urls.push_back(document.url);
  Statement& select = db->Prepare(
      absl::StrCat("SELECT url, document_sha256, pipeline_version, last_fetch FROM documents WHERE url IN ",
                   db->InTexts()));
  select.Start(urls);
  absl::flat_hash_map<std::pair<std::string, std::string>, std::pair<int64_t, int64_t>> there;
  FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
    there[{select.String(0), select.String(1)}] = {select.Int(2), select.Int(3)};
    return absl::OkStatus();
  }));
  std::vector<bool> known;
  known.reserve(request.documents.size());
  for (const KnownDocument& document : request.documents) {
    const auto found = there.find({document.url, document.sha256});
    known.push_back(found != there.end() && found->second.first >= request.pipeline_version &&
                    found->second.second >= document.fetched);
  }
  return known;
}

absl::StatusOr<std::vector<ArchivedDocument>> SqlStore::ListArchived(const ListArchivedRequest& request) {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  Statement& select = db->Prepare(
      "SELECT ref, last_fetch, pipeline_version FROM documents WHERE CAST(? AS BIGINT) = 0 OR "
      "pipeline_version < ? ORDER BY "
      "url, "
      "document_sha256");
  select.Start(request.older_than_version, request.older_than_version);
  std::vector<ArchivedDocument> documents;
  FAZHI_RETURN_IF_ERROR(select.ForEachRow([&] {
    ArchivedDocument document;
    FAZHI_RETURN_IF_ERROR(ParseStored(select.Text(0), "a document", document.document));
    document.document.clear_fetched_at();
    if (select.Int(1) != kNoTime) {
      const int64_t micros = select.Int(1);
      const int64_t seconds = micros >= 0 ? micros / 1000000 : -((-micros + 999999) / 1000000);
      document.document.mutable_fetched_at()->set_seconds(seconds);
      document.document.mutable_fetched_at()->set_nanos(
          static_cast<int32_t>((micros - seconds * 1000000) * 1000));
    }
    document.pipeline_version = static_cast<uint32_t>(select.Int(2));
    documents.push_back(std::move(document));
    return absl::OkStatus();
  }));
  return documents;
}

absl::StatusOr<StoreStats> SqlStore::Stats() {
  FAZHI_ASSIGN_OR_RETURN(Transaction db, pool_.Begin(Database::Access::kRead));
  Statement& select = db->Prepare(
      "SELECT (SELECT COUNT(*) FROM documents), (SELECT COUNT(*) FROM readings WHERE state = 0), "
      "(SELECT COUNT(*) FROM observations o JOIN readings r ON r.id = o.reading_id AND r.year = o.year WHERE "
      "r.state = 0 AND "
      "o.grey = 0), "
      "(SELECT COUNT(*) FROM findings f JOIN readings r ON r.id = f.reading_id WHERE r.state = 0 AND f.note "
      "= 0)");
  select.Start();
  FAZHI_RETURN_IF_ERROR(select.Step().status());
  StoreStats stats;
  stats.documents = static_cast<uint64_t>(select.Int(0));
  stats.current_reports = static_cast<uint64_t>(select.Int(1));
  stats.observations = static_cast<uint64_t>(select.Int(2));
  stats.findings = static_cast<uint64_t>(select.Int(3));
  select.Reset();
  FAZHI_ASSIGN_OR_RETURN(stats.bytes, db->Bytes());
  return stats;
}

}  // namespace fazhi::aggregation
