#include "services/extraction/core/scope_words.h"

#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/str_split.h"
#include "fazhi_extraction_words.h"
#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/territory.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

constexpr uint32_t kWeak = 0x100;
constexpr uint32_t kBlind = 0x200;
constexpr uint32_t kClause = 0x400;
constexpr uint32_t kBegin = 0x800;
constexpr uint32_t kTopic = 0x1000;
constexpr uint32_t kRespondent = 0x2000;

// What is looked for at a code point.
constexpr uint8_t kSeenStop = 1;
constexpr uint8_t kSeenWord = 2;

uint32_t ClassOf(absl::string_view name) {
  if (name == "jurisdiction") return v1::SCOPE_JURISDICTION;
  if (name == "own") return v1::SCOPE_OWN_LEVEL;
  if (name == "own_clause") return v1::SCOPE_OWN_LEVEL | kClause;
  if (name == "own_begin") return v1::SCOPE_OWN_LEVEL | kBegin;
  if (name == "own_topic") return v1::SCOPE_OWN_LEVEL | kTopic;
  if (name == "respondent") return kRespondent;
  if (name == "own_weak") return v1::SCOPE_OWN_LEVEL | kWeak;
  if (name == "subordinate") return v1::SCOPE_SUBORDINATE;
  if (name == "subordinate_clause") return v1::SCOPE_SUBORDINATE | kClause;
  if (name == "subordinate_weak") return v1::SCOPE_SUBORDINATE | kWeak;
  if (name == "judiciary") return v1::SCOPE_JUDICIARY;
  if (name == "upper" || name == "blind") return kBlind;
  return 0;
}

constexpr std::u32string_view kStops = U",;。:\n!?";

bool IsStop(char32_t c) { return c <= U'。' && Contains(kStops, c); }

// What may stand between a stop and the word that begins the clause: 2024年以来,.
bool IsDate(char32_t c) {
  return (c >= U'0' && c <= U'9') || c == U'年' || c == U'月' || c == U'以' || c == U' ';
}

bool IsTownship(char32_t c) { return c == U'乡' || c == U'镇' || c == U'街'; }

// Whether a word of a body begins by saying of what level, or that it is the one that reports.
bool NamesLevel(char32_t c) { return IsLevelOrStreet(c) || c == U'我' || c == U'本' || c == U'局'; }

// What makes a level a territory: 全县, 我县, 本县.
bool IsAll(char32_t c) { return IsAnyOf(c, U"全我本"); }

// 县政务服务大厅, 镇便民服务中心, 局窗口
bool IsHall(std::u32string_view word) {
  return EndsWithOneOf(word, {U"大厅", U"窗口", U"市民中心"}) ||
         (EndsWith(word, U"服务中心") && !Contains(word, U"法律"));
}

// Whether a body or territory (市政府, 全省, 我市) is of another level than the region reported on.
bool OtherLevel(std::u32string_view word, char32_t level) {
  if (level == 0) return word == U"全国";
  const size_t at = word.size() > 1 && IsAll(word[0]) ? 1 : 0;
  return (IsLevelOrStreet(word[at]) || word[at] == kNation) && word[at] != level;
}

// Whether the word that `text` begins with says who acts (各级行政复议机关, 全市生态环境系统) and not only
// where (全县).
bool NamesBodies(std::u32string_view text, uint32_t length) {
  constexpr size_t kReach = 8;
  if (text[0] == U'各') return true;
  const auto behind = text.substr(length, kReach);
  return ContainsOneOf(behind, {U"系统", U"机关", U"部门", U"单位", U"组织", U"队伍", U"机构"});
}

// Whether the word that `text` begins with is a territory that speaks of itself (我县) and names no bodies:
// it holds for its clause.
bool WeAlone(std::u32string_view text, uint32_t length) {
  return length == 2 && text[0] == U'我' && !NamesBodies(text, length);
}

// Whether the clause that `text` begins with has no subject of its own: it begins with a verb.
bool BeginsWithAct(std::u32string_view text) {
  const WordTable& words = WordTable::Get();
  while (const Word word = words.Prefix(text, kLead | kAct | kJoin)) {
    if (word.classes & kAct) return true;
    text.remove_prefix(word.length);
  }
  return false;
}

