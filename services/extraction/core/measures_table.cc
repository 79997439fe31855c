#include "services/extraction/core/measures_table.h"

#include <algorithm>

namespace fazhi::extraction {
namespace {

// Rows that may head a table, and words that a cell takes from its row.
constexpr int kMostHeadRows = 4;
constexpr uint32_t kMostRowWords = 3;

bool HasDigit(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

}  // namespace

Piece TableWords::Words(const v1::TableCell& cell) const {
  const Piece words = DropUnit(stripper_.Strip({cell.span().begin(), cell.span().end()}));
  return stripper_.IsTableWord(words) ? Piece{words.end, words.end} : words;
}

// 案件数(件): the unit in brackets at the end of a head counts nothing.
Piece TableWords::DropUnit(Piece words) const {
  constexpr size_t kLongestUnit = 5;
  const auto text = context_.Slice(words.begin, words.end);
  const size_t open = text.rfind(U'(');
  if (text.empty() || text.back() != U')' || open == std::u32string_view::npos || open == 0 ||
      text.size() - open > kLongestUnit + 2)
    return words;
  return {words.begin, words.begin + static_cast<uint32_t>(open)};
}

void TableWords::Load(uint32_t table) {
  loaded_ = table;
  heads_.clear();
  const v1::Table& rows = context_.outline.report().tables(static_cast<int>(table));
  int reach = 0;
  for (int r = 0; r < std::min(rows.rows_size(), kMostHeadRows); ++r) {
    const auto& cells = rows.rows(r).cells();
    const bool all_heads =
        std::all_of(cells.begin(), cells.end(), [](const v1::TableCell& c) { return c.is_head(); });
    const bool below_head =
        r < reach && std::none_of(cells.begin(), cells.end(), [&](const v1::TableCell& c) {
          return HasDigit(context_.Slice(c.span().begin(), c.span().end()));
        });
    if (!all_heads && !below_head) break;
    for (const v1::TableCell& cell : cells) reach = std::max(reach, r + static_cast<int>(cell.row_span()));
    for (const v1::TableCell& cell : cells) {
      const Piece words = Words(cell);
      const uint32_t width = std::max(cell.column_span(), 1u);
      if (!words.empty()) heads_.push_back({cell.column(), cell.column() + width, words});
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
  for (const v1::TableCell& cell : cells) {
    if (&cell == holder || taken == kMostRowWords) break;
    const Piece whole = {cell.span().begin(), cell.span().end()};
    const auto text = context_.Slice(whole.begin, whole.end);
    if (HasDigit(text)) continue;
    const Piece words = stripper_.Strip(whole);
    if (words.empty() || stripper_.IsTableWord(words)) continue;
    phrase.Append(words);
    ++taken;
  }
  for (const Head& head : heads_) {
    if (head.column <= holder->column() && holder->column() < head.column_end) phrase.Append(head.words);
  }
  return phrase;
}

}  // namespace fazhi::extraction
