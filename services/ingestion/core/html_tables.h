#pragma once

#include <gumbo.h>

#include <string_view>
#include <vector>

#include "services/ingestion/core/page.h"

namespace fazhi {

// No table of data is wider; cells of one that hold several columns count as many.
constexpr uint32_t kMostTableColumns = 1024;

// Columns that a cell says it holds, cut to [1, 100].
uint32_t CutColumnSpan(uint32_t span);

// For every <table> of the tree in document order, whether it holds data: at least two rows and columns, at
// most kMostTableColumns, short cells, no table inside. All others only lay the page out. Linear in the tree.
std::vector<bool> FindDataTables(const GumboNode* document);

// The columns that the cells of one table stand in, earlier cells' spans counted in. A row takes constant
// time, and walks at most kMostTableColumns more.
class TableGrid {
 public:
  void BeginRow();
  // Places the row's next cell; the spans are cut to 100 columns and 1,000 rows, and what would stand beyond
  // kMostTableColumns stands in the last of them. Sets row, column and spans.
  void Place(uint32_t column_span, uint32_t row_span, Cell& cell);

 private:
  std::vector<uint32_t> free_from_;  // row from which on no cell above covers the column, for each column
  uint32_t row_ = 0;
  uint32_t column_ = 0;
  bool any_ = false;
};

// Whether the text has a number other than a year.
bool HoldsQuantity(std::u32string_view text);

// Where a row's labels hold fewer columns than the corner above them and the row ends as many columns short,
// the last of its labels is widened: the spans of 一、新收申请数量 were lost. Linear in the page.
void WidenLabels(Page& page);

// Marks the cells of a table's first row as heads where the source marks none and the row is words without
// quantities.
void MarkHeadRows(Page& page);

}  // namespace fazhi