// Whether the clause that `text` begins with begins with an act of whoever arranges things (年内组织考试).
bool BeginsWithOrganizing(std::u32string_view text) {
  for (const auto lead : {U"年内", U"全年", U"先后", U"并"}) {
    if (StartsWith(text, lead)) text.remove_prefix(std::u32string_view(lead).size());
  }
  return StartsWithOneOf(text, {U"举办", U"组织", U"召开"});
}

// Whether a clause begins at `at`, or with a time that ends there (2024年以来, 截至年底, 自2021年6月1日起).
bool BeginsClause(std::u32string_view text, uint32_t begin, uint32_t at) {
  constexpr uint32_t kLongestTime = 14;
  constexpr std::u32string_view kTimes = U"年月底末来内间度期起";
  const bool time = at > begin && Contains(kTimes, text[at - 1]);
  const uint32_t floor = time && at > begin + kLongestTime ? at - kLongestTime : begin;
  while (at > floor && (time ? !IsStop(text[at - 1]) : IsDate(text[at - 1]))) --at;
  return at == 0 || IsStop(text[at - 1]);
}

bool BeginsPart(std::u32string_view text) { return StartsWith(text, U"其中"); }

bool BeginsChange(std::u32string_view text) {
  return StartsWithOneOf(text, {U"同比", U"环比", U"较", U"比"});
}

// What stands before `at` in its clause, of a long one the end.
std::u32string_view ClauseBefore(std::u32string_view text, uint32_t at) {
  constexpr uint32_t kLongest = 24;
  uint32_t from = at;
  while (from > 0 && at - from < kLongest && !IsStop(text[from - 1])) --from;
  return text.substr(from, at - from);
}

// 对县本级清单, 牵头对县政府文件: whether the clause begins by saying what is gone over.
bool GoesOver(std::u32string_view clause) {
  constexpr size_t kLongestLead = 2;
  const size_t at = clause.find(U'对');
  if (at == 0) return true;
  constexpr std::u32string_view kOther = U"应面校核比反派";
  return at <= kLongestLead && !Contains(kOther, clause[at - 1]);
}

// Whether one of `characters` stands near the end of `clause`.
bool EndsNear(std::u32string_view clause, std::u32string_view characters) {
  constexpr size_t kLongest = 8;
  const size_t at = clause.find_last_of(characters);
  return at != std::u32string_view::npos && clause.size() - at <= kLongest;
}

// 县委督察组对8个乡镇: whether what `clause` ends before is what is gone over, whoever does it.
bool GoneOver(std::u32string_view clause) { return EndsNear(clause, U"对"); }

// 到8个乡镇: whether it is where one went.
bool GoneTo(std::u32string_view clause) { return EndsNear(clause, U"到赴走"); }

// 医保部门: whether what ends before `at` is the field of the departments that are named there.
bool EndsWithField(std::u32string_view text, uint32_t at) {
  constexpr uint32_t kLongest = 10;
  const WordGroups& fields = LinkWeights::Get().fields;
  for (uint32_t length = 2; length <= std::min(kLongest, at); ++length) {
    if (fields.Longest(text.substr(at - length, length)).length == length) return true;
  }
  return false;
}

// Whether the clause that holds `at`, or the one before it, speaks of an inspection.
bool TellsOfInspection(std::u32string_view text, uint32_t at) {
  constexpr uint32_t kBefore = 24;
  constexpr uint32_t kBehind = 16;
  const uint32_t from = at - std::min(at, kBefore);
  const std::u32string_view around = text.substr(from, at - from + kBehind);
  return ContainsOneOf(around, {U"督察", U"督查", U"巡察"});
}

// 县政府及各部门: a body and those below it.
bool Joins(std::u32string_view between) {
  return between == U"及" || between == U"和" || between == U"及其" || between == U"以及" || between == U"、";
}

}  // namespace

