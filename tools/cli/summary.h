#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/aggregation/store/store.h"
#include "services/runtime/local/run.h"
#include "tools/cli/record_writer.h"

namespace fazhi {

struct SummaryOptions {
  size_t max_reports = 60;
  size_t max_values = 60;  // lines of the table of indicators
  size_t max_findings = 40;
};

// What a run says at its end, in this order: a line for each report that was among its documents; for each
// indicator the values by region and year; the findings in words with the quoted source. Says how much it
// leaves out.
absl::Status PrintSummary(aggregation::Store& store, const RunResult& result, const SummaryOptions& options,
                          const ByteSink& sink);

}  // namespace fazhi
