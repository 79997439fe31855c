#include "services/extraction/core/measures_table.h"

#include <algorithm>
#include <utility>

#include "services/extraction/core/numbers.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/list_numbers.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

// Words that a cell takes from its row.
constexpr uint32_t kMostRowWords = 3;

// 其余4县, “12345”热线工单: whether a cell in front of its row's figures names the row, though a figure
// stands inside.
bool NamesRow(std::u32string_view cell) {
  constexpr ptrdiff_t kName = 3;
  if (cell.size() < kName || !IsHan(cell.back())) return false;
  return IsHan(cell.front()) || std::all_of(cell.end() - kName, cell.end(), IsHan);
}

// 合计 or 合计(件), and nothing more: 处罚合计 names what it is of.
bool IsTotal(std::u32string_view words) {
  return IsOneOf(words.substr(0, words.find(U'(')), {U"合计", U"总计", U"共计"});
}

}  // namespace

Piece TableWords::Words(const v1::TableCell& cell) const {
  Piece whole = DropBracket({cell.span().begin(), cell.span().end()});
  whole.begin += ListNumberLength(context_.Slice(whole.begin, whole.end));
  whole.begin += TableLayout::BareYearLength(context_.Slice(whole.begin, whole.end));
  if (!whole.empty() && context_.text[whole.begin] == U'#') ++whole.begin;
  const Piece words = stripper_.Strip(whole);
  // 行政许可 and 刑事 say in a table what is counted.
  return stripper_.Covered(words, kTableWord | kJoin) ? Piece{words.end, words.end} : words;
}

// 行政诉讼(复议后起诉): a row's kind, and no unit (万平方米) or remark (含简易程序).
bool TableWords::NamesKind(uint32_t begin, uint32_t end) const {
  constexpr uint32_t kShortestKind = 4;
  if (end - begin < kShortestKind || context_.text[begin] == U'含') return false;
  const Multiplier multiplier = ReadMultiplier(context_.text, begin, end);
  return !ReadUnit(Lexicon::Get(), context_.text, begin + multiplier.length, end).ok();
}

// 案件数(件), 部分公开(区分处理的,只计这一情形): the unit or remark in brackets at the end of a head counts
// nothing.
Piece TableWords::DropBracket(Piece words) const {
  constexpr size_t kLongestUnit = 5;
  const auto text = context_.Slice(words.begin, words.end);
  const size_t open = text.rfind(U'(');
  if (text.empty() || text.back() != U')' || open == std::u32string_view::npos || open == 0) return words;
  const auto inside = text.substr(open + 1, text.size() - open - 2);
  // 行政处罚(不含简易程序): what is left out is no part of the name.
  const bool without = StartsWithOneOf(inside, {U"不含", U"不包括"});
  const bool remark = Contains(inside, U',') || StartsWithOneOf(inside, {U"单位:", U"按"});
  const bool unit = inside.size() <= kLongestUnit &&
                    !NamesKind(words.begin + static_cast<uint32_t>(open) + 1, words.end - 1);
  if (!without && !remark && !unit) return words;
  return {words.begin, words.begin + static_cast<uint32_t>(open)};
}

void TableWords::Load(uint32_t table, uint32_t section) {
  loaded_ = table;
  field_ = FindField(section);
  disclosure_ = {};
  of_applications_ = false;
  constexpr std::u32string_view kDisclosure = U"政府信息公开", kApplications = U"申请";
  for (uint32_t above = section; above != 0 && disclosure_.empty();) {
    const v1::Section& heading = context_.outline.sections(static_cast<int>(above));
    const auto words = context_.Slice(heading.heading().begin(), heading.heading().end());
    const size_t at = words.find(kDisclosure);
    above = heading.parent();
    if (at == std::u32string_view::npos) continue;
    const uint32_t begin = heading.heading().begin() + static_cast<uint32_t>(at);
    disclosure_ = {begin, begin + static_cast<uint32_t>(kDisclosure.size())};
    of_applications_ = StartsWith(words.substr(at + kDisclosure.size()), kApplications);
    if (of_applications_) disclosure_.end += static_cast<uint32_t>(kApplications.size());
  }
  const v1::Table& rows = context_.outline.report().tables(static_cast<int>(table));
  layout_ = TableLayout(rows, context_.text);
  act_ = FindAct();
  const TableTitle kind = ReadTableKind(rows, context_.text);
  kind_ = {kind.begin, kind.end};
  rows_are_kinds_ = RowsAreKinds(rows);
  columns_of_kinds_ = ColumnsOfKinds(rows);
  heads_.assign(layout_.heads().size(), {});
  for (size_t h = 0; h < heads_.size(); ++h) {
    std::vector<Head>& heads = heads_[h];
    for (int r = layout_.heads()[h].begin; r < layout_.heads()[h].end; ++r) {
      if (layout_.IsUnitRow(r)) continue;
      for (const v1::TableCell& cell : rows.rows(r).cells()) {
        if (cell.column() == layout_.unit_column()) continue;
        const Piece words = Words(cell);
        const uint32_t width = std::max(cell.column_span(), 1u);
        if (!words.empty()) {
          heads.push_back({cell.column(), cell.column() + width, words});
        } else if (layout_.ContinuesLeft(r, cell) && !heads.empty() &&
                   heads.back().column_end == cell.column()) {
          heads.back().column_end += width;
        }
      }
    }
  }
}

