#include "services/aggregation/store/database.h"

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace fazhi::aggregation {

absl::Status ParseStored(absl::string_view bytes, absl::string_view what,
                         google::protobuf::MessageLite& message) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return absl::OkStatus();
  return ErrorWithReason(absl::StatusCode::kDataLoss, "DATABASE_CORRUPT", "",
                         absl::StrCat(what, " cannot be read"));
}

}  // namespace fazhi::aggregation
