#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/table_figures.h"
#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/total_words.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kMostCells = 4096;

// What a cell holds: an observation, kNothing where it says that there is none (0, -, /), kOther for words,
// an empty cell, or one with several figures.
constexpr int kNothing = -1;
constexpr int kOther = -2;

// A table as a grid of figures.
struct Grid {
  size_t columns = 0;
  std::vector<std::u32string> labels;     // of the rows (LabelOf)
  std::vector<std::u32string> heads;      // of the columns, all head rows together
  std::vector<std::vector<int>> figures;  // of the rows
  bool plain = true;                      // no cell below the heads covers several rows or columns
};

std::u32string Squeezed(std::u32string_view text) {
  std::u32string out;
  for (char32_t c : text) {
    if (c != U' ' && c != 0x3000 && c != U'\n' && c != U'\t') out.push_back(c);
  }
  return out;
}

bool SaysNone(std::u32string_view text) {
  return text == U"0" || text == U"-" || text == U"/" || text == U"—" || text == U"无" || text == U"——";
}

// A count that can be added up, earlier years' too.
bool IsAdded(const ReportView& view, int i) {
  const v1::Observation& figure = view.at(i);
  const bool earlier = figure.status() == v1::STATUS_PRIOR && figure.kind() == v1::KIND_LEVEL &&
                       !figure.grey() && figure.quantity().unit() != "%";
  return (view.IsCount(i) || earlier) && figure.quantity().bound() == v1::BOUND_EXACT;
}

int FigureIn(const ReportView& view, const v1::Span& cell, int& at) {
  int found = kOther, spans = 0;
  ForEachFigureIn(view, cell, at, [&](int i) {
    found = i;
    ++spans;
  });
  if (spans > 1) return kOther;
  if (spans == 1) return IsAdded(view, found) ? found : kOther;
  return SaysNone(Squeezed(view.Text(cell.begin(), cell.end()))) ? kNothing : kOther;
}

// The text of the first cell, or of the second where the first holds a number or nothing: 1 | 公安局, | 合计.
std::u32string LabelOf(const std::vector<std::u32string>& texts) {
  if (texts.empty()) return {};
  const bool numbered = std::all_of(texts[0].begin(), texts[0].end(), IsDigit);
  const bool named = texts.size() > 1 && !texts[1].empty() && !IsDigit(texts[1][0]);
  return numbered && named ? texts[1] : texts[0];
}

Grid Read(const ReportView& view, const v1::Table& table, int& at) {
  Grid grid;
  uint32_t heads_end = 0;  // one past the last row that a head covers
  for (uint32_t r = 0; r < static_cast<uint32_t>(table.rows_size()); ++r) {
    const v1::TableRow& row = table.rows(static_cast<int>(r));
    std::vector<int> figures;
    std::vector<std::u32string> texts;
    bool head = true;
    bool covers = false;
    uint32_t end = r + 1;
    for (const v1::TableCell& cell : row.cells()) {
      const size_t column = cell.column();
      if (column >= kMostColumns) continue;
      covers = covers || cell.row_span() > 1 || cell.column_span() > 1;
      end = std::max(end, r + cell.row_span());
      if (column >= figures.size()) {
        figures.resize(column + 1, kOther);
        texts.resize(column + 1);
      }
      figures[column] = FigureIn(view, cell.span(), at);
      texts[column] = Squeezed(view.Text(cell.span().begin(), cell.span().end()));
      if (column > 0 && figures[column] != kOther) head = false;
    }
    grid.columns = std::max(grid.columns, figures.size());
    if (head) {
      if (grid.figures.empty()) {
        grid.heads.resize(std::max(grid.heads.size(), texts.size()));
        for (size_t c = 0; c < texts.size(); ++c) grid.heads[c] += texts[c];
        heads_end = std::max(heads_end, end);
        continue;
      }
    }
    if (covers || r < heads_end) grid.plain = false;
    grid.labels.push_back(LabelOf(texts));
    grid.figures.push_back(std::move(figures));
  }
  grid.heads.resize(grid.columns);
  for (std::vector<int>& row : grid.figures) row.resize(grid.columns, kOther);
  return grid;
}

// One line of a grid: its figures, and the one that is their total.
struct Line {
  std::vector<int> parts;
  int total = kOther;
  bool whole = true;  // every cell says how much it is
};

enum class Verdict { kNotComparable, kAddsUp, kDiffers };

Verdict Judge(const ReportView& view, const Line& line) {
  if (!line.whole || line.total < 0 || line.parts.size() < 2) return Verdict::kNotComparable;
  Figure sum;
  for (int part : line.parts) {
    if (view.at(part).quantity().unit() != view.at(line.total).quantity().unit())
      return Verdict::kNotComparable;
    sum = sum + view.figure(part);
  }
  const Figure& total = view.figure(line.total);
  if (!Disjoint(sum, total)) return Verdict::kAddsUp;
  // A row that is part of another row, or a table of several things: not what the total is the total of.
  for (int part : line.parts) {
    if (!Disjoint(sum - view.figure(part), total)) return Verdict::kNotComparable;
  }
  const bool near = sum.low * 10 >= total.low * 7 && sum.low * 10 <= total.low * 13;
  return near ? Verdict::kDiffers : Verdict::kNotComparable;
}

