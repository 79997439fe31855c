#include "services/base/plausible_time.h"

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace fazhi {
namespace {

constexpr int64_t kYear1990 = 631152000;
constexpr int64_t kDay = 86400;

}  // namespace

absl::Status CheckPlausibleTime(int64_t unix_seconds, absl::string_view field, absl::Time now) {
  const int64_t latest = absl::ToUnixSeconds(now) + kDay;
  if (unix_seconds >= kYear1990 && unix_seconds <= latest) return absl::OkStatus();
  return InvalidInput(
      "BAD_TIME", field,
      absl::StrCat(
          "`", field, "` is ", unix_seconds < kYear1990 ? "before 1990" : "more than a day from now", " (",
          absl::FormatTime(absl::RFC3339_sec, absl::FromUnixSeconds(unix_seconds), absl::UTCTimeZone()),
          "): check the clock, and that seconds were meant"));
}

}  // namespace fazhi
