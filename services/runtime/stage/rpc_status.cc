#include "services/runtime/stage/rpc_status.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include "services/base/errors.h"
#include "services/text/utf8.h"

namespace fazhi::runtime {
namespace {

constexpr char kDomain[] = "fazhi";

absl::StatusCode KnownCode(int code) {
  const bool known = code >= static_cast<int>(absl::StatusCode::kOk) &&
                     code <= static_cast<int>(absl::StatusCode::kUnauthenticated);
  return known ? static_cast<absl::StatusCode>(code) : absl::StatusCode::kUnknown;
}

}  // namespace

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status rpc;
  rpc.set_code(static_cast<int>(status.code()));
  if (status.ok()) return rpc;
  rpc.set_message(WellFormedUtf8(status.message()));

  google::rpc::ErrorInfo info;
  const std::string reason = ReasonOf(status);
  info.set_reason(reason.empty() ? absl::StatusCodeToString(status.code()) : reason);
  info.set_domain(kDomain);
  rpc.add_details()->PackFrom(info);

  const std::string field = FieldOf(status);
  if (!field.empty()) {
    google::rpc::BadRequest bad_request;
    google::rpc::BadRequest::FieldViolation& violation = *bad_request.add_field_violations();
    violation.set_field(WellFormedUtf8(field));
    violation.set_description(rpc.message());
    rpc.add_details()->PackFrom(bad_request);
  }
  return rpc;
}

absl::Status FromRpcStatus(const google::rpc::Status& status) {
  const absl::StatusCode code = KnownCode(status.code());
  if (code == absl::StatusCode::kOk) return absl::OkStatus();
  std::string reason;
  std::string field;
  for (const google::protobuf::Any& detail : status.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad_request;
    if (detail.UnpackTo(&info) && info.domain() == kDomain) {
      if (info.reason() != absl::StatusCodeToString(code)) reason = info.reason();
    } else if (detail.UnpackTo(&bad_request) && bad_request.field_violations_size() > 0) {
      field = bad_request.field_violations(0).field();
    }
  }
  if (reason.empty() && field.empty()) return {code, status.message()};
  return ErrorWithReason(code, reason, field, status.message());
}

}  // namespace fazhi::runtime
