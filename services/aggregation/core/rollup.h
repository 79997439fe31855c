#pragma once

#include <cstdint>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/types/optional.h"
#include "fazhi/v1/catalog.pb.h"
#include "fazhi/v1/observation.pb.h"
#include "services/aggregation/core/arrival.h"

namespace fazhi::aggregation {

// Values of several reports put together, exactly: of one indicator, unit, scope, kind of body, year and
// level of regions. Totals are 128 bit (no 2^64 values of 64 bit can overflow them); nothing is divided
// before FinishTotal. Adding and merging commute and associate, so that a prefecture's partial total can be
// merged into a province's and the nation's in any order. Pure.
struct Total {
  uint32_t n = 0;                    // values
  uint32_t unlisted = 0;             // of them, of regions that the table does not list
  uint32_t no_low = 0;               // values without a lower end
  uint32_t no_high = 0;              // without an upper end
  uint32_t about = 0;                // with ends that are not sharp
  absl::int128 sum_low = 0;          // of the lower ends that are there, 1/10,000
  absl::int128 sum_high = 0;         // of the upper ends that are there
  absl::optional<int64_t> max_low;   // greatest lower end
  absl::optional<int64_t> max_high;  // greatest upper end
  // Weighted rates: values that have both counts, and of these the ones with an open end on either side of
  // the quotient.
  uint32_t ratios = 0;
  uint32_t ratios_about = 0;
  uint32_t ratios_no_low = 0;
  uint32_t ratios_no_high = 0;
  uint32_t ratios_unlisted = 0;
  uint32_t derived = 0;
  absl::int128 numerator_low = 0, numerator_high = 0;
  absl::int128 denominator_low = 0, denominator_high = 0;

  bool operator==(const Total& other) const;
};

void AddValue(const Cell& cell, bool unlisted, Total& total);
void MergeTotal(const Total& part, Total& total);

// A total as it is read.
struct Outcome {
  uint32_t n = 0;
  uint32_t unlisted = 0;
  // The ends in 1/10,000; unset when open.
  absl::optional<absl::int128> low_e4;
  absl::optional<absl::int128> high_e4;
  v1::Bound bound = v1::BOUND_UNSPECIFIED;
  std::string numerator;  // decimal, only of a weighted rate with exact counts
  std::string denominator;
  uint32_t derived = 0;
  uint32_t rate_only = 0;  // values left out of a weighted rate: the rate is printed, its counts are not
};

// Puts the total together as the indicator says; for AGGREGATION_NONE, and with no value, no ends and
// BOUND_UNSPECIFIED. How ends bound: both equal is exact, or about when a value is; two different ends are a
// range; only a lower end is at_least, only an upper one at_most, unless a value is about, when nothing can
// be said.
Outcome FinishTotal(const Total& total, v1::Aggregation aggregation);

// One region's own value as it is read: the printed one; of a weighted rate that is not printed its counts'
// quotient.
Outcome FinishValue(const Cell& cell);

}  // namespace fazhi::aggregation
