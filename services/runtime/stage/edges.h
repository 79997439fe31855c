#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// The three edges of a stage: where its records come from, where what it makes of them goes, and who knows
// how far it has come. Production wires Kafka and the database, tests wire memory. No edge knows the loop.

// Where a stage's records come from. Everything but End is called on one thread, the loop's polling
// one.
class Source {
 public:
  // Hears of partitions, within Poll and Close.
  class Listener {
   public:
    virtual ~Listener() = default;
    // Partitions that are held from now on. Gives the offset at which each begins, in their order; none where
    // the topic's beginning is meant. None is paused. An error is given back by Poll.
    virtual absl::StatusOr<std::vector<absl::optional<int64_t>>> OnAssigned(
        const std::vector<TopicPartition>& partitions) = 0;
    // Partitions that are given up: returns once nothing of them will be committed any more. `lost`: they may
    // belong to somebody else already.
    virtual void OnRevoked(const std::vector<TopicPartition>& partitions, bool lost) = 0;
  };

  virtual ~Source() = default;

  // Joins. `listener` must outlive Close. Once.
  struct OpenArgs {
    Listener* listener = nullptr;
  };
  virtual absl::Status Open(const OpenArgs& args) = 0;

  // Waits for at most `timeout` for a first record and gives what is there, in offset order within each
  // partition, up to `max_records` and, once there is one, `max_bytes`. Must be called at least once a
  // second, also while everything is paused, to keep the place in the group. UNAVAILABLE: nothing can be had
  // at the moment, poll on; any other error ends the stage.
  struct PollArgs {
    absl::Duration timeout;
    size_t max_records = 500;
    size_t max_bytes = size_t{2} << 20;
  };
  virtual absl::StatusOr<std::vector<Record>> Poll(const PollArgs& args) = 0;

  // Whether it has joined, even with nothing assigned.
  virtual bool joined() const = 0;

  // Stops and goes on giving records of partitions that are held; others are passed over.
  virtual absl::Status Pause(const std::vector<TopicPartition>& partitions) = 0;
  virtual absl::Status Resume(const std::vector<TopicPartition>& partitions) = 0;

  // The next record of the partition that Poll gives is the one at `offset`, or the first one when that is
  // none.
  struct SeekArgs {
    TopicPartition partition;
    absl::optional<int64_t> offset;
  };
  virtual absl::Status Seek(const SeekArgs& args) = 0;

  // The offset after the last record of a partition that is held, as last heard; none when not heard yet.
  // From any thread.
  virtual absl::optional<int64_t> End(const TopicPartition& partition) const = 0;

  // Since when it has not been heard of by anyone that records could come from; none while it has. From any
  // thread.
  virtual absl::optional<absl::Time> unreachable_since() const { return absl::nullopt; }

  // Leaves, giving up what is held (the listener hears of it). Returns soon after `by` whatever the broker
  // does.
  struct CloseArgs {
    absl::Time by;
  };
  virtual absl::Status Close(const CloseArgs& args) = 0;
};

// What a stage made of one record. The stage's function and its sink agree on the class.
class Output {
 public:
  virtual ~Output() = default;
  // What it costs to hold.
  virtual size_t bytes() const = 0;
};

// A record with what became of it: an output, or a dead letter.
struct Settled {
  Record record;
  std::unique_ptr<Output> output;                   // null: refused
  absl::optional<OutgoingRecord> dead_letter = {};  // of a refused one
};

// Everything of a partition from `expected` on and before `next` is in the batch.
struct Advance {
  TopicPartition partition;
  int64_t expected = 0;
  int64_t next = 0;
};

// Where a stage's results go. One sink is used by one thread at a time.
class Sink {
 public:
  virtual ~Sink() = default;

  // Makes the whole batch happen, outputs, dead letters and the positions, or nothing of it. The batch is
  // left as it was. `settled` is in offset order within each partition; `advances` names each partition once.
  //   UNAVAILABLE, RESOURCE_EXHAUSTED: nothing has happened; the same batch may be given again.
  //   ABORTED: what has happened is not known, or somebody else holds a partition: the positions must be read
  //   again. any other: the sink cannot go on.
  struct CommitArgs {
    std::vector<Settled>* settled = nullptr;
    std::vector<Advance> advances;
  };
  virtual absl::Status Commit(const CommitArgs& args) = 0;

  // The stage ends: commits, one that is under way too, return soon after `by` whatever the world does. From
  // any thread. A sink whose commits never wait long has nothing to do.
  virtual void StopBy(absl::Time /*by*/) {}
};

// Who knows how far a stage has come.
class OffsetTracker {
 public:
  virtual ~OffsetTracker() = default;

  // The next offset of each partition, in their order; none where nothing has been settled yet. UNAVAILABLE:
  // try again.
  struct LoadArgs {
    std::vector<TopicPartition> partitions;
  };
  virtual absl::StatusOr<std::vector<absl::optional<int64_t>>> Load(const LoadArgs& args) = 0;
};

}  // namespace fazhi::runtime
