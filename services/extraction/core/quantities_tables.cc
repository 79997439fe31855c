#include "services/extraction/core/quantities_tables.h"

#include <algorithm>

#include "services/extraction/core/grounding_times.h"
#include "services/extraction/core/periods.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

constexpr uint32_t kMostColumns = 1024;
// Code points of a line above a table that may give its unit.
constexpr uint32_t kLongestCaption = 60;

const UnitMatch& Percent() {
  static const auto* const percent = new UnitMatch(ReadUnit(Lexicon::Get(), U"%", 0, 1));
  return *percent;
}

// Whether a head says that its figures are aimed at (年度目标值, 计划数) or reached (实际完成).
v1::Status StatusOf(std::u32string_view words) {
  if (ContainsOneOf(words, {U"完成率", U"达标率", U"达成率", U"完成比例", U"完成进度"}))
    return v1::STATUS_ACTUAL;
  if (ContainsOneOf(words, WordSet::kTableTargets)) return v1::STATUS_TARGET;
  if (ContainsOneOf(words, {U"完成", U"实际", U"实绩"})) return v1::STATUS_ACTUAL;
  return v1::STATUS_UNSPECIFIED;
}

constexpr size_t kYearDigits = 4;

bool IsBareYear(std::u32string_view words) {
  return words.size() == kYearDigits && std::all_of(words.begin(), words.end(), IsDigit) &&
         StartsWithOneOf(words, {U"19", U"20"});
}

TimeExpression BareYear(const Context& context, uint32_t begin, uint32_t end) {
  int value = 0;
  for (const char32_t digit : context.Slice(begin, end)) value = value * 10 + static_cast<int>(digit - U'0');
  TimeExpression time;
  time.begin = begin;
  time.end = end;
  time.from_year = time.to_year = static_cast<int16_t>(value);
  return time;
}

}  // namespace

void CellHeads::Apply(PassageContext& passage) const {
  passage.cell = true;
  passage.head_unit = unit;
  passage.head_multiplier = multiplier;
  passage.head_change = change;
  passage.head_status = status;
  if (undated) {
    passage.default_period.clear();
    passage.plan_period.clear();
  }
  if (!time.ok()) return;
  TimeExpression of = time;
  // 上年同期 in a text on a half-year
  if (time.WholeYear() && (time.same_period || (time.relative && time.relation == TimeRelation::kSamePeriod)))
    SetMonths(passage.report_period, of);
  const std::string period = FormatPeriod(of, passage.report_year);
  if (period.empty()) return;
  passage.default_period = period;
  passage.head_is_period = true;
  const uint32_t last_year = LastYear(time, passage.report_year);
  passage.head_is_prior = passage.report_year != 0 && time.last_years == 0 &&
                          time.from_year == time.to_year && last_year < passage.report_year &&
                          (passage.first_year == 0 || last_year < passage.first_year);
  if (passage.head_status == v1::STATUS_UNSPECIFIED && passage.report_year != 0 && !time.since &&
      LastYear(time, passage.report_year) > passage.report_year) {
    passage.head_status = v1::STATUS_TARGET;
  }
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
  head.years = IsOneOf(words, WordSet::kTableYears);
  if (ContainsOneOf(words, WordSet::kTableChanges)) {
    head.change = v1::DIRECTION_UP;
  }
  if (ContainsOneOf(words, {U"下降", U"降幅"})) head.change = v1::DIRECTION_DOWN;
  const auto noun = words.substr(0, words.find(U'('));
  head.label = ContainsOneOf(words, WordSet::kTableLabels);
  head.money = ContainsOneOf(noun, WordSet::kTableMoney);
  head.status = StatusOf(noun);
  head.yearly = ContainsOneOf(noun, {U"年度", U"全年", U"当年", U"本年", U"年内"});
  head.percent = !noun.empty() &&
                 (noun.back() == U'率' || noun.back() == U'幅' || ContainsOneOf(noun, WordSet::kTableShares));
  Scan(context.text, begin, end, scanned_, nullptr);
  const TimesInText times(context.text, scanned_);
  for (size_t i = 0; i < scanned_.tokens.size(); ++i) {
    if (scanned_.tokens[i].type != TokenType::kTime) continue;
    TimeExpression& time = scanned_.times[scanned_.tokens[i].index];
    times.TakeYearBefore(i, time);  // 去年上半年
    if (!(time.of_day && time.from_year == 0) && head.change == v1::DIRECTION_UNSPECIFIED) head.time = time;
  }
  if (const uint32_t year = TableLayout::BareYearLength(words); year != 0 && !head.time.ok())
    head.time = BareYear(context, begin, begin + year);
  return head;
}

