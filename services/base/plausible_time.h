#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace fazhi {

// Whether something of ours can have happened at that time: INVALID_ARGUMENT/BAD_TIME, naming `field`, before
// 1990, when no site was there, and more than a day after `now`: a clock or a unit is wrong (milliseconds
// taken for seconds), and as the latest of its slot such a document would stay the current one for good.
absl::Status CheckPlausibleTime(int64_t unix_seconds, absl::string_view field, absl::Time now);

}  // namespace fazhi
