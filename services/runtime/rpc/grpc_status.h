#pragma once

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace fazhi::runtime {

// An error as a call answers with it: code and message, and google.rpc.Status with its details
// (stage/rpc_status.h) in the trailer `grpc-status-details-bin`. A message above 1,000 bytes is cut, so that
// the trailers stay below the 8 KiB that clients accept. Pure and thread-safe.
grpc::Status ToGrpcStatus(const absl::Status& status);

// What a client makes of an answer: reason and field as services/base/errors.h has them.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace fazhi::runtime
