#pragma once

#include <algorithm>
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

// The line of the text that ends at `at`, its feed left out; what is longer than `longest` is cut off one
// code point behind that.
TableTitle LineBefore(std::u32string_view text, uint32_t at, uint32_t longest);

// 行政复议 right above 维持 | 纠正 | 总计 and a row of figures: a line of no more than what they all are.
// Empty where rows have labels or the table has a title.
TableTitle ReadTableKind(const v1::Table& table, std::u32string_view text);

// Rows [begin, end) that head the columns of the rows below them, up to the next heads.
struct HeadRows {
  int begin = 0;
  int end = 0;
};

// How a table is laid out: which rows head its columns, which cells reach down over its rows, and where the
// units of its rows stand. Holds pointers into the table; immutable once read.
class TableLayout {
 public:
  static constexpr uint32_t kNoColumn = UINT32_MAX;

  TableLayout() = default;
  // Linear in the table.
  TableLayout(const v1::Table& table, std::u32string_view text);

  // Rows [0, title_rows()) hold no words but those of one cell.
  int title_rows() const { return title_rows_; }

  // The rows of heads, in order, the first right behind the titles and often the only ones: a form (第二十条
  // 第(五)项 over 本年处理决定数量) heads each of its blocks anew. Never empty for a table that was read.
  const std::vector<HeadRows>& heads() const { return heads_; }
  // The index in heads() of those that a row stands under or is one of.
  size_t HeadsOf(int row) const;
  // Whether the row is a title or heads columns.
  bool IsHead(int row) const;

  // Whether the empty head cell continues the one to its left: a row of heads stands below it.
  bool ContinuesLeft(int row, const v1::TableCell& cell) const {
    return row + 1 < heads_[HeadsOf(row)].end && cell.column() > 0 &&
           cell.span().begin() == cell.span().end();
  }

  // Whether the column's head is that of the first column again: 地区 | 件数 | 地区 | 件数 holds two lists
  // beside each other.
  bool Repeats(int row, uint32_t column) const;

  // The cells of words that reach down into the row from rows above, heads of columns left out; the latest
  // first row last.
  const std::vector<const v1::TableCell*>& Above(int row) const;

  // The column headed 单位 that holds the units of the rows; kNoColumn when there is none. A column of
  // offices that is headed so is not.
  uint32_t unit_column() const { return unit_column_; }
  // Whether a row of heads says nothing but the units of its columns (单位 | 件 | 万元).
  bool IsUnitRow(int row) const {
    return std::find(unit_rows_.begin(), unit_rows_.end(), row) != unit_rows_.end();
  }
  // The unit that such a row's cell gives its column.
  static HeadUnit UnitOfCell(const v1::TableCell& cell, std::u32string_view text);

  // The unit that the cell in that column gives a row, also when it reaches down from a row above; not ok
  // when none does.
  const HeadUnit& UnitOfRow(int row) const;

  // The digits of a year that a cell begins with, without 年 behind them (2019受理量); 0 when there is none.
  static uint32_t BareYearLength(std::u32string_view words);
  // Whether a digit stands in the words that is no part of a time (2023年, 1-11月, 第三季度) and does not
  // number them (1.属于国家秘密).
  static bool HoldsFigure(std::u32string_view words);

 private:
  void FindTitles(const v1::Table& table, std::u32string_view text);
  int HeadsFrom(const v1::Table& table, std::u32string_view text, int first);
  void FindLaterHeads(const v1::Table& table, std::u32string_view text);
  void FindAbove(const v1::Table& table, std::u32string_view text);
  void FindRepeats(const v1::Table& table, std::u32string_view text);
  void FindUnits(const v1::Table& table, std::u32string_view text);

  int title_rows_ = 0;
  std::vector<HeadRows> heads_;
  std::vector<std::vector<const v1::TableCell*>>
      above_;                                   // by row; empty where no cell of the table reaches down
  std::vector<std::vector<uint32_t>> repeats_;  // by heads_: columns headed as the first is
  std::vector<int> unit_rows_;                  // in order
  uint32_t unit_column_ = kNoColumn;
  std::vector<HeadUnit> units_;  // by row; empty without a column of units
};

}  // namespace fazhi::extraction
