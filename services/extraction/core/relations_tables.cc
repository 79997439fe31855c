#include "services/extraction/core/relations_tables.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "services/extraction/core/relations_stages.h"
#include "services/extraction/core/relations_table_rates.h"
#include "services/extraction/core/table_layout.h"
#include "services/text/affixes.h"
#include "services/text/total_words.h"

namespace fazhi::extraction {
namespace {

// Rows and columns headed as totals that are tried.
constexpr size_t kMostTotals = 8;
// A total whose parts make something further off than this (in %) has other parts.
constexpr int64_t kTotalSlackPercent = 20;
// Cells before another in its row or column that may be its whole.
constexpr uint32_t kReach = 12;
constexpr uint32_t kMostColumns = 1024;
// Figures before the table that its rows may make up, the smallest of them that tells, and the fewest rows.
constexpr uint32_t kReachBefore = 48;
constexpr int64_t kTellingWholeE4 = 20 * 10000;
constexpr size_t kFewestRows = 3;

// 其中:联合检查; #联合检查.
bool SaysAmong(std::u32string_view words) { return StartsWithOneOf(words, {U"其中", U"#"}); }

class Reader {
 public:
  Reader(const RelationView& view, uint32_t begin, uint32_t end, std::vector<Relation>& relations)
      : view_(view),
        relations_(relations),
        table_(TableOf(begin)),
        layout_(table_, view.text),
        begin_(begin) {
    for (uint32_t m = begin; m < end; ++m) {
      if (m > begin && view.measures[m].quantity == view.measures[m - 1].quantity) continue;
      if (view.Figure(m).kind != v1::KIND_LEVEL) continue;
      AddCell(m);
    }
    const auto rate = [&](const TableFigure& cell) { return view.IsRate(cell.measure); };
    std::copy_if(cells_.begin(), cells_.end(), std::back_inserter(rates_), rate);
    cells_.erase(std::remove_if(cells_.begin(), cells_.end(), rate), cells_.end());
    among_.resize(static_cast<size_t>(table_.rows_size()));
    carried_.resize(among_.size());
    for (int r = 0; r < table_.rows_size(); ++r) {
      for (const v1::TableCell& cell : table_.rows(r).cells()) {
        const auto words = Words(cell);
        if (TableLayout::HoldsFigure(words)) break;
        if (SaysAmong(words)) among_[static_cast<size_t>(r)] = true;
        if (Contains(words, U"结转")) carried_[static_cast<size_t>(r)] = true;
      }
    }
  }

  void Run() {
    if (cells_.size() < 2) return;
    ReadAmong();
    std::vector<uint32_t> rows;
    std::vector<uint32_t> columns;
    FindTotals(rows, columns);
    // 一季度 … 四季度, 全年: the numbers have to say that the columns before make it up.
    std::vector<uint32_t> years;
    FindYears(years);
    const auto row = [](const TableFigure& c) { return c.row; };
    const auto column = [](const TableFigure& c) { return c.column; };
    // A figure is first a part of its row's total (自然人 | 法人 | 总计), and that of its column's.
    for (const uint32_t total : columns) AddUp(total, ColumnsOf(total), kTotalSlackPercent, column, row);
    // Totals of blocks of rows (小计) first, so that they themselves are parts of the total of all.
    for (size_t i = 0; rows.size() > 1 && i < rows.size(); ++i) {
      AddUp(rows[i], {i == 0 ? 0 : rows[i - 1] + 1, rows[i]}, 0, row, column);
    }
    for (size_t i = rows.size(); i > 0; --i) {
      AddUp(rows[i - 1], RowsOf(rows[i - 1]), kTotalSlackPercent, row, column);
    }
    for (const uint32_t year : years) AddUp(year, {0, year}, 0, column, row);
    ReadAmongAcross();
    ReadDue();
    ReadActs();
    TableRates rates(view_, cells_, rates_, relations_);
    if (rows.empty()) ReadWholesBefore(rates);
    rates.Read();
  }

