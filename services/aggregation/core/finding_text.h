#pragma once

#include "fazhi/v1/finding.pb.h"
#include "services/aggregation/core/report_view.h"

namespace fazhi::aggregation {

// Says a finding in Chinese and English, with the figures as printed, and never as an error of anybody's.
// Fills in names, spans, source spans, quotation and text.
v1::Finding SayFinding(const ReportView& view, const RawFinding& raw);

// The figure as it is printed: 97.4%, 1207余件.
std::string PrintedFigure(const v1::Quantity& quantity);

// The name of a type as the gold has it (`rate_mismatch`); empty for FINDING_TYPE_UNSPECIFIED.
absl::string_view FindingTypeName(v1::FindingType type);

}  // namespace fazhi::aggregation
