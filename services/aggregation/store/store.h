#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "fazhi/v1/aggregate.pb.h"
#include "fazhi/v1/document.pb.h"
#include "fazhi/v1/finding.pb.h"
#include "fazhi/v1/observation.pb.h"
#include "fazhi/v1/outline.pb.h"
#include "fazhi/v1/report.pb.h"
#include "services/aggregation/core/arrival.h"
#include "services/aggregation/core/state.h"
#include "services/ingestion/regions/region_table.h"

namespace fazhi::aggregation {

// The database. Its state is a pure function of the set of arrivals, withdrawals and check records that were
// ever ingested, whatever their order and batches, and however often each was repeated (ADR 10).
//
// Thread-safe. Every call is one transaction: it happens wholly or not at all, also when the process is
// killed in the middle. Errors of all methods: RESOURCE_EXHAUSTED/DISK_FULL when the disk or the size limit
// is reached, UNAVAILABLE/DATABASE_BUSY when others hold the database for longer than the time-out, or
// UNAVAILABLE/DATABASE_UNAVAILABLE when it cannot be reached (retry both), DATA_LOSS/DATABASE_CORRUPT when
// what is stored is damaged, INVALID_ARGUMENT with the field's name for a request that makes no sense.

// Levels of the administrative divisions, as counted here.
enum class Level {
  kUnspecified = -1,
  kNation = 0,
  kProvince = 1,
  kPrefecture = 2,
  kCounty = 3,
  kTownship = 4
};

// One document as read, without its text.
struct ReportRow {
  // `reports/{region}-{year}-{subject}/revisions/{hash12}` or `documents/{hash12}`. Unique among rows that
  // are not duplicates.
  std::string name;
  ReportState state = ReportState::kCurrent;
  std::string url;
  std::string document_sha256;
  std::string text_sha256;
  int64_t first_fetch = kNoTime;  // microseconds, over all fetches of these bytes from this URL
  int64_t last_fetch = kNoTime;
  v1::ReportKind kind = v1::REPORT_KIND_UNSPECIFIED;
  std::string title;
  std::string document_number;
  std::string issuer;
  v1::ReportingBody reporting_body = v1::REPORTING_BODY_UNSPECIFIED;
  std::string subject;
  std::string region;       // RegionKey; empty when not resolved
  std::string region_name;  // as the report has it
  uint32_t year = 0;
  std::string published;
  v1::DateKind published_kind = v1::DATE_KIND_UNSPECIFIED;
  uint32_t pipeline_version = 0;
  std::string catalog_version;
  uint32_t sections = 0;      // with a heading
  uint32_t observations = 0;  // grey ones left out
  uint32_t indicators = 0;    // observations linked to an indicator
  uint32_t findings = 0;      // notes left out, those against other reports included
  uint32_t notes = 0;
};

// Which reports a query is about. Unset fields do not restrict; all set ones must hold.
struct ReportFilter {
  std::string region_prefix;  // a RegionKey with everything in it: "62" is Gansu with all of its counties
  std::string region;         // exactly this RegionKey
  uint32_t year_from = 0;
  uint32_t year_to = 0;  // inclusive; 0: open
  v1::ReportKind kind = v1::REPORT_KIND_UNSPECIFIED;
  v1::ReportingBody reporting_body = v1::REPORTING_BODY_UNSPECIFIED;
  std::string report;  // a report's name, or a prefix of at least 6 digits of its text's hash
  std::string url;
  // Current reports only, or all states. `documents/…` rows (no slot) are current when nothing newer is at
  // their URL.
  bool current_only = true;
};

// A page of a listing. Ordered as the method says; `next_page_token` is empty on the last page.
template <typename T>
struct Page {
  std::vector<T> rows;
  std::string next_page_token;
};

// How far a consumer has come in a partition: every record below `next` is in the database, or is a dead
// letter. Kept in the database and moved in the transaction that holds the records' effects, so that what was
// taken in and how far one has come cannot differ.
struct PartitionPosition {
  std::string topic;
  int32_t partition = 0;
  // What the database must have (0 in a partition that it has not seen), and what it gets.
  int64_t expected = 0;
  int64_t next = 0;
};

// A record that no stage could read, as the topic of dead letters tells it. Its identity is the place of the
// record that failed: to add the same again changes nothing.
struct DeadLetterRow {
  std::string topic;
  int32_t partition = 0;
  int64_t offset = 0;
  std::string url;              // empty when the record had none
  std::string document_sha256;  // empty when not known
  std::string stage;
  absl::StatusCode code = absl::StatusCode::kUnknown;
  std::string reason;
  std::string message;
  int64_t failed_at = kNoTime;  // microseconds
};

struct IngestRequest {
  std::vector<Arrival> arrivals;
  std::vector<v1::Withdrawal> withdrawals;
  std::vector<v1::CheckRecord> checks;
  std::vector<DeadLetterRow> dead_letters;
  std::vector<PartitionPosition> positions;  // at most one for each partition
};
struct IngestResult {
  // Slots whose current report changed.
  uint32_t changed_slots = 0;
};

struct ReadPositionsRequest {
  std::string topic;
  std::vector<int32_t> partitions;
};

// By URL, by hash, or by both, which then must both hold.
struct FindDocumentRequest {
  std::string url;
  std::string document_sha256;
};
// All that is known of it; both are empty when nothing is. A document that failed once and was read later is
// in both.
struct FoundDocument {
  // One for each URL and hash, with the state, the name and the fetch times of that document: current,
  // history, replaced, withdrawn, duplicate. By state, URL, hash.
  std::vector<ReportRow> reports;
  std::vector<DeadLetterRow> dead_letters;  // the latest first
};

struct ListReportsRequest {
  ReportFilter filter;
  uint32_t page_size = 0;  // 0: all
  std::string page_token;  // as returned; only with the same filter
};

struct ListObservationsRequest {
  ReportFilter filter;
  std::string indicator;     // exactly; or a prefix ending in `*`
  bool only_linked = false;  // only observations with an indicator
  absl::optional<v1::Status> status;
  absl::optional<v1::Kind> observation_kind;
  std::string measure_contains;
  bool include_grey = false;
  uint32_t page_size = 0;
  std::string page_token;
};
struct ObservationRow {
  std::string report;  // the report's name; `observation.name` begins with it
  std::string region;
  std::string region_name;
  uint32_t year = 0;
  std::string url;
  uint32_t index = 0;  // in its set: what part_of and rate_of of its neighbours point to
  v1::Observation observation;
  std::string heading_path;  // headings from the top, joined by " › "
  std::string sentence;      // the sentence it stands in, cut out of the stored text
};

// A region's own values: the `reported` series one by one.
struct ListValuesRequest {
  std::string indicator;      // empty: all; or a prefix ending in `*`
  std::string region_prefix;  // empty: all
  Level level = Level::kUnspecified;
  uint32_t year_from = 0;
  uint32_t year_to = 0;
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;                            // unspecified: all scopes, each a row
  v1::ReportingBody reporting_body = v1::REPORTING_BODY_UNSPECIFIED;  // unspecified: all
};
struct ValueRow {
  std::string indicator;
  std::string unit;
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;
  std::string region;
  std::string region_name;
  uint32_t year = 0;
  v1::ReportingBody reporting_body = v1::REPORTING_BODY_UNSPECIFIED;
  std::string subject;
  std::string low;   // decimal; empty when open
  std::string high;  // decimal; empty when open
  v1::Bound bound = v1::BOUND_UNSPECIFIED;
  bool derived = false;
  std::string observation;  // resource name
  std::string report;       // resource name
};

struct ListAggregatesRequest {
  std::string indicator;      // empty: all; or a prefix ending in `*`
  std::string region = "CN";  // or empty: the nation
  uint32_t year_from = 0;
  uint32_t year_to = 0;
  // Which level of children is rolled up; kUnspecified is the next below the region's own.
  Level children = Level::kUnspecified;
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;  // unspecified: all scopes, each apart
  // Whose reports are added. Townships' reports are rolled up whenever `children` is kTownship.
  v1::ReportingBody reporting_body = v1::REPORTING_BODY_GOVERNMENT;
};
struct AggregateRow {
  absl::optional<v1::Aggregate> reported;
  absl::optional<v1::Aggregate> rolled_up;
  // reported - rolled_up in decimal, where both are there and both exact; empty otherwise.
  std::string difference;
  // Of the rolled-up values: numerators that were computed from a rate and its base, and regions that print
  // the rate without its counts and so are left out.
  uint32_t derived = 0;
  uint32_t rate_only = 0;
};

struct ListFindingsRequest {
  ReportFilter filter;
  v1::FindingType type = v1::FINDING_TYPE_UNSPECIFIED;
  bool include_notes = true;
  uint32_t page_size = 0;
  std::string page_token;
};
struct FindingRow {
  std::string report;
  std::string region;
  std::string region_name;
  uint32_t year = 0;
  std::string url;
  v1::Finding finding;
};

struct CoverageRequest {
  uint32_t year = 0;             // required
  Level level = Level::kCounty;  // province, prefecture or county
  std::string region_prefix;     // empty: the nation
  v1::ReportingBody reporting_body = v1::REPORTING_BODY_GOVERNMENT;
};
struct CoverageRow {
  std::string region;  // RegionKey
  std::string name;
  bool listed = true;
  std::string report;              // name of its current report; empty when there is none
  std::string published;           // of that report
  int64_t last_checked = kNoTime;  // the latest check record for region and year
  std::string checked_site;        // of that check
};
struct Coverage {
  std::vector<CoverageRow> rows;  // by region; unlisted ones among them
  uint32_t listed = 0;            // regions of the table, valid in that year
  uint32_t with_report = 0;       // of the listed ones
  uint32_t unlisted = 0;          // unlisted regions with a report
};

struct SearchTextRequest {
  // What to look for: words separated by spaces must all occur in the text. Compared in lower case and NFKC
  // as stored.
  std::string query;
  ReportFilter filter;
  uint32_t limit = 20;  // reports; 0: all
};
struct TextMatch {
  v1::Span span;        // in the clean text
  std::string snippet;  // the line it stands in; a long one cut around it, with … where it was cut
};
struct SearchHit {
  ReportRow report;
  std::vector<TextMatch> matches;  // the first three
};

struct GetReportRequest {
  std::string report;  // as ReportFilter::report, or a document's URL
  bool with_observations = false;
};
struct StoredReport {
  ReportRow row;
  // The outline with its report, clean text included; the source map is not kept (observations carry their
  // source spans).
  v1::Outline outline;
  std::vector<v1::Observation> observations;  // all, grey ones too
  std::vector<v1::Finding> findings;          // those against other reports included
};

struct KnownDocument {
  std::string url;
  std::string sha256;
  // Unix time in microseconds: known means fetched then or later. kNoTime: at any time.
  int64_t fetched = kNoTime;
};
struct FindKnownRequest {
  std::vector<KnownDocument> documents;
  uint32_t pipeline_version = 0;  // known means read by this version or a newer one
};

// A document that can be read again from the archive.
struct ArchivedDocument {
  v1::DocumentRef document;  // its last fetch
  uint32_t pipeline_version = 0;
};
struct ListArchivedRequest {
  // Only documents last read by an older version; 0: all.
  uint32_t older_than_version = 0;
};

struct StoreStats {
  uint64_t documents = 0;
  uint64_t current_reports = 0;
  uint64_t observations = 0;
  uint64_t findings = 0;
  uint64_t bytes = 0;  // of the database
};

class Store {
 public:
  virtual ~Store() = default;

