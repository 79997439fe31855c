#include "services/extraction/core/scope_reader.h"

#include <algorithm>

#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/scope_bodies.h"
#include "services/extraction/core/scope_clauses.h"
#include "services/extraction/core/scope_words.h"
#include "services/extraction/core/territory.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Whether a word of a body begins by saying of what level, or that it is the one that reports.
bool NamesLevel(char32_t c) { return IsLevelOrStreet(c) || c == U'我' || c == U'本' || c == U'局'; }

// What makes a level a territory: 全县, 我县, 本县.
bool IsAll(char32_t c) { return IsAnyOf(c, U"全我本"); }

// 县政务服务大厅, 镇便民服务中心, 局窗口
bool IsHall(std::u32string_view word) {
  return EndsWithOneOf(word, {U"大厅", U"窗口", U"市民中心"}) ||
         (EndsWith(word, U"服务中心") && !Contains(word, U"法律"));
}

// 市县两级 in a province: of levels below.
bool IsBelow(char32_t level, char32_t reporter) {
  return reporter != 0 && DepthOf(level) > DepthOf(reporter);
}

// Whether a body or territory (市政府, 全省, 我市) is of another level than the region reported on.
bool OtherLevel(std::u32string_view word, char32_t level) {
  if (level == 0) return word == U"全国";
  const size_t at = word.size() > 1 && IsAll(word[0]) ? 1 : 0;
  if (level == kTownship && DepthOf(word[at]) == DepthOf(kTownship)) return false;
  return (IsLevelOrStreet(word[at]) || word[at] == kNation) && word[at] != level;
}

// Whether the word that `text` begins with says who acts (各级行政复议机关, 全市生态环境系统) and not only
// where (全县).
bool NamesBodies(std::u32string_view text, uint32_t length) {
  constexpr size_t kReach = 8;
  if (text[0] == U'各') return true;
  const auto behind = text.substr(length, kReach);
  return ContainsOneOf(behind, WordSet::kWhoActs);
}

// 全市城管系统|执法人员1083人: whether people are counted whose number ends `clause`, and nothing is said
// that they did.
bool EndsWithPeople(std::u32string_view clause) {
  clause = clause.substr(0, clause.find_first_of(U"0123456789"));
  const uint32_t trail = EndLength(clause, WordSet::kBeforeNumber);
  clause.remove_suffix(trail);
  return EndsWithOneOf(clause, {U"人员", U"队员", U"干部", U"律师", U"调解员"});
}

// Whether the word that `text` begins with is a territory that speaks of itself (我县) and names no bodies:
// it holds for its clause.
bool WeAlone(std::u32string_view text, uint32_t length) {
  return length == 2 && text[0] == U'我' && !NamesBodies(text, length);
}

// 医保部门: whether what ends before `at` is the field of the departments that are named there.
bool EndsWithField(std::u32string_view text, uint32_t at) {
  constexpr size_t kLongest = 10;
  return LinkWeights::Get().fields.Ends(text.substr(0, at), kLongest);
}

// 县政府及各部门: a body and those below it.
bool Joins(std::u32string_view between) {
  return between == U"及" || between == U"和" || between == U"及其" || between == U"以及" || between == U"、";
}

// 是同期行政诉讼案件的2.1倍: whether what ends at `at` is what a figure is a multiple of.
bool IsHeldAgainst(std::u32string_view text, uint32_t at) {
  constexpr size_t kReach = 24;
  const auto behind = text.substr(at, kReach);
  const auto clause = behind.substr(0, behind.find_first_of(kClauseStops));
  const size_t times = clause.rfind(U'倍');
  return times != std::u32string_view::npos && Contains(clause.substr(0, times), U'的');
}

// A word of a body or territory, and where it stands.
struct Found {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t marks = 0;
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;
  std::u32string_view word;
  uint32_t first = 0;          // where it begins with the level before it (县|政务服务大厅)
  bool adjoins = false;        // the word before ends where it begins
  bool at_clause = false;      // it begins its clause
  bool office = false;         // it is an office of the body
  std::u32string_view before;  // what stands before it in its clause

  bool Own() const { return scope == v1::SCOPE_OWN_LEVEL; }
  bool Has(uint32_t mark) const { return (marks & mark) != 0; }
};

