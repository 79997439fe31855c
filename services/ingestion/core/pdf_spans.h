#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/ingestion/core/pdf_columns.h"

namespace fazhi {

// A cell of a table by its place, as far as words show it.
struct PdfGridCell {
  uint32_t row = 0;
  uint32_t column = 0;
  uint32_t last_column = 0;
  uint32_t row_span = 1;
  std::vector<PdfPiece> pieces;
  float top = 0;  // bases of its first and last line
  float bottom = 0;
  bool figure = false;
  std::u32string text;
};

// Words stand in the middle of a cell that spans columns or rows, and what it spans looks empty around them.
// Gives heads the room that is empty above and below them, and beside them above other heads. Rows [0, heads)
// are heads. Keeps the cells' order by rows and columns. Linear in rows times columns.
void SpreadHeads(uint32_t heads, uint32_t columns, std::vector<PdfGridCell>& cells);

// Gives a label in the first column the rows around it, where not every row of the body has one. `middles`
// says where the other cells of each row stand. Takes lines of one label in several rows together.
void SpreadLabels(uint32_t heads, const std::vector<float>& middles, float em,
                  std::vector<PdfGridCell>& cells);

}  // namespace fazhi