// Figures are reported only where `least` lines of the same table add up at least, and no more of them differ
// than add up, or one comes near: otherwise the table is not one that is added in that direction. Totals that
// do add up are put into `right`.
void Compare(const ReportView& view, const std::vector<Line>& lines, std::vector<RawFinding>& found,
             std::vector<int>& right, size_t least = 0) {
  size_t add_up = 0, differ = 0;
  for (const Line& line : lines) {
    const Verdict verdict = Judge(view, line);
    if (verdict == Verdict::kAddsUp) right.push_back(line.total);
    add_up += verdict == Verdict::kAddsUp ? 1 : 0;
    differ += verdict == Verdict::kDiffers ? 1 : 0;
  }
  if (differ == 0 || add_up < least || differ > std::max<size_t>(add_up, 1)) return;
  for (const Line& line : lines) {
    if (Judge(view, line) == Verdict::kDiffers) found.push_back(SumMismatch(view, line.total, line.parts));
  }
}

bool IsTotal(std::u32string_view label) {
  // 全市合计
  if (label.size() > 2 && label[0] == U'全') label.remove_prefix(2);
  return IsTotalOfAll(label);
}

// The rows that a row 合计 adds up: all others, or those of 小计 where there are any. None where one of them
// may be part of another.
std::vector<size_t> RowsAdded(const Grid& grid, size_t total) {
  std::vector<size_t> rows, subtotals;
  bool parts = false;
  for (size_t r = 0; r < grid.labels.size(); ++r) {
    if (r == total) continue;
    const std::u32string& label = grid.labels[r];
    rows.push_back(r);
    if (Contains(label, kSubtotalWord)) {
      subtotals.push_back(r);
    } else if (label.empty() || FindingWords::Default().Has("no_row", label)) {
      parts = true;
    }
  }
  if (!subtotals.empty()) return subtotals;
  return parts ? std::vector<size_t>() : rows;
}

void CheckColumns(const ReportView& view, const Grid& grid, std::vector<RawFinding>& found,
                  std::vector<int>& right) {
  if (grid.labels.size() < 3) return;
  const bool last = IsTotal(grid.labels.back());
  if (!last && !IsTotal(grid.labels.front())) return;
  const size_t total = last ? grid.labels.size() - 1 : 0;
  const std::vector<size_t> rows = RowsAdded(grid, total);
  std::vector<Line> lines;
  for (size_t c = 1; c < grid.columns; ++c) {
    if (FindingWords::Default().Has("no_column", grid.heads[c])) continue;
    Line line;
    for (size_t r : rows) {
      const int figure = grid.figures[r][c];
      if (figure >= 0) line.parts.push_back(figure);
      if (figure == kOther) line.whole = false;
    }
    line.total = grid.figures[total][c];
    lines.push_back(std::move(line));
  }
  Compare(view, lines, found, right, rows.size() + 1 == grid.labels.size() && last ? 0 : 1);
}

// The first column of figures: that of the labels where they are figures too (查封 5 | 扣押 2 | 合计 7).
size_t FirstOfFigures(const Grid& grid) {
  if (grid.columns == 0) return 1;
  const bool labels = std::any_of(grid.figures.begin(), grid.figures.end(),
                                  [](const std::vector<int>& row) { return row[0] == kOther; });
  return labels ? 1 : 0;
}

void CheckRows(const ReportView& view, const Grid& grid, std::vector<RawFinding>& found,
               std::vector<int>& right) {
  const size_t first = FirstOfFigures(grid);
  size_t total = grid.columns;
  for (size_t c = first; c < grid.columns; ++c) {
    if (!IsTotal(grid.heads[c])) continue;
    if (total != grid.columns) return;
    total = c;
  }
  // At either end, of two others at least.
  if (grid.columns < first + 3 || (total != first && total + 1 != grid.columns)) return;
  for (size_t c = first; c < grid.columns; ++c) {
    if (c != total && FindingWords::Default().Has("no_column", grid.heads[c])) return;
  }
  std::vector<Line> lines;
  for (const std::vector<int>& row : grid.figures) {
    Line line;
    for (size_t c = first; c < grid.columns; ++c) {
      if (c == total) continue;
      if (row[c] >= 0) line.parts.push_back(row[c]);
      if (row[c] == kOther) line.whole = false;
    }
    line.total = row[total];
    lines.push_back(std::move(line));
  }
  Compare(view, lines, found, right);
}

// A row says what others count twice: 两级重合 46.
bool Overlaps(const Grid& grid) {
  return std::any_of(grid.labels.begin(), grid.labels.end(),
                     [](const auto& label) { return FindingWords::Default().Has("overlap", label); });
}

}  // namespace

void FindTableSums(const ReportView& view, std::vector<RawFinding>& found) {
  int at = 0;
  for (const v1::Table& table : view.report().tables()) {
    size_t cells = 0;
    for (const v1::TableRow& row : table.rows()) cells += static_cast<size_t>(row.cells_size());
    if (cells > kMostCells) continue;
    const Grid grid = Read(view, table, at);
    if (!grid.plain || Overlaps(grid)) continue;
    std::vector<RawFinding> differ;
    std::vector<int> right;
    CheckColumns(view, grid, differ, right);
    CheckRows(view, grid, differ, right);
    // The total of a row is wrong, and so the column of totals does not add up: last what is told of a total
    // that adds up the other way, so that it is dropped where one typo explains both.
    const auto confirmed = [&](const RawFinding& finding) {
      return std::find(right.begin(), right.end(), finding.at[0]) != right.end();
    };
    std::stable_partition(differ.begin(), differ.end(),
                          [&](const auto& finding) { return !confirmed(finding); });
    std::move(differ.begin(), differ.end(), std::back_inserter(found));
  }
}

}  // namespace fazhi::aggregation
