#include "services/aggregation/core/figures.h"

#include <algorithm>

namespace fazhi::aggregation {
namespace {

// The step of the last printed digit, from the value itself where the reader did not say.
int64_t StepE4(const v1::Quantity& quantity) {
  if (quantity.resolution_e4() > 0) return quantity.resolution_e4();
  int64_t step = 10000;
  while (step > 1 && quantity.value_e4() % step != 0) step /= 10;
  return step;
}

absl::int128 FloorDivide(absl::int128 a, absl::int128 b) {
  const absl::int128 q = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

}  // namespace

bool IsWholeCount(const v1::Quantity& quantity) {
  return quantity.bound() == v1::BOUND_EXACT && StepE4(quantity) == 10000 && quantity.value_e4() % 10000 == 0;
}

int PrintedDecimals(const v1::Quantity& quantity) {
  int decimals = 0;
  for (int64_t step = StepE4(quantity); step < 10000 && decimals < 4; step *= 10) ++decimals;
  return decimals;
}

Figure FigureOf(const v1::Quantity& quantity) {
  const absl::int128 value = absl::int128(quantity.value_e4()) * 2;
  Figure figure;
  figure.low = figure.high = value;
  const auto blur = [&] {
    const bool percent = quantity.unit() == "%" || quantity.unit() == "个百分点";
    if (!percent && IsWholeCount(quantity)) return;
    figure.low = value - StepE4(quantity);
    figure.high = value + 2 * absl::int128(StepE4(quantity));
    figure.high_open = true;
  };
  switch (quantity.bound()) {
    case v1::BOUND_AT_LEAST:
      figure.has_high = false;
      break;
    case v1::BOUND_AT_MOST:
      figure.has_low = false;
      break;
    case v1::BOUND_ABOUT: {
      const absl::int128 magnitude = value < 0 ? -value : value;
      figure.low = value - magnitude / 5;
      figure.high = value + magnitude / 5;
      break;
    }
    case v1::BOUND_RANGE:
      figure.high = absl::int128(quantity.high_e4()) * 2;
      break;
    default:
      blur();
  }
  return figure;
}

Figure operator+(const Figure& a, const Figure& b) {
  Figure sum;
  sum.low = a.low + b.low;
  sum.high = a.high + b.high;
  sum.has_low = a.has_low && b.has_low;
  sum.has_high = a.has_high && b.has_high;
  sum.high_open = a.high_open || b.high_open;
  return sum;
}

Figure operator-(const Figure& a, const Figure& b) {
  Figure difference;
  difference.low = a.low - b.high;
  difference.high = a.high - b.low;
  difference.has_low = a.has_low && b.has_high;
  difference.has_high = a.has_high && b.has_low;
  difference.high_open = a.high_open;
  return difference;
}

bool Disjoint(const Figure& a, const Figure& b) {
  const auto below = [](const Figure& x, const Figure& y) {
    if (!x.has_high || !y.has_low) return false;
    return x.high_open ? x.high <= y.low : x.high < y.low;
  };
  return below(a, b) || below(b, a);
}

Figure Quotient(const Figure& numerator, const Figure& denominator, int scale) {
  // Both are in 1/20,000, so the quotient is a pure number; times 20,000 it is in 1/20,000 again.
  const absl::int128 factor = absl::int128(scale) * 20000;
  Figure quotient;
  quotient.has_low = numerator.has_low && denominator.has_high && denominator.high > 0;
  quotient.has_high = numerator.has_high && denominator.has_low && denominator.low > 0;
  if (quotient.has_low) {
    quotient.low =
        FloorDivide(numerator.low * factor, numerator.low >= 0 ? denominator.high : denominator.low);
  }
  if (quotient.has_high) {
    const absl::int128 divisor = numerator.high >= 0 ? denominator.low : denominator.high;
    quotient.high = -FloorDivide(-numerator.high * factor, divisor);
  }
  return quotient;
}

}  // namespace fazhi::aggregation
