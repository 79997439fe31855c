#include "services/extraction/core/scope.h"

#include <algorithm>
#include <string>

#include "services/extraction/core/national.h"
#include "services/extraction/core/scope_names.h"
#include "services/extraction/core/scope_reader.h"
#include "services/extraction/core/table_layout.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// The level that a title begins with where it names no place: 市水利局, 某县2024年, 在全市会议上的讲话.
char32_t LevelOfTitle(std::u32string_view title) {
  if (StartsWith(title, U"在")) title.remove_prefix(1);
  const size_t at = std::min(title.find_first_not_of(U"某全XX×"), title.size());
  const auto rest = title.substr(at);
  constexpr std::u32string_view kLevels = U"省市县区州旗盟";
  const bool other = StartsWithOneOf(rest, {U"市场", U"市政", U"区域", U"县域", U"市县"});
  return !rest.empty() && Contains(kLevels, rest[0]) && !other ? rest[0] : 0;
}

char32_t LevelOf(const v1::Report& report) {
  if (report.reporting_body() == v1::REPORTING_BODY_TOWNSHIP) return kTownship;
  const std::u32string name = ToCodePoints(report.region().name());
  if (IsNational(report)) return kNation;
  if (name.empty()) return LevelOfTitle(ToCodePoints(report.title()));
  if (!IsLevelOrStreet(name.back())) return 0;
  return name.back();
}

// Whether the sentence begins by taking up what the one before it counted (审结案件中,).
bool TakesUp(std::u32string_view sentence) {
  constexpr size_t kLongest = 12;
  const size_t stop = sentence.substr(0, kLongest).find(U',');
  return stop != std::u32string_view::npos && stop > 0 && sentence[stop - 1] == U'中';
}

// The subject of the sentence before goes on to speak where a sentence takes up its figures.
void NextSentence(const Context& context, const std::vector<GroundedQuantity>& quantities, uint32_t i,
                  ScopeState& state) {
  const v1::Scope held = state.held;
  const bool sued = state.sued;
  const uint32_t number = quantities[i].sentence;
  const auto& sentence = context.outline.sentences(static_cast<int>(number));
  const bool goes_on = i > 0 && quantities[i - 1].sentence + 1 == number && state.subject &&
                       TakesUp(context.Slice(sentence.begin(), sentence.end()));
  state = {};
  state.sued = sued && !Contains(context.Slice(quantities[i - 1].end, sentence.begin()), U"\n");
  if (!goes_on) return;
  state.held = held;
  state.subject = true;
}

// The scope that the title of a table gives all its cells (全县行政执法情况表).
class TableScopes {
 public:
  // `table` is that of a sentence, 0 for none.
  v1::Scope Of(const Context& context, uint32_t table, const ScopeReporter& reporter) {
    if (table == 0 || table > static_cast<uint32_t>(context.outline.report().tables_size())) {
      return v1::SCOPE_UNSPECIFIED;
    }
    if (table != table_) {
      table_ = table;
      const TableTitle title =
          ReadTableTitle(context.outline.report().tables(static_cast<int>(table - 1)), context.text);
      ScopeState state;
      ReadScopeWords(context.text, title.begin, title.end, reporter, state);
      scope_ = state.Decide();
      if (scope_ == v1::SCOPE_UNSPECIFIED) scope_ = OfName(context, title);
      if (scope_ == v1::SCOPE_UNSPECIFIED) scope_ = OfNote(context, table, reporter);
    }
    return scope_;
  }

 private:
  // 蓬沙区2020年行政执法数据, 白鹭区城市管理局执法情况表: of the region, or of the department.
  static v1::Scope OfName(const Context& context, const TableTitle& title) {
    const v1::Report& report = context.outline.report();
    const std::u32string region = ToCodePoints(report.region().name());
    if (region.empty() || !Contains(context.Slice(title.begin, title.end), region))
      return v1::SCOPE_UNSPECIFIED;
    switch (report.reporting_body()) {
      case v1::REPORTING_BODY_GOVERNMENT:
        return v1::SCOPE_JURISDICTION;
      case v1::REPORTING_BODY_DEPARTMENT:
        return v1::SCOPE_OWN_LEVEL;
      default:
        return v1::SCOPE_UNSPECIFIED;
    }
  }

  // (本表为全县行政机关汇总数) right above the table, or 注:统计范围为全县各级行政机关 right below it.
  static v1::Scope OfNote(const Context& context, uint32_t number, const ScopeReporter& reporter) {
    const v1::Table& table = context.outline.report().tables(static_cast<int>(number - 1));
    if (table.rows_size() == 0 || table.rows(0).cells_size() == 0) return v1::SCOPE_UNSPECIFIED;
    const auto& last = table.rows(table.rows_size() - 1).cells();
    const uint32_t begin = table.rows(0).cells(0).span().begin();
    const uint32_t end = last.empty() ? begin : last[last.size() - 1].span().end();
    const v1::Scope above = OfLine(context, LineBefore(context.text, begin, kLongestNote), reporter);
    return above != v1::SCOPE_UNSPECIFIED ? above : OfLine(context, LineBehind(context.text, end), reporter);
  }

  static TableTitle LineBehind(std::u32string_view text, uint32_t at) {
    const size_t feed = text.find(U'\n', at);
    if (feed == text.npos) return {};
    const auto begin = static_cast<uint32_t>(feed) + 1;
    uint32_t end = begin;
    while (end < text.size() && end - begin <= kLongestNote && text[end] != U'\n') ++end;
    return {begin, end};
  }