const ScopeWords& ScopeWords::Get() {
  static const auto* const words = new ScopeWords(extraction_words::Data("scope_words.txt"));
  return *words;
}

ScopeWords::ScopeWords(absl::string_view data) {
  for (const char32_t c : kStops) seen_.Add(c, kSeenStop);
  std::map<std::u32string, uint32_t> words;
  std::map<std::u32string, uint32_t> towards;
  std::map<std::u32string, uint32_t> under;
  std::map<std::u32string, uint32_t> meetings;
  std::map<std::u32string, uint32_t> goes_on;
  std::map<std::u32string, uint32_t> exercised;
  for (absl::string_view line : absl::StrSplit(data, '\n')) {
    const size_t colon = line.find(": ");
    if (colon == absl::string_view::npos || line[0] == '#') continue;
    const absl::string_view name = line.substr(0, colon);
    if (name == "docket") dockets_.emplace_back();
    for (absl::string_view word : absl::StrSplit(line.substr(colon + 2), ' ', absl::SkipEmpty())) {
      if (name == "towards") {
        towards[ToCodePoints(word)] = 1;
      } else if (name == "meeting") {
        meetings[ToCodePoints(word)] = 1;
      } else if (name == "under") {
        under[ToCodePoints(word)] = 1;
      } else if (name == "goes_on") {
        goes_on[ToCodePoints(word)] = 1;
      } else if (name == "docket") {
        dockets_.back().emplace_back(word);
      } else if (name == "lowest") {
        lowest_.emplace_back(word);
      } else if (name == "bodies_own") {
        bodies_own_.emplace_back(word);
      } else if (name == "courts") {
        courts_.emplace_back(word);
      } else if (name == "halls") {
        halls_.emplace_back(word);
      } else if (name == "advisers") {
        advisers_.emplace_back(word);
      } else if (name == "exercised") {
        const std::u32string points = ToCodePoints(word);
        exercised_first_.Add(points.front(), kSeenWord);
        exercised[points] = 1;
      } else if (const uint32_t word_class = ClassOf(name)) {
        const std::u32string points = ToCodePoints(word);
        seen_.Add(points.front(), kSeenWord);
        words[points] = word_class;
      }
    }
  }
  words_ = WordGroups(words);
  towards_ = WordGroups(towards);
  under_ = WordGroups(under);
  meetings_ = WordGroups(meetings);
  goes_on_ = WordGroups(goes_on);
  exercised_ = WordGroups(exercised);
}

uint32_t ScopeWords::DocketOf(absl::string_view indicator) const {
  const auto it = absl::c_find_if(
      dockets_, [&](const std::vector<std::string>& docket) { return NamesIndicator(docket, indicator); });
  return it == dockets_.end() ? kNoDocket : static_cast<uint32_t>(it - dockets_.begin());
}

uint32_t ScopeWords::FindExercised(std::u32string_view text, uint32_t begin, uint32_t end) const {
  for (uint32_t i = begin; (i = exercised_first_.Next(text, i, end, kSeenWord)) < end; ++i) {
    if (exercised_.Longest(text.substr(i, end - i)).length != 0) return i;
  }
  return end;
}

// Whether a body is whom something is told or sent to, or a word of a level what something was made
// (列为县级).
bool ScopeWords::IsAddressed(std::u32string_view text, uint32_t at, std::u32string_view word) const {
  if (at == 0 || towards_.Longest(text.substr(at - 1, 1)).length == 0) return false;
  if (text[at - 1] != U'为' || word.back() == U'级') return true;
  constexpr std::u32string_view kMade = U"列评成定作名选认";
  return at > 1 && Contains(kMade, text[at - 2]);
}

