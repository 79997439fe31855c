#include "services/runtime/fake/memory_edges.h"

#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "fazhi/v1/dead_letter.pb.h"
#include "services/base/status_macros.h"
#include "services/runtime/stage/publications.h"

namespace fazhi::runtime {

void MemoryLog::Append(const TopicPartition& to, std::string key, std::string value, Headers headers,
                       int gap) {
  std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Record>& records = records_[to];
  Record record;
  record.from = to;
  record.offset = (records.empty() ? 0 : records.back().offset + 1) + gap;
  record.key = std::move(key);
  record.value = std::move(value);
  record.headers = std::move(headers);
  records.push_back(std::move(record));
}

std::vector<Record> MemoryLog::Read(const TopicPartition& from, int64_t offset, size_t max_records) const {
  std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Record> out;
  const auto found = records_.find(from);
  if (found == records_.end()) return out;
  for (const Record& record : found->second) {
    if (record.offset >= offset && out.size() < max_records) out.push_back(record);
  }
  return out;
}

int64_t MemoryLog::End(const TopicPartition& partition) const {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = records_.find(partition);
  return found == records_.end() || found->second.empty() ? 0 : found->second.back().offset + 1;
}

absl::Status MemoryLog::Settle(const Sink::CommitArgs& args) {
  std::lock_guard<std::mutex> lock(mutex_);
  for (const Advance& advance : args.advances) {
    const auto found = positions_.find(advance.partition);
    if ((found == positions_.end() ? 0 : found->second) != advance.expected) {
      return absl::AbortedError(
          absl::StrCat("position of ", advance.partition.topic, "/", advance.partition.partition));
    }
  }
  for (const Advance& advance : args.advances) positions_[advance.partition] = advance.next;
  for (const Settled& settled : *args.settled) {
    std::string line = absl::StrCat(settled.record.from.topic, "/", settled.record.from.partition, "/",
                                    settled.record.offset);
    if (settled.dead_letter.has_value()) {
      v1::DeadLetter letter;
      letter.ParseFromString(settled.dead_letter->value);
      absl::StrAppend(&line, " dead:", letter.status().message());
    } else if (settled.output != nullptr) {
      for (const OutgoingRecord& record : static_cast<const Publications&>(*settled.output).records) {
        absl::StrAppend(&line, " ", record.value);
      }
    }
    settled_.push_back(std::move(line));
  }
  batch_sizes_.push_back(args.settled->size());
  return absl::OkStatus();
}

absl::optional<int64_t> MemoryLog::Position(const TopicPartition& partition) const {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = positions_.find(partition);
  if (found == positions_.end()) return absl::nullopt;
  return found->second;
}

void MemoryLog::SetPosition(const TopicPartition& partition, int64_t next) {
  std::lock_guard<std::mutex> lock(mutex_);
  positions_[partition] = next;
}

std::vector<std::string> MemoryLog::settled() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return settled_;
}

std::vector<size_t> MemoryLog::batch_sizes() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return batch_sizes_;
}

void MemorySource::Assign(std::vector<TopicPartition> partitions) {
  std::unique_lock<std::mutex> lock(mutex_);
  events_.push_back({std::move(partitions), true, false});
  told_.wait(lock, [&] { return events_.empty(); });
}

void MemorySource::Revoke(std::vector<TopicPartition> partitions, bool lost) {
  std::unique_lock<std::mutex> lock(mutex_);
  events_.push_back({std::move(partitions), false, lost});
  told_.wait(lock, [&] { return events_.empty(); });
}

void MemorySource::FailNextPoll(absl::Status status) {
  std::lock_guard<std::mutex> lock(mutex_);
  poll_error_ = std::move(status);
}

std::set<TopicPartition> MemorySource::paused() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return paused_;
}

absl::Status MemorySource::Open(const OpenArgs& args) {
  listener_ = args.listener;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Record>> MemorySource::Poll(const PollArgs& args) {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!events_.empty()) {
    const Event event = events_.front();
    lock.unlock();
    if (event.assign) {
      FAZHI_ASSIGN_OR_RETURN(const std::vector<absl::optional<int64_t>> offsets,
                             listener_->OnAssigned(event.partitions));
      lock.lock();
      for (size_t i = 0; i < offsets.size(); ++i) next_[event.partitions[i]] = offsets[i].value_or(0);
    } else {
      listener_->OnRevoked(event.partitions, event.lost);
      lock.lock();
      for (const TopicPartition& partition : event.partitions) {
        next_.erase(partition);
        paused_.erase(partition);
      }
    }
    events_.pop_front();
    told_.notify_all();
  }
  if (!poll_error_.ok()) return std::exchange(poll_error_, absl::OkStatus());
  std::vector<Record> out;
  size_t bytes = 0;
  for (auto& [partition, next] : next_) {
    if (paused_.count(partition) > 0) continue;
    for (Record& record : log_.Read(partition, next, args.max_records - out.size())) {
      if (bytes >= args.max_bytes) break;
      bytes += record.bytes();
      next = record.offset + 1;
      out.push_back(std::move(record));
    }
  }
  if (out.empty()) {
    lock.unlock();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return out;
}

absl::Status MemorySource::Pause(const std::vector<TopicPartition>& partitions) {
  std::lock_guard<std::mutex> lock(mutex_);
  paused_.insert(partitions.begin(), partitions.end());
  return absl::OkStatus();
}

absl::Status MemorySource::Resume(const std::vector<TopicPartition>& partitions) {
  std::lock_guard<std::mutex> lock(mutex_);
  for (const TopicPartition& partition : partitions) paused_.erase(partition);
  return absl::OkStatus();
}

absl::Status MemorySource::Seek(const SeekArgs& args) {
  std::lock_guard<std::mutex> lock(mutex_);
  next_[args.partition] = args.offset.value_or(0);
  return absl::OkStatus();
}

absl::Status MemorySource::Close(const CloseArgs& /*args*/) {
  std::vector<TopicPartition> held;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [partition, next] : next_) held.push_back(partition);
    next_.clear();
  }
  listener_->OnRevoked(held, false);
  return absl::OkStatus();
}

void MemorySink::Cork() {
  std::lock_guard<std::mutex> lock(mutex_);
  corked_ = true;
}

void MemorySink::Uncork() {
  std::lock_guard<std::mutex> lock(mutex_);
  corked_ = false;
  changed_.notify_all();
}

void MemorySink::WaitUntilHeld() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return held_; });
}

void MemorySink::FailNext(absl::Status status, bool after) {
  std::lock_guard<std::mutex> lock(mutex_);
  failures_.emplace_back(std::move(status), after);
}

absl::Status MemorySink::Commit(const CommitArgs& args) {
  std::unique_lock<std::mutex> lock(mutex_);
  held_ = corked_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return !corked_; });
  held_ = false;
  if (failures_.empty()) return log_.Settle(args);
  const auto [status, after] = failures_.front();
  failures_.pop_front();
  if (after) FAZHI_RETURN_IF_ERROR(log_.Settle(args));
  return status;
}

absl::StatusOr<std::vector<absl::optional<int64_t>>> MemoryTracker::Load(const LoadArgs& args) {
  std::vector<absl::optional<int64_t>> out;
  for (const TopicPartition& partition : args.partitions) out.push_back(log_.Position(partition));
  return out;
}

}  // namespace fazhi::runtime
