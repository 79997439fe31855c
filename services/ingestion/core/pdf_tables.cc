#include "services/ingestion/core/pdf_tables.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/ingestion/core/html_tables.h"
#include "services/ingestion/core/page_rules.h"
#include "services/ingestion/core/pdf_columns.h"
#include "services/ingestion/core/pdf_rows.h"
#include "services/ingestion/core/pdf_runs.h"
#include "services/ingestion/core/pdf_spans.h"
#include "services/ingestion/core/unwrap.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr float kHeadAbove = 2.2F;  // ems between lines of heads
constexpr float kRowAbove = 3.2F;   // ems between heads, one for each column, and the first row
constexpr float kSameSize = 1.08F;  // times as large
constexpr size_t kMostHeadRows = 4;
constexpr size_t kMostHeadLines = 8;
constexpr size_t kMostTries = 200;   // lines of a run that is looked at again from its next line on
constexpr size_t kLongestHead = 16;  // of a table of words
constexpr size_t kFewestRowsOfWords = 3;

class TableFinder {
 public:
  explicit TableFinder(const PdfPrint& print)
      : print_(print), pdf_(print.pdf), lines_(print.lines), running_(print.running) {}

  std::vector<PdfTable> Run() {
    for (size_t i = 0; i < lines_.size();) {
      PdfRun run{i, i};
      if (!running_[i]) run = FindPdfRun(print_, i, tables_.empty() ? 0 : tables_.back().last);
      if (run.last > i + 1 && AddTable(run.first, run.last)) {
        i = tables_.back().last;
      } else {
        i = run.last > i + kMostTries ? run.last : i + 1;
      }
    }
    return std::move(tables_);
  }

 private:
  bool AddTable(size_t first, size_t last) {
    PdfTable table;
    std::vector<PdfLine> of;
    std::vector<size_t> place;  // of each of them among all lines
    for (size_t i = first; i < last; ++i) {
      if (running_[i]) {
        table.others.push_back(i);
      } else {
        of.push_back(lines_[i]);
        place.push_back(i);
      }
    }
    DropRepeatedHeads(of, place);
    std::vector<PdfColumn> columns = FindColumns(pdf_, of);
    for (size_t n = 0; n < kMostHeadRows && first > 0 && IsHeadAbove(first - 1, columns); ++n) {
      of.insert(of.begin(), lines_[--first]);
      place.insert(place.begin(), first);
      columns = FindColumns(pdf_, of);
    }
    if (columns.size() < 2) return false;
    columns_ = static_cast<uint32_t>(columns.size());
    std::vector<PdfTableLine> cut;
    for (size_t i = 0; i < of.size(); ++i) {
      cut.push_back(
          {of[i].base, of[i].em, i > 0 && of[i].page != of[i - 1].page, CutAtColumns(pdf_, of[i], columns)});
    }
    std::vector<size_t> begins = CutIntoRows(cut, columns_);
    begins.push_back(cut.size());
    // Rows of one cell at both ends are lines beside the table.
    size_t from = 0;
    while (from + 1 < begins.size() && IsOneCell(cut, begins[from], begins[from + 1])) ++from;
    size_t to = begins.size() - 1;
    while (to > from && IsOneCell(cut, begins[to - 1], begins[to])) --to;
    if (to < from + 2) return false;
    MakeGrid(cut, begins, from, to);
    const uint32_t heads = Heads();
    if (!IsTable(heads)) return false;
    SpreadHeads(heads, columns_, cells_);
    SpreadLabels(heads, middles_, of.front().em, cells_);
    table.first = place[begins[from]];
    table.last = place[begins[to] - 1] + 1;
    Fill(heads, table);
    tables_.push_back(std::move(table));
    return true;
  }

