#pragma once

#include "absl/strings/string_view.h"
#include "fazhi/v1/finding.pb.h"
#include "services/aggregation/core/across.h"
#include "services/aggregation/core/report_view.h"

namespace fazhi::aggregation {

// Says a finding in Chinese and English, with the figures as printed, and never as an error of anybody's.
// Fills in names, spans, source spans, quotation and text.
v1::Finding SayFinding(const ReportView& view, const RawFinding& raw);

// Says a finding against another year's report (or, an outlier, against all other years). `disputed` is the
// figure of the report that it is a finding of, `other` the observation that it is held against, of that
// year's own report.
v1::Finding SayAcross(const AcrossFinding& found, const v1::Observation& disputed,
                      const v1::Observation& other, uint32_t other_year, absl::string_view sentence);

// The figure as it is printed: 97.4%, 1207余件, 569.8万元.
std::string PrintedFigure(const v1::Quantity& quantity);

// The name of a type as the gold has it (`rate_mismatch`); empty for FINDING_TYPE_UNSPECIFIED.
absl::string_view FindingTypeName(v1::FindingType type);

}  // namespace fazhi::aggregation
