// What becomes of the records that were taken in: the workers run the function on them, the lanes commit what
// is done.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/runtime/stage/dead_letter.h"
#include "services/runtime/stage/error_class.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/stage_loop.h"

namespace fazhi::runtime {
namespace {

// Before anything is known, an output is expected to be this many times as large as its record.
constexpr size_t kFirstGuess = 4;
constexpr size_t kOfLateBytes = size_t{64} << 20;

}  // namespace

void StageLoop::Work() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    while (!delayed_.empty() && delayed_.begin()->first <= absl::Now()) {
      todo_.push_front(std::move(delayed_.begin()->second));
      delayed_.erase(delayed_.begin());
    }
    if (quit_) return;
    if (todo_.empty()) {
      if (delayed_.empty()) {
        work_.wait(lock);
      } else {
        work_.wait_until(lock, Until(delayed_.begin()->first));
      }
      continue;
    }
    const EntryPtr entry = std::move(todo_.front());
    todo_.pop_front();
    if (entry->dropped) continue;
    if (SetAside(entry)) continue;
    if (entry->turn_since.has_value()) entry->give_up_at += absl::Now() - *entry->turn_since;
    entry->turn_since.reset();
    lock.unlock();
    absl::StatusOr<std::unique_ptr<Output>> result = function_(entry->record);
    lock.lock();
    if (!entry->dropped) Finish(entry, std::move(result));
  }
}

bool StageLoop::SetAside(const EntryPtr& entry) {
  const Partition& partition = partitions_.at(entry->record.from);
  Lane& lane = lanes_[partition.lane];
  if (lane.done_bytes <= options_.lane_bytes) return false;
  // Where a commit is due or under way, its end lets others run.
  const bool awaited = partition.queue[partition.done] == entry;
  if (awaited && lane.ready == 0 && lane.committing.empty()) return false;
  lane.aside.push_back(entry);
  return true;
}

void StageLoop::TakeUpAgain(Lane& lane) {
  if (lane.aside.empty()) return;
  todo_.insert(todo_.begin(), lane.aside.begin(), lane.aside.end());
  lane.aside.clear();
  work_.notify_all();
}

void StageLoop::Finish(const EntryPtr& entry, absl::StatusOr<std::unique_ptr<Output>> result) {
  Partition& partition = partitions_.at(entry->record.from);
  const std::string reason = ReasonOf(result.status());
  const bool waits = options_.turn_reasons.count(reason) > 0;
  entry->attempts += waits ? 0 : 1;
  if (entry->retrying) --partition.retrying;
  entry->retrying = false;
  if (!result.ok()) {
    const ErrorClass error_class = Classify(result.status());
    if (!waits) NoteError(result.status(), &entry->record);
    if (error_class == ErrorClass::kTransient) {
      const bool may_give_up = options_.give_up_reasons.count(reason) > 0;
      if (may_give_up) {
        entry->give_up_at = std::min(entry->give_up_at, absl::Now() + options_.give_up_after);
      } else if (waits) {
        entry->turn_since = absl::Now();
      } else {
        entry->give_up_at = absl::InfiniteFuture();
      }
      if (!may_give_up || absl::Now() < entry->give_up_at) {
        entry->retrying = true;
        ++partition.retrying;
        work_.notify_one();
        delayed_.emplace(absl::Now() + entry->backoff.Next(), entry);
        return;
      }
    }
    CountOutcome(error_class == ErrorClass::kOurs);
  } else {
    CountOutcome(false);
  }
  entry->result = std::move(result);
  MarkDone(entry, partition);
}

size_t StageLoop::Expected(size_t record_bytes) const {
  const double share =
      taken_bytes_ == 0 ? kFirstGuess : static_cast<double>(made_bytes_) / static_cast<double>(taken_bytes_);
  return record_bytes + static_cast<size_t>(static_cast<double>(record_bytes) * share);
}

void StageLoop::MarkDone(const EntryPtr& entry, Partition& partition) {
  Lane& lane = lanes_[partition.lane];
  entry->done = true;
  const size_t taken = entry->record.bytes();
  const size_t made = entry->result.ok() && *entry->result != nullptr ? (*entry->result)->bytes() : 0;
  taken_bytes_ += taken;
  made_bytes_ += made;
  if (taken_bytes_ > kOfLateBytes) {
    taken_bytes_ /= 2;
    made_bytes_ /= 2;
  }
  lane.bytes += taken + made - entry->bytes;
  lane.full = lane.full || lane.bytes > options_.lane_bytes;
  entry->bytes = taken + made;
  lane.done_bytes += entry->bytes;
  const size_t before = lane.ready;
  while (partition.done < partition.queue.size() && partition.queue[partition.done]->done) {
    lane.ready_bytes += partition.queue[partition.done]->bytes;
    ++lane.ready;
    ++partition.done;
  }
  if (before == 0 && lane.ready > 0) lane.ready_since = absl::Now();
  if (lane.ready != before) lanes_cv_.notify_all();
}