// Reads one stretch of a text on.
class ScopeReader {
 public:
  ScopeReader(std::u32string_view text, uint32_t end, const ScopeReporter& reporter, ScopeState& state)
      : words_(ScopeWords::Get()),
        text_(text),
        end_(end),
        reporter_(reporter),
        level_(reporter.level),
        state_(state) {}

  void Read(uint32_t begin);

 private:
  // What the text goes on with at `at`, as far as it is read.
  std::u32string_view Rest(uint32_t at) const { return text_.substr(at, end_ - at); }
  // What goes on there, up to the next stop.
  std::u32string_view ClauseBehind(uint32_t at) const {
    constexpr size_t kLongest = 64;
    const std::u32string_view behind = Rest(at).substr(0, kLongest);
    return behind.substr(0, behind.find_first_of(kClauseStops));
  }

  void SetBracketed(bool inside);
  void EndClause(char32_t stop, std::u32string_view text);
  bool GoesOn(std::u32string_view text) const;
  struct Standing {
    uint32_t length = 0;
    uint32_t value = 0;  // a v1::Scope with marks
    bool office = false;
  };
  Standing StandingAt(uint32_t at, const ScopeName* name) const;
  bool FollowsLevel(uint32_t at) const;
  bool MayBeginLevels(uint32_t at) const;
  void SeekSubject(uint32_t at);
  Found FindWord(uint32_t at, const Standing& standing) const;
  void TakeUnder(Found& found) const;
  void TakeBelow(Found& found) const;
  bool IsAddressed(const Found& found) const;
  bool IsNotDepartments(const Found& found) const;
  bool IsOfCourtsCases(const Found& found) const;
  bool IsCourtOfSued(const Found& found) const;
  bool IsPassedOver(const Found& found) const;
  ScopeDoer DoerOf(const Found& found) const;
  bool IsOfAdvisers(const Found& found) const;
  bool IsServed(const Found& found) const;
  void ReadRespondent(std::u32string_view who);
  void Take(const Found& found);
  void TakeWeak(const Found& found);
  void Hold(const Found& found);

  const ScopeWords& words_;
  const std::u32string_view text_;
  const uint32_t end_;
  const ScopeReporter& reporter_;
  const char32_t level_;
  ScopeState& state_;
  uint32_t last_ = 0;     // end of the last word
  uint32_t subject_ = 0;  // where the clause's subject stands; before what is read when it was read
  v1::Scope last_scope_ = v1::SCOPE_UNSPECIFIED;
  bool unfigured_ = false;   // a meeting was said in the clause at hand, and no figure yet
  bool all_before_ = false;  // right before the word stands one of all of the region (全县|法院)
};

// Whether a body is whom something is told or sent to, or a word of a level what something was made
// (列为县级).
bool ScopeReader::IsAddressed(const Found& found) const {
  const uint32_t at = found.first;
  if (at == 0 || !words_.IsTowards(text_.substr(at - 1, 1))) return false;
  if (text_[at - 1] != U'为' || found.word.back() == U'级') return true;
  constexpr std::u32string_view kMade = U"列评成定作名选认";
  return at > 1 && Contains(kMade, text_[at - 2]);
}

// 评查案卷216卷(市直72卷、各县144卷),不合格3卷: what a bracket says of whose ends with it.
void ScopeReader::SetBracketed(bool inside) {
  if (inside == state_.bracketed) return;
  state_.bracketed = inside;
  if (inside) {
    state_.outside = state_;
  } else {
    static_cast<ScopeHold&>(state_) = state_.outside;
  }
}

// `stop` ended a clause and `text` begins the next one.
void ScopeReader::EndClause(char32_t stop, std::u32string_view text) {
  // 局党组会坚持会前学法,全年9次: the figure of the meeting's clause is in the next one.
  const bool figure_follows = stop == U',' && unfigured_;
  // 审查县级文件26件,同比增长8%,其中合同9件: a change and a part are of whom the whole is.
  const bool of_whole = stop == U',' && (BeginsPart(text) || BeginsChange(text) || BeginsReport(text));
  if (figure_follows) unfigured_ = false;
  if (!figure_follows && !of_whole) state_.local = v1::SCOPE_UNSPECIFIED;
  // 全县现有执法人员826人,组织考试3场: who organizes is not all of a territory that was only counted.
  if (state_.held == v1::SCOPE_JURISDICTION && !state_.subject && BeginsWithOrganizing(text))
    state_.held = v1::SCOPE_UNSPECIFIED;
  state_.all = false;
  if (!state_.weak_topic) state_.weak = v1::SCOPE_UNSPECIFIED;
  // 县政府狠抓落实,推动负责人出庭应诉率提高: whose that is nothing says.
  if (state_.held == v1::SCOPE_OWN_LEVEL && MakesOthersAct(text)) {
    state_.held = v1::SCOPE_UNSPECIFIED;
    state_.subject = state_.respondent = false;
  }
  if (stop != U';' || GoesOn(text)) return;
  state_.held = v1::SCOPE_UNSPECIFIED;
  state_.respondent = false;
}

