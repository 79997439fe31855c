#include "services/extraction/core/quantities_tables.h"

#include <algorithm>
#include <array>

namespace fazhi::extraction {
namespace {

constexpr uint32_t kMostColumns = 1024;

bool Contains(std::u32string_view text, std::u32string_view word) {
  return text.find(word) != std::u32string_view::npos;
}

// A row that heads the columns: all its cells are heads, or it is the first one.
bool HeadsColumns(const v1::TableRow& row) {
  for (const v1::TableCell& cell : row.cells()) {
    if (!cell.is_head()) return false;
  }
  return row.cells_size() > 0;
}

}  // namespace

void CellHeads::Apply(PassageContext& passage) const {
  passage.cell = true;
  passage.head_unit = unit;
  passage.head_multiplier = multiplier;
  passage.head_change = change;
  if (!time.ok()) return;
  const std::string period = FormatPeriod(time, passage.report_year);
  if (period.empty()) return;
  passage.default_period = period;
  passage.head_is_period = true;
  passage.head_is_prior = passage.report_year != 0 && time.last_years == 0 &&
                          time.from_year == time.to_year &&
                          LastYear(time, passage.report_year) < passage.report_year;
}

TableHeads::Head TableHeads::ReadHead(const Context& context, uint32_t begin, uint32_t end) {
  Head head;
  end = std::min<uint32_t>(end, static_cast<uint32_t>(context.text.size()));
  if (begin >= end) return head;
  const std::u32string_view words = context.Slice(begin, end);
  const HeadUnit unit = ReadHeadUnit(Lexicon::Get(), context.text, begin, end);
  head.unit = unit.unit;
  head.multiplier = unit.multiplier;
  head.numbering = words == U"序号" || words == U"编号" || words == U"项号" || words == U"排序";
  if (Contains(words, U"同比") || Contains(words, U"增长") || Contains(words, U"增减") ||
      Contains(words, U"增幅") || Contains(words, U"变化") || Contains(words, U"环比")) {
    head.change = v1::DIRECTION_UP;
  }
  if (Contains(words, U"下降") || Contains(words, U"降幅")) head.change = v1::DIRECTION_DOWN;
  Scan(context.text, begin, end, scanned_, nullptr);
  for (const TimeExpression& time : scanned_.times) {
    if (!(time.of_day && time.from_year == 0) && head.change == v1::DIRECTION_UNSPECIFIED) head.time = time;
  }
  return head;
}

void TableHeads::Merge(const Head& from, Head& into) {
  if (!into.unit.ok() && from.unit.ok()) {
    into.unit = from.unit;
    into.multiplier = from.multiplier;
  }
  if (!into.time.ok()) into.time = from.time;
  if (into.change == v1::DIRECTION_UNSPECIFIED) into.change = from.change;
  into.numbering |= from.numbering;
}

void TableHeads::EnterTable(const Context& context, uint32_t index) {
  table_ = index;
  columns_.clear();
  const v1::Table& table = context.outline.report().tables(static_cast<int>(index));
  caption_ = table.has_caption() ? ReadHead(context, table.caption().begin(), table.caption().end()) : Head();
  caption_.time = TimeExpression();
  caption_.change = v1::DIRECTION_UNSPECIFIED;
  for (int r = 0; r < table.rows_size(); ++r) {
    const v1::TableRow& row = table.rows(r);
    if (!HeadsColumns(row)) {
      if (r > 0 || row.cells_size() < 2) break;
      // The first row heads the columns even when nothing marks it, unless it holds figures.
      bool figures = false;
      for (const v1::TableCell& cell : row.cells()) {
        if (cell.span().end() > context.text.size() || cell.span().begin() >= cell.span().end()) continue;
        Scan(context.text, cell.span().begin(), cell.span().end(), scanned_, nullptr);
        figures |= !scanned_.numbers.empty();
      }
      if (figures) break;
    }
    for (const v1::TableCell& cell : row.cells()) {
      const uint32_t last = std::min(cell.column() + std::max(cell.column_span(), 1u), kMostColumns);
      if (cell.column() >= kMostColumns) continue;
      const Head head = ReadHead(context, cell.span().begin(), cell.span().end());
      if (columns_.size() < last) columns_.resize(last);
      for (uint32_t c = cell.column(); c < last; ++c) Merge(head, columns_[c]);
    }
  }
}

const TableRowHeads* TableHeads::Row(const Context& context, const v1::Sentence& sentence) {
  const v1::Report& report = context.outline.report();
  if (sentence.table() == 0 || sentence.table() > static_cast<uint32_t>(report.tables_size())) return nullptr;
  const uint32_t index = sentence.table() - 1;
  const v1::Table& table = report.tables(static_cast<int>(index));
  if (sentence.row() >= static_cast<uint32_t>(table.rows_size())) return nullptr;
  if (index != table_) EnterTable(context, index);
  row_.cells.clear();
  Head row_head;
  bool first = true;
  for (const v1::TableCell& cell : table.rows(static_cast<int>(sentence.row())).cells()) {
    const uint32_t begin = cell.span().begin();
    const uint32_t end = std::min<uint32_t>(cell.span().end(), static_cast<uint32_t>(context.text.size()));
    if (begin >= end) {
      first = false;
      continue;
    }
    const bool head = cell.is_head();
    if (head || first) Merge(ReadHead(context, begin, end), row_head);
    first = false;
    if (head) continue;
    const Head column = cell.column() < columns_.size() ? columns_[cell.column()] : Head();
    if (column.numbering) {
      first = true;
      continue;
    }
    Head all = row_head;
    // A unit in the row's head is of all its figures; a percentage in the column's is nearer.
    if (column.unit.ok()) {
      all.unit = column.unit;
      all.multiplier = column.multiplier;
    }
    Merge(column, all);
    if (column.change != v1::DIRECTION_UNSPECIFIED) {
      all.change = column.change;
      if (!column.time.ok()) all.time = TimeExpression();
    }
    Merge(caption_, all);
    CellHeads& heads = row_.cells.emplace_back();
    heads.begin = begin;
    heads.end = end;
    heads.unit = all.unit;
    heads.multiplier = all.multiplier;
    heads.time = all.time;
    heads.change = all.change;
  }
  return &row_;
}

}  // namespace fazhi::extraction
