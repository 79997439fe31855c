#include "services/extraction/core/measures_table.h"

#include <algorithm>

#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

// Words that a cell takes from its row.
constexpr uint32_t kMostRowWords = 3;

// 其余4县: whether a cell in front of its row's figures names the row, though a figure stands inside.
bool NamesRow(std::u32string_view cell) {
  return cell.size() > 2 && IsHan(cell.front()) && IsHan(cell.back());
}

}  // namespace

Piece TableWords::Words(const v1::TableCell& cell) const {
  Piece whole = DropUnit({cell.span().begin(), cell.span().end()});
  if (!whole.empty() && context_.text[whole.begin] == U'#') ++whole.begin;
  const Piece words = stripper_.Strip(whole);
  // 行政许可 and 刑事 say in a table what is counted.
  return stripper_.Covered(words, kTableWord | kJoin) ? Piece{words.end, words.end} : words;
}

// 案件数(件): the unit in brackets at the end of a head counts nothing.
Piece TableWords::DropUnit(Piece words) const {
  constexpr size_t kLongestUnit = 5;
  const auto text = context_.Slice(words.begin, words.end);
  const size_t open = text.rfind(U'(');
  if (text.empty() || text.back() != U')' || open == std::u32string_view::npos || open == 0) return words;
  // 行政处罚(不含简易程序): what is left out is no part of the name.
  const bool without = text.substr(open + 1, 2) == U"不含" || text.substr(open + 1, 3) == U"不包括";
  if (!without && text.size() - open > kLongestUnit + 2) return words;
  return {words.begin, words.begin + static_cast<uint32_t>(open)};
}

void TableWords::Load(uint32_t table) {
  loaded_ = table;
  heads_.clear();
  const v1::Table& rows = context_.outline.report().tables(static_cast<int>(table));
  layout_ = TableLayout(rows, context_.text);
  for (int r = layout_.title_rows(); r < layout_.head_rows(); ++r) {
    for (const v1::TableCell& cell : rows.rows(r).cells()) {
      if (cell.column() == layout_.unit_column()) continue;
      const Piece words = Words(cell);
      const uint32_t width = std::max(cell.column_span(), 1u);
      if (!words.empty()) {
        heads_.push_back({cell.column(), cell.column() + width, words});
      } else if (layout_.ContinuesLeft(r, cell) && !heads_.empty() &&
                 heads_.back().column_end == cell.column()) {
        heads_.back().column_end += width;
      }
    }
  }
  LoadReaching(rows);
}

void TableWords::LoadReaching(const v1::Table& table) {
  reaching_.assign(static_cast<size_t>(table.rows_size()), {0, {}});
  Reaching open = {0, {}};
  int until = 0;
  for (int r = layout_.head_rows(); r < table.rows_size(); ++r) {
    if (r < until) reaching_[static_cast<size_t>(r)] = open;
    for (const v1::TableCell& cell : table.rows(r).cells()) {
      const auto text = context_.Slice(cell.span().begin(), cell.span().end());
      if (TableLayout::HoldsFigure(text)) break;
      if (cell.row_span() <= 1 || text.empty() || cell.column() == layout_.unit_column()) continue;
      const Piece words = Words(cell);
      if (words.empty()) continue;
      open = {cell.column(), words};
      until = r + static_cast<int>(std::min<uint32_t>(cell.row_span(), 1u << 20));
      break;
    }
  }
}

Phrase TableWords::Of(uint32_t table, uint32_t row, uint32_t at) {
  if (loaded_ != table) Load(table);
  Phrase phrase;
  const auto& cells =
      context_.outline.report().tables(static_cast<int>(table)).rows(static_cast<int>(row)).cells();
  const v1::TableCell* holder = nullptr;
  for (const v1::TableCell& cell : cells) {
    if (cell.span().begin() <= at && at < cell.span().end()) holder = &cell;
  }
  if (holder == nullptr) return phrase;
  uint32_t taken = 0;
  const Reaching& reaching = reaching_[row];
  if (!reaching.words.empty() && reaching.column < holder->column()) {
    phrase.Append(reaching.words);
    ++taken;
  }
  for (const v1::TableCell& cell : cells) {
    if (&cell == holder || taken == kMostRowWords) break;
    if (cell.column() == layout_.unit_column()) continue;
    const Piece whole = {cell.span().begin(), cell.span().end()};
    const auto text = context_.Slice(whole.begin, whole.end);
    if (TableLayout::HoldsFigure(text) && !(&cell == &cells[0] && NamesRow(text))) continue;
    const Piece words = Words(cell);
    if (words.empty()) continue;
    phrase.Append(words);
    ++taken;
  }
  for (const Head& head : heads_) {
    if (head.column <= holder->column() && holder->column() < head.column_end) phrase.Append(head.words);
  }
  // A total of totals is called so.
  if (phrase.empty() && &cells[0] != holder)
    phrase.Append(DropUnit({cells[0].span().begin(), cells[0].span().end()}));
  return phrase;
}

}  // namespace fazhi::extraction