void StageLoop::DropQueue(Partition& partition) {
  Lane& lane = lanes_[partition.lane];
  for (size_t i = 0; i < partition.queue.size(); ++i) {
    partition.queue[i]->dropped = true;
    lane.bytes -= partition.queue[i]->bytes;
    if (partition.queue[i]->done) lane.done_bytes -= partition.queue[i]->bytes;
    if (i < partition.done) {
      --lane.ready;
      lane.ready_bytes -= partition.queue[i]->bytes;
    }
  }
  if (lane.bytes <= options_.lane_bytes / 2) lane.full = false;
  partition.queue.clear();
  partition.done = 0;
  partition.retrying = 0;
  TakeUpAgain(lane);
}

void StageLoop::CountOutcome(bool ours) {
  if (!own_faults_.Add(ours)) return;
  Fail(ErrorWithReason(
      absl::StatusCode::kInternal, "TOO_MANY_OWN_FAULTS", "",
      absl::StrCat(own_faults_.faults(), " of the last ", own_faults_.records(),
                   " records showed a fault of this program; the stage stops rather than turn the topic "
                   "into dead letters: roll this release back")));
}

bool StageLoop::BatchDue(const Lane& lane, absl::Time now) const {
  if (lane.ready == 0) return false;
  return lane.ready >= options_.batch_records || lane.ready_bytes >= options_.batch_bytes || stopping_ ||
         lane.full || now >= lane.ready_since + options_.linger;
}

void StageLoop::RunLane(Lane& lane) {
  const auto index = static_cast<size_t>(&lane - lanes_.data());
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    if (quit_) return;
    if (!failure_.ok() || !BatchDue(lane, absl::Now())) {
      if (lane.ready > 0 && failure_.ok()) {
        lanes_cv_.wait_until(lock, Until(lane.ready_since + options_.linger));
      } else {
        lanes_cv_.wait(lock);
      }
      continue;
    }
    Batch batch = CloseBatch(index);
    lock.unlock();
    const absl::Status status = CommitBatch(lane, batch);
    lock.lock();
    lane.bytes -= batch.bytes;
    lane.done_bytes -= batch.bytes;
    if (lane.bytes <= options_.lane_bytes / 2) lane.full = false;
    if (status.ok()) {
      lane.backoff.Reset();
      ++batches_;
      records_settled_ += batch.settled.size();
      for (const Settled& settled : batch.settled) {
        if (settled.dead_letter.has_value()) {
          ++dead_letters_[std::string(HeaderValue(settled.dead_letter->headers, kReasonHeader))];
        }
      }
      for (const Advance& advance : batch.advances) {
        const auto found = partitions_.find(advance.partition);
        if (found != partitions_.end()) found->second.settled = advance.next;
      }
    } else if (NothingHappened(status) || absl::IsAborted(status)) {
      NoteError(status, nullptr);
      ReadAgain(lane, batch);
    } else {
      Fail(status);
    }
    lane.committing.clear();
    TakeUpAgain(lane);
    idle_.notify_all();
  }
}

StageLoop::Batch StageLoop::CloseBatch(size_t index) {
  Lane& lane = lanes_[index];
  Batch batch;
  for (auto& [id, partition] : partitions_) {
    if (partition.lane != index || partition.done == 0) continue;
    Advance advance{id, partition.settled, partition.settled};
    while (partition.done > 0 && (batch.settled.empty() || (batch.settled.size() < options_.batch_records &&
                                                            batch.bytes < options_.batch_bytes))) {
      const EntryPtr entry = std::move(partition.queue.front());
      partition.queue.pop_front();
      --partition.done;
      --lane.ready;
      lane.ready_bytes -= entry->bytes;
      batch.bytes += entry->bytes;
      advance.next = entry->record.offset + 1;
      Settled settled;
      if (entry->result.ok()) {
        settled.output = *std::move(entry->result);
      } else {
        settled.dead_letter = DeadLetterRecord(
            entry->record, {options_.stage, entry->result.status(), entry->attempts, absl::Now()},
            options_.dead_letter_topic, options_.max_message_bytes);
      }
      settled.record = std::move(entry->record);
      batch.settled.push_back(std::move(settled));
    }
    if (advance.next == advance.expected) continue;
    batch.advances.push_back(std::move(advance));
    lane.committing.insert(id);
  }
  lane.ready_since = absl::Now();
  return batch;
}

absl::Status StageLoop::CommitBatch(Lane& lane, Batch& batch) {
  Backoff backoff(options_.retry_first, options_.retry_most);
  while (true) {
    absl::Status status = lane.sink->Commit({&batch.settled, batch.advances});
    if (!NothingHappened(status)) return status;
    std::unique_lock<std::mutex> lock(mutex_);
    NoteError(status, nullptr);
    const absl::Time again = absl::Now() + backoff.Next();
    while (!lane.abandon && absl::Now() < again) idle_.wait_until(lock, Until(again));
    if (lane.abandon) return status;
  }
}

void StageLoop::ReadAgain(Lane& lane, const Batch& batch) {
  ++rewinds_;
  const absl::Time at = absl::Now() + lane.backoff.Next();
  for (const Advance& advance : batch.advances) {
    const auto found = partitions_.find(advance.partition);
    if (found == partitions_.end()) continue;
    DropQueue(found->second);
    found->second.rewinding = true;
    found->second.rewind_at = at;
  }
}

}  // namespace fazhi::runtime