 private:
  const v1::Table& TableOf(uint32_t m) const {
    return view_.context.outline.report().tables(static_cast<int>(view_.SentenceOf(m).table() - 1));
  }

  std::u32string_view Words(const v1::TableCell& cell) const {
    return view_.context.Slice(cell.span().begin(), cell.span().end());
  }

  void AddCell(uint32_t m) {
    const uint32_t row = view_.SentenceOf(m).row();
    const uint32_t at = view_.Figure(m).begin;
    const auto& cells = table_.rows(static_cast<int>(row)).cells();
    if (cells_.empty() || cells_.back().row != row) cursor_ = 0;
    while (cursor_ < cells.size() && cells[cursor_].span().end() <= at) ++cursor_;
    if (cursor_ < cells.size() && cells[cursor_].span().begin() <= at) {
      cells_.push_back({row, cells[cursor_].column(), m});
    }
  }

  void FindTotals(std::vector<uint32_t>& rows, std::vector<uint32_t>& columns) const {
    for (int r = 0; r < table_.rows_size(); ++r) {
      for (const v1::TableCell& cell : table_.rows(r).cells()) {
        if (layout_.IsHead(r) && cell.column() > 0 && SaysTotal(Words(cell)) &&
            columns.size() < kMostTotals) {
          columns.push_back(cell.column());
        }
      }
      for (const v1::TableCell& cell : table_.rows(r).cells()) {
        const auto words = Words(cell);
        const bool number = cell.column() == 0;  // 5 | 合计
        if ((TableLayout::HoldsFigure(words) && !number) || layout_.IsHead(r)) break;
        if (!SaysTotal(words)) continue;
        rows.push_back(static_cast<uint32_t>(r));
        break;
      }
    }
    if (rows.size() > kMostTotals) rows.erase(rows.begin(), rows.end() - kMostTotals);
  }

  void FindYears(std::vector<uint32_t>& columns) const {
    for (int r = 0; r < layout_.heads()[0].end; ++r) {
      for (const v1::TableCell& cell : table_.rows(r).cells()) {
        const auto words = Words(cell);
        const bool year = words == U"全年" || words == U"累计" || words == U"全年累计";
        if (year && columns.size() < kMostTotals) columns.push_back(cell.column());
      }
    }
  }

  // The cells of a row headed 其中 are parts of those of the last row above that is not.
  void ReadAmong() {
    if (std::find(among_.begin(), among_.end(), true) == among_.end()) return;
    std::vector<uint32_t> above;  // by column: the last cell of a row that is no part
    for (const TableFigure& cell : cells_) {
      if (cell.column >= kMostColumns) continue;
      if (cell.column >= above.size()) above.resize(cell.column + 1, kNoMeasure);
      uint32_t& whole = above[cell.column];
      if (!among_[cell.row]) {
        whole = cell.measure;
      } else if (whole != kNoMeasure && view_.UnitOf(cell.measure) == view_.UnitOf(whole) &&
                 view_.Fits(cell.measure, whole)) {
        relations_[cell.measure].part_of = whole;
      }
    }
    for (size_t i = 0; i < cells_.size(); ++i) {
      if (among_[cells_[i].row] && relations_[cells_[i].measure].part_of != kNoMeasure) ReadAmongOn(i);
    }
  }

  // 案件数 | 其中一般程序 | 其中简易程序: what stands in such a column is a part of the nearest before it in
  // the row that stands in none.
  void ReadAmongAcross() {
    std::vector<bool> among(kMostColumns);
    for (int r = 0; r < layout_.heads()[0].end; ++r) {
      for (const v1::TableCell& head : table_.rows(r).cells()) {
        const uint32_t end = std::min(head.column() + std::max(head.column_span(), 1u), kMostColumns);
        for (uint32_t c = head.column(); c > 0 && c < end && SaysAmong(Words(head)); ++c) among[c] = true;
      }
    }
    if (std::find(among.begin(), among.end(), true) == among.end()) return;
    for (size_t i = 0; i < cells_.size(); ++i) {
      if (cells_[i].column >= kMostColumns || !among[cells_[i].column]) continue;
      for (size_t w = i; w-- > 0 && cells_[w].row == cells_[i].row && i - w < kReach;) {
        const uint32_t whole = cells_[w].measure;
        if (among[cells_[w].column] || view_.UnitOf(cells_[i].measure) != view_.UnitOf(whole)) continue;
        if (view_.Fits(cells_[i].measure, whole)) relations_[cells_[i].measure].part_of = whole;
        break;
      }
    }
  }

