#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/kafka/pipeline.h"
#include "services/runtime/kafka/publisher.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/process.h"
#include "services/runtime/stage/derive.h"

namespace fazhi::runtime {

// What a service is told of Kafka and of its stage's loop.
struct PipelineSettings {
  // Where nothing says where the brokers are, the service answers calls alone.
  std::string brokers;
  std::string kafka_config;
  // Which replica this is; -1: the number that the host's name ends in (`fazhi-extraction-2`), 0 where it
  // ends in none.
  int64_t ordinal = -1;
  int64_t lanes = 3;
  int64_t workers = 0;
  int64_t batch_records = 1000;
  int64_t batch_mib = 4;
  int64_t lane_mib = 8;
  absl::Duration linger = absl::Milliseconds(100);
  absl::Duration stop_within = absl::Seconds(20);
  // Of a stage whose function waits for others (StageOptions); no settings of their own.
  int waiting_workers = 0;
  std::function<void()> release;

  // The settings, and checks of them, those of the files that they name too.
  void Register(Flags& flags);
  // For a program that reads no topic, as `why` says: names each of the settings that was given all the same.
  static absl::Status CheckUnused(const Flags& flags, absl::string_view why);

  bool has_kafka() const { return !brokers.empty() || !kafka_config.empty(); }
  absl::StatusOr<KafkaConfig> Config() const;

  absl::Status CheckConfig() const;

  // The options of the stage's pipeline, which consumes `topics` and tells `process` its log.
  PipelineOptions Options(const std::string& stage, std::vector<std::string> topics,
                          const Process& process) const;
};

// A stage between topics as a process's work: reads the configuration, and checks that the topics are there.
class PipelineWork {
 public:
  // Consumes `from`, publishes on `to`. MISSING_TOPIC and the configuration's errors.
  static absl::StatusOr<std::unique_ptr<PipelineWork>> Publishing(
      const PipelineSettings& settings, const std::string& stage, const std::string& from,
      const std::string& to, Process& process, const std::function<StageLoop::Function(DeriveOptions)>& make);

  // Consumes `from`, keeps what it makes elsewhere.
  static absl::StatusOr<std::unique_ptr<PipelineWork>> Keeping(
      const PipelineSettings& settings, const std::string& stage, std::vector<std::string> from,
      Process& process, StageLoop::Function function, OffsetTracker* tracker,
      const std::function<std::unique_ptr<Sink>(KafkaSource&, Publisher&)>& make_sink);

  // A publisher of single records at the same brokers, for a service that takes them in by calls.
  absl::StatusOr<std::unique_ptr<KafkaPublisher>> MakePublisher(const std::string& client_id) const {
    return KafkaPublisher::Make(config_, client_id);
  }

 private:
  explicit PipelineWork(KafkaConfig config) : config_(std::move(config)) {}
  static absl::StatusOr<std::unique_ptr<PipelineWork>> Make(const PipelineSettings& settings,
                                                            const std::vector<std::string>& topics,
                                                            const Process& process);
  void Attach(Process& process, absl::Duration stop_within);

  const KafkaConfig config_;
  std::unique_ptr<KafkaPublisher> publisher_;  // of what the sinks publish beside what they keep
  std::unique_ptr<KafkaPipeline> pipeline_;
};

}  // namespace fazhi::runtime