// Whether who was said still speaks in the clause that `text` begins with: it has no subject of its own, or
// goes on with the same docket or hall.
bool ScopeReader::GoesOn(std::u32string_view text) const {
  const bool act = BeginsWithAct(text);
  if (state_.subject && (act || !state_.of_level)) return true;
  const bool own = state_.held == v1::SCOPE_OWN_LEVEL;
  const bool acts = !state_.of_level && (own || state_.respondent || state_.held == v1::SCOPE_JUDICIARY);
  if (act && acts) return true;
  const bool courts = state_.held == v1::SCOPE_JUDICIARY;
  if (!own && !courts && state_.held != v1::SCOPE_JURISDICTION) return false;
  const WordTable& table = WordTable::Get();
  while (courts ? !StartsWithOneOf(text, WordSet::kInSuits) : words_.GoesOn(text) == 0) {
    const Word word = table.Prefix(text, kLead | kJoin);
    if (!word) return false;
    text.remove_prefix(word.length);
  }
  return true;
}

// 以县政府为被告: a docket of the body itself. 以我县行政机关为被告: of whom was said.
void ScopeReader::ReadRespondent(std::u32string_view who) {
  for (size_t i = 0; i < who.size(); ++i) {
    const WordGroups::Match match = words_.Longest(who.substr(i));
    if (match.length != 0 && OtherLevel(who.substr(i, match.length), level_)) return;
  }
  // 其中以县政府为被告的9件: the docket is that of the whole.
  if (BeginsPart(who)) {
    if (state_.local != v1::SCOPE_JURISDICTION) state_.local = v1::SCOPE_OWN_LEVEL;
    return;
  }
  for (const auto word : {U"机关", U"部门", U"单位", U"系统", U"各"}) {
    if (!Contains(who, word)) continue;
    if (state_.local == v1::SCOPE_JURISDICTION) state_.held = state_.local;  // 以县政府及部门为被告
    state_.respondent = state_.held == v1::SCOPE_JURISDICTION;
    return;
  }
  state_.held = v1::SCOPE_OWN_LEVEL;
  state_.local = v1::SCOPE_UNSPECIFIED;
  state_.doer = ScopeDoer::kBody;
  state_.respondent = true;
}

// 县政府各部门, 县级部门: those below the body that the word names.
void ScopeReader::TakeUnder(Found& found) const {
  const char32_t final = found.word.back();
  if (!found.Own() || (final != U'府' && final != U'级')) return;
  const std::u32string_view behind = Rest(found.end);
  const size_t number = std::min(behind.find_first_not_of(U"0123456789个"), behind.size());
  const uint32_t under = words_.Under(behind.substr(number));
  if (under == 0) return;
  found.end += static_cast<uint32_t>(number) + under;
  found.word = text_.substr(found.begin, found.end - found.begin);
  found.scope = v1::SCOPE_SUBORDINATE;
}

// 市县两级 in a province, 县级 and 县级权责清单 in a city: of those below.
void ScopeReader::TakeBelow(Found& found) const {
  const bool of_level = found.word.back() == U'级' || found.Has(kTopic);
  if (!of_level || found.Has(kBlind) || !IsBelow(found.word[0], level_)) return;
  if (found.Own() && !found.Has(kTopic)) found.marks |= kClause;
  found.scope = v1::SCOPE_SUBORDINATE;
}

