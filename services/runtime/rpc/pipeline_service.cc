#include "services/runtime/rpc/pipeline_service.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/base/status_macros.h"

namespace fazhi::runtime {
namespace {

// A drain that nobody set a deadline for.
constexpr absl::Duration kLongestDrain = absl::Minutes(5);

}  // namespace

PipelineService::PipelineService(CallPool* pool, std::string stage, StatusSource* source)
    : pool_(pool), stage_(std::move(stage)), source_(source), started_(absl::Now()) {}

v1::GetStatusResponse PipelineService::Status() const {
  if (source_ != nullptr) return source_->Status();
  v1::GetStatusResponse status;
  status.set_stage(stage_);
  status.set_state(v1::PIPELINE_STATE_RUNNING);
  status.set_pipeline_version(kPipelineVersion);
  const timespec started = absl::ToTimespec(started_);
  status.mutable_started_at()->set_seconds(started.tv_sec);
  status.mutable_started_at()->set_nanos(static_cast<int32_t>(started.tv_nsec));
  return status;
}

grpc::ServerUnaryReactor* PipelineService::GetStatus(grpc::CallbackServerContext* context,
                                                     const v1::GetStatusRequest* /*request*/,
                                                     v1::GetStatusResponse* response) {
  // Answered here, so that a process that is overloaded can be looked at.
  *response = Status();
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

grpc::ServerUnaryReactor* PipelineService::Drain(grpc::CallbackServerContext* context,
                                                 const v1::DrainRequest* /*request*/,
                                                 v1::DrainResponse* response) {
  return RunUnary(*pool_, context, 0, [this, context, response] {
    if (source_ == nullptr) {
      return ErrorWithReason(absl::StatusCode::kFailedPrecondition, "NO_PIPELINE", "",
                             "this process consumes nothing that could be drained");
    }
    const absl::Time deadline = std::min(absl::FromChrono(context->deadline()), absl::Now() + kLongestDrain);
    FAZHI_RETURN_IF_ERROR(source_->Drain(deadline));
    *response->mutable_status() = source_->Status();
    return absl::OkStatus();
  });
}

}  // namespace fazhi::runtime
