#pragma once

#include <vector>

#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/body.h"
#include "services/ingestion/core/page.h"

namespace fazhi {

// Writes the report's clean text out of the lines that SelectBody chose: `text`, `source_map`,
// `body_source_span`, `blocks`, `tables` and `has_traditional`. One block a line, joined lines and the cells
// of a row being one block. Linear in the body.
void WriteCleanText(const Page& page, const std::vector<BodyLine>& body, v1::Report& report);

}  // namespace fazhi