// The word, name or body that stands at `at`; of none the length is 0.
ScopeReader::Standing ScopeReader::StandingAt(uint32_t at, const ScopeName* name) const {
  const std::u32string_view rest = Rest(at);
  const WordGroups::Match word = words_.Longest(rest);
  Standing standing = {word.length, word.value, false};
  if (name != nullptr && at == name->piece.begin && name->piece.size() >= standing.length)
    standing = {name->piece.size(), static_cast<uint32_t>(name->scope), false};
  const auto take = [&](const ScopeBody& body, bool office) {
    if (body.length > standing.length) standing = {body.length, static_cast<uint32_t>(body.scope), office};
  };
  if (standing.length == 0 && at == subject_) take(ReadOffice(rest, level_, reporter_.body), true);
  if (IsLevelOrStreet(rest[0]) && !FollowsLevel(at)) take(ReadLevels(rest, level_), false);
  take(ReadEach(rest, level_), false);
  if (standing.length == 0 && MayBeginLevels(at)) {
    take(ReadLevelsBelow(rest, level_), false);
    if (standing.length != 0) standing.value |= kWeak;
  }
  return standing;
}

// 省|市县三级, 省、|市、县三级: levels are read from their highest on.
bool ScopeReader::FollowsLevel(uint32_t at) const {
  if (at > 1 && text_[at - 1] == U'、') --at;
  return at > 0 && IsLevel(text_[at - 1]);
}

// Whether levels that begin at `at` are no end of another word (城|市区, 全省|市县).
bool ScopeReader::MayBeginLevels(uint32_t at) const {
  return IsLevel(text_[at]) && (at == 0 || !Contains(U"城省市县区州级", text_.substr(at - 1, 1)));
}

// The clause that begins at `at` has its subject behind what leads it.
void ScopeReader::SeekSubject(uint32_t at) {
  const WordTable& table = WordTable::Get();
  while (at < end_ && (IsDate(text_[at]) || text_[at] == U'由')) ++at;
  while (const Word word = table.Prefix(Rest(at), kLead | kJoin)) at += word.length;
  subject_ = at;
}

Found ScopeReader::FindWord(uint32_t at, const Standing& standing) const {
  Found found;
  found.begin = at;
  found.end = at + standing.length;
  found.marks = standing.value;
  found.office = standing.office;
  found.scope = static_cast<v1::Scope>(standing.value & kScopeByte);
  found.word = text_.substr(at, standing.length);
  TakeUnder(found);
  TakeBelow(found);
  // 局党组|会前学法, 县委|理论学习中心组: what a body does in a meeting holds for its clause.
  if (found.Own() && words_.Meeting(Rest(found.end)) != 0) found.marks |= kClause;
  found.adjoins = at == last_;
  const bool levelled =
      at > last_ && (level_ == 0 || level_ == kTownship ? IsLevel(text_[at - 1]) : text_[at - 1] == level_);
  found.first = levelled ? at - 1 : at;
  found.at_clause = found.office || BeginsClause(text_, last_, found.first);
  found.before = ClauseBefore(text_, at);
  return found;
}

// Whether a department's report says nothing of it by a word that would say so of a government: by the
// government's site (通过县政府网站公开) and by windows that no hall was named for.
bool ScopeReader::IsNotDepartments(const Found& found) const {
  if (reporter_.body != v1::REPORTING_BODY_DEPARTMENT) return found.Has(kStaff);
  if (EndsWith(found.word, U"网站")) return Contains(found.word, U"政府");
  // 县里出台文件: a department's report tells of the county.
  if (EndsWith(found.word, U"里") && IsLevel(found.word[0])) return true;
  if (found.word != U"窗口") return false;
  constexpr uint32_t kReach = 40;
  const uint32_t from = found.begin - std::min(found.begin, kReach);
  std::u32string_view before = text_.substr(from, found.begin - from);
  before.remove_prefix(std::min(before.find_last_of(U"。\n") + 1, before.size()));
  return !ContainsOneOf(before, {U"中心", U"大厅"});
}

// 法院审结|我县|行政机关案件: whose cases a court dealt with, unless they are said to be those sued.
bool ScopeReader::IsOfCourtsCases(const Found& found) const {
  if (found.scope != v1::SCOPE_JURISDICTION || state_.held != v1::SCOPE_JUDICIARY || found.at_clause)
    return false;
  if (!ContainsOneOf(found.before, {U"法院", U"检察院"})) return false;
  return !Contains(ClauseBehind(found.end), U"为被");
}

