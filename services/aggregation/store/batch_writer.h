#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "services/aggregation/core/state.h"
#include "services/aggregation/store/database.h"
#include "services/aggregation/store/store.h"
#include "services/aggregation/store/text_index.h"

namespace fazhi::aggregation {

// Takes one batch in, within a transaction of its caller. One writer a batch; after an error the transaction
// is to be rolled back.
//
// Any number of writers at once give the state that one would give. A writer locks, in this order and before
// it changes anything: the batch's URLs; the texts of the batch and of all readings at these URLs; the places
// (slots) of the batch and of all readings of these texts. Whoever holds a URL's lock alone changes which
// texts are read there, whoever holds a text's which readings it has, so that what is looked up under one
// kind of lock to find the keys of the next stays true. Every row that is then changed is covered: a reading
// is changed for its URL, its text or its place, and whoever holds one of the three holds all of them. Then
// it reads what it holds (again: READ COMMITTED), works in memory, and writes what differs. Last it locks the
// groups of totals and the regions' histories that follow, and computes each anew from all its rows: a writer
// that waited for such a lock sees what the one before it committed. No kind of lock or row is waited for
// after a later one, and each kind is taken in one order: writers cannot deadlock.
class BatchWriter {
 public:
  explicit BatchWriter(Database& db) : db_(db), index_(db) {}

  // RESOURCE_EXHAUSTED/TOO_MANY_LOCKS: roll back, and begin anew with all locked (Database::LockAll).
  absl::StatusOr<IngestResult> Write(const IngestRequest& request);

 private:
  struct Document {
    int64_t first_fetch = 0, last_fetch = 0;
    int64_t pipeline_version = 0;
    std::string text_sha256;
    std::string ref;
    bool stored = false, changed = false;
  };
  // What a reading is in the database beside its contents, as far as it follows from others.
  struct Derived {
    Standing standing = Standing::kGone;
    int64_t first_fetch = 0, last_fetch = 0;
    bool speaker = false;
    int state = 5;  // kStateGone
    int64_t text_last_fetch = 0;
    bool operator==(const Derived& o) const {
      return standing == o.standing && first_fetch == o.first_fetch && last_fetch == o.last_fetch &&
             speaker == o.speaker && state == o.state && text_last_fetch == o.text_last_fetch;
    }
  };
  struct Reading {
    int64_t id = 0;  // 0 until it is stored
    std::string url, text_sha256;
    uint32_t pipeline_version = 0;
    std::string document_sha256, digest;
    std::string slot, place, published;
    bool published_by_page = false;
    std::string prefecture, region, subject;
    int64_t year = 0;
    Derived stored, now;
    const Arrival* contents = nullptr;  // to be written
    std::string outline;                // of them
    int64_t stored_year = 0;
  };
  using ReadingKey = std::pair<std::string, std::string>;  // URL, text

  // sql_ingest.cc
  absl::Status LockAndLoad(const IngestRequest& request);
  absl::Status LoadDocuments(const std::vector<std::string>& urls);
  absl::Status LoadReadings(absl::string_view condition, const std::vector<std::string>& keys);
  absl::StatusOr<std::vector<std::string>> Column(absl::string_view sql,
                                                  const std::vector<std::string>& keys);
  void AddArrival(const Arrival& arrival);
  absl::Status AddWithdrawals(const std::vector<v1::Withdrawal>& withdrawals);
  // sql_current.cc: from what is held in memory
  void UpdateUrl(const std::string& url);
  void UpdateText(const std::string& text_sha256);
  void UpdatePlace(const std::string& place);
  void TouchAggregates(const Reading& reading);
  // sql_contents.cc
  absl::Status WriteAll();
  absl::Status WriteTexts();
  absl::Status WriteDocuments();
  absl::Status WriteReadings();
  void WriteContents(const Reading& reading);
  // sql_derived.cc
  absl::Status UpdateTotals();
  absl::Status UpdateTotals(const std::string& prefecture, int64_t year);
  absl::Status UpdateHistories();
  // sql_positions.cc
  absl::Status MovePositions(const std::vector<PartitionPosition>& positions);
  absl::Status AddDeadLetters(const std::vector<DeadLetterRow>& letters);
  absl::Status AddChecks(const std::vector<v1::CheckRecord>& checks);

  Database& db_;
  TextIndex index_;
  IngestResult result_;
  // Of the URLs, texts and places that are locked.
  absl::btree_map<std::pair<std::string, std::string>, Document> documents_;  // by URL and hash
  std::map<ReadingKey, Reading> readings_;
  absl::flat_hash_map<std::string, std::vector<Reading*>> by_url_, by_text_, by_place_;
  absl::flat_hash_map<std::string, int64_t> withdrawn_;  // URL to the time before which
  absl::flat_hash_set<std::string> known_texts_;
  absl::btree_map<std::string, const Arrival*> new_texts_;
  // What is to be brought up to date. Sorted, so that every writer takes rows in one order.
  absl::btree_set<std::string> urls_, texts_, places_;
  absl::btree_set<int64_t> no_longer_;  // current readings that are not, or are read anew
  absl::btree_set<std::pair<std::string, int64_t>> groups_;         // prefecture, year: totals
  absl::btree_set<std::pair<std::string, std::string>> histories_;  // region, subject: findings across years
};

}  // namespace fazhi::aggregation