// `stop` ended a clause and `text` begins the next one.
void ScopeWords::EndClause(char32_t stop, std::u32string_view text, State& state) const {
  // 审查县级文件26件,同比增长8%,其中合同9件: a change and a part are of whom the whole is.
  if (stop != U',' || !(BeginsPart(text) || BeginsChange(text))) state.local = v1::SCOPE_UNSPECIFIED;
  // 全县现有执法人员826人,组织考试3场: who organizes is not all of a territory that was only counted.
  if (state.held == v1::SCOPE_JURISDICTION && !state.subject && BeginsWithOrganizing(text))
    state.held = v1::SCOPE_UNSPECIFIED;
  state.all = false;
  if (!state.weak_topic) state.weak = v1::SCOPE_UNSPECIFIED;
  if (stop != U';' || GoesOn(text, state)) return;
  state.held = v1::SCOPE_UNSPECIFIED;
  state.respondent = false;
}

// Whether who was said still speaks in the clause that `text` begins with: it has no subject of its own, or
// goes on with the same docket or hall.
bool ScopeWords::GoesOn(std::u32string_view text, const State& state) const {
  const bool own = state.held == v1::SCOPE_OWN_LEVEL;
  const bool acts = own || state.respondent || state.held == v1::SCOPE_JUDICIARY;
  if (state.subject || (acts && BeginsWithAct(text))) return true;
  if (!own && state.held != v1::SCOPE_JURISDICTION) return false;
  const WordTable& words = WordTable::Get();
  while (goes_on_.Longest(text).length == 0) {
    const Word word = words.Prefix(text, kLead | kJoin);
    if (!word) return false;
    text.remove_prefix(word.length);
  }
  return true;
}

// 以县政府为被告: a docket of the body itself. 以我县行政机关为被告: of whom was said.
void ScopeWords::ReadRespondent(std::u32string_view who, char32_t level, State& state) const {
  for (size_t i = 0; i < who.size(); ++i) {
    const WordGroups::Match match = words_.Longest(who.substr(i));
    if (match.length != 0 && OtherLevel(who.substr(i, match.length), level)) return;
  }
  // 其中以县政府为被告的9件: the docket is that of the whole.
  if (BeginsPart(who)) {
    if (state.local != v1::SCOPE_JURISDICTION) state.local = v1::SCOPE_OWN_LEVEL;
    return;
  }
  for (const auto word : {U"机关", U"部门", U"单位", U"系统", U"各"}) {
    if (!Contains(who, word)) continue;
    if (state.local == v1::SCOPE_JURISDICTION) state.held = state.local;  // 以县政府及部门为被告
    state.respondent = state.held == v1::SCOPE_JURISDICTION;
    return;
  }
  state.held = v1::SCOPE_OWN_LEVEL;
  state.local = v1::SCOPE_UNSPECIFIED;
  state.respondent = true;
}

