#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/kafka/sink.h"
#include "services/runtime/kafka/source.h"
#include "services/runtime/stage/stage_loop.h"

namespace fazhi::runtime {

struct PipelineOptions {
  StageOptions stage;
  std::vector<std::string> topics;  // that it consumes
  // Which replica of its stage this is, from 0 on: no two that live may have the same.
  int ordinal = 0;
  // Lanes, each with a producer or another sink of its own.
  int lanes = 3;
};

// A stage between topics of Kafka: the loop with its edges, as a process runs it. The group is
// `fazhi-{stage}`, transactional ids are `fazhi-{stage}-{ordinal}-{lane}`.
class KafkaPipeline {
 public:
  // A stage that publishes: its outputs are Publications. `config` must outlive it.
  static absl::StatusOr<std::unique_ptr<KafkaPipeline>> MakePublishing(const KafkaConfig& config,
                                                                       PipelineOptions options,
                                                                       StageLoop::Function function);

  // A stage with sinks and positions of its own; `sinks` is called once for each lane. What it makes and
  // `tracker` must outlive it.
  using MakeSink = std::function<std::unique_ptr<Sink>(KafkaSource& source)>;
  static absl::StatusOr<std::unique_ptr<KafkaPipeline>> MakeKeeping(const KafkaConfig& config,
                                                                    PipelineOptions options,
                                                                    StageLoop::Function function,
                                                                    OffsetTracker* tracker,
                                                                    const MakeSink& make_sink);

  // What the process is doing; Ready and Drain. Thread-safe.
  StatusSource& status() { return *loop_; }

  // Ends transactions that an earlier process of this ordinal left open, then works until Stop or Drain (OK),
  // or an error that cannot be mended. Once.
  absl::Status Run();

  // Thread-safe.
  void Stop() { loop_->Stop(); }

 private:
  KafkaPipeline() = default;

  std::unique_ptr<KafkaSource> source_;
  std::unique_ptr<OffsetTracker> own_tracker_;
  std::vector<std::unique_ptr<Sink>> sinks_;
  std::vector<KafkaSink*> producers_;
  std::unique_ptr<StageLoop> loop_;
  std::function<void(const std::string&)> log_;
};

}  // namespace fazhi::runtime