  // 其中:刑事 | 民事 | 行政: the rows behind that make up the whole with it are parts of it too.
  void ReadAmongOn(size_t first) {
    const uint32_t whole = relations_[cells_[first].measure].part_of;
    absl::int128 sum = view_.ValueE4(cells_[first].measure);
    run_.clear();
    for (size_t i = first + 1; i < cells_.size() && cells_[i].row - cells_[first].row < kReach; ++i) {
      if (cells_[i].column != cells_[first].column) continue;
      const uint32_t m = cells_[i].measure;
      if (view_.UnitOf(m) != view_.UnitOf(whole)) return;
      sum += view_.ValueE4(m);
      if (sum > view_.ValueE4(whole)) return;
      run_.push_back(m);
      if (sum < view_.ValueE4(whole)) continue;
      for (const uint32_t part : run_) relations_[part].part_of = whole;
      return;
    }
  }

  // Lines [begin, end) whose cells a total may add up.
  struct Lines {
    uint32_t begin = 0;
    uint32_t end = UINT32_MAX;
  };

  // 三、本年度办理结果 in front of 予以公开 … 总计: the total of the rows that one cell reaches down over.
  Lines RowsOf(uint32_t total) const {
    const auto& above = layout_.Above(static_cast<int>(total));
    if (!above.empty()) {
      const auto reaches = [&](uint32_t r) {
        const auto& cells = layout_.Above(static_cast<int>(r));
        return std::find(cells.begin(), cells.end(), above.back()) != cells.end();
      };
      Lines lines = {total, total + 1};
      while (lines.begin > 0 && reaches(lines.begin)) --lines.begin;
      while (reaches(lines.end)) ++lines.end;
      return lines;
    }
    return {};
  }

  // 行政复议 over 维持 | 纠正 | 总计: the total of the columns that one head stands over.
  Lines ColumnsOf(uint32_t total) const {
    Lines lines;
    for (int r = 0; r < layout_.heads()[0].end; ++r) {
      for (const v1::TableCell& head : table_.rows(r).cells()) {
        const uint32_t end = head.column() + head.column_span();
        const bool holds = head.column() <= total && total < end && head.column_span() > 2;
        if (holds && !SaysTotal(Words(head))) lines = {head.column(), end};
      }
    }
    return lines;
  }

  // The cells of a line headed 合计 hold, for each place across, the sum of what the other `lines` hold
  // there.
  template <typename Along, typename Across>
  void AddUp(uint32_t total, Lines lines, int64_t slack, Along along, Across across) {
    order_ = cells_;
    std::stable_sort(order_.begin(), order_.end(),
                     [&](const TableFigure& a, const TableFigure& b) { return across(a) < across(b); });
    bool adds_up = false;                             // of two parts or more, to the last digit
    std::vector<std::pair<uint32_t, uint32_t>> lone;  // the only part of a line and its equal
    for (size_t begin = 0, end; begin < order_.size(); begin = end) {
      end = begin;
      const TableFigure* whole = nullptr;
      while (end < order_.size() && across(order_[end]) == across(order_[begin])) {
        if (along(order_[end]) == total) whole = &order_[end];
        ++end;
      }
      if (whole == nullptr) continue;
      // 查封 17 | 扣押 26 | 合计 43 | 另:申请法院强制执行 6: what stands before it makes it up alone.
      const bool before = AddsUpBefore(begin, *whole, lines, along);
      const auto is_part = [&](const TableFigure& cell) {
        return lines.begin <= along(cell) && along(cell) < (before ? total : lines.end) &&
               IsPart(cell, *whole);
      };
      absl::int128 sum = 0;
      size_t parts = 0;
      uint32_t part = kNoMeasure;
      for (size_t i = begin; i < end; ++i) {
        if (!is_part(order_[i])) continue;
        part = order_[i].measure;
        sum += view_.ValueE4(part);
        ++parts;
      }
      const absl::int128 printed = view_.ValueE4(whole->measure);
      const absl::int128 off = sum > printed ? sum - printed : printed - sum;
      if (parts == 1 && off == 0) lone.emplace_back(part, whole->measure);
      adds_up |= parts > 1 && off == 0;
      if (parts < 2 || off * 100 > printed * slack) {
        AddUpAbove(begin, static_cast<size_t>(whole - order_.data()));
        continue;
      }
      for (size_t i = begin; i < end; ++i) {
        if (is_part(order_[i])) relations_[order_[i].measure].part_of = whole->measure;
      }
    }
    // 自然人 4, 法人 empty, 总计 4: where the other lines add up.
    for (size_t i = 0; adds_up && i < lone.size(); ++i) relations_[lone[i].first].part_of = lone[i].second;
  }

