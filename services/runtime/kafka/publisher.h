#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/kafka/source.h"
#include "services/runtime/stage/publisher.h"

namespace fazhi::runtime {

// An idempotent producer outside of transactions. Thread-safe; the destructor waits some seconds for what is
// under way and then tells the rest UNAVAILABLE.
class KafkaPublisher : public Publisher {
 public:
  static absl::StatusOr<std::unique_ptr<KafkaPublisher>> Make(const KafkaConfig& config,
                                                              const std::string& client_id);
  ~KafkaPublisher() override;

  void Publish(OutgoingRecord record, std::function<void(absl::StatusOr<Published>)> done) override;

 private:
  KafkaPublisher() = default;

  KafkaHandle producer_;
  std::atomic<bool> quit_{false};
  std::thread poller_;
};

}  // namespace fazhi::runtime