  // 统计范围:全县各级行政机关 in the line; not 不含乡镇, which says what it leaves out.
  static v1::Scope OfLine(const Context& context, TableTitle line, const ScopeReporter& reporter) {
    const auto words = context.Slice(line.begin, line.end);
    if (words.size() > kLongestNote ||
        !ContainsOneOf(words, {U"本表", U"上表", U"表中", U"统计范围", U"统计口径"}) ||
        ContainsOneOf(words, {U"不含", U"不包括", U"除外"}))
      return v1::SCOPE_UNSPECIFIED;
    const size_t verb = words.find_first_of(U"为是系:含括");
    if (verb == words.npos) return v1::SCOPE_UNSPECIFIED;
    const size_t stop = std::min(words.find_first_of(U";。", verb), words.size());
    ScopeState state;
    ReadScopeWords(context.text, line.begin + static_cast<uint32_t>(verb) + 1,
                   line.begin + static_cast<uint32_t>(stop), reporter, state);
    return state.Decide();
  }

  // Code points of a line above or below a table that says what it is of.
  static constexpr uint32_t kLongestNote = 60;

  uint32_t table_ = 0;
  v1::Scope scope_ = v1::SCOPE_UNSPECIFIED;
};

// What the innermost heading says of whose all below it is, where it begins by naming a body or the region.
class HeadingScopes {
 public:
  v1::Scope Of(const v1::Outline& outline, uint32_t section, const ScopeReporter& reporter) {
    if (section == section_) return scope_;
    section_ = section;
    scope_ = section < static_cast<uint32_t>(outline.sections_size())
                 ? Read(outline.sections(static_cast<int>(section)), reporter)
                 : v1::SCOPE_NOT_STATED;
    return scope_;
  }

 private:
  static v1::Scope Read(const v1::Section& section, const ScopeReporter& reporter) {
    constexpr size_t kLongest = 12;
    std::u32string heading = ToCodePoints(section.heading_text());
    heading.erase(0, std::min(heading.size(), ToCodePoints(section.number()).size()));
    for (const auto lead : {U"关于", U"对"}) {
      if (StartsWith(heading, lead)) heading.erase(0, std::u32string_view(lead).size());
    }
    // A statement (全县上下做了大量工作), and what the whole report is on, say nothing.
    if (section.level() < 2 || heading.size() > kLongest ||
        heading.find_first_of(kClauseStops) != heading.npos || Contains(heading, U"法治")) {
      return v1::SCOPE_NOT_STATED;
    }
    ScopeState state;
    const auto length = static_cast<uint32_t>(heading.size());
    const uint32_t word = std::min(length, ScopeWords::Get().Longest(heading).length);
    ReadScopeWords(heading, 0, word, {reporter.level, reporter.body, {}}, state);
    return state.held == v1::SCOPE_UNSPECIFIED ? v1::SCOPE_NOT_STATED : state.held;
  }

  uint32_t section_ = UINT32_MAX;
  v1::Scope scope_ = v1::SCOPE_NOT_STATED;
};

// The scope that the words say which a measure took over from another (废止, of 制定局规范性文件).
v1::Scope CarriedScope(const Context& context, const Measure& measure, const ScopeReporter& reporter) {
  if (measure.base == kNoMeasure) return v1::SCOPE_UNSPECIFIED;
  std::u32string phrase;
  measure.phrase.AppendTo(context.text, phrase);
  ScopeState state;
  ReadScopeWords(phrase, 0, static_cast<uint32_t>(phrase.size()), {reporter.level, reporter.body, {}}, state);
  return state.Said();
}

}  // namespace

void ReadScopes(const Context& context, const std::vector<GroundedQuantity>& quantities,
                const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
                std::vector<SaidScope>& scopes) {
  const std::u32string_view text = context.text;
  ScopeReporter reporter;
  reporter.level = LevelOf(context.outline.report());
  reporter.body = context.outline.report().reporting_body();
  reporter.names = FindScopeNames(context, reporter.level);
  scopes.assign(quantities.size(), SaidScope());
  ScopeState state;
  TableScopes tables;
  HeadingScopes headings;
  uint32_t read = 0;
  for (uint32_t i = 0; i < quantities.size(); ++i) {
    const auto& sentence = context.outline.sentences(static_cast<int>(quantities[i].sentence));
    if (fragments[i].first) {
      NextSentence(context, quantities, i, state);
      read = sentence.begin();
      if (sentence.table() != 0) state.held = tables.Of(context, sentence.table(), reporter);
    }
    scopes[i].heading = headings.Of(context.outline, sentence.section(), reporter);
    if (quantities[i].grey) continue;  // 市县两级, part of a word
    if (quantities[i].begin > read) {
      ReadScopeWords(text, read, quantities[i].begin, reporter, state);
      read = quantities[i].begin;
    }
    v1::Scope scope = state.Said();
    const bool gone_over = quantities[i].begin > 0 && text[quantities[i].begin - 1] == U'对';
    if (scope == v1::SCOPE_UNSPECIFIED || gone_over) {
      ScopeState with_right = state;
      ReadScopeWords(text, fragments[i].right.begin, fragments[i].right.end, reporter, with_right);
      scope = with_right.Decide();
    }
    if (scope == v1::SCOPE_UNSPECIFIED) continue;
    const bool held = scope == state.held && state.local == v1::SCOPE_UNSPECIFIED;
    const bool object = scope == v1::SCOPE_SUBORDINATE && !state.below_acts;
    scopes[i].scope = scope;
    scopes[i].doer = object ? ScopeDoer::kObject : held ? state.doer : ScopeDoer::kBody;
  }
  for (const Measure& measure : measures) {
    if (scopes[measure.quantity].scope != v1::SCOPE_NOT_STATED) continue;
    const v1::Scope scope = CarriedScope(context, measure, reporter);
    if (scope != v1::SCOPE_UNSPECIFIED) scopes[measure.quantity].scope = scope;
  }
}

}  // namespace fazhi::extraction
