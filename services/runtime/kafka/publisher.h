#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/kafka/source.h"
#include "services/runtime/stage/publisher.h"

namespace fazhi::runtime {

// An idempotent producer outside of transactions. Where librdkafka gives it up for good (a fatal error: its
// guarantee to send each record once is gone), what waits is told UNAVAILABLE and another one takes its
// place: whoever publishes tries again, as after any UNAVAILABLE, and the process need not end for it.
// Thread-safe; the destructor waits some seconds for what is under way, but not past StopBy's time, and then
// tells the rest UNAVAILABLE.
class KafkaPublisher : public Publisher {
 public:
  static absl::StatusOr<std::unique_ptr<KafkaPublisher>> Make(const KafkaConfig& config,
                                                              const std::string& client_id);
  ~KafkaPublisher() override;

  void Publish(OutgoingRecord record, std::function<void(absl::StatusOr<Published>)> done) override;

  // Waits until everything that was published before is told of: at the latest `delivery.timeout.ms` (30 s
  // unless the configuration says another) after the last.
  void Flush();

  // What is still waiting at `by` is told UNAVAILABLE then, and whatever comes later at once.
  void StopBy(absl::Time by);

 private:
  friend class KafkaPublisherTesting;
  explicit KafkaPublisher(KafkaConfig config, std::string client_id)
      : config_(std::move(config)), client_id_(std::move(client_id)) {}
  absl::StatusOr<std::shared_ptr<rd_kafka_t>> MakeProducer() const;
  std::shared_ptr<rd_kafka_t> producer() const;
  void Poll();
  void Replace(const std::shared_ptr<rd_kafka_t>& failed);
  absl::Time stop_by() const { return absl::FromUnixMillis(stop_by_ms_); }

  const KafkaConfig config_;
  const std::string client_id_;
  mutable std::mutex mutex_;
  std::shared_ptr<rd_kafka_t> producer_;                                  // guarded by mutex_
  std::atomic<int64_t> stop_by_ms_{std::numeric_limits<int64_t>::max()};  // of Unix
  std::atomic<int64_t> untold_{0};                                        // records
  std::atomic<bool> quit_{false};
  std::thread poller_;
};

}  // namespace fazhi::runtime
