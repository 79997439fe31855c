#pragma once

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/synchronization/mutex.h"
#include "services/aggregation/core/rollup.h"
#include "services/aggregation/store/sqlite_db.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/aggregation/store/text_index.h"

namespace fazhi::aggregation {

// `state` of a reading that no document gives any more: in no listing.
inline constexpr int kStateGone = 5;

class SqliteStore : public Store {
 public:
  SqliteStore(std::unique_ptr<Database> db, const SqliteOptions& options)
      : db_(std::move(db)), catalog_(*options.catalog), regions_(*options.regions), index_(*db_) {}

  absl::StatusOr<IngestResult> Ingest(IngestRequest request) override;
  absl::StatusOr<std::vector<bool>> FindKnown(const FindKnownRequest& request) override;
  absl::StatusOr<Page<ReportRow>> ListReports(const ListReportsRequest& request) override;
  absl::StatusOr<Page<ObservationRow>> ListObservations(const ListObservationsRequest& request) override;
  absl::StatusOr<std::vector<ValueRow>> ListValues(const ListValuesRequest& request) override;
  absl::StatusOr<std::vector<AggregateRow>> ListAggregates(const ListAggregatesRequest& request) override;
  absl::StatusOr<Page<FindingRow>> ListFindings(const ListFindingsRequest& request) override;
  absl::StatusOr<Coverage> GetCoverage(const CoverageRequest& request) override;
  absl::StatusOr<std::vector<SearchHit>> SearchText(const SearchTextRequest& request) override;
  absl::StatusOr<StoredReport> GetReport(const GetReportRequest& request) override;
  absl::StatusOr<std::vector<ArchivedDocument>> ListArchived(const ListArchivedRequest& request) override;
  absl::Status CanonicalExport(const std::function<absl::Status(absl::string_view)>& sink) override;
  absl::StatusOr<StoreStats> Stats() override;

 private:
  // What a batch has touched, to be brought up to date before it commits. Sorted, so that every writer takes
  // rows in one order.
  struct Touched {
    absl::btree_set<std::string> urls;
    absl::btree_set<std::string> texts;
    absl::btree_set<std::string> places;
    absl::btree_set<int64_t> rewritten;                              // readings with new contents
    absl::btree_set<std::pair<std::string, int64_t>> groups;         // prefecture, year: totals
    absl::btree_set<std::pair<std::string, std::string>> histories;  // region, subject: findings across years
    IngestResult result;
  };

  // sqlite_ingest.cc
  absl::Status IngestLocked(IngestRequest& request, Touched& touched);
  absl::Status AddArrival(const Arrival& arrival, Touched& touched);
  absl::Status AddDocument(const v1::DocumentRef& ref, const v1::Report& report, int64_t fetched,
                           Touched& touched);
  absl::Status AddText(const std::string& sha256, const std::string& text);
  absl::Status WriteReading(const Arrival& arrival, absl::optional<int64_t> id, const std::string& url,
                            const std::string& document_sha256, const std::string& digest,
                            const std::string& outline, Touched& touched);
  absl::Status WriteContents(const Arrival& arrival, int64_t id);
  absl::Status AddWithdrawal(const v1::Withdrawal& withdrawal, Touched& touched);
  absl::Status AddCheck(const v1::CheckRecord& check);
  // sqlite_current.cc
  absl::Status UpdateUrl(const std::string& url, Touched& touched);
  absl::Status UpdateText(const std::string& text_sha256, Touched& touched);
  absl::Status UpdatePlace(const std::string& place, Touched& touched);
  absl::Status UpdateTotals(const std::string& prefecture, int64_t year);
  absl::Status UpdateHistory(const std::string& region, const std::string& subject);
  // sqlite_read.cc
  absl::StatusOr<std::string> LoadText(const std::string& text_sha256);
  absl::StatusOr<v1::Outline> LoadOutline(int64_t reading_id);
  absl::StatusOr<std::vector<Cell>> LoadCells(int64_t reading_id);
  absl::StatusOr<std::vector<Claim>> LoadClaims(int64_t reading_id);
  absl::StatusOr<v1::Observation> LoadObservation(int64_t reading_id, int64_t idx,
                                                  const std::string& report_name);
  absl::StatusOr<int64_t> FindReading(const std::string& report);

  absl::Mutex mutex_;
  std::unique_ptr<Database> db_ ABSL_PT_GUARDED_BY(mutex_);
  const Catalog& catalog_;
  const RegionTable& regions_;
  TextIndex index_;
};

// A row of `readings r` as kReadingColumns selects it.
extern const char kReadingColumns[];
inline constexpr int kReadingColumnCount = 26;
ReportRow ReadReading(const Statement& row, int64_t* id = nullptr);

// A row of `observations o` as kObservationColumns selects it, from column `first` on.
extern const char kObservationColumns[];
v1::Observation ReadObservation(const Statement& row, int first, absl::string_view report_name);

// A row of `totals` as kTotalColumns selects it, from column `first` on.
extern const char kTotalColumns[];
Total ReadTotal(const Statement& row, int first);

// zstd, level 3. DATA_LOSS/DATABASE_CORRUPT for bytes that are none of ours.
std::string Compress(absl::string_view bytes);
absl::StatusOr<std::string> Decompress(absl::string_view bytes);

// The level and prefecture group of a RegionKey: -1 and empty for one that is not resolved.
struct RegionPlace {
  int level = -1;
  std::string prefecture;
  bool listed = false;
};
RegionPlace PlaceOf(absl::string_view region_key);

// Microseconds of a time; kNoTime when it is unset.
int64_t MicrosOf(bool has_time, const google::protobuf::Timestamp& time);

}  // namespace fazhi::aggregation
