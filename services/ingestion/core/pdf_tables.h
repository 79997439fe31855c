#pragma once

#include <cstdint>
#include <vector>

#include "services/ingestion/core/page.h"
#include "services/ingestion/core/pdf_columns.h"
#include "services/ingestion/core/pdf_lines.h"

namespace fazhi {

// A cell and its words.
struct PdfCell {
  Cell cell;  // its table is not set
  std::vector<PdfPiece> pieces;
};

// Lines [first, last) of a PDF that are a table, but for what runs around its pages, and its cells by rows
// and columns.
struct PdfTable {
  size_t first = 0;
  size_t last = 0;
  std::vector<size_t> others;  // lines among them that are not of the table
  std::vector<PdfCell> cells;
};

// Finds tables by where words stand; rules between cells are not known. `running` tells of each line whether
// it is a page number, header or footer. Linear in the words but for sorting those of each table, and for a
// bounded number of lines that each may be tried again where no table came of those before.
std::vector<PdfTable> FindPdfTables(const PdfWords& pdf, const std::vector<PdfLine>& lines,
                                    const std::vector<bool>& running);

}  // namespace fazhi
