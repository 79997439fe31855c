#include "services/base/plausible_time.h"

#include <limits>

#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

TEST(CheckPlausibleTime, TakesWhatCanBe) {
  const absl::Time now = absl::FromUnixSeconds(1711600000);
  EXPECT_OK(CheckPlausibleTime(1711600000, "fetched_at", now));
  EXPECT_OK(CheckPlausibleTime(1711600000 + 86400, "fetched_at", now));
  EXPECT_OK(CheckPlausibleTime(631152000, "fetched_at", now));
  for (const int64_t wrong :
       {int64_t{1711600000} + 86401, int64_t{631151999}, int64_t{0}, int64_t{1711600000000},
        std::numeric_limits<int64_t>::max(), std::numeric_limits<int64_t>::min()}) {
    const absl::Status status = CheckPlausibleTime(wrong, "fetched_at", now);
    EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_TIME")) << wrong;
    EXPECT_EQ(FieldOf(status), "fetched_at");
  }
}

}  // namespace
}  // namespace fazhi
