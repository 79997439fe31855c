#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "services/runtime/stage/edges.h"

namespace fazhi::runtime {

// What the edges in memory share: topics and how far the stage has come. Thread-safe.
class MemoryLog {
 public:
  // Appends a record; its offset is the next of the partition, after `gap` offsets that hold nothing (as
  // transactions leave).
  void Append(const TopicPartition& to, std::string key, std::string value, Headers headers = {},
              int gap = 0);
  std::vector<Record> Read(const TopicPartition& from, int64_t offset, size_t max_records) const;
  int64_t End(const TopicPartition& partition) const;

  // Moves the positions and keeps what was settled; ABORTED when a position is not the expected one.
  absl::Status Settle(const Sink::CommitArgs& args);
  absl::optional<int64_t> Position(const TopicPartition& partition) const;
  void SetPosition(const TopicPartition& partition, int64_t next);

  // What was settled: `topic/partition/offset` with the values of its publications, or `dead:REASON`, in
  // order.
  std::vector<std::string> settled() const;
  std::vector<size_t> batch_sizes() const;

 private:
  mutable std::mutex mutex_;
  std::map<TopicPartition, std::vector<Record>> records_;
  std::map<TopicPartition, int64_t> positions_;
  std::vector<std::string> settled_;
  std::vector<size_t> batch_sizes_;
};

// A source whose assignments a test makes. They take effect at the next Poll.
class MemorySource : public Source {
 public:
  explicit MemorySource(const MemoryLog& log) : log_(log) {}

  void Assign(std::vector<TopicPartition> partitions);
  // Returns once the listener has been told, that is within the loop's next Poll.
  void Revoke(std::vector<TopicPartition> partitions, bool lost = false);
  // The next Poll gives this error.
  void FailNextPoll(absl::Status status);
  // Partitions that are paused now.
  std::set<TopicPartition> paused() const;

  absl::Status Open(const OpenArgs& args) override;
  absl::StatusOr<std::vector<Record>> Poll(const PollArgs& args) override;
  bool joined() const override { return true; }
  absl::Status Pause(const std::vector<TopicPartition>& partitions) override;
  absl::Status Resume(const std::vector<TopicPartition>& partitions) override;
  absl::Status Seek(const SeekArgs& args) override;
  absl::optional<int64_t> End(const TopicPartition& partition) const override { return log_.End(partition); }
  absl::Status Close(const CloseArgs& args) override;

 private:
  struct Event {
    std::vector<TopicPartition> partitions;
    bool assign = true;
    bool lost = false;
  };

  const MemoryLog& log_;
  Listener* listener_ = nullptr;
  mutable std::mutex mutex_;
  std::condition_variable told_;
  std::deque<Event> events_;
  std::map<TopicPartition, int64_t> next_;
  std::set<TopicPartition> paused_;
  absl::Status poll_error_;
};

// A sink that a test can hold and make fail.
class MemorySink : public Sink {
 public:
  explicit MemorySink(MemoryLog& log) : log_(log) {}

  // Commits wait from now on; returns once one does when `wait`.
  void Cork();
  void Uncork();
  void WaitUntilHeld();
  // The next commit gives this and does nothing; or, `after`, does everything and gives it all the same.
  void FailNext(absl::Status status, bool after = false);

  absl::Status Commit(const CommitArgs& args) override;

 private:
  MemoryLog& log_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool corked_ = false;
  bool held_ = false;
  std::deque<std::pair<absl::Status, bool>> failures_;
};

class MemoryTracker : public OffsetTracker {
 public:
  explicit MemoryTracker(const MemoryLog& log) : log_(log) {}
  absl::StatusOr<std::vector<absl::optional<int64_t>>> Load(const LoadArgs& args) override;

 private:
  const MemoryLog& log_;
};

}  // namespace fazhi::runtime
