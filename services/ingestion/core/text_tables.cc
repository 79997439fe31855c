#include "services/ingestion/core/text_tables.h"

#include <algorithm>
#include <utility>

#include "services/ingestion/core/html_tables.h"
#include "services/ingestion/core/page_rules.h"
#include "services/ingestion/core/ragged_lines.h"
#include "services/ingestion/core/stacked_rows.h"
#include "services/ingestion/core/table_words.h"
#include "services/ingestion/core/text_rows.h"
#include "services/ingestion/core/unwrap.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr size_t kFewestBlankRows = 3;  // their heads included

class TableFinder {
 public:
  TableFinder(const TextLines& lines, Page& page)
      : lines_(lines), page_(page), ragged_(lines), stacked_(lines) {}

  void Run() {
    for (size_t i = 0; i < lines_.size();) {
      size_t end = ragged_.Read(i, rows_, places_);
      bool table = end > i;
      if (!table) end = FindTable(i, table);
      if (table) {
        AddTable(lines_.lines[i].flags);
      } else {
        const auto begin = lines_.lines.begin();
        page_.lines.insert(page_.lines.end(), begin + static_cast<std::ptrdiff_t>(i),
                           begin + static_cast<std::ptrdiff_t>(end));
      }
      i = end;
    }
  }

 private:
  // Reads rows that begin with the line `first`; returns the line behind their `table`, or behind lines of
  // which none begins one.
  size_t FindTable(size_t first, bool& table) {
    size_t end = stacked_.Read(first, rows_);
    if (end == first) {
      while (end < lines_.size() &&
             (Continues(first, end, lines_.rows[end]) || IsFrame(lines_.text, lines_.lines[end])))
        ++end;
    }
    table = !rows_.empty() && IsTable();
    if (first >= unparted_ && (!table || rows_[0].mark == RowMark::kGap)) {
      // Where any blank parts more rows alike, the gaps were chance.
      std::vector<TextRow> gaps = std::exchange(rows_, {});
      size_t blank_end = first;
      while (blank_end < lines_.size() &&
             Continues(first, blank_end, ReadBlankRow(lines_.text, lines_.lines[blank_end])))
        ++blank_end;
      unparted_ = blank_end;
      if (IsTable() && (!table || blank_end > end)) {
        table = true;
        end = blank_end;
      } else {
        rows_ = std::move(gaps);
      }
    }
    if (table) return end;
    return end > first + 1 ? end - 1 : first + 1;  // the last of them may be the heads of a table
  }

  // Takes the line `at`, which is `row`, as the next one of the run that begins with `first`. All rows stand
  // equally far apart; one between bars may end early.
  bool Continues(size_t first, size_t at, const TextRow& row) {
    const std::vector<Line>& lines = lines_.lines;
    if (row.cells.size() < 2) return false;
    if (!rows_.empty()) {
      const TextRow& heads = rows_[0];
      const bool fits = row.mark == RowMark::kBar ? row.cells.size() <= heads.cells.size()
                                                  : row.cells.size() == heads.cells.size();
      if (row.mark != heads.mark || !fits) return false;
    }
    if (at > first + 1 && !lines[at].Has(Line::kPageBreak) &&
        lines[at].Has(Line::kBlankBefore) != lines[first + 1].Has(Line::kBlankBefore)) {
      return false;
    }
    rows_.push_back(row);
    return true;
  }

  // 第二十条第(一)项 | ||| over the columns of a form.
  bool IsTitle(const TextRow& row) const {
    return (row.mark == RowMark::kBar || row.mark == RowMark::kTab || row.mark == RowMark::kLineEach) &&
           row.cells[0].size() > 0 &&
           std::all_of(row.cells.begin() + 1, row.cells.end(),
                       [](const TextCell& cell) { return cell.size() == 0; });
  }

  // Rows of words before the first figures, most of which stand over others.
  size_t HeadRows() const {
    constexpr size_t kMost = 4;
    const bool parted = rows_[0].mark == RowMark::kTab || rows_[0].mark == RowMark::kBar;
    const size_t most = parted && rows_[0].cells.size() > 2 ? kMost : 1;
    size_t heads = 0;
    while (heads < std::min(most, rows_.size()) && IsWords(rows_[heads])) ++heads;
    return heads;
  }

  // (三)不予公开 | 1.属于国家秘密 |||||: a row of a form that nothing was filled into.
  bool IsBlankRow(const TextRow& row) const {
    if (row.mark != RowMark::kTab && row.mark != RowMark::kBar) return false;
    size_t empty = 0;
    while (empty < row.cells.size() && row.cells[row.cells.size() - 1 - empty].size() == 0) ++empty;
    return empty >= 2 && empty * 2 >= row.cells.size();
  }

