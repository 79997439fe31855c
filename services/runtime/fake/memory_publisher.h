#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/runtime/stage/publisher.h"

namespace fazhi::runtime {

// Publishes into memory: record i gets offset i of partition 0. Acknowledgements can be held back, and
// records refused. Thread-safe.
class MemoryPublisher : public Publisher {
 public:
  void Publish(OutgoingRecord record, std::function<void(absl::StatusOr<Published>)> done) override;

  // Records are taken in and not acknowledged from now on, until Uncork.
  void Cork();
  void Uncork();
  // Records for which `refuse` has an error are answered with it and not kept.
  void RefuseWith(std::function<absl::Status(const OutgoingRecord&)> refuse);

  // What has been taken in, acknowledged or not.
  std::vector<OutgoingRecord> records() const;
  size_t held_bytes() const;

 private:
  using Held = std::pair<Published, std::function<void(absl::StatusOr<Published>)>>;

  mutable std::mutex mutex_;
  std::vector<OutgoingRecord> records_;
  std::vector<Held> held_;
  size_t held_bytes_ = 0;
  bool corked_ = false;
  std::function<absl::Status(const OutgoingRecord&)> refuse_;
};

}  // namespace fazhi::runtime
