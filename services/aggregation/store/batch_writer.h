#pragma once

#include <string>
#include <utility>

#include "absl/container/btree_set.h"
#include "services/aggregation/store/database.h"
#include "services/aggregation/store/store.h"
#include "services/aggregation/store/text_index.h"

namespace fazhi::aggregation {

// Takes one batch in, within a transaction of its caller. One writer a batch; after an error the transaction
// is to be rolled back.
class BatchWriter {
 public:
  explicit BatchWriter(Database& db) : db_(db), index_(db) {}

  absl::StatusOr<IngestResult> Write(const IngestRequest& request);

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

  // sql_positions.cc
  absl::Status MovePositions(const std::vector<PartitionPosition>& positions);
  absl::Status AddDeadLetter(const DeadLetterRow& letter);
  // sql_ingest.cc
  absl::Status AddArrival(const Arrival& arrival);
  absl::Status AddDocument(const v1::DocumentRef& ref, const v1::Report& report, int64_t fetched);
  absl::Status AddText(const std::string& sha256, const std::string& text);
  absl::Status WriteReading(const Arrival& arrival, absl::optional<int64_t> id, const std::string& url,
                            const std::string& document_sha256, const std::string& digest,
                            const std::string& outline);
  absl::Status WriteContents(const Arrival& arrival, int64_t id);
  absl::Status AddWithdrawal(const v1::Withdrawal& withdrawal);
  absl::Status AddCheck(const v1::CheckRecord& check);
  // sql_current.cc
  absl::Status UpdateUrl(const std::string& url);
  absl::Status UpdateText(const std::string& text_sha256);
  absl::Status UpdatePlace(const std::string& place);
  absl::Status UpdateTotals(const std::string& prefecture, int64_t year);
  absl::Status UpdateHistory(const std::string& region, const std::string& subject);

  Database& db_;
  TextIndex index_;
  Touched touched_;
};

}  // namespace fazhi::aggregation