void TableHeads::Merge(const Head& from, Head& into) {
  if (!into.unit.ok() && from.unit.ok()) {
    into.unit = from.unit;
    into.multiplier = from.multiplier;
  }
  if (!into.time.ok()) into.time = from.time;
  if (into.change == v1::DIRECTION_UNSPECIFIED) into.change = from.change;
  if (into.status == v1::STATUS_UNSPECIFIED) into.status = from.status;
  into.numbering |= from.numbering;
  into.yearly |= from.yearly;
  into.years |= from.years;
  into.label |= from.label;
  into.money |= from.money;
  into.percent |= from.percent;
}

void TableHeads::EnterTable(const Context& context, uint32_t index) {
  table_ = index;
  const v1::Table& table = context.outline.report().tables(static_cast<int>(index));
  layout_ = TableLayout(table, context.text);
  ReadCaption(context, table);
  ReadTitleYear(context, table);
  columns_.assign(layout_.heads().size(), {});
  for (size_t h = 0; h < columns_.size(); ++h) ReadColumns(context, table, layout_.heads()[h], columns_[h]);
}

void TableHeads::ReadColumns(const Context& context, const v1::Table& table, const HeadRows& rows,
                             std::vector<Head>& columns) {
  for (int r = rows.end - 1; r >= rows.begin; --r) {  // what stands nearer is said more closely
    Head left;
    for (const v1::TableCell& cell : table.rows(r).cells()) {
      const uint32_t last = std::min(cell.column() + std::max(cell.column_span(), 1u), kMostColumns);
      if (cell.column() >= kMostColumns) continue;
      Head head;
      if (layout_.IsUnitRow(r)) {
        const HeadUnit unit = TableLayout::UnitOfCell(cell, context.text);
        head.unit = unit.unit;
        head.multiplier = unit.multiplier;
      } else if (layout_.ContinuesLeft(r, cell)) {
        head = left;
      } else {
        head = ReadHead(context, cell.span().begin(), cell.span().end());
      }
      left = head;
      if (columns.size() < last) columns.resize(last);
      for (uint32_t c = cell.column(); c < last; ++c) Merge(head, columns[c]);
    }
  }
}

void TableHeads::ReadTitleYear(const Context& context, const v1::Table& table) {
  row_.title_year = 0;
  const TableTitle title = ReadTableTitle(table, context.text);
  Scan(context.text, title.begin, title.end, scanned_, nullptr);
  for (const TimeExpression& time : scanned_.times) {
    if (time.from_year != 0 && time.from_year == time.to_year && !time.since) row_.title_year = time.to_year;
  }
}

// The caption, title rows, and the lines right above the table that say 单位:.
void TableHeads::ReadCaption(const Context& context, const v1::Table& table) {
  caption_money_ = caption_unit_ = HeadUnit();
  if (table.has_caption()) ReadCaptionUnits(context, table.caption().begin(), table.caption().end());
  for (int r = 0; r < layout_.title_rows(); ++r) {
    for (const v1::TableCell& cell : table.rows(r).cells()) {
      ReadCaptionUnits(context, cell.span().begin(), cell.span().end());
    }
  }
  const TableTitle title = ReadTableTitle(table, context.text);
  if (EndsWith(context.Slice(title.begin, title.end), U")"))
    ReadCaptionUnits(context, title.begin, title.end);
  if (table.rows_size() == 0 || table.rows(0).cells_size() == 0) return;
  uint32_t end = std::min<uint32_t>(table.rows(0).cells(0).span().begin(), context.text.size());
  for (int lines = 0; lines < 2 && end > 0; ++lines) {
    const TableTitle line = LineBefore(context.text, end, kLongestCaption);
    if (line.end - line.begin > kLongestCaption) return;
    if (Contains(context.Slice(line.begin, line.end), U"单位:"))
      ReadCaptionUnits(context, line.begin, line.end);
    end = line.begin;
  }
}

// 单位:万元; (单位:件、万元): of two units one is of the amounts of money.
void TableHeads::ReadCaptionUnits(const Context& context, uint32_t begin, uint32_t end) {
  end = std::min<uint32_t>(end, static_cast<uint32_t>(context.text.size()));
  if (begin >= end) return;
  const auto keep = [&](const HeadUnit& unit) {
    HeadUnit& place = unit.unit.unit_class == UnitClass::kMoney ? caption_money_ : caption_unit_;
    if (!place.unit.ok()) place = unit;
  };
  const size_t label = context.Slice(begin, end).find(U"单位:");
  if (label == std::u32string_view::npos) {
    const HeadUnit unit = ReadHeadUnit(Lexicon::Get(), context.text, begin, end);
    if (unit.unit.ok()) keep(unit);
    return;
  }
  for (uint32_t at = begin + static_cast<uint32_t>(label) + 3; at < end;) {
    const Multiplier multiplier = ReadMultiplier(context.text, at, end);
    const UnitMatch unit = ReadUnit(Lexicon::Get(), context.text, at + multiplier.length, end);
    if (!unit.ok() || unit.end == unit.begin) return;
    keep({unit, multiplier.value});
    at = unit.end;
    if (at >= end || !IsAnyOf(context.text[at], U"、,/;")) return;
    ++at;
  }
}

