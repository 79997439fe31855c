#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "fazhi/v1/finding.pb.h"
#include "fazhi/v1/observation.pb.h"
#include "fazhi/v1/outline.pb.h"
#include "services/aggregation/store/store.h"
#include "services/runtime/local/reading.h"

namespace fazhi {

// What an office wants to know of a draft before it is published.

// A content that the 法治政府建设与责任落实督察工作规定 prescribes for a yearly report.
struct PrescribedContent {
  v1::Role role;
  const char* zh;
  const char* en;
  bool when_any = false;  // 其他需要报告的情况: only where there is something to report
  bool found = false;
  std::string within = "";  // where it stands when no section has that role: a heading or sentence
};

// The five prescribed contents, each with whether the report has it: in a section of that role, or plainly
// within another one.
std::vector<PrescribedContent> PrescribedContents(const v1::Outline& outline);

// A figure that a reader will not understand, and why, in Chinese and English.
struct UnclearFigure {
  const v1::Observation* observation;
  std::string why_zh;
  std::string why_en;
};

// Figures without a measure, those read with little confidence (below 0.6), and those that differ from
// an earlier figure of the same measure, unit and time. In document order; point into `set`.
std::vector<UnclearFigure> UnclearFigures(const v1::ObservationSet& set);

// Findings of the draft against the other reports of its slot's subject in the database: earlier values
// restated differently. Needs a draft whose region, year and body are resolved; others have none.
absl::StatusOr<std::vector<v1::Finding>> FindAgainst(aggregation::Store& database,
                                                     const v1::ObservationSet& draft);

}  // namespace fazhi
