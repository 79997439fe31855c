#include "services/extraction/core/table_layout.h"

#include <algorithm>

#include "services/extraction/core/numbers.h"
#include "services/extraction/core/units.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/list_numbers.h"
#include "services/text/normalize.h"
#include "services/text/total_words.h"

namespace fazhi::extraction {
namespace {

// Rows that may be heads or titles.
constexpr int kMostHeadRows = 5;
// Code points of a line above a table that is its title.
constexpr uint32_t kLongestTitle = 40;
// Cells that may reach down into one row.
constexpr size_t kMostAbove = 8;
// Cells of a column that are looked at to tell units from offices.
constexpr int kMostTried = 12;

std::u32string_view Words(const v1::TableCell& cell, std::u32string_view text) {
  const size_t end = std::min<size_t>(cell.span().end(), text.size());
  if (cell.span().begin() >= end) return {};
  return text.substr(cell.span().begin(), end - cell.span().begin());
}

bool SaysUnit(std::u32string_view words) {
  return words == U"单位" || words == U"计量单位" || words == U"计算单位" || words == U"数据单位";
}

// The unit that is all that the cell says: 件, 万元, %, (户次).
HeadUnit WholeUnit(const v1::TableCell& cell, std::u32string_view text) {
  HeadUnit head;
  auto begin = cell.span().begin();
  auto end = static_cast<uint32_t>(std::min<size_t>(cell.span().end(), text.size()));
  if (begin < end && text[begin] == U'(' && text[end - 1] == U')') {
    ++begin;
    --end;
  }
  if (begin >= end) return head;
  const Multiplier multiplier = ReadMultiplier(text, begin, end);
  const UnitMatch unit = ReadUnit(Lexicon::Get(), text, begin + multiplier.length, end);
  if (!unit.ok() || unit.end == unit.begin || unit.end != end) return head;
  head.unit = unit;
  head.multiplier = multiplier.value;
  return head;
}

// What the cells of a row say.
struct Said {
  Said(const v1::TableRow& row, std::u32string_view text) : cells(row.cells_size()) {
    for (const v1::TableCell& cell : row.cells()) {
      const auto said = Words(cell, text);
      words += said.empty() ? 0 : 1;
      figures |= TableLayout::HoldsFigure(said);
      all_heads &= cell.is_head();
    }
  }

