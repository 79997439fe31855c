#include "services/runtime/rpc/grpc_status.h"

#include <string>

#include "google/rpc/status.pb.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/runtime/stage/rpc_status.h"

namespace fazhi::runtime {
namespace {

constexpr size_t kMaxMessage = 1000;

absl::Status WithShortMessage(const absl::Status& status) {
  if (status.message().size() <= kMaxMessage) return status;
  return ErrorWithReason(status.code(), ReasonOf(status), FieldOf(status),
                         Shown(status.message(), kMaxMessage));
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status rpc = ToRpcStatus(WithShortMessage(status));
  return {static_cast<grpc::StatusCode>(rpc.code()), rpc.message(), rpc.SerializeAsString()};
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  google::rpc::Status rpc;
  if (!rpc.ParseFromString(status.error_details())) rpc.Clear();
  rpc.set_code(status.error_code());
  rpc.set_message(status.error_message());
  return FromRpcStatus(rpc);
}

}  // namespace fazhi::runtime