  // Takes a batch in, and brings current state, aggregates, findings against other reports and the text index
  // up to date, in one transaction. Batches of 100 to 1,000 documents are fastest. Safe to repeat: what is
  // known changes nothing. INVALID_ARGUMENT when something in it is refused (BAD_ARRIVAL: an arrival lacks
  // its URL or text hash, or holds U+0000; BAD_WITHDRAWAL, BAD_CHECK_RECORD, BAD_DEAD_LETTER;
  // REFUSED_BY_DATABASE): nothing of the batch is kept, IngestBisecting (ingest_bisecting.h) keeps the rest.
  // ABORTED/POSITION_MOVED, naming the partition, when a position is not the expected one: somebody else has
  // taken the partition over, and the caller must give it up. INVALID_ARGUMENT/BAD_POSITION for positions
  // that make no sense.
  virtual absl::StatusOr<IngestResult> Ingest(const IngestRequest& request) = 0;

  // How far the partitions are taken in, in the order given; 0 for one that nothing was taken from.
  virtual absl::StatusOr<std::vector<int64_t>> ReadPositions(const ReadPositionsRequest& request) = 0;

  // What became of a document. INVALID_ARGUMENT/NO_DOCUMENT without URL and hash.
  virtual absl::StatusOr<FoundDocument> FindDocument(const FindDocumentRequest& request) = 0;