  // Whether two cells of order_ or more from `begin` on that stand in the lines before the total make it up.
  template <typename Along>
  bool AddsUpBefore(size_t begin, const TableFigure& whole, Lines lines, Along along) const {
    absl::int128 sum = 0;
    size_t parts = 0;
    for (size_t i = begin; i < order_.size() && &order_[i] != &whole; ++i) {
      if (along(order_[i]) < lines.begin || along(order_[i]) >= lines.end || !IsPart(order_[i], whole))
        continue;
      sum += view_.ValueE4(order_[i].measure);
      ++parts;
    }
    return parts > 1 && sum == view_.ValueE4(whole.measure);
  }

  // 罚款 | 警告 | 处罚合计 among rows of other things: the cells of order_ right before the total that make
  // it up.
  void AddUpAbove(size_t begin, size_t total) {
    const TableFigure& whole = order_[total];
    absl::int128 sum = 0;
    for (size_t i = total; i > begin && total - i < kReach && IsPart(order_[i - 1], whole); --i) {
      sum += view_.ValueE4(order_[i - 1].measure);
      if (sum > view_.ValueE4(whole.measure)) return;
      if (sum < view_.ValueE4(whole.measure) || i == total) continue;
      for (size_t k = i - 1; k < total; ++k) relations_[order_[k].measure].part_of = whole.measure;
      return;
    }
  }

  // 受理 | 审结 over the columns, or one below the other: what was done to a part of what stands before.
  void ReadActs() {
    for (size_t i = 0; i < cells_.size(); ++i) {
      const uint32_t m = cells_[i].measure;
      if (relations_[m].part_of != kNoMeasure) continue;
      const int line = LineOf(m);
      if (line < 0 || carried_[cells_[i].row]) continue;
      int best_rank = INT32_MAX;
      for (size_t k = i; k > 0 && i - k < kReach; --k) {
        const TableFigure& before = cells_[k - 1];
        const bool beside = before.row == cells_[i].row;
        if (!beside && before.column != cells_[i].column) continue;
        if (!view_.SameUnitAndTime(m, before.measure) || !view_.Fits(m, before.measure)) continue;
        if (LineOf(before.measure) == line) continue;
        const int rank = stages_.WholeRank(line, words_);
        if (rank < 0 || rank >= best_rank) continue;
        relations_[m].part_of = before.measure;
        best_rank = rank;
      }
    }
  }

  // 应出庭 | 实出庭: of its row's due, and so of the column's total only by way of that.
  void ReadDue() {
    constexpr size_t kAct = 2;
    for (size_t i = 1; i < cells_.size(); ++i) {
      const TableFigure& due = cells_[i - 1];
      const uint32_t m = cells_[i].measure;
      if (due.row != cells_[i].row || !view_.SameUnitAndTime(m, due.measure) || !view_.Fits(m, due.measure))
        continue;
      Say(due.measure);
      const size_t should = words_.rfind(U'应');
      if (should == words_.npos || should + 1 == words_.size()) continue;
      const std::u32string act = words_.substr(should + 1, kAct);
      Say(m);
      const size_t at = words_.rfind(act);
      if (at != words_.npos && at > 0 && IsAnyOf(words_[at - 1], U"实已际经"))
        relations_[m].part_of = due.measure;
    }
  }