// 以我县行政机关为被告的案件31件,|法院|审结26件: of those that were sued, as the docket is. A court that
// begins what stands behind a semicolon or a sentence with the cases that it takes or closes has figures of
// its own (应诉案件64件;县|法院|审结一审案件69件).
bool ScopeReader::IsCourtOfSued(const Found& found) const {
  constexpr size_t kLongestName = 8;
  if (!state_.sued) return false;
  const uint32_t begin = found.begin - static_cast<uint32_t>(found.before.size());
  const bool apart = begin == 0 || (text_[begin - 1] != U',' && StopsClause(text_, begin - 1));
  return !apart || found.before.size() > kLongestName || BeginsPart(found.before) ||
         !ContainsOneOf(ClauseBehind(found.end), WordSet::kCourtTakes);
}

// Whether the word says nothing of whose the figures are.
bool ScopeReader::IsPassedOver(const Found& found) const {
  // 全县政府法律顾问, 全县配备政府法律顾问, 全县各单位: of all of them. 市直|各执法部门: of those below.
  const bool of_all =
      (found.Own() && state_.all && (found.adjoins || !NamesLevel(found.word[0]))) ||
      (found.word[0] == U'各' && found.adjoins && (state_.all || last_scope_ == v1::SCOPE_SUBORDINATE));
  return found.Has(kBlind) || (found.Own() && IsAddressed(found)) || of_all || IsNotDepartments(found) ||
         IsOfCourtsCases(found) || (found.Has(kOver) && !GoneOver(found.before)) ||
         (found.Own() && (IsCompanion(found.before) || StandsAt(text_, found.end, U"将"))) ||
         IsYardstick(found.before, text_.substr(found.end)) || (found.Has(kBegin) && !found.at_clause) ||
         (found.Has(kWeak) && !found.Own() && GoneTo(found.before) &&
          !TellsOfInspection(text_, found.begin)) ||
         (found.Has(kWeak) && StartsWith(found.word, U"部门") && EndsWithField(text_, found.begin)) ||
         (found.scope == v1::SCOPE_JUDICIARY && (IsCourtOfSued(found) || IsDealtWith(found.before))) ||
         (!(found.scope == v1::SCOPE_SUBORDINATE && IsBelow(found.word[0], level_)) && !found.office &&
          OtherLevel(found.word, level_));
}

bool ScopeReader::IsOfAdvisers(const Found& found) const {
  return found.Own() && (EndsWith(found.word, U"法律顾问") || StandsAt(text_, found.end, U"法律顾问"));
}

// 为|县政府审查文件, 县政府|交办的事项: whether the body is for whom something is done.
bool ScopeReader::IsServed(const Found& found) const {
  return found.Own() && found.word.back() != U'级' &&
         (EndsWith(found.before, U"为") || StandsAt(text_, found.end, U"交办"));
}

ScopeDoer ScopeReader::DoerOf(const Found& found) const {
  if (found.Own() && IsHall(found.word)) return ScopeDoer::kHall;
  if (found.scope == v1::SCOPE_JUDICIARY && (all_before_ || Contains(found.word, U"两级")))
    return ScopeDoer::kAllCourts;
  if (IsOfAdvisers(found) || IsServed(found)) return ScopeDoer::kAdvisers;
  if (!found.office) return ScopeDoer::kBody;
  const bool small = reporter_.body == v1::REPORTING_BODY_DEPARTMENT || level_ == kTownship;
  return small ? ScopeDoer::kBody : ScopeDoer::kOffice;
}

// A word that counts where there is no other.
void ScopeReader::TakeWeak(const Found& found) {
  const bool gone_over =
      GoneOver(found.before) || (GoneTo(found.before) && TellsOfInspection(text_, found.begin));
  if (!found.Own() && gone_over) {
    state_.held = found.scope;
    state_.subject = state_.respondent = false;
    return;
  }
  // 县级层面制定12件,乡镇层面制定24件: those below speak in the clause that they begin.
  if (!found.Own() && found.at_clause && state_.held == v1::SCOPE_OWN_LEVEL) {
    state_.local = found.scope;
    return;
  }
  state_.weak = found.scope;
  const bool counted = found.begin > 0 && text_[found.begin - 1] == U'个';  // 划转19个部门的事项
  state_.weak_topic = GoesOver(found.before) || StartsWith(found.before, U"从") ||
                      Contains(found.word, U"案卷") || Contains(ClauseBehind(found.end), U"案卷") ||
                      (!counted && StandsAt(text_, found.end, U"的"));
}