  // Which of the documents need not be read again, in the order given.
  virtual absl::StatusOr<std::vector<bool>> FindKnown(const FindKnownRequest& request) = 0;

  // By region, year, subject, state, text hash, URL.
  virtual absl::StatusOr<Page<ReportRow>> ListReports(const ListReportsRequest& request) = 0;

  // The regions that there are readings of, key and name as one of them has it. Takes its time for each
  // region, whatever the number of reports.
  virtual absl::StatusOr<std::map<std::string, std::string>> RegionNames() = 0;

  // By report (as above) and place in it.
  virtual absl::StatusOr<Page<ObservationRow>> ListObservations(const ListObservationsRequest& request) = 0;

  // By indicator, region, year, unit, scope. Of current reports.
  virtual absl::StatusOr<std::vector<ValueRow>> ListValues(const ListValuesRequest& request) = 0;

  // By indicator, year, unit, scope. Of current reports. Shows both series of the one region that is asked
  // for.
  virtual absl::StatusOr<std::vector<AggregateRow>> ListAggregates(const ListAggregatesRequest& request) = 0;

  // By report and place of the disputed figure.
  virtual absl::StatusOr<Page<FindingRow>> ListFindings(const ListFindingsRequest& request) = 0;

  // Which regions of a level have a report for a year, which were looked for, and which have not been seen.
  virtual absl::StatusOr<Coverage> GetCoverage(const CoverageRequest& request) = 0;

  // Reports whose clean text holds every word, by region, year.
  virtual absl::StatusOr<std::vector<SearchHit>> SearchText(const SearchTextRequest& request) = 0;

  // One report with its text. NOT_FOUND/NO_SUCH_REPORT; INVALID_ARGUMENT/AMBIGUOUS_REPORT when a hash prefix
  // fits several.
  virtual absl::StatusOr<StoredReport> GetReport(const GetReportRequest& request) = 0;

  // What `reprocess` reads again, by URL and hash.
  virtual absl::StatusOr<std::vector<ArchivedDocument>> ListArchived(const ListArchivedRequest& request) = 0;

  // The whole state as text, one JSON object a line, ordered, without fetch times, counters, row numbers,
  // positions and dead letters: two databases that hold the same state print the same bytes. `sink` gets it
  // in pieces; an error of the sink ends the export.
  virtual absl::Status CanonicalExport(const std::function<absl::Status(absl::string_view)>& sink) = 0;

  virtual absl::StatusOr<StoreStats> Stats() = 0;
};

}  // namespace fazhi::aggregation
