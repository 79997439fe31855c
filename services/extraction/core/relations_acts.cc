#include "services/extraction/core/relations_acts.h"

#include <algorithm>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Code points of a body's name before what it did.
constexpr size_t kLongestBody = 8;

}  // namespace

int ActReader::LineOf(uint32_t m) {
  if (lines_[m] == kUnread) {
    // 成功调解1470起: what stands left may say more than the own words do.
    const auto left = view_.ShortLeft(m);
    const int line = left.empty() ? -1 : stages_.PartLine(left);
    lines_[m] = line >= 0 ? line : stages_.PartLine(view_.Own(m));
  }
  return lines_[m];
}

bool ActReader::IsSentIn(uint32_t m) const {
  const auto act = view_.LeftBehindStops(m);
  return StartsWith(act, U"接受") || (StartsWith(act, U"收到") && stages_.PartLine(act.substr(0, 4)) < 0);
}

bool ActReader::IsDoneTo(uint32_t part, uint32_t whole) {
  return IsPartial(part) && stages_.WholeRank(LineOf(part), view_.Own(whole)) >= 0;
}

uint32_t ActReader::WholeOf(uint32_t m) {
  constexpr size_t kLongestAct = 24;
  const Measure& measure = view_.measures[m];
  const auto own = view_.Said(m);
  if (own.empty() || own.size() > kLongestAct || own.front() == U'未' || !IsPartial(m)) return kNoMeasure;
  // 发现隐患165条,下发整改通知书11条: papers are none of what they demand; what was answered is.
  if (own.size() >= 4 && (own.back() == U'书' || own.back() == U'函') &&
      !EndsWithOneOf(own, {U"回函", U"复函"}))
    return kNoMeasure;
  // 受理案件2390件,人均结案206件
  if (StartsWithOneOf(own, WordSet::kAverages)) return kNoMeasure;
  // 排查纠纷2000件。化解1980件: an act that nothing but the sentence before says the noun of goes on with it.
  const uint32_t begin = walk_.sentence_begin();
  uint32_t best = Nearest(m, walk_.Floor(m), m);
  if (best == kNoMeasure && measure.bare && walk_.FollowsOn(begin)) {
    best = Nearest(m, walk_.FloorBefore(), begin);
  }
  return best == kNoMeasure ? best : AboveKinds(m, best);
}

// 清理收费项目36项,取消不合理证明12项: whether both name what they count, and it is not the same.
bool ActReader::NamesOther(uint32_t m, uint32_t whole) {
  constexpr size_t kNoun = 2;
  constexpr size_t kLongNoun = 4;
  const Measure& one = view_.measures[m];
  const Measure& other = view_.measures[whole];
  if (view_.UnitOf(m) != "项" || one.bare || other.bare || one.verb.empty() || other.verb.empty())
    return false;
  const auto noun = view_.View({std::min(one.verb.end, one.own.end), one.own.end});
  if (noun.size() < kLongNoun) return false;
  words_.assign(view_.View(ClauseOf(whole)));
  other.phrase.AppendTo(view_.text, words_);
  return !Contains(words_, noun.substr(noun.size() - kNoun)) && !EndsWithOneOf(noun, {U"事项", U"文件"});
}

// 鉴定机构办理案件967件;仲裁委审结案件21件: behind a semicolon another body begins anew.
bool ActReader::OfOtherBody(uint32_t m, uint32_t whole) const {
  constexpr std::u32string_view kEndsOfBodies = U"委院局所厅处";
  const Measure& measure = view_.measures[m];
  if (measure.own.empty() || measure.own.begin == 0 || view_.text[measure.own.begin - 1] != U';')
    return false;
  const auto own = view_.View(measure.own);
  const size_t end = own.substr(0, kLongestBody).find_last_of(kEndsOfBodies);
  return end != std::u32string_view::npos && end > 0 && end + 1 < own.size() &&
         (WordTable::Get().Prefix(own.substr(end + 1), kAct).classes & kAct) != 0 &&
         !Contains(view_.View(ClauseOf(whole)), own.substr(0, end + 1));
}