void ScopeWords::Read(std::u32string_view text, uint32_t begin, uint32_t end, const Reporter& reporter,
                      State& state) const {
  const char32_t level = reporter.level;
  auto name = std::lower_bound(reporter.names.begin(), reporter.names.end(), begin,
                               [](const Piece& piece, uint32_t at) { return piece.begin < at; });
  uint32_t last = begin;  // end of the last word
  v1::Scope last_scope = v1::SCOPE_UNSPECIFIED;
  for (uint32_t i = begin;;) {
    while (name != reporter.names.end() && name->begin < i) ++name;
    const bool named = name != reporter.names.end() && name->end <= end;
    i = seen_.Next(text, i, named ? name->begin : end, kSeenStop | kSeenWord);
    if (i >= end) break;
    const uint8_t seen = seen_.At(text[i]);
    WordGroups::Match match =
        seen & kSeenWord ? words_.Longest(text.substr(i, end - i)) : WordGroups::Match();
    if (named && i == name->begin && name->size() >= match.length)
      match = {name->size(), v1::SCOPE_OWN_LEVEL};
    if (match.length == 0) {
      const char32_t c = text[i++];
      if ((seen & kSeenStop) && IsStop(c)) EndClause(c, text.substr(i, end - i), state);
      continue;
    }
    auto scope = static_cast<v1::Scope>(match.value & 0xFF);
    // 县政府各部门, 县级部门: those below the body that the word names.
    const char32_t final = text[i + match.length - 1];
    if (scope == v1::SCOPE_OWN_LEVEL && (final == U'府' || final == U'级')) {
      const std::u32string_view behind = text.substr(i + match.length, end - i - match.length);
      const size_t number = std::min(behind.find_first_not_of(U"0123456789个"), behind.size());
      const uint32_t under = under_.Longest(behind.substr(number)).length;
      if (under != 0) {
        match.length += static_cast<uint32_t>(number) + under;
        scope = v1::SCOPE_SUBORDINATE;
      }
    }
    const std::u32string_view word = text.substr(i, match.length);
    const bool own = scope == v1::SCOPE_OWN_LEVEL;
    // 局党组|会前学法, 县委|理论学习中心组: what a body does in a meeting holds for its clause.
    if (own && meetings_.Longest(text.substr(i + match.length, end - i - match.length)).length != 0)
      match.value |= kClause;
    // 县|政务服务大厅: the level of the report before a word is of the word.
    const bool levelled = i > last && (level == 0 ? IsLevel(text[i - 1]) : text[i - 1] == level);
    const uint32_t first = levelled ? i - 1 : i;
    const bool at_clause = BeginsClause(text, last, first);
    const auto clause = ClauseBefore(text, i);
    // 对县本级清单进行调整,取消47项: what the clause goes over is what the figures behind it are of.
    const bool goes_over = GoesOver(clause);
    const bool addressed = own && IsAddressed(text, first, word);
    // 全县政府法律顾问, 全县配备政府法律顾问: of all of them.
    const bool of_all = own && state.all && (i == last || !NamesLevel(word[0]));
    const bool passed_over =
        (match.value & kBlind) || addressed || of_all || ((match.value & kBegin) && !at_clause) ||
        ((match.value & kWeak) && !own && GoneTo(clause) && !TellsOfInspection(text, i)) ||
        ((match.value & kWeak) && StartsWith(word, U"部门") && EndsWithField(text, i)) ||
        (state.respondent && scope == v1::SCOPE_JUDICIARY) ||
        (!(scope == v1::SCOPE_SUBORDINATE && IsTownship(word[0])) && OtherLevel(word, level));
    if (match.value & kRespondent) {
      ReadRespondent(clause, level, state);
    } else if (!passed_over) {
      const bool both = (scope == v1::SCOPE_SUBORDINATE && last_scope == v1::SCOPE_OWN_LEVEL) ||
                        (own && last_scope == v1::SCOPE_SUBORDINATE);
      if (both && Joins(text.substr(last, i - last))) {
        state.local = v1::SCOPE_JURISDICTION;
        if (state.held == v1::SCOPE_OWN_LEVEL) state.held = v1::SCOPE_JURISDICTION;
      } else if ((match.value & kWeak) && !own &&
                 (GoneOver(clause) || (GoneTo(clause) && TellsOfInspection(text, i)))) {
        state.held = scope;
        state.subject = state.respondent = false;
      } else if (match.value & kWeak) {
        state.weak = scope;
        const bool counted = i > 0 && text[i - 1] == U'个';  // 划转19个部门的事项
        state.weak_topic = goes_over || (!counted && StandsAt(text, i + match.length, U"的"));
      } else if (!(match.value & kClause) && (own ? at_clause || goes_over || (match.value & kTopic)
                                                  : !WeAlone(text.substr(i, end - i), match.length))) {
        // 全州各级行政执法机关: one subject.
        const bool goes_on = state.subject && !at_clause && i == last && scope == state.held;
        state.held = scope;
        state.of_hall = own && IsHall(word);
        state.of_advisers =
            own && (EndsWith(word, U"法律顾问") || StandsAt(text, i + match.length, U"法律顾问"));
        state.all = at_clause && scope == v1::SCOPE_JURISDICTION;
        state.subject = goes_on || (state.all && NamesBodies(text.substr(i, end - i), match.length));
        state.local = v1::SCOPE_UNSPECIFIED;
        state.respondent = false;
      } else {
        state.local = scope;
        if (own && (match.value & kClause) && at_clause) state.held = v1::SCOPE_UNSPECIFIED;
      }
      last_scope = scope;
    }
    i += match.length;
    last = i;
  }
}

}  // namespace fazhi::extraction