  // 受理行政复议申请771件。申请事项如下: 事项 | 件数 | 占比: the rows of a table without a total are the
  // parts of what the text before it counts, where they make it up or their shares are of it.
  void ReadWholesBefore(const TableRates& rates) {
    order_ = cells_;
    std::stable_sort(order_.begin(), order_.end(),
                     [](const TableFigure& a, const TableFigure& b) { return a.column < b.column; });
    for (size_t begin = 0, end; begin < order_.size(); begin = end) {
      end = begin;
      run_.clear();
      bool alike = true;
      absl::int128 sum = 0;
      for (; end < order_.size() && order_[end].column == order_[begin].column; ++end) {
        const uint32_t m = order_[end].measure;
        if (relations_[m].part_of != kNoMeasure) continue;
        alike = alike && (run_.empty() || view_.SameUnitAndTime(m, run_.front()));
        sum += view_.ValueE4(m);
        run_.push_back(m);
      }
      if (!alike || run_.size() < kFewestRows) continue;
      const uint32_t whole = WholeBefore(sum, rates);
      if (whole == kNoMeasure) continue;
      for (const uint32_t part : run_) relations_[part].part_of = whole;
    }
  }

  // The nearest figure before the table that those of run_, which come to `sum`, are the parts of.
  uint32_t WholeBefore(absl::int128 sum, const TableRates& rates) const {
    for (uint32_t w = begin_; w > 0 && begin_ - w < kReachBefore; --w) {
      const uint32_t whole = w - 1;
      if (view_.SentenceOf(whole).table() != 0 || view_.FragmentOf(whole).bracket != 0 ||
          view_.IsRate(whole) || view_.ValueE4(whole) < kTellingWholeE4 ||
          !view_.IsWhole(run_.front(), whole) || !view_.SameUnitAndTime(run_.front(), whole) ||
          sum > view_.ValueE4(whole))
        continue;
      if (sum == view_.ValueE4(whole) || rates.AreOf(run_, whole)) return whole;
    }
    return kNoMeasure;
  }

  // What the cell's heads say, into words_.
  void Say(uint32_t m) {
    words_.clear();
    view_.measures[m].phrase.AppendTo(view_.text, words_);
  }

  // The line of the act that the cell's heads say, read from their end; the heads are then in words_.
  int LineOf(uint32_t m) {
    Say(m);
    return stages_.PartLine(words_);
  }

  // What is a part of another total already adds to that one.
  bool IsPart(const TableFigure& cell, const TableFigure& whole) const {
    return cell.measure != whole.measure && relations_[cell.measure].part_of == kNoMeasure &&
           relations_[whole.measure].part_of != cell.measure &&
           view_.UnitOf(cell.measure) == view_.UnitOf(whole.measure);
  }

  const RelationView& view_;
  std::vector<Relation>& relations_;
  const v1::Table& table_;
  const TableLayout layout_;
  const Stages& stages_ = Stages::Get();
  std::vector<TableFigure> cells_;
  std::vector<bool> among_;  // by row: its words begin with 其中
  std::vector<bool> carried_;  // by row: 审结案件(含上年结转), so not all of it was received in the year
  std::u32string words_;       // reused
  const uint32_t begin_;       // the table's first figure
  std::vector<TableFigure> rates_;
  std::vector<TableFigure> order_;  // reused
  std::vector<uint32_t> run_;       // reused
  int cursor_ = 0;
};

}  // namespace

void ReadTableRelations(const RelationView& view, uint32_t begin, uint32_t end,
                        std::vector<Relation>& relations) {
  Reader(view, begin, end, relations).Run();
}

}  // namespace fazhi::extraction