  bool IsWords(const TextRow& row) const {
    return std::none_of(row.cells.begin(), row.cells.end(), [&](const TextCell& cell) {
      return HoldsQuantity(NormalizeLine(lines_.View(cell)));
    });
  }

  // 索引号, 发布机构, …
  bool IsMetadata() const {
    return std::all_of(rows_.begin(), rows_.end(), [&](const TextRow& row) {
      return FindLabel(NormalizeLine(lines_.View(row.cells[0])), 0, true).found;
    });
  }

  // Whether the rows are titles and the pages where they begin.
  bool IsContents(bool heads) const {
    if (heads) return lines_.View(rows_[0].cells.back()).find(U'页') != std::u32string_view::npos;
    std::u32string_view before;
    for (const TextRow& row : rows_) {
      const auto last = lines_.View(row.cells.back());
      const bool rises = last.size() > before.size() || (last.size() == before.size() && last >= before);
      if (!rises || !std::all_of(last.begin(), last.end(), IsAnyDigit)) return false;
      if (!BeginsNumbered(lines_.View(row.cells[0]))) return false;
      before = last;
    }
    return true;
  }

  bool IsTable() {
    DropRulesAndMargin();
    if (rows_.size() < 2) return false;
    const size_t columns = rows_[0].cells.size();
    const bool heads = IsWords(rows_[0]);
    if (columns < (heads ? 2 : 3) || columns > kMostTableColumns) return false;
    const RowMark mark = rows_[0].mark;
    if (mark == RowMark::kBlank && (!heads || rows_.size() < kFewestBlankRows)) return false;
    const uint32_t longest =
        mark == RowMark::kGap || mark == RowMark::kBlank ? kLongestBetweenGaps : kLongestCell;
    size_t with_figure = 0;
    size_t titles = 0;
    for (const TextRow& row : rows_) {
      titles += IsTitle(row) || IsBlankRow(row) ? 1 : 0;
      bool figure = false;
      for (const TextCell& cell : row.cells) {
        if (cell.size() > longest) return false;
        figure |= StandsAlone(lines_.View(cell));
      }
      with_figure += figure ? 1 : 0;
    }
    if (with_figure == 0 || with_figure * 2 + titles < rows_.size() - HeadRows()) return false;
    return !IsMetadata() && !IsContents(heads);
  }

  // Takes off rules between rows, and the empty first column of rows that are all set in by a tab.
  void DropRulesAndMargin() {
    const auto rule = [&](const TextRow& row) { return IsRule(lines_.text, row); };
    rows_.erase(std::remove_if(rows_.begin(), rows_.end(), rule), rows_.end());
    const bool margin = std::all_of(rows_.begin(), rows_.end(), [](const TextRow& row) {
      return row.cells.size() > 1 && row.cells.front().size() == 0;
    });
    if (!margin) return;
    for (TextRow& row : rows_) row.cells.erase(row.cells.begin());
  }

  void AddTable(uint8_t flags) {
    const uint32_t table = page_.tables++;
    for (size_t r = 0; r < rows_.size(); ++r) {
      const auto columns = static_cast<uint32_t>(rows_[r].cells.size());
      if (IsTitle(rows_[r]) && places_.empty()) rows_[r].cells.resize(1);
      for (size_t c = 0; c < rows_[r].cells.size(); ++c) {
        Cell cell;
        if (rows_[r].cells.size() == 1) cell.column_span = columns;
        cell.table = table;
        cell.row = static_cast<uint32_t>(r);
        cell.column = static_cast<uint32_t>(c);
        if (!places_.empty()) {
          const RaggedCell& place = places_[r][c];
          cell.column = place.column;
          cell.column_span = place.column_span;
          cell.row_span = place.row_span;
        }
        page_.cells.push_back(cell);
        Line line;
        const TextCell& words = rows_[r].cells[c];
        if (!MeasureLine(lines_.text, words.begin, words.end, line)) continue;
        line.cell = static_cast<int32_t>(page_.cells.size()) - 1;
        line.flags = std::exchange(flags, uint8_t{0});
        page_.lines.push_back(line);
      }
    }
  }

  const TextLines& lines_;
  Page& page_;
  RaggedLines ragged_;
  StackedRows stacked_;
  std::vector<TextRow> rows_;      // of the run that is looked at
  std::vector<RaggedRow> places_;  // of its cells, where they do not stand one behind the other
  size_t unparted_ = 0;            // lines before it are no rows that single blanks part
};

}  // namespace

void FindTextTables(Page& page) {
  const std::vector<Line> lines = std::exchange(page.lines, {});
  TableFinder(TextLines(page.text, lines), page).Run();
  WidenLabels(page);
  MarkHeadRows(page);
}

}  // namespace fazhi
