#include "services/ingestion/core/stacked_rows.h"

#include <algorithm>
#include <string_view>

#include "services/ingestion/core/html_tables.h"
#include "services/ingestion/core/table_words.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi {
namespace {

constexpr size_t kFewestStacked = 6;  // cells that end in bars
constexpr size_t kMostStackedColumns = 40;
constexpr size_t kLongestBareCell = 20;  // of words, where no bars part the cells
constexpr size_t kLongestBareFigure = 12;
constexpr size_t kMostBareColumns = 12;

}  // namespace

size_t StackedRows::Read(size_t first, std::vector<TextRow>& rows) {
  if (first < untabled_) return first;
  rows_ = &rows;
  cells_.clear();
  line_of_.clear();
  size_t end = first;
  if (!IsBar(lines_.View(first).back())) return ReadBareCells(first);
  while (end < lines_.size() && AppendStackedCells(lines_.text, lines_.lines[end], cells_)) {
    line_of_.resize(cells_.size(), ++end);
  }
  if (cells_.size() < kFewestStacked) return first;
  const size_t cells = cells_[0].size() == 0 ? RowsBehindBars() : RowsBehindLabels();
  if (cells == 0) untabled_ = end;
  return cells == 0 ? first : line_of_[cells - 1];
}

bool StackedRows::IsWord(size_t line) const {
  const auto inside = lines_.View(line);
  return inside.size() <= kLongestBareCell &&
         inside.find_first_of(U"。；;，,：:") == std::u32string_view::npos && !HoldsQuantity(inside);
}

bool StackedRows::IsFigure(size_t line) const {
  return lines_.lines[line].size() <= kLongestBareFigure && StandsAlone(lines_.View(line));
}

// Cells without any bar: only where two rows or more, each a label and as many figures, follow as many
// heads; rows that are numbered, below 序号; or one row of as many figures as there are heads below a
// title.
size_t StackedRows::ReadBareCells(size_t first) {
  size_t width = 0;
  while (first + width < lines_.size() && width <= kMostBareColumns && IsWord(first + width)) ++width;
  if (width < 3) return first;
  if (lines_.View(first) == U"序号") return ReadNumberedCells(first, width);
  if (const size_t end = ReadOneRow(first, width); end > first) return end;
  if (width-- < 4) return first;  // the last of them is the first row's label
  size_t end = first + width;
  for (size_t at = end; at + width <= lines_.size() && IsWord(at); at += width) {
    size_t k = 1;
    while (k < width && IsFigure(at + k)) ++k;
    if (k < width) break;
    end = at + width;
  }
  const bool more = end < lines_.size() && IsFigure(end);
  if (more || end < first + 3 * width) return first;
  return AddBareRows(first, end, width);
}

size_t StackedRows::AddBareRows(size_t first, size_t end, size_t width) {
  for (size_t i = first; i < end; ++i) cells_.push_back({lines_.lines[i].begin, lines_.lines[i].end});
  for (size_t at = 0; at < cells_.size(); at += width) AddRow(at, at + width, RowMark::kLineEach);
  return end;
}

// 序号 | 处理方式 | 数量, then 1 | 维持 | 350, 2 | 终止 | 68 …
size_t StackedRows::ReadNumberedCells(size_t first, size_t width) {
  size_t end = first + width;
  for (size_t number = 1; end + width <= lines_.size(); ++number, end += width) {
    const auto printed = lines_.View(end);
    uint64_t value = 0;
    for (const char32_t c : printed)
      value = IsAnyDigit(c) && value < 1000 ? value * 10 + (c & 0xF) : 1u << 20;
    if (value != number || !IsWord(end + 1)) break;
    size_t figures = 0;
    for (size_t k = 2; k < width; ++k) figures += IsFigure(end + k) ? 1 : 0;
    if (figures == 0) break;
  }
  return end < first + 3 * width ? first : AddBareRows(first, end, width);
}

bool StackedRows::IsBelowTitle(size_t first) const {
  if (first == 0) return false;
  const auto above = lines_.View(first - 1);
  return !above.empty() && (above.back() == U'表' || (above.front() == U'表' && above.size() <= 2));
}

// 行政许可实施情况统计表, then 申请数量 | 受理数量 | 许可数量, then 36 | 35 | 33; above the heads may stand
// one over all of them (行政许可实施数量(宗)).
size_t StackedRows::ReadOneRow(size_t first, size_t width) {
  constexpr std::u32string_view kCount = U"数量";
  size_t figures = 0;
  while (first + width + figures < lines_.size() && IsFigure(first + width + figures)) ++figures;
  const auto corner = lines_.View(first);
  const auto named = corner.substr(0, corner.find_first_of(U"(（"));
  const size_t over = figures + 1 == width && named.size() > kCount.size() && EndsWith(named, kCount) ? 1 : 0;
  if (figures < 3 || figures + over != width) return first;
  if (over == 0 && !IsBelowTitle(first)) return first;
  if (over > 0) {
    cells_.push_back({lines_.lines[first].begin, lines_.lines[first].end});
    cells_.insert(cells_.end(), figures - 1, {lines_.lines[first].end, lines_.lines[first].end});
  }
  return AddBareRows(first + over, first + width + figures, figures);
}

// Each row begins with an empty cell: the bar that opens it. Returns how many cells the rows take.
size_t StackedRows::RowsBehindBars() {
  for (size_t width = 3; width <= kMostStackedColumns && width * 2 <= cells_.size(); ++width) {
    size_t at = 0;
    while (at < cells_.size() && cells_[at].size() == 0) at += width;
    if (at < cells_.size()) continue;
    for (at = 0; at + 1 < cells_.size(); at += width) AddRow(at + 1, std::min(at + width, cells_.size()));
    return cells_.size();
  }
  return 0;
}

// Each row is a label and its figures, as many as there are heads before the first label.
size_t StackedRows::RowsBehindLabels() {
  const auto figure = [&](size_t i) { return cells_[i].size() == 0 || StandsAlone(lines_.View(cells_[i])); };
  size_t begin = 0;
  while (begin < cells_.size() && !figure(begin)) ++begin;
  size_t width = 1;
  while (begin + width - 1 < cells_.size() && figure(begin + width - 1)) ++width;
  if (width < 3 || width > kMostStackedColumns || begin != width + 1) return 0;
  AddRow(0, width);
  size_t at = width;
  for (; at + width <= cells_.size() && !figure(at); at += width) {
    size_t k = 1;
    while (k < width && figure(at + k)) ++k;
    if (k < width) break;
    AddRow(at, at + width);
  }
  return at;
}

void StackedRows::AddRow(size_t begin, size_t end, RowMark mark) {
  TextRow& row = rows_->emplace_back();
  row.mark = mark;
  row.cells.assign(cells_.begin() + static_cast<std::ptrdiff_t>(begin),
                   cells_.begin() + static_cast<std::ptrdiff_t>(end));
}

}  // namespace fazhi
