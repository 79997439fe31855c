#include "services/runtime/stage/stage_loop.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/base/status_macros.h"
#include "services/runtime/stage/error_class.h"
#include "services/runtime/stage/rpc_status.h"

namespace fazhi::runtime {
namespace {

constexpr absl::Duration kPollTimeout = absl::Milliseconds(100);
// What leaving the group gets, at most and whatever the time to stop is.
constexpr absl::Duration kCloseMost = absl::Seconds(10);
constexpr absl::Duration kCloseLeast = absl::Seconds(1);

google::protobuf::Timestamp ToProto(absl::Time time) {
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(time));
}

}  // namespace

StageLoop::StageLoop(StageOptions options, Edges edges, Function function)
    : options_(std::move(options)),
      edges_(std::move(edges)),
      function_(std::move(function)),
      started_(absl::Now()),
      own_faults_(options_.own_faults_window, options_.own_faults_share) {
  for (Sink* sink : edges_.sinks) {
    lanes_.emplace_back();
    lanes_.back().sink = sink;
    lanes_.back().backoff = Backoff(options_.retry_first, options_.retry_most);
  }
}

StageLoop::~StageLoop() = default;

std::chrono::system_clock::time_point StageLoop::Until(absl::Time time) {
  // A condition variable cannot wait for ever with a time.
  return absl::ToChronoTime(std::min(time, absl::Now() + absl::Seconds(1)));
}

absl::Status StageLoop::Run() {
  std::vector<std::thread> threads;
  const int workers =
      options_.workers > 0 ? options_.workers : static_cast<int>(std::thread::hardware_concurrency());
  for (int i = 0; i < std::max(1, workers) + options_.waiting_workers; ++i)
    threads.emplace_back([this] { Work(); });
  for (Lane& lane : lanes_) threads.emplace_back([this, &lane] { RunLane(lane); });

  absl::Status status = edges_.source->Open({this});
  while (status.ok() && !Finished()) status = Cycle();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!status.ok()) Fail(status);
    quit_ = true;
    for (Lane& lane : lanes_) lane.abandon = true;
    work_.notify_all();
    lanes_cv_.notify_all();
  }
  if (options_.release) options_.release();
  for (std::thread& thread : threads) thread.join();
  const absl::Time now = absl::Now();
  absl::Time close_by;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    all_settled_ = Drained();
    close_by = std::min(now + kCloseMost, std::max(now + kCloseLeast, stop_by_));
  }
  const absl::Status closed = edges_.source->Close({close_by});
  std::lock_guard<std::mutex> lock(mutex_);
  if (!closed.ok()) Log(absl::StrCat("leaving the group: ", closed.ToString()));
  joined_ = false;
  if (failure_.ok()) state_ = v1::PIPELINE_STATE_DRAINED;
  idle_.notify_all();
  return failure_;
}

void StageLoop::Stop() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (stopping_) return;
  stopping_ = true;
  stop_by_ = absl::Now() + options_.stop_within;
  if (state_ != v1::PIPELINE_STATE_FAILED) state_ = v1::PIPELINE_STATE_DRAINING;
  for (const Lane& lane : lanes_) lane.sink->StopBy(stop_by_);
  lanes_cv_.notify_all();
  idle_.notify_all();
}

bool StageLoop::WaitForStop(absl::Duration most) {
  const absl::Time end = absl::Now() + most;
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopping_ && absl::Now() < end) idle_.wait_until(lock, Until(end));
  return stopping_;
}

absl::Status StageLoop::Drain(absl::Time deadline) {
  Stop();
  std::unique_lock<std::mutex> lock(mutex_);
  while (state_ == v1::PIPELINE_STATE_DRAINING) {
    if (absl::Now() >= deadline)
      return absl::DeadlineExceededError("what is in work is not settled yet; ask again");
    idle_.wait_until(lock, Until(deadline));
  }
  if (!failure_.ok() || all_settled_) return failure_;
  return absl::DeadlineExceededError("not all that was in work was settled in time; others settle the rest");
}

bool StageLoop::Ready() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return state_ == v1::PIPELINE_STATE_RUNNING && joined_;
}

