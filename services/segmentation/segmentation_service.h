#pragma once

#include "fazhi/v1/segmentation_service.grpc.pb.h"
#include "services/runtime/rpc/call_pool.h"

namespace fazhi {

// SegmentationService bound to the stage's function. Thread-safe.
class SegmentationService : public v1::SegmentationService::CallbackService {
 public:
  // The pool must outlive it.
  explicit SegmentationService(runtime::CallPool* pool) : pool_(pool) {}

  grpc::ServerUnaryReactor* Segment(grpc::CallbackServerContext* context, const v1::SegmentRequest* request,
                                    v1::SegmentResponse* response) override;

 private:
  runtime::CallPool* const pool_;
};

}  // namespace fazhi
