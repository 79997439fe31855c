#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/aggregation/store/store.h"
#include "tools/cli/record_writer.h"

namespace fazhi {

struct SummaryOptions {
  size_t max_reports = 60;
  size_t max_values = 60;  // lines of the table of indicators
  size_t max_findings = 40;
  // What the commands that show the rest have behind them (DatabaseArgument).
  std::string database_argument;
  // Only of documents with these hashes; null: of all.
  const std::vector<std::string>* sha256 = nullptr;
};

// What a run says at its end, in this order: a line for each report; for each indicator the values by region
// and year; the findings in words with the quoted source. Says how much it leaves out.
absl::Status PrintSummary(aggregation::Store& store, const SummaryOptions& options, const ByteSink& sink);

}  // namespace fazhi