Phrase TableWords::Of(const v1::Sentence& sentence, uint32_t at) {
  const uint32_t table = sentence.table() - 1;
  const uint32_t row = sentence.row();
  if (loaded_ != table) Load(table, sentence.section());
  Phrase phrase;
  const auto& cells =
      context_.outline.report().tables(static_cast<int>(table)).rows(static_cast<int>(row)).cells();
  const v1::TableCell* holder = nullptr;
  for (const v1::TableCell& cell : cells) {
    if (cell.span().begin() <= at && at < cell.span().end()) holder = &cell;
  }
  if (holder == nullptr) return phrase;
  uint32_t taken = 0;
  Piece last = {};  // not yet in the phrase
  Piece share = {};
  const auto append = [&](Piece words) {
    if (words.empty()) return;
    if (const Piece named = DropCount(last); !named.empty()) {
      phrase.Append(named);
      words.begin += SaidTwice(named, words);
    }
    last = words;
  };
  const auto take = [&](const v1::TableCell& cell) {
    const Piece words = Words(cell);
    if (words.empty() || taken == kMostRowWords) return;
    if (StartsWith(context_.Slice(words.begin, words.end), U"占")) {
      share = words;  // 占受理数比例 in front of a row: what is said of each column
      return;
    }
    // 本年度办理结果 in front of 予以公开: the kind of outcome says it.
    if (of_applications_ && context_.Slice(last.begin, last.end) == U"办理结果") last = {};
    append(words);
    ++taken;
    if (taken == 1) append(WholeOfRow(table, row, words));
  };
  for (const v1::TableCell* above : layout_.Above(static_cast<int>(row))) {
    if (above->column() < holder->column() && above->column() != layout_.unit_column()) take(*above);
  }
  for (const v1::TableCell& cell : cells) {
    if (&cell == holder) break;
    if (cell.column() == layout_.unit_column()) continue;
    const auto text = context_.Slice(cell.span().begin(), cell.span().end());
    const bool label = !TableLayout::HoldsFigure(text) || (&cell == &cells[0] && NamesRow(text));
    if (label && layout_.Repeats(static_cast<int>(row), cell.column())) {
      last = {};
      taken = 0;
    }
    if (label) take(cell);
  }
  append(kind_);
  bool headed = false;
  const Head* over = nullptr;  // 法人或其他组织: the kinds below it name themselves, 其他 as 其他组织
  for (const Head& head : heads_[layout_.HeadsOf(static_cast<int>(row))]) {
    if (head.column > holder->column() || holder->column() >= head.column_end) continue;
    headed = true;
    const Head* const above = std::exchange(over, Others(head).empty() ? nullptr : &head);
    if (above != nullptr && StartsWith(context_.Slice(head.words.begin, head.words.end), U"其他"))
      append(Others(*above));
    else if (over == nullptr)
      append(head.words);
  }
  if (over != nullptr) append(over->words);
  phrase.Append(last);
  phrase.Append(share);
  if (!phrase.empty()) {
    if (share.empty() && LacksField(phrase)) phrase.Append(field_);
    if (share.empty() && rows_are_kinds_ && !headed) {
      if (LacksAct(phrase, 2)) phrase.Append(act_);
    } else if (share.empty() && ((holder->column() < columns_of_kinds_ && LacksAct(phrase, 2)) ||
                                 (IsTotalRow(cells) && LacksAct(phrase, 0)))) {
      Phrase whole;
      whole.Append(act_);
      whole.Append(phrase);
      phrase = whole;
    }
    return WithDisclosure(phrase);
  }
  if (!field_.empty()) {
    const Piece title = Title(table);
    const bool says = title.begin <= field_.begin && field_.end <= title.end;
    phrase.Append(says ? title : field_);
    return phrase;
  }
  // A total of totals is called so; one without a name counts what the table does.
  const auto first = context_.Slice(cells[0].span().begin(), cells[0].span().end());
  if (&cells[0] != holder && !TableLayout::HoldsFigure(first)) {
    if (rows_are_kinds_ && !headed) phrase.Append(act_);
    phrase.Append(DropBracket({cells[0].span().begin(), cells[0].span().end()}));
  } else if (&cells[0] != holder) {
    phrase.Append(holder->column() < columns_of_kinds_ ? act_ : Title(table));
  }
  return phrase;
}

