#pragma once

#include <string>

#include "absl/time/time.h"
#include "fazhi/v1/pipeline_service.grpc.pb.h"
#include "services/runtime/rpc/call_pool.h"
#include "services/runtime/stage/status_source.h"

namespace fazhi::runtime {

// PipelineService of a process. Thread-safe.
class PipelineService : public v1::PipelineService::CallbackService {
 public:
  // `source` is null for a process that consumes nothing; `stage` is what it then calls itself (`query`).
  // Both must outlive it.
  PipelineService(CallPool* pool, std::string stage, StatusSource* source);

  grpc::ServerUnaryReactor* GetStatus(grpc::CallbackServerContext* context,
                                      const v1::GetStatusRequest* request,
                                      v1::GetStatusResponse* response) override;
  grpc::ServerUnaryReactor* Drain(grpc::CallbackServerContext* context, const v1::DrainRequest* request,
                                  v1::DrainResponse* response) override;

  // What GetStatus answers.
  v1::GetStatusResponse Status() const;

 private:
  CallPool* const pool_;
  const std::string stage_;
  StatusSource* const source_;
  const absl::Time started_;
};

}  // namespace fazhi::runtime