  int cells;
  int words = 0;  // cells that say something
  bool figures = false;
  bool all_heads = true;
};

// 单位 | 个 | 件 | 万元: a row that gives the units of its columns.
bool SaysUnits(const v1::TableRow& row, std::u32string_view text) {
  if (row.cells_size() < 2) return false;
  const auto first = Words(row.cells(0), text);
  if (!first.empty() && !SaysUnit(first)) return false;
  int units = 0;
  for (int c = 1; c < row.cells_size(); ++c) {
    const auto words = Words(row.cells(c), text);
    if (words.empty() || words == U"-" || words == U"—" || words == U"/") continue;
    if (!WholeUnit(row.cells(c), text).unit.ok()) return false;
    ++units;
  }
  return units > 0;
}

// 行政复议 | | 行政诉讼 | over 维持 | 纠正 | 维持 | 纠正: whether words stand below the empty cells behind
// heads.
bool HeadsEmptied(const v1::TableRow& heads, const v1::TableRow& row, std::u32string_view text) {
  if (heads.cells_size() != row.cells_size()) return false;
  for (int c = 1; c < row.cells_size(); ++c) {
    if (Words(heads.cells(c), text).empty() && !Words(row.cells(c), text).empty()) return true;
  }
  return false;
}

// 1.属于国家秘密 | - | -: a row of a form that counts nothing.
bool SaysNothing(const v1::TableRow& row, std::u32string_view text) {
  return std::all_of(row.cells().begin() + 1, row.cells().end(), [&](const v1::TableCell& cell) {
    return IsOneOf(Words(cell, text), {U"", U"-", U"--", U"—", U"——", U"/"});
  });
}

// 行政许可实施数量(宗) over all columns: no title but a head.
bool SaysCount(const v1::TableRow& row, std::u32string_view text) {
  constexpr std::u32string_view kCount = U"数量";
  if (row.cells_size() != 1) return false;
  auto words = Words(row.cells(0), text);
  words = words.substr(0, words.rfind(U'('));
  return words.size() > kCount.size() && EndsWith(words, kCount);
}

// 表1 全县行政执法主要指标
bool IsNumberedTable(std::u32string_view line) {
  return line.size() > 2 && line[0] == U'表' && IsDigit(line[1]);
}

// A cell that reaches down, up to the row `until`; kUnknown where the page does not say how far.
struct Reaching {
  const v1::TableCell* cell;
  int until;
};
constexpr int kUnknown = -1;

bool IsLabel(std::u32string_view words) { return !words.empty() && !TableLayout::HoldsFigure(words); }

// 三、本年度办理结果 | (一)予以公开 | 57, 法律援助 | 刑事 | 34: whether the cell `c`, which the page says to
// stand in its row alone, may have reached down once: another label stands behind it, or it is a number's,
// as (三)不予公开, in a row of its own.
bool HeadsNextLabel(const v1::TableRow& row, int c, std::u32string_view text) {
  if (row.cells_size() == 1) return ListNumberLevel(Words(row.cells(0), text)) > 0;
  if (c + 1 >= row.cells_size() || !IsLabel(Words(row.cells(c + 1), text))) return false;
  return std::none_of(row.cells().begin(), row.cells().begin() + c, [&](const v1::TableCell& before) {
    return TableLayout::HoldsFigure(Words(before, text));
  });
}

// Into (二)部分公开 | 19 and into an empty cell before 民事 | 30, up to what is numbered as the cell itself.
bool ReachesInto(const Reaching& from, int r, const v1::TableRow& row, std::u32string_view text) {
  if (from.until != kUnknown) return r < from.until;
  for (const v1::TableCell& cell : row.cells()) {
    const auto words = Words(cell, text);
    if (words.empty()) continue;
    if (!IsLabel(words)) return false;
    const int level = ListNumberLevel(words);
    if (level > 0) {
      const int own = ListNumberLevel(Words(*from.cell, text));
      if (own > 0) return level > own;
    }
    return cell.column() > from.cell->column() && !SaysTotal(words);
  }
  return false;
}

}  // namespace

TableTitle ReadTableTitle(const v1::Table& table, std::u32string_view text) {
  const auto size = static_cast<uint32_t>(text.size());
  if (table.has_caption() && table.caption().end() <= size) {
    return {table.caption().begin(), table.caption().end()};
  }
  if (table.rows_size() == 0 || table.rows(0).cells_size() == 0) return {};
  if (const auto& first = table.rows(0).cells(); first.size() == 1 && first[0].column_span() > 1) {
    return {std::min(first[0].span().begin(), size), std::min(first[0].span().end(), size)};
  }
  uint32_t end = std::min(table.rows(0).cells(0).span().begin(), size);
  for (int lines = 0; lines < 2 && end > 0; ++lines) {
    if (text[end - 1] == U'\n') --end;
    uint32_t begin = end;
    // 举办培训9期。全市执法数据如下: what stands before it in its paragraph is no title.
    while (begin > 0 && end - begin <= kLongestTitle && text[begin - 1] != U'\n' &&
           (text[begin - 1] != U'。' || begin == end))
      --begin;
    const auto line = text.substr(begin, end - begin);
    if (line.size() > kLongestTitle) return {};
    const size_t unit = line.find(U"单位:");
    const auto words = line.substr(0, unit);
    if (unit == std::u32string_view::npos || words.size() > 2) {
      auto last = words.substr(0, words.find_last_not_of(U"(,。: ") + 1);
      // 2024年案件审结情况(件)
      if (const size_t open = last.rfind(U'(');
          EndsWith(last, U")") && open != last.npos && last.size() - open <= 6)
        last = last.substr(0, open);
      const auto ending = last.substr(last.size() < 2 ? 0 : last.size() - 2);
      const bool title =
          !last.empty() && (last.back() == U'表' || unit != std::u32string_view::npos || ending == U"如下" ||
                            ending == U"数据" || ending == U"情况" || ending == U"统计" ||
                            ending == U"一览" || ending == U"指标" || IsNumberedTable(last));
      return title ? TableTitle{begin, begin + static_cast<uint32_t>(words.size())} : TableTitle{};
    }
    end = begin;
  }
  return {};
}

TableTitle LineBefore(std::u32string_view text, uint32_t at, uint32_t longest) {
  uint32_t end = std::min(at, static_cast<uint32_t>(text.size()));
  if (end > 0 && text[end - 1] == U'\n') --end;
  uint32_t begin = end;
  while (begin > 0 && end - begin <= longest && text[begin - 1] != U'\n') --begin;
  return {begin, end};
}

TableTitle ReadTableKind(const v1::Table& table, std::u32string_view text) {
  constexpr uint32_t kLongest = 20, kShortest = 2;
  if (table.rows_size() != 2 || table.rows(0).cells_size() < 2) return {};
  for (const v1::TableCell& cell : table.rows(0).cells()) {
    if (!IsLabel(Words(cell, text))) return {};
  }
  for (const v1::TableCell& cell : table.rows(1).cells()) {
    if (IsLabel(Words(cell, text))) return {};
  }
  if (ReadTableTitle(table, text).end > 0) return {};
  const TableTitle above = LineBefore(text, table.rows(0).cells(0).span().begin(), kLongest);
  const auto line = text.substr(above.begin, above.end - above.begin);
  const bool words = std::all_of(line.begin(), line.end(), [](char32_t c) {
    return (IsHan(c) && !IsAnyOf(c, U"年月日")) || c == U'(' || c == U')';
  });
  if (!words || line.size() < kShortest || line.size() > kLongest || line[0] == U'(') return {};
  return StartsWithOneOf(line, {U"单位", U"附表", U"续表", U"注"}) ? TableTitle{} : above;
}

uint32_t TableLayout::BareYearLength(std::u32string_view words) {
  constexpr uint32_t kYear = 4;
  constexpr uint32_t kShortestNoun = 2;
  if (words.size() < kYear + kShortestNoun ||
      !StartsWithOneOf(words, {U"199", U"200", U"201", U"202", U"203"}) || !IsDigit(words[kYear - 1]))
    return 0;
  const auto noun = words.substr(kYear, kShortestNoun);
  if (!IsHan(noun[0]) || !IsHan(noun[1])) return 0;
  // 2015人次, 2020处违建, 2024年: an amount, or a year said in full.
  const UnitMatch unit = ReadUnit(Lexicon::Get(), words, kYear, static_cast<uint32_t>(words.size()));
  return unit.end > unit.begin || IsAnyOf(noun[0], U"年月元万亿千百余多") ? 0 : kYear;
}

bool TableLayout::HoldsFigure(std::u32string_view words) {
  constexpr std::u32string_view kTimes = U"年月季";
  constexpr std::u32string_view kRange = U"-—–~至.、/";
  for (size_t i = std::max(ListNumberLength(words), BareYearLength(words)); i < words.size(); ++i) {
    if (!IsDigit(words[i])) continue;
    while (i < words.size() && (IsDigit(words[i]) || Contains(kRange, words[i]))) ++i;
    if (i == words.size() || !Contains(kTimes, words[i])) return true;
  }
  return false;
}

TableLayout::TableLayout(const v1::Table& table, std::u32string_view text) {
  FindTitles(table, text);
  heads_.push_back({title_rows_, HeadsFrom(table, text, title_rows_)});
  FindLaterHeads(table, text);
  FindAbove(table, text);
  FindRepeats(table, text);
  FindUnits(table, text);
}

size_t TableLayout::HeadsOf(int row) const {
  const auto above = std::upper_bound(heads_.begin() + 1, heads_.end(), row,
                                      [](int r, const HeadRows& heads) { return r < heads.begin; });
  return static_cast<size_t>(above - heads_.begin()) - 1;
}

bool TableLayout::IsHead(int row) const { return row < heads_[HeadsOf(row)].end; }

void TableLayout::FindTitles(const v1::Table& table, std::u32string_view text) {
  int first_wide = 0;  // first row of more than one cell
  while (first_wide < table.rows_size() && table.rows(first_wide).cells_size() <= 1) ++first_wide;
  if (first_wide == table.rows_size()) first_wide = 0;
  while (title_rows_ < std::min(table.rows_size(), kMostHeadRows)) {
    const Said said(table.rows(title_rows_), text);
    if (said.figures || said.cells == 0 || said.words > 1 || !(said.cells > 1 || title_rows_ < first_wide))
      return;
    if (SaysCount(table.rows(title_rows_), text)) return;
    ++title_rows_;
  }
}

// The end of the rows that head columns from `first` on; `first` when that is none.
int TableLayout::HeadsFrom(const v1::Table& table, std::u32string_view text, int first) {
  int end = first;
  int reach = first;  // rows that head cells reach down to, or that stand below a head of several columns
  for (int r = first; r < std::min(table.rows_size(), first + kMostHeadRows); ++r) {
    const auto& cells = table.rows(r).cells();
    const Said said(table.rows(r), text);
    if (said.cells == 0) break;
    const bool starts = r == first && (said.cells > 1 || cells[0].column_span() > 1);
    // A second row of heads under cells that were merged once says nothing in its first column.
    const bool below = r > first && r == end;
    const bool units = below && SaysUnits(table.rows(r), text);
    const bool under =
        units || (below && said.words > 1 &&
                  (Words(cells[0], text).empty() || HeadsEmptied(table.rows(r - 1), table.rows(r), text)));
    if (!said.all_heads && (said.figures || (!starts && !under && r >= reach))) break;
    end = r + 1;
    if (units) unit_rows_.push_back(r);
    bool wide = false;
    for (const v1::TableCell& cell : cells) {
      reach = std::max(reach, r + static_cast<int>(std::min<uint32_t>(cell.row_span(), kMostHeadRows)));
      wide |= cell.column_span() > 1;
    }
    if (wide) reach = std::max(reach, r + 2);
  }
  return end;
}

// Heads stand again below a row that is one cell (第二十条第(六)项), or where the first heads' first words
// come back.
void TableLayout::FindLaterHeads(const v1::Table& table, std::u32string_view text) {
  const HeadRows first = heads_[0];
  const auto corner =
      first.begin < first.end ? Words(table.rows(first.begin).cells(0), text) : std::u32string_view();
  bool below_title = false;
  for (int r = first.end; r < table.rows_size(); ++r) {
    const Said said(table.rows(r), text);
    const bool heads = said.cells > 1 && said.words > 1 && !said.figures && !SaysNothing(table.rows(r), text);
    const bool again = heads && !corner.empty() && Words(table.rows(r).cells(0), text) == corner;
    if (heads && (below_title || again)) {
      heads_.push_back({r, HeadsFrom(table, text, r)});
      r = heads_.back().end - 1;
    }
    below_title = said.cells == 1 && said.words == 1 && !said.figures;
  }
}

void TableLayout::FindRepeats(const v1::Table& table, std::u32string_view text) {
  repeats_.resize(heads_.size());
  for (size_t h = 0; h < heads_.size(); ++h) {
    if (heads_[h].begin == heads_[h].end) continue;
    const auto& cells = table.rows(heads_[h].begin).cells();
    if (cells.empty()) continue;
    const auto corner = Words(cells[0], text);
    if (corner.empty()) continue;
    for (const v1::TableCell& cell : cells) {
      if (cell.column() > 0 && Words(cell, text) == corner) repeats_[h].push_back(cell.column());
    }
  }
}

bool TableLayout::Repeats(int row, uint32_t column) const {
  const std::vector<uint32_t>& columns = repeats_[HeadsOf(row)];
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

void TableLayout::FindAbove(const v1::Table& table, std::u32string_view text) {
  std::vector<Reaching> open;
  for (int r = heads_[0].end; r < table.rows_size(); ++r) {
    const auto& cells = table.rows(r).cells();
    open.erase(std::remove_if(open.begin(), open.end(),
                              [&](const Reaching& o) { return !ReachesInto(o, r, table.rows(r), text); }),
               open.end());
    if (!open.empty()) {
      above_.resize(static_cast<size_t>(r) + 1);
      for (const Reaching& o : open) above_.back().push_back(o.cell);
    }
    if (IsHead(r)) continue;
    for (int c = 0; c < cells.size() && open.size() < kMostAbove; ++c) {
      const auto words = Words(cells[c], text);
      if (words.empty() || HoldsFigure(words)) continue;
      if (cells[c].row_span() > 1) {
        open.push_back({&cells[c], r + static_cast<int>(std::min<uint32_t>(cells[c].row_span(), 1u << 20))});
      } else if (HeadsNextLabel(table.rows(r), c, text)) {
        open.push_back({&cells[c], kUnknown});
      }
    }
  }
}

const std::vector<const v1::TableCell*>& TableLayout::Above(int row) const {
  static const auto* const none = new std::vector<const v1::TableCell*>();
  return row >= 0 && static_cast<size_t>(row) < above_.size() ? above_[static_cast<size_t>(row)] : *none;
}

void TableLayout::FindUnits(const v1::Table& table, std::u32string_view text) {
  for (int r = title_rows_; r < heads_[0].end; ++r) {
    if (IsUnitRow(r)) continue;
    for (const v1::TableCell& cell : table.rows(r).cells()) {
      if (cell.column_span() <= 1 && SaysUnit(Words(cell, text))) unit_column_ = cell.column();
    }
  }
  if (unit_column_ == kNoColumn) return;
  units_.resize(static_cast<size_t>(table.rows_size()));
  HeadUnit reaching;
  int until = 0;
  int tried = 0;
  int units = 0;
  for (int r = heads_[0].end; r < table.rows_size(); ++r) {
    for (const v1::TableCell& cell : table.rows(r).cells()) {
      if (cell.column() != unit_column_) continue;
      const auto words = Words(cell, text);
      reaching = WholeUnit(cell, text);
      until = r + static_cast<int>(std::min<uint32_t>(std::max(cell.row_span(), 1u), 1u << 20));
      if (words.size() > 1 || (!words.empty() && words[0] != U'-' && words[0] != U'—')) {
        ++tried;
        units += reaching.unit.ok() ? 1 : 0;
      }
      break;
    }
    if (r < until) units_[static_cast<size_t>(r)] = reaching;
    if (tried == kMostTried && units * 2 < tried) break;
  }
  if (units > 0 && units * 2 >= tried) return;
  unit_column_ = kNoColumn;
  units_.clear();
}

HeadUnit TableLayout::UnitOfCell(const v1::TableCell& cell, std::u32string_view text) {
  return WholeUnit(cell, text);
}

const HeadUnit& TableLayout::UnitOfRow(int row) const {
  static const auto* const none = new HeadUnit();
  return row >= 0 && static_cast<size_t>(row) < units_.size() ? units_[static_cast<size_t>(row)] : *none;
}

}  // namespace fazhi::extraction
