#pragma once

#include <cstddef>
#include <vector>

#include "services/ingestion/core/pdf_lines.h"

namespace fazhi {

// A PDF's lines, and which of them are page numbers, headers or footers.
struct PdfPrint {
  const PdfWords& pdf;
  const std::vector<PdfLine>& lines;
  const std::vector<bool>& running;

  std::u32string TextOf(size_t line) const;
};

// Lines [first, last) that leave the same gaps free, as those of a table do.
struct PdfRun {
  size_t first = 0;
  size_t last = 0;
};

// The run that begins with the line `at`, or with lines of the same row above it, `least` or later; empty
// when the line has no gap that parts cells. It goes on over pages, past running lines and past heads that
// pages repeat, up to a line that stands apart, is of another size, or is set across its gaps as a text is.
PdfRun FindPdfRun(const PdfPrint& print, size_t at, size_t least);

}  // namespace fazhi
