#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fazhi {

// A cell of a table whose merged cells stand once each, without the columns that they held (as a browser
// copies it into text).
struct RaggedCell {
  std::u32string words;  // normalised
  uint32_t column = 0;
  uint32_t column_span = 1;
  uint32_t row_span = 1;
};
using RaggedRow = std::vector<RaggedCell>;

// Finds the columns of rows that differ in how many cells they have: heads, then rows that each end in
// equally many figures or empty cells behind their labels. Heads stand over others where the numbers of cells
// leave only that: 自然人 | 法人或其他组织 | 总计 over 企业 | 机构 | 其他, with five figures in each row.
// False, and no column set, where they do not come out. Linear in the cells.
bool PlaceRaggedCells(std::vector<RaggedRow>& rows);

}  // namespace fazhi