// The unit of a cell: a percentage in the column's head is nearer than the row's unit, and both are nearer
// than the caption's.
void TableHeads::TakeUnit(const HeadUnit& row_unit, const Head& row, const Head& column, Head& all) const {
  const auto take = [&](const UnitMatch& unit, int64_t multiplier) {
    if (all.unit.ok() || !unit.ok()) return;
    all.unit = unit;
    all.multiplier = multiplier;
  };
  all.unit = UnitMatch();
  all.multiplier = 1;
  take(column.unit, column.multiplier);
  if (column.percent) take(Percent(), 1);
  take(row.unit, row.multiplier);
  take(row_unit.unit, row_unit.multiplier);
  if (row.percent) take(Percent(), 1);
  const bool money = row.money || column.money;
  const bool two = caption_money_.unit.ok() && caption_unit_.unit.ok();
  if (money || !two) take(caption_money_.unit, caption_money_.multiplier);
  take(caption_unit_.unit, caption_unit_.multiplier);
}

const TableRowHeads* TableHeads::Row(const Context& context, const v1::Sentence& sentence) {
  const v1::Report& report = context.outline.report();
  if (sentence.table() == 0 || sentence.table() > static_cast<uint32_t>(report.tables_size())) return nullptr;
  const uint32_t index = sentence.table() - 1;
  const v1::Table& table = report.tables(static_cast<int>(index));
  if (sentence.row() >= static_cast<uint32_t>(table.rows_size())) return nullptr;
  if (index != table_) EnterTable(context, index);
  row_.cells.clear();
  const int row = static_cast<int>(sentence.row());
  const std::vector<Head>& columns = columns_[layout_.HeadsOf(row)];
  Head row_head;
  for (const v1::TableCell* above : layout_.Above(row)) {
    Merge(ReadHead(context, above->span().begin(), above->span().end()), row_head);
  }
  // 2022年, 2023年, 创建目标: when that is due nothing says.
  const auto dated = std::count_if(columns.begin(), columns.end(),
                                   [](const Head& head) { return head.time.ok() && !head.time.relative; });
  const bool beside_years = dated > 1 && row_.title_year == 0;
  bool first = true;
  bool leading = true;
  for (const v1::TableCell& cell : table.rows(row).cells()) {
    const uint32_t begin = cell.span().begin();
    const uint32_t end = std::min<uint32_t>(cell.span().end(), static_cast<uint32_t>(context.text.size()));
    if (begin >= end) {
      first = false;
      continue;
    }
    if (cell.column() == layout_.unit_column()) continue;
    const bool head = cell.is_head();
    // The words left of a row's figures head it (执法类 over several rows, 行政处罚).
    leading = leading && (first || !TableLayout::HoldsFigure(context.Slice(begin, end)));
    if (head || leading) Merge(ReadHead(context, begin, end), row_head);
    first = false;
    if (head) continue;
    const Head column = cell.column() < columns.size() ? columns[cell.column()] : Head();
    if (column.numbering) {
      first = leading = true;
      continue;
    }
    if (column.years && IsBareYear(context.Slice(begin, end))) {
      row_head.time = BareYear(context, begin, end);
      leading = true;
      continue;
    }
    if (row_head.label || column.label) continue;
    Head all = row_head;
    all.status = v1::STATUS_UNSPECIFIED;  // 完成任务, 计划生育: words of what is counted
    Merge(column, all);
    if (row_head.time.relative && column.time.ok()) all.time = column.time;  // 年初旧存 below 2021年
    TakeUnit(layout_.UnitOfRow(row), row_head, column, all);
    if (column.change != v1::DIRECTION_UNSPECIFIED) {
      all.change = column.change;
      if (!column.time.ok()) all.time = TimeExpression();
    }
    CellHeads& heads = row_.cells.emplace_back();
    heads.begin = begin + TableLayout::BareYearLength(context.Slice(begin, end));
    heads.end = end;
    heads.unit = all.unit;
    heads.multiplier = all.multiplier;
    heads.time = all.time;
    heads.change = all.change;
    heads.status = all.status;
    heads.undated = beside_years && all.status == v1::STATUS_TARGET && !all.time.ok() && !all.yearly;
  }
  return &row_;
}

}  // namespace fazhi::extraction