// 行政处罚 above 其中:简易程序 and 一般程序: what a row counts the kinds of, where `words` of the row name no
// more.
Piece TableWords::WholeOfRow(uint32_t table, uint32_t row, Piece words) const {
  constexpr uint32_t kReach = 12;
  if (!stripper_.IsBare(words) ||
      EndsWithOneOf(context_.Slice(words.begin, words.end), {U"率", U"比", U"比例", U"额"}) ||
      WordTable::Get().Suffix(context_.Slice(words.begin, words.end), kOutcome))
    return {};
  const auto& rows = context_.outline.report().tables(static_cast<int>(table)).rows();
  bool among = false;
  for (uint32_t r = row + 1; r > 0 && row + 1 - r < kReach && !layout_.IsHead(static_cast<int>(r - 1)); --r) {
    const auto& cells = rows[static_cast<int>(r - 1)].cells();
    const auto label = std::find_if(cells.begin(), cells.end(), [&](const v1::TableCell& cell) {
      const auto text = context_.Slice(cell.span().begin(), cell.span().end());
      return !text.empty() && !std::all_of(text.begin(), text.end(), [](char32_t c) { return IsDigit(c); });
    });
    if (label == cells.end()) return {};
    const bool part = StartsWith(context_.Slice(label->span().begin(), label->span().end()), U"其中");
    among |= part;
    const Piece said = Words(*label);
    if (part || said.empty() || stripper_.Covered(said, kBareWord | kOutcome)) continue;
    return among ? said : Piece();
  }
  return {};
}

// 行政处罚 in a table of what applications for review are on: those, as its title or its headings call them.
Piece TableWords::FindField(uint32_t section) const {
  const auto field = [&](uint32_t begin, uint32_t end) {
    const auto title = context_.Slice(begin, end);
    if (Contains(title, U"复议") && ContainsOneOf(title, {U"应诉", U"诉讼"})) return Piece{};
    for (const std::u32string_view noun :
         {U"行政复议申请", U"行政复议案件", U"行政复议", U"行政应诉案件", U"行政诉讼案件", U"行政应诉",
          U"行政诉讼", U"复议申请", U"复议案件"}) {
      const size_t at = title.find(noun);
      if (at == std::u32string_view::npos) continue;
      const uint32_t first = begin + static_cast<uint32_t>(at);
      return Piece{first, first + static_cast<uint32_t>(noun.size())};
    }
    return Piece{};
  };
  const TableTitle title =
      ReadTableTitle(context_.outline.report().tables(static_cast<int>(loaded_)), context_.text);
  Piece named = field(title.begin, title.end);
  while (named.empty() && section != 0) {
    const v1::Section& above = context_.outline.sections(static_cast<int>(section));
    named = field(above.heading().begin(), above.heading().end());
    section = above.parent();
  }
  return named;
}

// 行政复议 | 行政诉讼 under 政府信息公开行政复议、行政诉讼情况: those alone. 予以公开 | 结转下年度 under
// 收到和处理政府信息公开申请情况: what was done with the applications.
Phrase TableWords::WithDisclosure(const Phrase& phrase) const {
  if (disclosure_.empty()) return phrase;
  std::u32string said;
  phrase.AppendTo(context_.text, said);
  if (of_applications_ ? Contains(said, U"公开申请")
                       : !ContainsOneOf(said, {U"行政复议", U"行政诉讼"}) || Contains(said, U"公开"))
    return phrase;
  Phrase whole;
  whole.Append(disclosure_);
  whole.Append(phrase);
  return whole;
}

// 行政处罚 of 县市场监管局2024年行政处罚实施情况统计表: the one act that the title of the table is on.
Piece TableWords::FindAct() const {
  const Piece title = Title(loaded_);
  const auto said = context_.Slice(title.begin, title.end);
  for (const std::u32string_view act : {U"行政处罚", U"行政许可", U"行政强制", U"行政检查", U"行政奖励"}) {
    const size_t at = said.find(act);
    if (at == said.npos) continue;
    if (ContainsAnyOf(said.substr(at > 0 ? at - 1 : 0), U"、和与及")) return {};
    const auto rest = said.substr(at + act.size());
    if (!rest.empty() && !IsOneOf(rest, WordSet::kActTables)) return {};
    const uint32_t begin = title.begin + static_cast<uint32_t>(at);
    return {begin, begin + static_cast<uint32_t>(act.size())};
  }
  return {};
}

