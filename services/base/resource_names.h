#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "fazhi/v1/report.pb.h"

namespace fazhi {

// Resource names of reports and observations:
//   reports/{region}-{year}-{subject}/revisions/{hash12}/observations/{begin}.{k}
//   documents/{hash12}/observations/{begin}.{k}                                    without a slot
// where hash12 is the first 12 digits of the clean text's SHA-256. A `/` inside a part becomes `∕` (U+2215).
// Pure and thread-safe.

// The key of a region: its code, `parent_code~name` for an unlisted one, empty when it is not resolved.
std::string RegionKey(const v1::Region& region);

// `{region}-{year}-{subject}` of an annual report whose region, year, body and subject are resolved; empty
// for anything else.
std::string SlotOf(const v1::Report& report);

// The name of the report, or document, from its slot (may be empty) and the hash of its clean text.
std::string ReportName(absl::string_view slot, absl::string_view text_sha256);
std::string ReportName(const v1::Report& report);

// The name of the k-th observation (from 0) whose span begins at `begin`.
std::string ObservationName(absl::string_view report_name, uint32_t begin, uint32_t k);

}  // namespace fazhi
