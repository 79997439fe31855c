#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "fazhi/v1/outline.pb.h"
#include "fazhi/v1/report.pb.h"

namespace fazhi::segmentation {

// For tests of this folder and the fuzzer.

// A report whose clean text is `text` (a line feed is added when it has none at its end) and whose every line
// is a paragraph.
v1::Report ReportOf(absl::string_view text);

// What is wrong with an outline, by the promises of outline.proto and segment.h; empty when nothing is:
// sections sorted and nested, sentences sorted and apart, clauses rising, every code point of the body that
// is no white space in exactly one sentence or heading of its own line.
std::string FaultOf(const v1::Outline& outline);

// A file of core/testdata without comment lines and empty ones, each with its number.
struct SpecLine {
  int number;
  std::string text;
};
std::vector<SpecLine> ReadSpec(absl::string_view name);

}  // namespace fazhi::segmentation
