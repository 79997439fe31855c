#include "services/base/errors.h"

#include "gtest/gtest.h"

namespace fazhi {
namespace {

TEST(Errors, CarryReasonAndField) {
  absl::Status status = InvalidInput("NO_TEXT_LAYER", "content", "a scanned PDF; run OCR first");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "NO_TEXT_LAYER");
  EXPECT_EQ(FieldOf(status), "content");
}

TEST(Errors, WithoutReasonAreEmpty) {
  EXPECT_EQ(ReasonOf(absl::NotFoundError("x")), "");
  EXPECT_EQ(FieldOf(absl::OkStatus()), "");
}

}  // namespace
}  // namespace fazhi
