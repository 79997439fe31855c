#include "services/ingestion/core/pdf_spans.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace fazhi {
namespace {

constexpr float kLabelPitch = 1.6F;  // ems between lines of one label
constexpr float kSamePlace = 0.5F;   // ems

void Sort(std::vector<PdfGridCell>& cells) {
  std::stable_sort(cells.begin(), cells.end(), [](const PdfGridCell& a, const PdfGridCell& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  });
}

// Which cells of the heads are taken.
class HeadGrid {
 public:
  HeadGrid(uint32_t rows, uint32_t columns) : rows_(rows), columns_(columns), taken_(rows * columns) {}

  bool IsFree(uint32_t row, uint32_t first, uint32_t last) const {
    for (uint32_t c = first; c <= last; ++c) {
      if (taken_[row * columns_ + c]) return false;
    }
    return true;
  }
  void Take(uint32_t row, uint32_t first, uint32_t last) {
    for (uint32_t c = first; c <= last; ++c) taken_[row * columns_ + c] = true;
  }
  uint32_t rows() const { return rows_; }
  uint32_t columns() const { return columns_; }

 private:
  uint32_t rows_, columns_;
  std::vector<bool> taken_;
};

void SpreadDown(PdfGridCell& cell, HeadGrid& grid) {
  for (uint32_t row = 0; row < grid.rows(); ++row) {
    if (row != cell.row && !grid.IsFree(row, cell.column, cell.last_column)) return;
  }
  cell.row = 0;
  cell.row_span = grid.rows();
  for (uint32_t row = 0; row < grid.rows(); ++row) grid.Take(row, cell.column, cell.last_column);
}

void SpreadAside(PdfGridCell& cell, HeadGrid& grid) {
  if (cell.row + cell.row_span >= grid.rows()) return;
  const uint32_t below = cell.row + cell.row_span;
  const auto is_room = [&](uint32_t column) {
    return grid.IsFree(cell.row, column, column) && !grid.IsFree(below, column, column);
  };
  for (bool spread = true; spread;) {
    const bool left = cell.column > 0 && is_room(cell.column - 1);
    const bool right = cell.last_column + 1 < grid.columns() && is_room(cell.last_column + 1);
    cell.column -= left ? 1 : 0;
    cell.last_column += right ? 1 : 0;
    grid.Take(cell.row, cell.column, cell.last_column);
    spread = left && right;
  }
}

}  // namespace

void SpreadHeads(uint32_t heads, uint32_t columns, std::vector<PdfGridCell>& cells) {
  if (heads < 2) return;
  HeadGrid grid(heads, columns);
  for (const PdfGridCell& cell : cells) {
    if (cell.row < heads) grid.Take(cell.row, cell.column, cell.last_column);
  }
  for (PdfGridCell& cell : cells) {
    if (cell.row < heads) SpreadDown(cell, grid);
  }
  for (PdfGridCell& cell : cells) {
    if (cell.row < heads && cell.row_span < heads) SpreadAside(cell, grid);
  }
  Sort(cells);
}

void SpreadLabels(uint32_t heads, const std::vector<float>& middles, float em,
                  std::vector<PdfGridCell>& cells) {
  const auto rows = static_cast<uint32_t>(middles.size());
  std::vector<PdfGridCell> labels;
  size_t labelled = 0;
  for (const PdfGridCell& cell : cells) {
    if (cell.row < heads || cell.column > 0) continue;
    if (cell.figure || cell.last_column > 0) return;
    ++labelled;
    if (labels.empty() || cell.top - labels.back().bottom > kLabelPitch * em) {
      labels.push_back(cell);
      continue;
    }
    PdfGridCell& label = labels.back();
    label.pieces.insert(label.pieces.end(), cell.pieces.begin(), cell.pieces.end());
    label.text += cell.text;
    label.bottom = cell.bottom;
  }
  if (labels.empty() || labelled + heads >= rows) return;
  const bool at_top = labels[0].row == heads && std::abs(labels[0].top - middles[heads]) < kSamePlace * em;
  uint32_t row = heads;
  for (size_t i = 0; i < labels.size(); ++i) {
    PdfGridCell& label = labels[i];
    uint32_t end = row + 1;
    if (at_top) {
      row = label.row;
      end = i + 1 < labels.size() ? labels[i + 1].row : rows;
    } else {
      if (row == rows) return;  // the labels before it reach to the end
      // The rows that it is in the middle of.
      const float last = label.top + label.bottom - middles[row];
      while (end < rows && middles[end] < last + kSamePlace * em) ++end;
      if (end < label.row + 1) return;
    }
    label.row = row;
    label.row_span = end - row;
    row = end;
  }
  if (row != rows) return;
  cells.erase(std::remove_if(cells.begin(), cells.end(),
                             [&](const PdfGridCell& cell) { return cell.row >= heads && cell.column == 0; }),
              cells.end());
  cells.insert(cells.end(), std::make_move_iterator(labels.begin()), std::make_move_iterator(labels.end()));
  Sort(cells);
}

}  // namespace fazhi
