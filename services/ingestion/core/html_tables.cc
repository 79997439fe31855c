#include "services/ingestion/core/html_tables.h"

#include <algorithm>

#include "services/ingestion/core/html_look.h"
#include "services/ingestion/core/table_words.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/list_numbers.h"

namespace fazhi {
namespace {

constexpr size_t kLongestCell = 1800;  // bytes
constexpr size_t kLongestMean = 450;
constexpr uint32_t kMostColumnsSpanned = 100;
constexpr uint32_t kMostRowsSpanned = 1000;

struct Shape {
  bool nested = false;
  size_t rows = 0;
  size_t cells = 0;
  size_t row_cells = 0;
  size_t row_columns = 0;
  size_t widest_row = 0;  // cells
  size_t most_columns = 0;
  size_t bytes = 0;
  size_t cell_bytes = 0;
  size_t longest_cell = 0;

  void EndCell() {
    longest_cell = std::max(longest_cell, cell_bytes);
    cell_bytes = 0;
  }
  void BeginRow() {
    ++rows;
    row_cells = 0;
    row_columns = 0;
  }
  void BeginCell(const GumboElement& element) {
    EndCell();
    ++cells;
    row_columns += CutColumnSpan(NumberAttribute(element, "colspan"));
    widest_row = std::max(widest_row, ++row_cells);
    most_columns = std::max(most_columns, row_columns);
  }
  bool IsData() const {
    return !nested && rows >= 2 && widest_row >= 2 && most_columns <= kMostTableColumns &&
           longest_cell <= kLongestCell && bytes > 0 && bytes <= kLongestMean * cells;
  }
};

}  // namespace

bool HoldsQuantity(std::u32string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (!IsDigit(text[i])) continue;
    size_t end = i;
    while (end < text.size() && IsDigit(text[end])) ++end;
    const auto digits = text.substr(i, end - i);
    const bool year = digits.size() == 4 && StartsWithOneOf(digits, {U"19", U"20"}) &&
                      (end == text.size() || text[end] == U'年');
    if (!year) return true;
    i = end;
  }
  return false;
}

std::vector<bool> FindDataTables(const GumboNode* document) {
  struct Frame {
    const GumboNode* node;
    unsigned next;
    bool table;
  };
  std::vector<Shape> shapes;
  std::vector<size_t> open;  // indices into shapes
  std::vector<Frame> stack{{document, 0, false}};
  while (!stack.empty()) {
    Frame& frame = stack.back();
    const bool is_document = frame.node->type == GUMBO_NODE_DOCUMENT;
    const GumboVector& children =
        is_document ? frame.node->v.document.children : frame.node->v.element.children;
    if (frame.next == children.length) {
      if (frame.table) {
        shapes[open.back()].EndCell();
        open.pop_back();
      }
      stack.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children.data[frame.next++]);
    if (child->type == GUMBO_NODE_TEXT && !open.empty()) {
      const size_t bytes = child->v.text.original_text.length;
      shapes[open.back()].bytes += bytes;
      shapes[open.back()].cell_bytes += bytes;
    }
    if (child->type != GUMBO_NODE_ELEMENT) continue;
    const GumboTag tag = child->v.element.tag;
    const bool table = tag == GUMBO_TAG_TABLE;
    if (table) {
      if (!open.empty()) shapes[open.back()].nested = true;
      open.push_back(shapes.size());
      shapes.emplace_back();
    } else if (!open.empty()) {
      Shape& shape = shapes[open.back()];
      if (tag == GUMBO_TAG_TR) {
        shape.BeginRow();
      } else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
        shape.BeginCell(child->v.element);
      }
    }
    stack.push_back({child, 0, table});
  }
  std::vector<bool> data;
  data.reserve(shapes.size());
  for (const Shape& shape : shapes) data.push_back(shape.IsData());
  return data;
}

void TableGrid::BeginRow() {
  if (any_) ++row_;
  any_ = true;
  column_ = 0;
}

uint32_t CutColumnSpan(uint32_t span) { return std::clamp<uint32_t>(span, 1, kMostColumnsSpanned); }

