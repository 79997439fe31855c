#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/next_report.h"
#include "services/ingestion/core/page.h"

namespace fazhi {

// A line of the page that belongs to the report.
struct BodyLine {
  uint32_t line = 0;  // index into the page's lines
  v1::BlockKind kind = v1::BLOCK_KIND_UNSPECIFIED;
  bool joins = false;  // continues the line before it here
};

struct Body {
  std::vector<BodyLine> lines;     // empty when the page has no report
  std::optional<NextReport> next;  // what the lines end before; it is not read
  bool missing = false;            // the page says that what was asked for is not there
};

// Finds the report in its page: from its document number or title to its last line, without breadcrumb,
// metadata, buttons, footer and licence lines, which go to the page's metadata where they say something.
// Expects the lines as MarkWraps left them. `title_hint` is what the crawler knows the document as, in
// NormalizeLine's form; may be empty. Linear in the page.
Body SelectBody(Page& page, std::u32string_view title_hint);

}  // namespace fazhi
