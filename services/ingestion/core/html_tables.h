#pragma once

#include <gumbo.h>

#include <vector>

#include "services/ingestion/core/page.h"

namespace fazhi {

// For every <table> of the tree in document order, whether it holds data: at least two rows and columns,
// short cells, no table inside. All others only lay the page out. Linear in the tree.
std::vector<bool> FindDataTables(const GumboNode* document);

// The columns that the cells of one table stand in, earlier cells' spans counted in.
class TableGrid {
 public:
  void BeginRow();
  // Places the row's next cell; the spans are cut to 100 columns and 1,000 rows. Sets row, column and spans.
  void Place(uint32_t column_span, uint32_t row_span, Cell& cell);

 private:
  std::vector<uint32_t> taken_;  // rows for which each column is still covered by a cell above
  uint32_t row_ = 0;
  uint32_t column_ = 0;
  bool any_ = false;
};

// Marks the cells of a table's first row as heads where the source marks none and the row is words without
// quantities.
void MarkHeadRows(Page& page);

}  // namespace fazhi
