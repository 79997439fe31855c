#include "services/aggregation/store/database.h"

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace fazhi::aggregation {

absl::Status Damaged(absl::string_view what) {
  return ErrorWithReason(absl::StatusCode::kDataLoss, "DATABASE_CORRUPT", "", what);
}

absl::Status ParseStored(absl::string_view bytes, absl::string_view what,
                         google::protobuf::MessageLite& message) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return absl::OkStatus();
  return Damaged(absl::StrCat(what, " cannot be read"));
}

}  // namespace fazhi::aggregation