  static bool IsOneCell(const std::vector<PdfTableLine>& lines, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      for (const PdfPiece& piece : lines[i].pieces) {
        if (piece.column != lines[begin].pieces[0].column) return false;
        if (piece.column > 0 && piece.last_column > piece.column) return false;  // a head over some columns
      }
    }
    return true;
  }

  void MakeGrid(const std::vector<PdfTableLine>& lines, const std::vector<size_t>& begins, size_t from,
                size_t to) {
    cells_.clear();
    middles_.clear();
    for (size_t r = from; r < to; ++r) {
      const size_t row_begin = cells_.size();
      for (size_t i = begins[r]; i < begins[r + 1]; ++i) {
        for (const PdfPiece& piece : lines[i].pieces) {
          auto cell = std::find_if(cells_.begin() + static_cast<std::ptrdiff_t>(row_begin), cells_.end(),
                                   [&](const PdfGridCell& c) { return c.column == piece.column; });
          if (cell == cells_.end()) {
            cell = cells_.emplace(cells_.end());
            cell->row = static_cast<uint32_t>(r - from);
            cell->column = piece.column;
            cell->last_column = piece.last_column;
            cell->top = lines[i].base;
          }
          cell->bottom = lines[i].base;
          cell->figure |= piece.figure;
          cell->pieces.push_back(piece);
          AppendWords(pdf_, piece.first, piece.last, cell->text);
        }
      }
      std::sort(cells_.begin() + static_cast<std::ptrdiff_t>(row_begin), cells_.end(),
                [](const PdfGridCell& a, const PdfGridCell& b) { return a.column < b.column; });
      const PdfGridCell& last = cells_.back();
      middles_.push_back((last.top + last.bottom) / 2);
    }
  }

  // Whether the line has a head for each of the columns, or heads over some of
  // them.
  bool IsHeadAbove(size_t at, const std::vector<PdfColumn>& columns) const {
    if (columns.size() < 3 || running_[at] || (!tables_.empty() && at < tables_.back().last)) return false;
    const PdfLine& line = lines_[at];
    const PdfLine& below = lines_[at + 1];
    if (line.page != below.page || below.base - line.base > kRowAbove * line.em) return false;
    if (line.em > below.em * kSameSize || below.em > line.em * kSameSize) return false;
    const std::vector<PdfPiece> pieces = CutAtColumns(pdf_, line, columns);
    if (std::any_of(pieces.begin(), pieces.end(), [](const PdfPiece& piece) { return piece.figure; }))
      return false;
    if (pieces.size() == columns.size()) return true;
    if (below.base - line.base > kHeadAbove * line.em) return false;
    // A caption is in the middle, 单位：件 at the end, and a text begins at the
    // margin.
    const float off = line.left + line.right - columns.front().left - columns.back().right;
    return pieces.front().column > 0 &&
           (pieces.size() > 1 || (pieces[0].last_column + 1 < columns.size() && std::abs(off) > 2 * line.em));
  }

  // Takes out the lines that repeat the table's first ones at the top of a
  // page.
  void DropRepeatedHeads(std::vector<PdfLine>& lines, std::vector<size_t>& places) const {
    std::vector<std::u32string> heads;
    for (const PdfLine& line : lines) {
      if (heads.size() == kMostHeadLines || HasFigure(pdf_, line)) break;
      AppendWords(pdf_, line.first, line.last, heads.emplace_back());
    }
    std::u32string text;
    size_t kept = 0;
    size_t repeats = heads.size();
    for (size_t i = 0; i < lines.size(); ++i) {
      if (i > 0 && lines[i].page != lines[i - 1].page) repeats = 0;
      text.clear();
      if (repeats < heads.size()) AppendWords(pdf_, lines[i].first, lines[i].last, text);
      if (repeats < heads.size() && text == heads[repeats]) {
        ++repeats;
        continue;
      }
      repeats = heads.size();
      places[kept] = places[i];
      lines[kept++] = lines[i];
    }
    lines.resize(kept);
    places.resize(kept);
  }

  // Rows before the first with a figure.
  uint32_t Heads() const {
    const auto figure =
        std::find_if(cells_.begin(), cells_.end(), [](const PdfGridCell& cell) { return cell.figure; });
    return figure == cells_.end() ? 1 : figure->row;
  }

  bool IsTable(uint32_t heads) const {
    const size_t rows = middles_.size();
    if (rows < 2 || heads > kMostHeadRows || heads >= rows) return false;
    std::vector<bool> figures(rows), labels(rows), told(rows);
    size_t longest_head = 0;
    bool head_words = true;
    for (const PdfGridCell& cell : cells_) {
      const std::u32string text = NormalizeLine(cell.text);
      if (cell.figure) figures[cell.row] = true;
      if (cell.column == 0) {
        labels[cell.row] = true;
        told[cell.row] = FindLabel(text, 0, true).found;
      }
      if (cell.row >= heads) continue;
      longest_head = std::max(longest_head, text.size());
      head_words &= !HoldsQuantity(text);
    }
    const auto count = [](const std::vector<bool>& of) {
      return static_cast<size_t>(std::count(of.begin(), of.end(), true));
    };
    if (count(told) == rows) return false;  // 索引号, 发布机构, …
    if (count(figures) == 0) {
      return rows >= kFewestRowsOfWords && head_words && longest_head <= kLongestHead &&
             count(labels) * 2 > rows && CellsOfRow(0) == columns_;
    }
    if (count(figures) * 2 < rows - heads || IsContents(heads)) return false;
    return heads > 0 ? head_words : columns_ >= 3;
  }

  size_t CellsOfRow(uint32_t row) const {
    size_t n = 0;
    for (const PdfGridCell& cell : cells_) n += cell.row == row ? 1 : 0;
    return n;
  }

  // Whether the rows are titles and the pages where they begin.
  bool IsContents(uint32_t heads) const {
    std::u32string before;
    for (const PdfGridCell& cell : cells_) {
      if (cell.row < heads) {
        if (cell.last_column + 1 == columns_ && Contains(cell.text, U"页")) return true;
        continue;
      }
      if (cell.column == 0 && !BeginsNumbered(cell.text)) return false;
      if (cell.last_column + 1 < columns_) continue;
      const bool rises =
          cell.text.size() > before.size() || (cell.text.size() == before.size() && cell.text >= before);
      if (!rises || !std::all_of(cell.text.begin(), cell.text.end(), IsDigit)) return false;
      before = cell.text;
    }
    return true;
  }

  void Fill(uint32_t heads, PdfTable& table) const {
    std::vector<uint32_t> covered(columns_, 0);  // rows before it have a cell in the column
    auto next = cells_.begin();
    for (uint32_t row = 0; row < middles_.size(); ++row) {
      for (uint32_t column = 0; column < columns_;) {
        PdfCell made;
        made.cell.row = row;
        made.cell.column = column;
        if (next != cells_.end() && next->row == row && next->column == column) {
          made.cell.column_span = next->last_column - column + 1;
          made.cell.row_span = next->row_span;
          made.cell.head = row < heads && heads > 1;
          made.pieces = next->pieces;
          for (uint32_t c = column; c <= next->last_column; ++c) covered[c] = row + next->row_span;
          ++next;
        } else if (covered[column] > row) {
          ++column;
          continue;
        }
        column += made.cell.column_span;
        table.cells.push_back(std::move(made));
      }
    }
  }

  const PdfPrint& print_;
  const PdfWords& pdf_;
  const std::vector<PdfLine>& lines_;
  const std::vector<bool>& running_;
  std::vector<PdfTable> tables_;
  // Of the table that is looked at.
  uint32_t columns_ = 0;
  std::vector<PdfGridCell> cells_;
  std::vector<float> middles_;  // of each row
};

}  // namespace

std::vector<PdfTable> FindPdfTables(const PdfWords& pdf, const std::vector<PdfLine>& lines,
                                    const std::vector<bool>& running) {
  const PdfPrint print{pdf, lines, running};
  return TableFinder(print).Run();
}

}  // namespace fazhi
