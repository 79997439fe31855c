#include "services/runtime/fake/memory_publisher.h"

namespace fazhi::runtime {

void MemoryPublisher::Publish(OutgoingRecord record, std::function<void(absl::StatusOr<Published>)> done) {
  absl::Status refused;
  Published published;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (refuse_) refused = refuse_(record);
    if (refused.ok()) {
      published.at.topic = record.topic;
      published.offset = static_cast<int64_t>(records_.size());
      const size_t bytes = record.bytes();
      records_.push_back(std::move(record));
      if (corked_) {
        held_bytes_ += bytes;
        held_.emplace_back(std::move(published), std::move(done));
        return;
      }
    }
  }
  if (refused.ok()) {
    done(std::move(published));
  } else {
    done(std::move(refused));
  }
}

void MemoryPublisher::Cork() {
  const std::lock_guard<std::mutex> lock(mutex_);
  corked_ = true;
}

void MemoryPublisher::Uncork() {
  std::vector<Held> held;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    corked_ = false;
    held_bytes_ = 0;
    held.swap(held_);
  }
  for (Held& one : held) one.second(std::move(one.first));
}

void MemoryPublisher::RefuseWith(std::function<absl::Status(const OutgoingRecord&)> refuse) {
  const std::lock_guard<std::mutex> lock(mutex_);
  refuse_ = std::move(refuse);
}

std::vector<OutgoingRecord> MemoryPublisher::records() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return records_;
}

size_t MemoryPublisher::held_bytes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return held_bytes_;
}

}  // namespace fazhi::runtime