// Whether the rows of the table are kinds of its act (处罚种类 over 警告 and 罚款), which 合计 ends.
bool TableWords::RowsAreKinds(const v1::Table& table) const {
  const auto words = [&](const v1::TableCell& cell) {
    return context_.Slice(cell.span().begin(), cell.span().end());
  };
  if (act_.empty() || table.rows_size() == 0 || table.rows(0).cells_size() == 0) return false;
  return EndsWithOneOf(words(table.rows(0).cells(0)), {U"种类", U"类别", U"类型", U"方式", U"领域"}) &&
         std::any_of(table.rows().begin(), table.rows().end(), [&](const v1::TableRow& row) {
           return row.cells_size() > 0 && IsTotal(words(row.cells(0)));
         });
}

// 合计 in front of 申请数量 in a table of 行政许可.
bool TableWords::IsTotalRow(const google::protobuf::RepeatedPtrField<v1::TableCell>& cells) const {
  return IsTotal(context_.Slice(cells[0].span().begin(), cells[0].span().end()));
}

// The columns of kinds (警告 | 罚款 | 合计 over a row of figures alone): those up to the total, which is the
// last of them. None where rows have labels.
uint32_t TableWords::ColumnsOfKinds(const v1::Table& table) const {
  const HeadRows heads = layout_.heads()[0];
  if (act_.empty() || heads.begin == heads.end || heads.end >= table.rows_size()) return 0;
  const v1::TableRow& row = table.rows(heads.end);
  if (row.cells_size() == 0 ||
      !TableLayout::HoldsFigure(context_.Slice(row.cells(0).span().begin(), row.cells(0).span().end())))
    return 0;
  for (const v1::TableCell& head : table.rows(heads.begin).cells()) {
    if (IsTotal(context_.Slice(head.span().begin(), head.span().end()))) return head.column() + 1;
  }
  return 0;
}

// 罚款, and not 其他行政处罚: the act's words from `from` on stand nowhere in the phrase.
bool TableWords::LacksAct(const Phrase& phrase, uint32_t from) const {
  if (act_.empty()) return false;
  std::u32string said;
  phrase.AppendTo(context_.text, said);
  return !Contains(said, context_.Slice(act_.begin + from, act_.end));
}

bool TableWords::LacksField(const Phrase& phrase) const {
  if (field_.empty()) return false;
  std::u32string said;
  phrase.AppendTo(context_.text, said);
  // 审结, 维持: the topic of what was done is found as in prose.
  if (WordTable::Get().Suffix(said, kOutcome) || EndsWithOneOf(said, WordSet::kDocketHeads)) return false;
  return !ContainsOneOf(said, WordSet::kDocketSaid);
}

// 其他组织 of 法人或其他组织 over several columns.
Piece TableWords::Others(const Head& head) const {
  const auto words = context_.Slice(head.words.begin, head.words.end);
  for (const std::u32string_view other : {U"或其他", U"或者其他", U"及其他", U"和其他"}) {
    const size_t at = words.find(other);
    if (at == words.npos || at == 0 || head.column_end - head.column < 2) continue;
    return {head.words.begin + static_cast<uint32_t>(at + other.size() - 2), head.words.end};
  }
  return {};
}

// 行政许可 over 许可数量: how much of the one's end the other begins with.
uint32_t TableWords::SaidTwice(Piece before, Piece words) const {
  constexpr uint32_t kLongest = 4, kShortest = 2;
  for (uint32_t n = std::min({before.size(), words.size(), kLongest}); n >= kShortest; --n) {
    const bool same =
        context_.Slice(before.end - n, before.end) == context_.Slice(words.begin, words.begin + n);
    if (same && n < words.size()) return n;
  }
  return 0;
}

// 行政许可实施数量 over 申请数量: a head with another behind it says only of what.
Piece TableWords::DropCount(Piece words) const {
  const uint32_t count =
      EndLength(context_.Slice(words.begin, words.end), {U"实施数量", U"实施情况", U"数量", U"情况"});
  return count < words.size() ? Piece{words.begin, words.end - count} : words;
}

// 行政强制实施情况统计表: what the title says, without its last words.
Piece TableWords::Title(uint32_t table) const {
  const TableTitle title =
      ReadTableTitle(context_.outline.report().tables(static_cast<int>(table)), context_.text);
  Piece words = DropBracket({title.begin, title.end});
  while (!words.empty() && IsAnyOf(context_.text[words.end - 1], U"(: ")) --words.end;  // …表(单位:宗)
  const uint32_t ending =
      EndLength(context_.Slice(words.begin, words.end),
                {U"情况统计表", U"情况一览表", U"统计表", U"一览表", U"情况表", U"表", U"情况"});
  if (ending < words.size()) words.end -= ending;
  // 表三 行政强制实施情况统计表
  const auto said = context_.Slice(words.begin, words.end);
  uint32_t number = StartsWith(said, U"表") ? 1 : 0;
  while (number > 0 && number < words.size() && (IsDigit(said[number]) || IsHanOrdinal(said[number])))
    ++number;
  if (number > 1) words.begin += number;
  return stripper_.Strip(words);
}

}  // namespace fazhi::extraction
