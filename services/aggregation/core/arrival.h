#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "fazhi/v1/finding.pb.h"
#include "fazhi/v1/observation.pb.h"
#include "services/catalog/catalog.h"

namespace fazhi::aggregation {

// Microseconds since 1970-01-01 UTC; an unset time is kNoTime and sorts before every other.
inline constexpr int64_t kNoTime = std::numeric_limits<int64_t>::min();

// One region's own value of an indicator for the report's own year, as it enters aggregates (ADR 11): from a
// whole-year actual level, or a stock standing in or at the end of the year.
struct Cell {
  std::string indicator;
  std::string unit;  // canonical (Catalog::CanonicalUnit)
  v1::Scope scope = v1::SCOPE_NOT_STATED;
  // The ends of the value in 1/10,000; unset where the report leaves that side open.
  absl::optional<int64_t> low_e4;
  absl::optional<int64_t> high_e4;
  bool about = false;     // 约: the ends are not sharp
  bool derived = false;   // the numerator was computed from the printed rate and the denominator
  bool weighted = false;  // a weighted rate: numerator and denominator below are set, the ends are the
                          // printed rate's, if any
  absl::optional<int64_t> numerator_low_e4, numerator_high_e4;
  absl::optional<int64_t> denominator_low_e4, denominator_high_e4;
  bool counts_about = false;  // one of these is not sharp
  // Index of the observation it was read from; for a weighted rate that is not printed itself, its
  // numerator's.
  uint32_t observation = 0;
  // The step of the last printed digit, 1/10,000.
  int64_t resolution_e4 = 0;
};

// What a report says of an earlier year of its own region: what `restated` is found by.
struct Claim {
  uint32_t year = 0;  // the earlier year
  std::string indicator;
  std::string unit;
  v1::Scope scope = v1::SCOPE_NOT_STATED;
  // What the earlier year's own figure must lie in, rounding included, 1/10,000.
  int64_t low_e4 = 0;
  int64_t high_e4 = 0;
  uint32_t observation = 0;  // the figure that says so: a prior level, or a growth
  bool growth = false;       // read from a printed growth and this year's level
};

// A document as aggregation takes it in: all that was read out of it, and everything that can be computed
// from it alone. Made by PrepareArrival in any thread, then handed to Store::Ingest.
struct Arrival {
  v1::ObservationSet set;
  std::vector<v1::Finding> findings;
  std::vector<Cell> cells;
  std::vector<Claim> claims;
};

// Computes findings, cells and claims. Pure and thread-safe.
Arrival PrepareArrival(v1::ObservationSet set, const Catalog& catalog = Catalog::Default());

}  // namespace fazhi::aggregation
