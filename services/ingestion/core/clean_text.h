#pragma once

#include <string>
#include <vector>

#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/body.h"
#include "services/ingestion/core/page.h"

namespace fazhi {

// Writes the report's clean text out of the lines that SelectBody chose: `text`, `source_map`,
// `body_source_span`, `blocks`, `tables` and `has_traditional`. One block a line, joined lines and the cells
// of a row being one block. Returns the text again, as code points. Linear in the body.
std::u32string WriteCleanText(const Page& page, const std::vector<BodyLine>& body, v1::Report& report);

}  // namespace fazhi
