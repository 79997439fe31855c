#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/aggregation/store/store.h"

namespace fazhi {

enum class ExportFormat { kCsv, kJsonl };

// Writes what is current as files in a folder (made when it is not there): reports, observations, values (an
// indicator's by region and year), findings, each `.csv` or `.jsonl`. Every file appears whole or not at all.
// Adds their paths to `written`. CANCELLED soon after `stop` is set: files that are not written yet stay as
// they were.
absl::Status ExportFiles(aggregation::Store& store, const std::string& folder, ExportFormat format,
                         const std::atomic<bool>& stop, std::vector<std::string>& written);

}  // namespace fazhi
