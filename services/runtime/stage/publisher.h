#pragma once

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// Publishes single records outside of a stage's transactions. Thread-safe.
class Publisher {
 public:
  virtual ~Publisher() = default;

  struct Published {
    TopicPartition at;
    int64_t offset = 0;
  };
  // Calls `done`, from any thread and soon after at the latest `delivery.timeout.ms`, once all in-sync
  // replicas have the record, or with why not: UNAVAILABLE (retry), INVALID_ARGUMENT/TOO_LARGE,
  // RESOURCE_EXHAUSTED when too much is waiting (retry later).
  virtual void Publish(OutgoingRecord record, std::function<void(absl::StatusOr<Published>)> done) = 0;
};

}  // namespace fazhi::runtime