v1::GetStatusResponse StageLoop::Status() const {
  v1::GetStatusResponse response;
  std::lock_guard<std::mutex> lock(mutex_);
  response.set_stage(options_.stage);
  response.set_state(state_);
  response.set_pipeline_version(kPipelineVersion);
  for (const auto& [id, partition] : partitions_) {
    v1::PartitionStatus& row = *response.add_partitions();
    row.set_topic(id.topic);
    row.set_partition(id.partition);
    row.set_position(partition.settled);
    const absl::optional<int64_t> end = edges_.source->End(id);
    row.set_end(end.value_or(-1));
    if (end.has_value()) row.set_lag(std::max<int64_t>(0, *end - partition.settled));
    if (partition.retrying > 0 || partition.rewinding) {
      row.set_pause_reason(v1::PAUSE_REASON_RETRYING);
    } else if (lanes_[partition.lane].full) {
      row.set_pause_reason(v1::PAUSE_REASON_FULL);
    }
  }
  response.set_records_settled(records_settled_);
  for (const auto& [reason, letters] : dead_letters_) {
    response.set_dead_letters(response.dead_letters() + letters);
    (*response.mutable_dead_letters_by_reason())[reason] = letters;
  }
  response.set_batches(batches_);
  response.set_rewinds(rewinds_);
  size_t bytes = 0;
  for (const Lane& lane : lanes_) bytes += lane.bytes;
  response.set_bytes_in_work(bytes);
  if (!last_error_.ok()) {
    *response.mutable_last_error() = ToRpcStatus(last_error_);
    *response.mutable_last_error_time() = ToProto(last_error_time_);
    if (last_error_record_.has_value()) *response.mutable_last_error_record() = *last_error_record_;
  }
  *response.mutable_started_at() = ToProto(started_);
  const absl::optional<absl::Time> unreachable = edges_.source->unreachable_since();
  if (unreachable.has_value()) *response.mutable_unreachable_since() = ToProto(*unreachable);
  return response;
}

bool StageLoop::Finished() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return !failure_.ok() || (stopping_ && (Drained() || absl::Now() >= stop_by_));
}

absl::Status StageLoop::Cycle() {
  FAZHI_RETURN_IF_ERROR(Rewind());
  FAZHI_RETURN_IF_ERROR(ApplyPauses());
  absl::StatusOr<std::vector<Record>> records = edges_.source->Poll({kPollTimeout});
  const bool joined = edges_.source->joined();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (joined && !joined_ && state_ == v1::PIPELINE_STATE_STARTING) state_ = v1::PIPELINE_STATE_RUNNING;
    joined_ = joined;
    if (!records.ok()) {
      if (!absl::IsUnavailable(records.status())) return records.status();
      NoteError(records.status(), nullptr);
      return absl::OkStatus();
    }
  }
  TakeIn(*std::move(records));
  return absl::OkStatus();
}

void StageLoop::TakeIn(std::vector<Record> records) {
  std::lock_guard<std::mutex> lock(mutex_);
  for (Record& record : records) {
    const auto found = partitions_.find(record.from);
    if (found == partitions_.end()) continue;
    Partition& partition = found->second;
    if (partition.rewinding || record.offset < partition.fetched) continue;
    partition.fetched = record.offset + 1;
    auto entry = std::make_shared<Entry>();
    entry->bytes = Expected(record.bytes());
    entry->record = std::move(record);
    entry->backoff = Backoff(options_.retry_first, options_.retry_most);
    Lane& lane = lanes_[partition.lane];
    lane.bytes += entry->bytes;
    lane.full = lane.full || lane.bytes > options_.lane_bytes;
    partition.queue.push_back(entry);
    todo_.push_back(std::move(entry));
  }
  work_.notify_all();
}

bool StageLoop::Wanted(const Partition& partition) const {
  return !stopping_ && !partition.rewinding && partition.retrying == 0 && !lanes_[partition.lane].full;
}

absl::Status StageLoop::ApplyPauses() {
  std::vector<TopicPartition> pause;
  std::vector<TopicPartition> resume;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto& [id, partition] : partitions_) {
      if (partition.paused == !Wanted(partition)) continue;
      partition.paused = !partition.paused;
      (partition.paused ? pause : resume).push_back(id);
    }
  }
  if (!pause.empty()) FAZHI_RETURN_IF_ERROR(edges_.source->Pause(pause));
  if (!resume.empty()) FAZHI_RETURN_IF_ERROR(edges_.source->Resume(resume));
  return absl::OkStatus();
}