// A word that holds for what follows.
void ScopeReader::Hold(const Found& found) {
  // 全州各级行政执法机关: one subject.
  const bool goes_on = state_.subject && !found.at_clause && found.adjoins && found.scope == state_.held;
  state_.held = found.scope;
  state_.doer = DoerOf(found);
  state_.of_level = found.word.back() == U'级';
  state_.all = found.at_clause && found.scope == v1::SCOPE_JURISDICTION;
  state_.subject =
      goes_on || (state_.all && NamesBodies(Rest(found.begin), static_cast<uint32_t>(found.word.size())) &&
                  !EndsWithPeople(ClauseBehind(found.end)));
  state_.local = v1::SCOPE_UNSPECIFIED;
  state_.respondent = false;
}

void ScopeReader::Take(const Found& found) {
  const bool both = (found.scope == v1::SCOPE_SUBORDINATE && last_scope_ == v1::SCOPE_OWN_LEVEL) ||
                    (found.Own() && last_scope_ == v1::SCOPE_SUBORDINATE);
  all_before_ = found.adjoins && last_scope_ == v1::SCOPE_JURISDICTION;
  last_scope_ = found.scope;
  if (found.scope == v1::SCOPE_SUBORDINATE)
    state_.below_acts = found.at_clause || MayStartSubject(found.before);
  if (both && Joins(text_.substr(last_, found.begin - last_))) {
    state_.local = v1::SCOPE_JURISDICTION;
    if (state_.held == v1::SCOPE_OWN_LEVEL) state_.held = v1::SCOPE_JURISDICTION;
    return;
  }
  if (found.Has(kWeak)) return TakeWeak(found);
  // 对县本级清单进行调整,取消47项: what the clause goes over is what the figures behind it are of.
  // 聘请县政府法律顾问, 出具意见9件: what advisers do is told behind them.
  const bool holds =
      found.Own() ? found.at_clause || found.Has(kTopic) || GoesOver(found.before) || IsOfAdvisers(found)
                  : !WeAlone(Rest(found.begin), static_cast<uint32_t>(found.word.size()));
  if ((holds && !found.Has(kClause)) || IsServed(found)) return Hold(found);
  state_.local = found.scope;
  unfigured_ = found.Own() && found.Has(kClause) &&
               (EndsWith(found.word, U"会议") || words_.Meeting(Rest(found.end)) != 0);
  if (found.Own() && found.Has(kClause) && found.at_clause) state_.held = v1::SCOPE_UNSPECIFIED;
}

void ScopeReader::Read(uint32_t begin) {
  const std::vector<ScopeName>& names = reporter_.names;
  auto name = std::lower_bound(names.begin(), names.end(), begin,
                               [](const ScopeName& name, uint32_t at) { return name.piece.begin < at; });
  last_ = begin;
  if (begin == 0 || IsClauseStop(text_[begin - 1])) SeekSubject(begin);
  for (uint32_t i = begin;;) {
    while (name != names.end() && name->piece.begin < i) ++name;
    const bool named = name != names.end() && name->piece.end <= end_;
    const uint32_t known = std::min(named ? name->piece.begin : end_, subject_ >= i ? subject_ : end_);
    i = words_.NextPlace(text_, i, std::min(known, end_));
    if (i >= end_) return;
    const Standing standing = StandingAt(i, named ? &*name : nullptr);
    if (standing.length == 0) {
      if (StopsClause(text_, i)) EndClause(text_[i], Rest(i + 1));
      if (IsClauseStop(text_[i])) SeekSubject(i + 1);
      if (text_[i] == U'(' || text_[i] == U')') SetBracketed(text_[i] == U'(');
      ++i;
      continue;
    }
    const Found found = FindWord(i, standing);
    if (found.Has(kSued | kRespondent) && state_.held != v1::SCOPE_JUDICIARY &&
        !IsHeldAgainst(text_, found.end))
      state_.sued = true;
    if (found.Has(kRespondent)) {
      ReadRespondent(found.before);
    } else if (!found.Has(kSued) && !IsPassedOver(found)) {
      Take(found);
    }
    i = last_ = found.end;
  }
}

}  // namespace

void ReadScopeWords(std::u32string_view text, uint32_t begin, uint32_t end, const ScopeReporter& reporter,
                    ScopeState& state) {
  ScopeReader(text, end, reporter, state).Read(begin);
}

}  // namespace fazhi::extraction
