// Segment on any text: no crash, no hang, and its promises kept (core/testing.h says which). The first bytes
// choose what the lines are: their kinds, heading hints and bold beginnings; the rest is the text.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"
#include "services/segmentation/core/segment.h"
#include "services/segmentation/core/testing.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kChoices = 8;
  const size_t choices = size < 2 * kChoices ? 0 : kChoices;
  fazhi::v1::Report report = fazhi::segmentation::ReportOf(
      absl::string_view(reinterpret_cast<const char*>(data) + choices, size - choices));
  for (int i = 0; choices != 0 && i < report.blocks_size(); ++i) {
    const uint8_t choice = data[static_cast<size_t>(i) % choices];
    fazhi::v1::Block& block = *report.mutable_blocks(i);
    if (choice < 8) block.set_kind(static_cast<fazhi::v1::BlockKind>(choice));
    if (choice >= 8 && choice < 16) block.set_heading_hint(choice - 8U);
    if (choice >= 16 && choice < 32) block.set_bold_prefix(choice - 15U);
  }
  const auto outline = fazhi::Segment(std::move(report));
  if (!outline.ok()) abort();
  const std::string fault = fazhi::segmentation::FaultOf(*outline);
  if (!fault.empty()) {
    fprintf(stderr, "%s\n", fault.c_str());
    abort();
  }
  return 0;
}
