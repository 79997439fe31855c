#pragma once

#include "absl/numeric/int128.h"
#include "fazhi/v1/observation.pb.h"

namespace fazhi::aggregation {

// What a printed number can mean, as a closed interval (or half-open above), exact in 1/20,000 so that half
// of the last printed digit is a whole number. Rounding and cutting off are both allowed for: a printed 97.4
// is anything in [97.35, 97.5). A whole number printed to the last digit (186件) is itself. 约 and 近 widen
// by a fifth, 余 and 以上 leave the upper end open, 以内 the lower.
struct Figure {
  absl::int128 low = 0;   // only with has_low
  absl::int128 high = 0;  // only with has_high
  bool has_low = true;
  bool has_high = true;
  bool high_open = false;  // `high` itself is not in it

  bool exact() const { return has_low && has_high && !high_open && low == high; }
};

Figure FigureOf(const v1::Quantity& quantity);

Figure operator+(const Figure& a, const Figure& b);
// a - b, both ends at their worst.
Figure operator-(const Figure& a, const Figure& b);

// Whether no value lies in both.
bool Disjoint(const Figure& a, const Figure& b);

// numerator / denominator * `scale` for all values of both, as outer bounds rounded outwards to 1/20,000:
// scale 100 gives a percentage. The denominator's lower end must be above zero.
Figure Quotient(const Figure& numerator, const Figure& denominator, int scale);

// Decimals of the last printed digit: 97.4 has 1, 186 has 0; 4 at most.
int PrintedDecimals(const v1::Quantity& quantity);

// Whether the quantity is a whole number printed to its last digit.
bool IsWholeCount(const v1::Quantity& quantity);

}  // namespace fazhi::aggregation
