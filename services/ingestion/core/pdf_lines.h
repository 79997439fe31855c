#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/ingestion/core/pdf_words.h"

namespace fazhi {

// Words of a page that stand on one line, whether of one paragraph or of several cells.
struct PdfLine {
  float left = 0;
  float right = 0;
  float base = 0;
  float em = 0;
  uint32_t page = 0;
  uint32_t first = 0;  // of its words
  uint32_t last = 0;   // one past them
};

// Sorts the words into lines from top to bottom, those of a line from left to right. Pages stay in order.
// O(n log n) in the words of a page.
std::vector<PdfLine> FindPdfLines(PdfWords& pdf);

// How often more than a blank parts two words of the line.
size_t CountHoles(const PdfWords& pdf, const PdfLine& line);

// Appends words [first, last) of a line, with a blank where there is room for one.
void AppendWords(const PdfWords& pdf, uint32_t first, uint32_t last, std::u32string& out);

}  // namespace fazhi
