#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ingestion/core/page.h"
#include "services/ingestion/core/pdf_words.h"

namespace fazhi {

// The lines and tables of a PDF. The page's text is the plain text that source spans count in: a line for
// each printed one, set in by blanks as it is, a row of a table a line with tabs between its cells, pages
// ended by form feeds; a table that goes on over pages stands on its first. Errors are those of ReadPdfWords.
// Thread-safe.
absl::StatusOr<Page> ReadPdf(absl::string_view bytes);

// The same of words whose places are known.
Page LayOutPdf(PdfWords words);

}  // namespace fazhi
