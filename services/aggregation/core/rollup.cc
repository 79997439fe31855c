#include "services/aggregation/core/rollup.h"

#include <algorithm>
#include <tuple>

#include "services/aggregation/core/decimal.h"

namespace fazhi::aggregation {
namespace {

void SetBound(bool has_low, bool has_high, bool about, absl::int128 low, absl::int128 high,
              Outcome& outcome) {
  if (about && !(has_low && has_high)) return;
  if (has_low) outcome.low_e4 = low;
  if (has_high) outcome.high_e4 = high;
  if (has_low && has_high) {
    if (about) {
      outcome.bound = v1::BOUND_ABOUT;
    } else {
      outcome.bound = low == high ? v1::BOUND_EXACT : v1::BOUND_RANGE;
    }
  } else if (has_low) {
    outcome.bound = v1::BOUND_AT_LEAST;
  } else if (has_high) {
    outcome.bound = v1::BOUND_AT_MOST;
  }
}

bool HasRatio(const Cell& cell) {
  return cell.weighted && (cell.numerator_low_e4.has_value() || cell.numerator_high_e4.has_value()) &&
         (cell.denominator_low_e4.has_value() || cell.denominator_high_e4.has_value());
}

Outcome FinishRatio(const Total& total) {
  Outcome outcome;
  outcome.n = total.ratios;
  outcome.unlisted = total.ratios_unlisted;
  outcome.derived = total.derived;
  outcome.rate_only = total.n - total.ratios;
  if (total.ratios == 0) return outcome;
  const bool has_low = total.ratios_no_low == 0 && total.denominator_high > 0;
  const bool has_high = total.ratios_no_high == 0 && total.denominator_low > 0;
  const absl::int128 low = has_low ? DivideE4(total.numerator_low * 100, total.denominator_high) : 0;
  const absl::int128 high = has_high ? DivideE4(total.numerator_high * 100, total.denominator_low) : 0;
  SetBound(has_low, has_high, total.ratios_about > 0, low, high, outcome);
  const bool sharp = total.ratios_no_low == 0 && total.ratios_no_high == 0 && total.ratios_about == 0;
  if (sharp && total.numerator_low == total.numerator_high)
    outcome.numerator = DecimalE4(total.numerator_low);
  if (sharp && total.denominator_low == total.denominator_high) {
    outcome.denominator = DecimalE4(total.denominator_low);
  }
  return outcome;
}

void Raise(absl::optional<int64_t>& end, const absl::optional<int64_t>& to) {
  if (to.has_value() && (!end.has_value() || *end < *to)) end = to;
}

}  // namespace

bool Total::operator==(const Total& other) const {
  const auto fields = [](const Total& t) {
    return std::tie(t.n, t.unlisted, t.no_low, t.no_high, t.about, t.sum_low, t.sum_high, t.max_low,
                    t.max_high, t.ratios, t.ratios_about, t.ratios_no_low, t.ratios_no_high,
                    t.ratios_unlisted, t.derived, t.numerator_low, t.numerator_high, t.denominator_low,
                    t.denominator_high);
  };
  return fields(*this) == fields(other);
}

void AddValue(const Cell& cell, bool unlisted, Total& total) {
  ++total.n;
  total.unlisted += unlisted ? 1 : 0;
  total.no_low += cell.low_e4.has_value() ? 0 : 1;
  total.no_high += cell.high_e4.has_value() ? 0 : 1;
  total.about += cell.about ? 1 : 0;
  if (cell.low_e4.has_value()) total.sum_low += *cell.low_e4;
  if (cell.high_e4.has_value()) total.sum_high += *cell.high_e4;
  Raise(total.max_low, cell.low_e4);
  Raise(total.max_high, cell.high_e4);
  if (!HasRatio(cell)) return;
  ++total.ratios;
  total.ratios_unlisted += unlisted ? 1 : 0;
  total.ratios_about += cell.counts_about ? 1 : 0;
  total.derived += cell.derived ? 1 : 0;
  total.ratios_no_low += cell.numerator_low_e4.has_value() && cell.denominator_high_e4.has_value() ? 0 : 1;
  total.ratios_no_high += cell.numerator_high_e4.has_value() && cell.denominator_low_e4.has_value() ? 0 : 1;
  total.numerator_low += cell.numerator_low_e4.value_or(0);
  total.numerator_high += cell.numerator_high_e4.value_or(0);
  total.denominator_low += cell.denominator_low_e4.value_or(0);
  total.denominator_high += cell.denominator_high_e4.value_or(0);
}

void MergeTotal(const Total& part, Total& total) {
  total.n += part.n;
  total.unlisted += part.unlisted;
  total.no_low += part.no_low;
  total.no_high += part.no_high;
  total.about += part.about;
  total.sum_low += part.sum_low;
  total.sum_high += part.sum_high;
  Raise(total.max_low, part.max_low);
  Raise(total.max_high, part.max_high);
  total.ratios += part.ratios;
  total.ratios_about += part.ratios_about;
  total.ratios_no_low += part.ratios_no_low;
  total.ratios_no_high += part.ratios_no_high;
  total.ratios_unlisted += part.ratios_unlisted;
  total.derived += part.derived;
  total.numerator_low += part.numerator_low;
  total.numerator_high += part.numerator_high;
  total.denominator_low += part.denominator_low;
  total.denominator_high += part.denominator_high;
}

Outcome FinishTotal(const Total& total, v1::Aggregation aggregation) {
  if (aggregation == v1::AGGREGATION_WEIGHTED_RATE) return FinishRatio(total);
  Outcome outcome;
  outcome.n = total.n;
  outcome.unlisted = total.unlisted;
  if (total.n == 0) return outcome;
  const bool about = total.about > 0;
  switch (aggregation) {
    case v1::AGGREGATION_SUM:
    case v1::AGGREGATION_LATEST:
      SetBound(total.no_low == 0, total.no_high == 0, about, total.sum_low, total.sum_high, outcome);
      break;
    case v1::AGGREGATION_MEAN:
      SetBound(total.no_low == 0, total.no_high == 0, about,
               DivideE4(total.sum_low, absl::int128(10000) * total.n),
               DivideE4(total.sum_high, absl::int128(10000) * total.n), outcome);
      break;
    case v1::AGGREGATION_MAX:
      SetBound(total.max_low.has_value(), total.no_high == 0, about, total.max_low.value_or(0),
               total.max_high.value_or(0), outcome);
      break;
    default:
      break;
  }
  return outcome;
}

Outcome FinishValue(const Cell& cell) {
  Total total;
  AddValue(cell, false, total);
  Outcome outcome;
  const bool printed = cell.low_e4.has_value() || cell.high_e4.has_value();
  if (cell.weighted) {
    outcome = FinishRatio(total);
    if (printed) {
      outcome.low_e4.reset();
      outcome.high_e4.reset();
      outcome.bound = v1::BOUND_UNSPECIFIED;
    }
  }
  outcome.n = 1;
  if (!printed) return outcome;
  SetBound(cell.low_e4.has_value(), cell.high_e4.has_value(), cell.about, cell.low_e4.value_or(0),
           cell.high_e4.value_or(0), outcome);
  return outcome;
}

}  // namespace fazhi::aggregation
