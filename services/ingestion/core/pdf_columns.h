#pragma once

#include <cstdint>
#include <vector>

#include "services/ingestion/core/pdf_lines.h"

namespace fazhi {

// Words of one line that stand in one cell: side by side, no column's edge between them.
struct PdfPiece {
  uint32_t first = 0;
  uint32_t last = 0;
  uint32_t column = 0;
  uint32_t last_column = 0;
  float left = 0;
  float right = 0;
  float base = 0;
  bool figure = false;  // and nothing else
};

// Whether a figure stands alone in the line.
bool HasFigure(const PdfWords& pdf, const PdfLine& line);

// From where to where the words of a column's body reach.
struct PdfColumn {
  float left = 0;
  float right = 0;
};

// The columns of the lines from left to right: they are parted by what all lines leave free, those few aside
// that are set across (heads over several columns), and those before the first figures (their heads). None
// when there are more than 64. O(n log n) in the words.
std::vector<PdfColumn> FindColumns(const PdfWords& pdf, const std::vector<PdfLine>& lines);

// The pieces of a line that stand in different columns.
std::vector<PdfPiece> CutAtColumns(const PdfWords& pdf, const PdfLine& line,
                                   const std::vector<PdfColumn>& columns);

}  // namespace fazhi
