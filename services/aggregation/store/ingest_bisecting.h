#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/variant.h"
#include "services/aggregation/store/store.h"

namespace fazhi::aggregation {

// A record of a partition, as aggregation takes it in; monostate for one that has no effect.
struct SourceRecord {
  std::string topic;
  int32_t partition = 0;
  int64_t offset = 0;
  absl::variant<absl::monostate, Arrival, v1::Withdrawal, v1::CheckRecord, DeadLetterRow> content;
};

// A batch out of one or several partitions. `positions` has each partition of its records once: `expected` is
// what the database has, `next` what it is to have when the batch is through. A partition's records stand in
// the order of their offsets, all in [expected, next); offsets without a record are those that have no effect
// (transaction markers, what compaction left out).
struct SourceBatch {
  std::vector<SourceRecord> records;
  std::vector<PartitionPosition> positions;
};

// Takes a batch in; when something in it is refused (INVALID_ARGUMENT), finds what by halving, takes in
// everything else in order, and hands what is refused to `on_refused` with the reason.
//
// Positions are exact at every commit: the batch is cut into ranges [begin, end) of `records`, taken in from
// the front, and the commit of a range moves each partition to its first record from `end` on, or to its
// final `next` where there is none. All that is below is then either in the database or was refused before,
// and nothing that is above is in it. `on_refused` is called before the commit that moves past the record,
// and must keep it for good (publish the dead letter and wait for the acknowledgement): after a crash between
// the two the record is read again, refused again and reported again, never lost.
//
// Where nothing is refused this is one call of Ingest. With k refused of n it is at most k * (2 log2(n) + 1)
// + 2 of them.
//
// Returns the first other error of Ingest, or the error of `on_refused`. What was committed before stays, and
// `batch` then holds what is left to do, its positions as the database has them: after UNAVAILABLE or
// RESOURCE_EXHAUSTED the call can be repeated with it. After ABORTED/POSITION_MOVED it must not. One
// exception: when the answer to a commit is lost with the connection, it is not known whether it happened;
// the repeated call is then refused by POSITION_MOVED, and the caller begins anew from ReadPositions.
using OnRefused = std::function<absl::Status(const SourceRecord&, const absl::Status&)>;
absl::Status IngestBisecting(Store& store, SourceBatch& batch, const OnRefused& on_refused);

}  // namespace fazhi::aggregation
