#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ingestion/core/page.h"

namespace fazhi {

// The lines of a Word file (ECMA-376): a line a paragraph with its printed number, a row of a table of data a
// line with tabs between its cells, form feeds where the author broke the page. Deleted revisions, hidden
// text, field codes, comments, notes, headers and footers are not read. The page's text is the extractor's
// plain text that source spans count in. INVALID_ARGUMENT: those of UnzipFiles, NOT_A_DOCX or ARCHIVE when
// there is no document in it, TOO_DEEP for tables nested deeper than 20.
absl::StatusOr<Page> ReadDocx(absl::string_view bytes);

}  // namespace fazhi
