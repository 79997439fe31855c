#pragma once

#include <string>
#include <vector>

#include "services/aggregation/core/arrival.h"
#include "services/aggregation/core/state.h"
#include "services/catalog/catalog.h"

namespace fazhi::aggregation {

// What came in, ever: the set that the database is a function of.
struct ReferenceInput {
  std::vector<v1::ObservationSet> arrivals;
  std::vector<v1::Withdrawal> withdrawals;
};

// The state by the words of ADR 10, computed from the whole set at once, as simply as can be and without
// regard to speed: what every Store is tested against. Shares no code with core/state and core/rollup; only
// small counts with exact values are added.
struct ReferenceReport {
  std::string name;
  std::string url;
  std::string document_sha256;
  ReportState state = ReportState::kCurrent;
  int64_t first_fetch = 0;
  int64_t last_fetch = 0;
  const v1::ObservationSet* set = nullptr;  // of the input

  bool operator<(const ReferenceReport& other) const;
  bool operator==(const ReferenceReport& other) const;
};
std::vector<ReferenceReport> ReferenceState(const ReferenceInput& input);

// The sum of an indicator of AGGREGATION_SUM over current government reports at a level (length of the
// region's code) below a prefix, for a year and unit, scopes together; n is how many gave a value.
struct ReferenceSum {
  int64_t n = 0;
  int64_t sum_e4 = 0;
};
ReferenceSum ReferenceTotal(const std::vector<ReferenceReport>& state, const std::string& indicator,
                            const std::string& unit, const std::string& prefix, size_t code_length,
                            uint32_t year);

// `report-name restated printed expected` for every restated finding, sorted.
std::vector<std::string> ReferenceRestated(const std::vector<ReferenceReport>& state);

}  // namespace fazhi::aggregation
