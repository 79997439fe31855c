#pragma once

#include <cstdint>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace fazhi::aggregation {

// Numbers here are whole multiples of 1/10,000 (`_e4`); nothing is ever a floating-point number. Pure and
// thread-safe.

// In decimal, without zeros at the end: 974000 is "97.4", -5000 is "-0.5".
std::string DecimalE4(absl::int128 value_e4);

// What DecimalE4 printed; unset for anything else.
absl::optional<absl::int128> ParseE4(absl::string_view decimal);

// An integer as its digits, and back; unset when `digits` is no integer of 128 bits.
std::string Int128ToString(absl::int128 value);
absl::optional<absl::int128> Int128FromString(absl::string_view digits);

// numerator / denominator, rounded half away from zero to `places` decimals (0 to 4), as 1/10,000.
// `denominator` > 0.
absl::int128 DivideE4(absl::int128 numerator, absl::int128 denominator, int places = 4);

}  // namespace fazhi::aggregation
