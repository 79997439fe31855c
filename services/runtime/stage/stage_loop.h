#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/runtime/stage/backoff.h"
#include "services/runtime/stage/edges.h"
#include "services/runtime/stage/fault_share.h"
#include "services/runtime/stage/status_source.h"

namespace fazhi::runtime {

struct StageOptions {
  std::string stage;  // `ingestion`, …: named in dead letters and in status
  // Threads that run the stage's function; 0: one a core.
  int workers = 0;
  // Threads beside them, for a function that waits for others.
  int waiting_workers = 0;
  // A batch is closed by whichever comes first. `linger` is what a record waits at most when there are few:
  // the price in latency of fewer transactions.
  size_t batch_records = 1000;
  size_t batch_bytes = size_t{4} << 20;
  absl::Duration linger = absl::Milliseconds(100);
  // What a lane may hold, records and outputs, before its partitions are paused; they are resumed at half of
  // it. An output that is not made yet counts as large as those before it let expect. One record is always
  // let in. While what is done holds more than that, as outputs may that are larger than expected, the
  // function is run on the first record alone that a partition waits for.
  size_t lane_bytes = size_t{8} << 20;
  // Waits between attempts at a record, a commit, or a reading of positions.
  absl::Duration retry_first = absl::Milliseconds(100);
  absl::Duration retry_most = absl::Seconds(10);
  // Transient errors with these reasons become dead letters when they still come `give_up_after` after the
  // record's first of them. What else it waits for does not count.
  std::set<std::string> give_up_reasons = {"REFERENCE_UNAVAILABLE"};
  absl::Duration give_up_after = absl::Minutes(10);
  // Transient errors with these reasons say that the record has to wait for its turn: they are not told, and
  // are no attempt.
  std::set<std::string> turn_reasons = {"REFERENCE_WAITS"};
  // The stage ends when errors of our own making are more than `own_faults_share` of the last
  // `own_faults_window` records (counted from the first `own_faults_window / 10` on).
  size_t own_faults_window = 200;
  double own_faults_share = 0.2;
  // How long Stop waits for what is in work.
  absl::Duration stop_within = absl::Seconds(20);
  // Called once, when Run does not wait for what is in work any longer: a call of the function that waits for
  // others should return soon then. What it gives is not used.
  std::function<void()> release;
  std::string dead_letter_topic = "fazhi.dead-letters";
  size_t max_message_bytes = (size_t{16} << 20) - 65536;
  // Gets a line for each error and each change of state; stderr when unset.
  std::function<void(const std::string&)> log;
};

// A stage at work: takes records from its source, runs the stage's function on them on several threads, and
// gives the results to its sinks in batches, each wholly or not at all.
//
// The partitions are shared out among lanes, one for each sink. A lane closes a batch from what is done at
// the head of its partitions, in offset order, and commits it while the next is computed. What goes wrong
// with one record is settled by Classify (error_class.h): a dead letter in the batch, or another attempt
// while its partition waits. What goes wrong with a batch is retried as it is while nothing has happened;
// when that is not sure, the batch is dropped and the partitions are read again from where the tracker says.
// When partitions are given up, batches that touch them end first.
//
// Run is called once, on one thread; all else from any.
class StageLoop : public StatusSource, private Source::Listener {
 public:
  // The stage. Called on several threads at once; must not throw.
  using Function = std::function<absl::StatusOr<std::unique_ptr<Output>>(const Record&)>;

  // The edges must outlive the loop. There is at least one sink.
  struct Edges {
    Source* source = nullptr;
    OffsetTracker* tracker = nullptr;
    std::vector<Sink*> sinks;
  };

  StageLoop(StageOptions options, Edges edges, Function function);
  ~StageLoop() override;

  // Works until Stop or Drain has ended it (OK) or something that cannot be mended has (the error).
  absl::Status Run();

  // Takes nothing more in; Run settles what is in work, within `stop_within`, and returns.
  void Stop();

  // Whether Stop or Drain was called; waits for it, for at most so long.
  bool WaitForStop(absl::Duration most);

  v1::GetStatusResponse Status() const override;
  bool Ready() const override;
  absl::Status Drain(absl::Time deadline) override;

