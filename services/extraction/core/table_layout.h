#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fazhi/v1/report.pb.h"
#include "services/extraction/core/units.h"

namespace fazhi::extraction {

// The words that say what a table is of: its caption, or a first row of one cell; else a short line right
// above that ends as a title does (…情况表, …如下:), a line that only gives the unit passed over. Empty when
// there are none.
struct TableTitle {
  uint32_t begin = 0;
  uint32_t end = 0;
};
TableTitle ReadTableTitle(const v1::Table& table, std::u32string_view text);

// How a table is laid out: which rows head its columns, and where the units of its rows stand. Immutable
// once read.
class TableLayout {
 public:
  static constexpr uint32_t kNoColumn = UINT32_MAX;

  TableLayout() = default;
  // Linear in the table.
  TableLayout(const v1::Table& table, std::u32string_view text);

  // Rows [0, head_rows()) head the columns or are titles; [0, title_rows()) hold no words but those of one
  // cell.
  int head_rows() const { return head_rows_; }
  int title_rows() const { return title_rows_; }

  // Whether the empty head cell continues the one to its left: a row of heads stands below it.
  bool ContinuesLeft(int row, const v1::TableCell& cell) const {
    return row + 1 < head_rows_ && cell.column() > 0 && cell.span().begin() == cell.span().end();
  }

  // The column headed 单位 that holds the units of the rows; kNoColumn when there is none. A column of
  // offices that is headed so is not.
  uint32_t unit_column() const { return unit_column_; }

  // The unit that the cell in that column gives a row, also when it reaches down from a row above; not ok
  // when none does.
  const HeadUnit& UnitOfRow(int row) const;

  // Whether a digit stands in the words that is no part of a time (2023年, 1-11月, 第三季度).
  static bool HoldsFigure(std::u32string_view words);

 private:
  void FindHeadRows(const v1::Table& table, std::u32string_view text);
  void FindUnits(const v1::Table& table, std::u32string_view text);

  int head_rows_ = 0;
  int title_rows_ = 0;
  uint32_t unit_column_ = kNoColumn;
  std::vector<HeadUnit> units_;  // by row; empty without a column of units
};

}  // namespace fazhi::extraction
