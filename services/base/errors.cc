#include "services/base/errors.h"

#include "absl/strings/cord.h"

namespace fazhi {
namespace {

constexpr char kReasonUrl[] = "fazhi/reason";
constexpr char kFieldUrl[] = "fazhi/field";

std::string Payload(const absl::Status& status, absl::string_view url) {
  auto payload = status.GetPayload(url);
  return payload.has_value() ? std::string(*payload) : std::string();
}

}  // namespace

absl::Status ErrorWithReason(absl::StatusCode code, absl::string_view reason, absl::string_view field,
                             absl::string_view message) {
  absl::Status status(code, message);
  status.SetPayload(kReasonUrl, absl::Cord(reason));
  if (!field.empty()) status.SetPayload(kFieldUrl, absl::Cord(field));
  return status;
}

absl::Status InvalidInput(absl::string_view reason, absl::string_view field, absl::string_view message) {
  return ErrorWithReason(absl::StatusCode::kInvalidArgument, reason, field, message);
}

absl::Status RenameField(const absl::Status& status, absl::string_view from, absl::string_view to) {
  if (status.ok() || FieldOf(status) != from) return status;
  return ErrorWithReason(status.code(), ReasonOf(status), to, status.message());
}

std::string ReasonOf(const absl::Status& status) { return Payload(status, kReasonUrl); }
std::string FieldOf(const absl::Status& status) { return Payload(status, kFieldUrl); }

}  // namespace fazhi