 private:
  // A record in work. Guarded by mutex_, but for the thread that runs the function on it.
  struct Entry {
    Record record;
    bool done = false;
    bool retrying = false;
    bool dropped = false;  // its partition was given up or is read again
    absl::StatusOr<std::unique_ptr<Output>> result = absl::UnknownError("not run");
    uint32_t attempts = 0;
    absl::Time give_up_at = absl::InfiniteFuture();
    absl::optional<absl::Time> turn_since;  // that it waits for its turn
    Backoff backoff;
    size_t bytes = 0;  // until it is done as expected, then as it is
  };
  using EntryPtr = std::shared_ptr<Entry>;

  struct Partition {
    TopicPartition id;
    size_t lane = 0;
    std::deque<EntryPtr> queue;
    size_t done = 0;      // entries at the head that are done
    int64_t settled = 0;  // the next offset to be settled
    int64_t fetched = 0;  // the next offset to be taken in
    int retrying = 0;     // entries that wait for another attempt
    bool rewinding = false;
    absl::Time rewind_at;
    bool paused = false;  // at the source
  };

  struct Lane {
    Sink* sink = nullptr;
    size_t ready = 0;        // records at the heads that are done
    size_t ready_bytes = 0;  // and what they hold
    absl::Time ready_since;  // when `ready` last rose from 0
    size_t bytes = 0;        // in queues and in the batch that is being committed
    size_t done_bytes = 0;   // of what is done among them
    bool full = false;
    std::vector<EntryPtr> aside;          // not run until less is held
    std::set<TopicPartition> committing;  // partitions in the batch that is being committed
    bool abandon = false;                 // that batch is not to be tried again
    Backoff backoff;                      // between readings of positions, while no commit succeeds
  };

  struct Batch {
    std::vector<Settled> settled;
    std::vector<Advance> advances;
    size_t bytes = 0;
  };

  absl::StatusOr<std::vector<absl::optional<int64_t>>> OnAssigned(
      const std::vector<TopicPartition>& partitions) override;
  void OnRevoked(const std::vector<TopicPartition>& partitions, bool lost) override;

  void Work();
  void RunLane(Lane& lane);

  // Of the polling thread.
  bool Finished() const;
  absl::Status Cycle();
  absl::Status ApplyPauses();
  absl::Status Rewind();
  void TakeIn(std::vector<Record> records);

  // With mutex_ held.
  bool BatchDue(const Lane& lane, absl::Time now) const;
  Batch CloseBatch(size_t lane);
  size_t Expected(size_t record_bytes) const;
  void Finish(const EntryPtr& entry, absl::StatusOr<std::unique_ptr<Output>> result);
  void MarkDone(const EntryPtr& entry, Partition& partition);
  void DropQueue(Partition& partition);
  bool SetAside(const EntryPtr& entry);
  void TakeUpAgain(Lane& lane);
  void ReadAgain(Lane& lane, const Batch& batch);
  void Fail(const absl::Status& status);
  void NoteError(const absl::Status& status, const Record* record);
  void CountOutcome(bool ours);
  bool Drained() const;
  bool Wanted(const Partition& partition) const;

  absl::Status CommitBatch(Lane& lane, Batch& batch);
  static std::chrono::system_clock::time_point Until(absl::Time time);
  void Log(const std::string& line) const;

  const StageOptions options_;
  const Edges edges_;
  const Function function_;
  const absl::Time started_;

  mutable std::mutex mutex_;
  std::condition_variable work_;      // todo_, delayed_, quit_
  std::condition_variable lanes_cv_;  // a lane's batch may be due, or it may end
  std::condition_variable idle_;      // a lane has ended a commit; the state has changed
  std::map<TopicPartition, Partition> partitions_;
  std::vector<Lane> lanes_;
  std::deque<EntryPtr> todo_;
  std::multimap<absl::Time, EntryPtr> delayed_;
  FaultShare own_faults_;
  // Bytes of records done and of their outputs, of late.
  size_t taken_bytes_ = 0;
  size_t made_bytes_ = 0;
  bool stopping_ = false;
  absl::Time stop_by_ = absl::InfiniteFuture();
  bool quit_ = false;
  bool all_settled_ = false;  // when Run ended
  bool joined_ = false;
  v1::PipelineState state_ = v1::PIPELINE_STATE_STARTING;
  absl::Status failure_;
  uint64_t records_settled_ = 0;
  std::map<std::string, uint64_t> dead_letters_;  // by reason
  uint64_t batches_ = 0;
  uint64_t rewinds_ = 0;
  absl::Status last_error_;
  absl::Time last_error_time_;
  absl::optional<v1::RecordId> last_error_record_;
};

}  // namespace fazhi::runtime
