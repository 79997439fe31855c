#pragma once

#include <functional>
#include <string>
#include <vector>

#include "services/aggregation/store/ingest_bisecting.h"
#include "services/aggregation/store/store.h"
#include "services/runtime/stage/publisher.h"
#include "services/runtime/stage/stage_loop.h"

namespace fazhi {

// What a record adds to the database.
struct Contribution : runtime::Output {
  aggregation::SourceRecord record;
  size_t held_bytes = 0;

  size_t bytes() const override { return held_bytes; }
};

// The stage on records of `fazhi.observations` and `fazhi.dead-letters`. What is no dead letter on the latter
// has no effect (a dead letter of it would come back to the same topic).
runtime::StageLoop::Function AggregationStage(const Catalog& catalog = Catalog::Default());

// Contributions into a store, with the positions in the same transaction. Records that the stage or the
// database refuses become dead letters, published and acknowledged before the transaction that moves past
// them. Whatever fails, the positions are to be read again.
class StoreSink : public runtime::Sink {
 public:
  struct Options {
    aggregation::Store* store = nullptr;
    runtime::Publisher* publisher = nullptr;  // of dead letters
    std::string dead_letter_topic;
    size_t max_message_bytes = (size_t{16} << 20) - 65536;
    // Hears of each batch's positions once they are kept; may be null.
    std::function<void(const std::vector<runtime::Advance>&)> committed;
  };
  // What the options point to must outlive it.
  explicit StoreSink(Options options) : options_(std::move(options)) {}

  absl::Status Commit(const CommitArgs& args) override;

 private:
  absl::Status Take(const CommitArgs& args);

  const Options options_;
};

// Positions in a store.
class StoreTracker : public runtime::OffsetTracker {
 public:
  explicit StoreTracker(aggregation::Store& store) : store_(store) {}
  absl::StatusOr<std::vector<absl::optional<int64_t>>> Load(const LoadArgs& args) override;

 private:
  aggregation::Store& store_;
};

}  // namespace fazhi
