#include "services/extraction/core/relations_tables.h"

#include <algorithm>

namespace fazhi::extraction {
namespace {

// Rows and columns headed as totals that are tried, and rows that may be heads.
constexpr size_t kMostTotals = 8;
constexpr int kMostHeadRows = 4;

bool SaysTotal(std::u32string_view words) {
  return HasAny(words, {U"合计", U"总计", U"共计", U"小计", U"总数"});
}

bool HasDigit(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

struct Cell {
  uint32_t row;
  uint32_t column;
  uint32_t measure;
};

class Reader {
 public:
  Reader(const RelationView& view, uint32_t begin, uint32_t end, std::vector<Relation>& relations)
      : view_(view), relations_(relations), table_(TableOf(begin)) {
    for (uint32_t m = begin; m < end; ++m) {
      if (m > begin && view.measures[m].quantity == view.measures[m - 1].quantity) continue;
      if (view.Figure(m).kind != v1::KIND_LEVEL || view.IsRate(m)) continue;
      AddCell(m);
    }
  }

  void Run() {
    if (cells_.size() < 3) return;
    std::vector<uint32_t> rows;
    std::vector<uint32_t> columns;
    FindTotals(rows, columns);
    for (size_t i = rows.size(); i > 0; --i) {
      AddUp(
          rows[i - 1], [](const Cell& c) { return c.row; }, [](const Cell& c) { return c.column; });
    }
    for (const uint32_t column : columns) {
      AddUp(
          column, [](const Cell& c) { return c.column; }, [](const Cell& c) { return c.row; });
    }
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
        const auto words = Words(cell);
        if (r < kMostHeadRows && cell.is_head() && cell.column() > 0 && SaysTotal(words) &&
            columns.size() < kMostTotals) {
          columns.push_back(cell.column());
        }
      }
      for (const v1::TableCell& cell : table_.rows(r).cells()) {
        const auto words = Words(cell);
        if (HasDigit(words)) break;
        if (!SaysTotal(words) || r == 0) continue;
        rows.push_back(static_cast<uint32_t>(r));
        break;
      }
    }
    if (rows.size() > kMostTotals) rows.erase(rows.begin(), rows.end() - kMostTotals);
  }

  // Line `total` holds, for each place across, the sum of what the other lines hold there.
  template <typename Along, typename Across>
  void AddUp(uint32_t total, Along along, Across across) {
    order_ = cells_;
    std::stable_sort(order_.begin(), order_.end(),
                     [&](const Cell& a, const Cell& b) { return across(a) < across(b); });
    for (size_t begin = 0, end; begin < order_.size(); begin = end) {
      end = begin;
      const Cell* whole = nullptr;
      while (end < order_.size() && across(order_[end]) == across(order_[begin])) {
        if (along(order_[end]) == total) whole = &order_[end];
        ++end;
      }
      if (whole == nullptr) continue;
      int64_t sum = 0;
      size_t parts = 0;
      for (size_t i = begin; i < end; ++i) {
        const Cell& cell = order_[i];
        if (!IsPart(cell, *whole)) continue;
        sum += view_.ValueE4(cell.measure);
        ++parts;
      }
      if (parts < 2 || sum != view_.ValueE4(whole->measure)) continue;
      for (size_t i = begin; i < end; ++i) {
        if (IsPart(order_[i], *whole)) relations_[order_[i].measure].part_of = whole->measure;
      }
    }
  }

  // What is a part of another total already adds to that one.
  bool IsPart(const Cell& cell, const Cell& whole) const {
    return cell.measure != whole.measure && relations_[cell.measure].part_of == kNoMeasure &&
           relations_[whole.measure].part_of != cell.measure && view_.SameSort(cell.measure, whole.measure);
  }

  const RelationView& view_;
  std::vector<Relation>& relations_;
  const v1::Table& table_;
  std::vector<Cell> cells_;
  std::vector<Cell> order_;  // reused
  int cursor_ = 0;
};

}  // namespace

void ReadTableRelations(const RelationView& view, uint32_t begin, uint32_t end,
                        std::vector<Relation>& relations) {
  Reader(view, begin, end, relations).Run();
}

}  // namespace fazhi::extraction
