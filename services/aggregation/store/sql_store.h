#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/aggregation/core/rollup.h"
#include "services/aggregation/store/database.h"
#include "services/aggregation/store/pool.h"
#include "services/aggregation/store/store.h"
#include "services/catalog/catalog.h"

namespace fazhi::aggregation {

// `state` of a reading that no document gives any more: in no listing.
inline constexpr int kStateGone = 5;

// The store over either engine. Catalog and regions must outlive it.
class SqlStore : public Store {
 public:
  SqlStore(Pool::Connect connect, size_t most_connections, const Catalog& catalog, const RegionTable& regions)
      : pool_(std::move(connect), most_connections), catalog_(catalog), regions_(regions) {}

  // Makes the first connection, so that what is wrong with it is known at once.
  absl::Status Open() { return pool_.Begin(Database::Access::kRead).status(); }

  absl::StatusOr<IngestResult> Ingest(const IngestRequest& request) override;
  absl::StatusOr<std::vector<int64_t>> ReadPositions(const ReadPositionsRequest& request) override;
  absl::StatusOr<FoundDocument> FindDocument(const FindDocumentRequest& request) override;
  absl::StatusOr<std::vector<bool>> FindKnown(const FindKnownRequest& request) override;
  absl::StatusOr<Page<ReportRow>> ListReports(const ListReportsRequest& request) override;
  absl::StatusOr<std::map<std::string, std::string>> RegionNames() override;
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
  Pool pool_;
  const Catalog& catalog_;
  const RegionTable& regions_;
};

// What one reading holds, by its row number.
absl::StatusOr<std::string> LoadText(Database& db, const std::string& text_sha256);
absl::StatusOr<v1::Outline> LoadOutline(Database& db, int64_t reading_id);
// Of several readings, each one's in their order.
absl::Status LoadCells(Database& db, const std::vector<int64_t>& readings,
                       absl::flat_hash_map<int64_t, std::vector<Cell>>& cells);
absl::Status LoadClaims(Database& db, const std::vector<int64_t>& readings,
                        absl::flat_hash_map<int64_t, std::vector<Claim>>& claims);
absl::StatusOr<v1::Observation> LoadObservation(Database& db, int64_t reading_id, int64_t idx,
                                                const std::string& report_name);

// A row of `readings r` as kReadingColumns selects it, and kFindingCounts behind it, or, in lists of what one
// reading has many of, kNoFindingCounts: the counts read all findings of the reading again for every row.
extern const char kReadingColumns[];
extern const char kFindingCounts[];
inline constexpr char kNoFindingCounts[] = ", 0, 0";
inline constexpr int kReadingColumnCount = 26;
ReportRow ReadReading(const Statement& row, int64_t* id = nullptr);

// A row of `observations o` as kObservationColumns selects it, from column `first` on.
extern const char kObservationColumns[];
v1::Observation ReadObservation(const Statement& row, int first, absl::string_view report_name);

// A row of `cells c` as kCellColumns selects it, from column `first` on.
extern const char kCellColumns[];
inline constexpr int kCellColumnCount = 12;
Cell ReadCell(const Statement& row, int first = 0);

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
