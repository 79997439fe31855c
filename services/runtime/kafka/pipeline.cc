#include "services/runtime/kafka/pipeline.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/status_macros.h"
#include "services/runtime/stage/backoff.h"

namespace fazhi::runtime {
namespace {

absl::StatusOr<std::unique_ptr<KafkaSource>> MakeSource(const KafkaConfig& config,
                                                        const PipelineOptions& options) {
  return KafkaSource::Make(config, {absl::StrCat("fazhi-", options.stage.stage), options.topics,
                                    absl::StrCat("fazhi-", options.stage.stage, "-", options.ordinal)});
}

}  // namespace

absl::StatusOr<std::unique_ptr<KafkaPipeline>> KafkaPipeline::MakePublishing(const KafkaConfig& config,
                                                                             PipelineOptions options,
                                                                             StageLoop::Function function) {
  std::unique_ptr<KafkaPipeline> pipeline(new KafkaPipeline());
  FAZHI_ASSIGN_OR_RETURN(pipeline->source_, MakeSource(config, options));
  pipeline->own_tracker_ = std::make_unique<KafkaTracker>(*pipeline->source_);
  pipeline->log_ = options.stage.log;
  StageLoop::Edges edges{pipeline->source_.get(), pipeline->own_tracker_.get(), {}};
  const std::string id = absl::StrCat("fazhi-", options.stage.stage, "-", options.ordinal);
  for (int lane = 0; lane < std::max(1, options.lanes); ++lane) {
    auto sink = std::make_unique<KafkaSink>(config, *pipeline->source_,
                                            KafkaSinkOptions{absl::StrCat(id, "-", lane), id});
    pipeline->producers_.push_back(sink.get());
    edges.sinks.push_back(sink.get());
    pipeline->sinks_.push_back(std::move(sink));
  }
  pipeline->loop_ =
      std::make_unique<StageLoop>(std::move(options.stage), std::move(edges), std::move(function));
  return pipeline;
}

absl::StatusOr<std::unique_ptr<KafkaPipeline>> KafkaPipeline::MakeKeeping(const KafkaConfig& config,
                                                                          PipelineOptions options,
                                                                          StageLoop::Function function,
                                                                          OffsetTracker* tracker,
                                                                          const MakeSink& make_sink) {
  std::unique_ptr<KafkaPipeline> pipeline(new KafkaPipeline());
  FAZHI_ASSIGN_OR_RETURN(pipeline->source_, MakeSource(config, options));
  StageLoop::Edges edges{pipeline->source_.get(), tracker, {}};
  for (int lane = 0; lane < std::max(1, options.lanes); ++lane) {
    pipeline->sinks_.push_back(make_sink(*pipeline->source_));
    edges.sinks.push_back(pipeline->sinks_.back().get());
  }
  pipeline->loop_ =
      std::make_unique<StageLoop>(std::move(options.stage), std::move(edges), std::move(function));
  return pipeline;
}

absl::Status KafkaPipeline::Run() {
  Backoff backoff;
  for (KafkaSink* producer : producers_) {
    while (!loop_->WaitForStop(absl::ZeroDuration())) {
      absl::Status status = producer->Prepare();
      if (status.ok()) break;
      if (!absl::IsUnavailable(status)) return status;
      if (log_) log_(absl::StrCat("waiting for the broker: ", status.ToString()));
      loop_->WaitForStop(backoff.Next());
    }
  }
  return loop_->Run();
}

}  // namespace fazhi::runtime
