#pragma once

#include <cstddef>
#include <vector>

#include "services/ingestion/core/text_rows.h"

namespace fazhi {

// Rows of a table whose cells take a line of the text each: where they end in bars, where labels and figures
// alternate below their heads, or below heads as many as the figures of one row. Not thread-safe; calls in
// rising order take linear time together.
class StackedRows {
 public:
  // `lines` has to outlive it.
  explicit StackedRows(const TextLines& lines) : lines_(lines) {}

  // Appends the rows that the lines from `first` on are to `rows`; returns the line behind them. `first`, and
  // nothing appended, where they are none.
  size_t Read(size_t first, std::vector<TextRow>& rows);

 private:
  bool IsWord(size_t line) const;
  bool IsFigure(size_t line) const;
  bool IsBelowTitle(size_t first) const;
  size_t ReadBareCells(size_t first);
  size_t ReadNumberedCells(size_t first, size_t width);
  size_t ReadOneRow(size_t first, size_t width);
  size_t AddBareRows(size_t first, size_t end, size_t width);
  size_t RowsBehindBars();
  size_t RowsBehindLabels();
  void AddRow(size_t begin, size_t end, RowMark mark = RowMark::kBar);

  const TextLines& lines_;
  std::vector<TextRow>* rows_ = nullptr;  // what Read appends to
  std::vector<TextCell> cells_;           // that take a line each; reused
  std::vector<size_t> line_of_;           // for each cell that ends in a bar the line behind it; reused
  size_t untabled_ = 0;                   // lines before it are no such cells
};

}  // namespace fazhi
