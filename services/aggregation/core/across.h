#pragma once

#include <cstdint>
#include <vector>

#include "fazhi/v1/finding.pb.h"
#include "services/aggregation/core/arrival.h"

namespace fazhi::aggregation {

// The current report of one year, of one region and subject.
struct YearFigures {
  uint32_t year = 0;
  std::vector<Cell> cells;
  std::vector<Claim> claims;
};

// A contradiction between two years' reports, or a value far from the other years'.
struct AcrossFinding {
  v1::FindingType type = v1::FINDING_TYPE_UNSPECIFIED;  // RESTATED, CHANGE_MISMATCH or OUTLIER
  size_t report = 0;                                    // index of the report that it is a finding of
  uint32_t observation = 0;                             // the disputed figure in it
  size_t against = 0;  // index of the report it is held against; the same as `report` for an outlier
  Cell value;          // that report's own value; for an outlier the value itself
  // What the disputed figure makes of that report's year, rounding included, 1/10,000; unset for an outlier.
  int64_t low_e4 = 0;
  int64_t high_e4 = 0;
};

// Holds what each report says of earlier years against those years' own reports, and each value against the
// region's other years. Scopes must be equal, or one of them not stated; where the other report has several
// values that can be meant, all must contradict. A figure that is said twice is found once, and a growth is
// not found where the level beside it is. An outlier is an exact value of 100 or more that is 20 times
// greater, or smaller, than each of at least three other years' values. Ordered by report, then observation.
// Independent of the order of `years`; at most one for each year. Pure.
std::vector<AcrossFinding> FindAcross(const std::vector<YearFigures>& years);

}  // namespace fazhi::aggregation