void TableGrid::Place(uint32_t column_span, uint32_t row_span, Cell& cell) {
  column_span = CutColumnSpan(column_span);
  row_span = std::clamp<uint32_t>(row_span, 1, kMostRowsSpanned);
  while (column_ < free_from_.size() && free_from_[column_] > row_) ++column_;
  column_ = std::min(column_, kMostTableColumns - 1);
  column_span = std::min(column_span, kMostTableColumns - column_);
  if (free_from_.size() < column_ + column_span) free_from_.resize(column_ + column_span);
  for (uint32_t c = column_; c < column_ + column_span; ++c) free_from_[c] = row_ + row_span;
  cell.row = row_;
  cell.column = column_;
  cell.column_span = column_span;
  cell.row_span = row_span;
  column_ += column_span;
}

namespace {

// Cells [begin, end) of page.cells that stand in one row.
struct CellRow {
  size_t begin, end;
};

uint32_t EndColumn(const Page& page, const CellRow& row) {
  const Cell& last = page.cells[row.end - 1];
  return last.column + last.column_span;
}

// The corner of a table whose rows end at `width`: the first cell of the first row that has others.
uint32_t CornerColumns(const Page& page, const std::vector<CellRow>& rows, uint32_t width) {
  for (const CellRow& row : rows) {
    const Cell& first = page.cells[row.begin];
    if (row.end - row.begin < 2) continue;
    return first.column == 0 && first.column_span < width ? first.column_span : 1;
  }
  return 1;
}

void WidenLabels(Page& page, const std::vector<CellRow>& rows, const std::vector<bool>& labels) {
  uint32_t width = 0;
  for (const CellRow& row : rows) width = std::max(width, EndColumn(page, row));
  const uint32_t corner = CornerColumns(page, rows, width);
  if (corner < 2) return;
  for (const CellRow& row : rows) {
    size_t behind = row.begin;  // the labels
    while (behind < row.end && labels[behind]) ++behind;
    if (behind == row.begin || behind == row.end) continue;
    const uint32_t columns = page.cells[behind].column;
    if (columns >= corner || EndColumn(page, row) + corner - columns != width) continue;
    page.cells[behind - 1].column_span += corner - columns;
    for (size_t c = behind; c < row.end; ++c) page.cells[c].column += corner - columns;
  }
}

}  // namespace

void WidenLabels(Page& page) {
  if (page.cells.empty()) return;
  std::vector<bool> labels(page.cells.size());
  for (const Line& line : page.lines) {
    const auto words = page.View(line);
    const bool label = !StandsAlone(words) || ListNumberLength(words) > 0;  // 3.其他
    if (line.cell >= 0) labels[static_cast<size_t>(line.cell)] = label;
  }
  std::vector<CellRow> rows;
  for (size_t begin = 0, end; begin < page.cells.size(); begin = end) {
    const Cell& first = page.cells[begin];
    for (end = begin; end < page.cells.size(); ++end) {
      if (page.cells[end].table != first.table || page.cells[end].row != first.row) break;
    }
    rows.push_back({begin, end});
    if (end < page.cells.size() && page.cells[end].table == first.table) continue;
    WidenLabels(page, rows, labels);
    rows.clear();
  }
}

void MarkHeadRows(Page& page) {
  for (size_t i = 0; i < page.lines.size();) {
    if (page.lines[i].cell < 0) {
      ++i;
      continue;
    }
    const uint32_t table = page.cells[page.lines[i].cell].table;
    const uint32_t row = page.cells[page.lines[i].cell].row;
    bool words = true;
    bool marked = false;
    size_t end = i;
    size_t row_end = i;
    for (; end < page.lines.size() && page.lines[end].cell >= 0; ++end) {
      const Cell& cell = page.cells[page.lines[end].cell];
      if (cell.table != table) break;
      if (cell.row == row) {
        row_end = end + 1;
        words &= !HoldsQuantity(page.View(page.lines[end]));
      }
      marked |= cell.head;
    }
    if (words && !marked && row_end < end && row_end - i >= 2) {
      for (size_t k = i; k < row_end; ++k) page.cells[page.lines[k].cell].head = true;
    }
    i = end;
  }
}

}  // namespace fazhi
