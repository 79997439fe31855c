#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/kafka/source.h"
#include "services/runtime/stage/publisher.h"

namespace fazhi::runtime {

// An idempotent producer outside of transactions. Thread-safe; the destructor waits some seconds for what is
// under way, but not past StopBy's time, and then tells the rest UNAVAILABLE.
class KafkaPublisher : public Publisher {
 public:
  static absl::StatusOr<std::unique_ptr<KafkaPublisher>> Make(const KafkaConfig& config,
                                                              const std::string& client_id);
  ~KafkaPublisher() override;

  void Publish(OutgoingRecord record, std::function<void(absl::StatusOr<Published>)> done) override;

  // What is still waiting at `by` is told UNAVAILABLE then, and whatever comes later at once.
  void StopBy(absl::Time by);

 private:
  KafkaPublisher() = default;
  void Poll();
  absl::Time stop_by() const { return absl::FromUnixMillis(stop_by_ms_); }

  KafkaHandle producer_;
  std::atomic<int64_t> stop_by_ms_{std::numeric_limits<int64_t>::max()};  // of Unix
  std::atomic<bool> quit_{false};
  std::thread poller_;
};

}  // namespace fazhi::runtime
