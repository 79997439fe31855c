#pragma once

#include <string_view>
#include <vector>

#include "services/aggregation/core/report_view.h"

namespace fazhi::aggregation {

// A list whose parts stand in lines of their own behind a colon (调委会1892个,按类型分:\n村调委会1536个;\n…):
// one part a line, in the whole's unit, up to the first line of another form. Pure.
struct LineList {
  std::u32string_view lead;  // from the whole up to the colon
  std::vector<int> parts;    // empty when there is no such list, or its last line says that there is more
};

// Looks no further than the list and the line behind it.
LineList ListInLines(const ReportView& view, int whole);

}  // namespace fazhi::aggregation