uint32_t ActReader::Nearest(uint32_t m, uint32_t floor, uint32_t end) {
  const Measure& measure = view_.measures[m];
  const int line = LineOf(m);
  uint32_t base = measure.bare ? measure.base : kNoMeasure;
  // 受理案件927件,涉及劳动者1340人,审结901件: what is counted in other units, or in brackets, lends no noun.
  if (base != kNoMeasure && (view_.UnitOf(base) != view_.UnitOf(m) || view_.FragmentOf(base).bracket != 0)) {
    base = kNoMeasure;
  }
  uint32_t best = kNoMeasure;
  int best_rank = INT32_MAX;
  bool best_named = false;
  const Piece done = {std::min(measure.verb.end, measure.own.end), measure.own.end};
  const auto object = measure.bare || measure.verb.empty() || done.size() < 2
                          ? std::u32string_view()
                          : view_.View({done.end - 2, done.end});
  for (uint32_t w = end; w > floor; --w) {
    const uint32_t whole = w - 1;
    if (!view_.SameSort(m, whole) || !view_.Fits(m, whole) || !walk_.Visible(m, whole)) continue;
    const Measure& candidate = view_.measures[whole];
    if (base != kNoMeasure && whole < base && candidate.base != base && relations_[base].part_of != whole) {
      continue;
    }
    if (NamesOther(m, whole) || OfOtherBody(m, whole)) continue;
    const int its_line = LineOf(whole);
    if (its_line == line) continue;  // another part of the same
    words_.assign(view_.View(ClauseOf(whole)));
    if (!candidate.bare || its_line < 0) candidate.phrase.AppendTo(view_.text, words_);
    const int rank = stages_.WholeRank(line, words_);
    // 清理规章11件、规范性文件284件,废止规章1件: of those that have its noun.
    bool named = false;
    if (rank >= 0 && !object.empty()) {
      words_.clear();
      candidate.phrase.AppendTo(view_.text, words_);
      named = Contains(words_, object);
    }
    const bool again = rank >= 0 && rank == best_rank && named && !best_named;
    if (rank >= 0 && (rank < best_rank || again)) {
      best = whole;
      best_rank = rank;
      best_named = named;
    }
  }
  return best;
}

// 抽取15个部门的处罚和许可案卷90卷进行评查: the words of the clause around the figure, without those of
// another count of its unit.
Piece ActReader::ClauseOf(uint32_t m) const {
  constexpr uint32_t kLongestBefore = 32;
  constexpr uint32_t kLongestBehind = 8;
  const auto stops = [&](uint32_t at) { return IsAnyOf(view_.text[at], U",。;:\n"); };
  const v1::Sentence& sentence = view_.SentenceOf(m);
  uint32_t floor = sentence.begin();
  for (uint32_t w = m; w > walk_.Floor(m) && w > 0; --w) {
    if (view_.measures[w - 1].quantity == view_.measures[m].quantity || !view_.SameUnit(w - 1, m)) continue;
    if (view_.Figure(w - 1).sentence == view_.Figure(m).sentence)
      floor = std::max(floor, view_.Figure(w - 1).end);
    break;
  }
  Piece clause = {view_.Figure(m).begin, view_.Figure(m).end};
  while (clause.begin > floor && view_.Figure(m).begin - clause.begin < kLongestBefore &&
         !stops(clause.begin - 1))
    --clause.begin;
  const uint32_t ceiling = std::min(sentence.end(), clause.end + kLongestBehind);
  // 讲授法治课2次、出庭应诉1次: nor what stands behind the list's mark.
  while (clause.end < ceiling && !stops(clause.end) && view_.text[clause.end] != U'、') ++clause.end;
  return clause;
}

// 应诉24件,其中一审17件、二审7件;一审审结16件: whether what was done begins with the kind's name.
bool ActReader::NamesKind(uint32_t m, uint32_t whole) const {
  const auto kind = view_.Own(whole);
  const auto left = view_.LeftBehindStops(m);
  return kind.size() >= 2 && left.size() > kind.size() && StartsWith(left, kind);
}

// 应诉24件,其中一审17件、二审7件,败诉1件: what was done behind a list of kinds was done to all of them.
uint32_t ActReader::AboveKinds(uint32_t m, uint32_t whole) {
  const uint32_t above = relations_[whole].part_of;
  if (above == kNoMeasure || IsPartial(whole) || NamesKind(m, whole) || !view_.SameSort(m, above) ||
      !view_.Fits(m, above))
    return whole;
  const bool listed = (whole > 0 && relations_[whole - 1].part_of == above && walk_.Joined(whole)) ||
                      (relations_[whole + 1].part_of == above && walk_.Joined(whole + 1));
  return listed || MakeUp(whole, above) ? above : whole;
}

// 复议案件26件,涉工伤的23件,维持20件、撤销1件,终止3件,在审2件: whether what stands behind a part makes up the
// whole that it is a part of.
bool ActReader::MakeUp(uint32_t part, uint32_t above) const {
  constexpr uint32_t kMost = 8;
  const auto size = static_cast<uint32_t>(view_.measures.size());
  absl::int128 sum = 0;
  for (uint32_t m = part + 1; m < size && m <= part + kMost && !view_.FragmentOf(m).first; ++m) {
    if (view_.IsRate(m) || view_.Figure(m).kind != v1::KIND_LEVEL || !view_.SameSort(m, above)) return false;
    sum += view_.ValueE4(m);
    if (sum >= view_.ValueE4(above)) return sum == view_.ValueE4(above) && m > part + 1;
  }
  return false;
}

}  // namespace fazhi::extraction
