#pragma once

#include "absl/status/statusor.h"
#include "fazhi/v1/outline.pb.h"
#include "fazhi/v1/report.pb.h"

namespace fazhi {

// Report → Outline: finds headings and their levels, gives each section its role, and cuts the text into
// sentences and clauses. Pure and thread-safe. Takes the report by value, since the outline carries it: move
// it in. INVALID_ARGUMENT with reason BAD_REPORT when blocks or map do not fit the text.
absl::StatusOr<v1::Outline> Segment(v1::Report report);

}  // namespace fazhi
