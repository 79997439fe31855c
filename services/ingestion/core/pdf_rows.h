#pragma once

#include <cstdint>
#include <vector>

#include "services/ingestion/core/pdf_columns.h"

namespace fazhi {

// A line of a table, cut at the edges of its columns.
struct PdfTableLine {
  float base = 0;  // counted on over pages
  float em = 0;
  bool page_break = false;  // its page begins with it
  std::vector<PdfPiece> pieces;
};

// Which lines are one row, since cells wrap and stand in the middle, at the top or at the bottom of their
// row: the cut that leaves the fewest cells empty. Lines of a cell are one pitch apart, and of two figures
// each has a row of its own. Sets the bases behind page breaks as if the rows went on. The answer is where
// rows begin. Linear in the lines times the columns.
std::vector<size_t> CutIntoRows(std::vector<PdfTableLine>& lines, uint32_t columns);

}  // namespace fazhi