absl::Status StageLoop::Rewind() {
  std::vector<TopicPartition> due;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_) return absl::OkStatus();
    for (const auto& [id, partition] : partitions_) {
      if (partition.rewinding && absl::Now() >= partition.rewind_at) due.push_back(id);
    }
  }
  if (due.empty()) return absl::OkStatus();
  const absl::StatusOr<std::vector<absl::optional<int64_t>>> offsets = edges_.tracker->Load({due});
  for (size_t i = 0; i < due.size(); ++i) {
    const absl::Status status =
        offsets.ok() ? edges_.source->Seek({due[i], (*offsets)[i]}) : offsets.status();
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = partitions_.find(due[i]);
    if (found == partitions_.end()) continue;
    Partition& partition = found->second;
    if (!status.ok()) {
      NoteError(status, nullptr);
      partition.rewind_at = absl::Now() + lanes_[partition.lane].backoff.Next();
      continue;
    }
    partition.settled = partition.fetched = (*offsets)[i].value_or(0);
    partition.rewinding = false;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<absl::optional<int64_t>>> StageLoop::OnAssigned(
    const std::vector<TopicPartition>& partitions) {
  Backoff backoff(options_.retry_first, options_.retry_most);
  absl::StatusOr<std::vector<absl::optional<int64_t>>> offsets;
  while (true) {
    offsets = edges_.tracker->Load({partitions});
    std::unique_lock<std::mutex> lock(mutex_);
    if (offsets.ok() || !NothingHappened(offsets.status())) break;
    NoteError(offsets.status(), nullptr);
    const absl::Time again = absl::Now() + backoff.Next();
    while (!stopping_ && failure_.ok() && absl::Now() < again) idle_.wait_until(lock, Until(again));
    if (stopping_ || !failure_.ok()) break;
  }
  FAZHI_RETURN_IF_ERROR(offsets.status());
  std::lock_guard<std::mutex> lock(mutex_);
  for (size_t i = 0; i < partitions.size(); ++i) {
    Partition partition;
    partition.id = partitions[i];
    partition.lane = static_cast<size_t>(partitions[i].partition) % lanes_.size();
    partition.settled = partition.fetched = (*offsets)[i].value_or(0);
    partitions_[partitions[i]] = std::move(partition);
  }
  return offsets;
}

void StageLoop::OnRevoked(const std::vector<TopicPartition>& partitions, bool lost) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (lost)
    Log(absl::StrCat(partitions.size(), " partitions were lost: this process was not heard of for too long"));
  // Nothing of them gets into another batch, and the batches that they are in are not tried again.
  for (const TopicPartition& id : partitions) {
    const auto found = partitions_.find(id);
    if (found == partitions_.end()) continue;
    DropQueue(found->second);
    found->second.rewinding = true;
    found->second.rewind_at = absl::InfiniteFuture();
    lanes_[found->second.lane].abandon = true;
  }
  idle_.notify_all();
  for (const TopicPartition& id : partitions) {
    idle_.wait(lock, [&] {
      return std::none_of(lanes_.begin(), lanes_.end(),
                          [&](const Lane& lane) { return lane.committing.count(id) > 0; });
    });
    partitions_.erase(id);
  }
  for (Lane& lane : lanes_) lane.abandon = quit_;
}

bool StageLoop::Drained() const {
  return std::all_of(partitions_.begin(), partitions_.end(),
                     [](const auto& partition) { return partition.second.queue.empty(); }) &&
         std::all_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) { return lane.committing.empty(); });
}

void StageLoop::Fail(const absl::Status& status) {
  if (!failure_.ok()) return;
  failure_ = status;
  state_ = v1::PIPELINE_STATE_FAILED;
  NoteError(status, nullptr);
}

void StageLoop::NoteError(const absl::Status& status, const Record* record) {
  last_error_ = status;
  last_error_time_ = absl::Now();
  last_error_record_.reset();
  std::string where;
  if (record != nullptr) {
    last_error_record_.emplace();
    last_error_record_->set_topic(record->from.topic);
    last_error_record_->set_partition(record->from.partition);
    last_error_record_->set_offset(record->offset);
    where = absl::StrCat(record->from.topic, "/", record->from.partition, "/", record->offset, ": ");
  }
  Log(absl::StrCat(where, status.ToString()));
}

void StageLoop::Log(const std::string& line) const {
  if (options_.log) {
    options_.log(line);
  } else {
    std::fprintf(stderr, "%s: %s\n", options_.stage.c_str(), line.c_str());
  }
}

}  // namespace fazhi::runtime
