#include "services/extraction/core/relations_some.h"

#include <algorithm>

#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/relations_cues.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

// Characters of a description whose noun is left out, at the least (跨部门的占).
constexpr size_t kShortestElided = 3;
// Characters from a whole to the 有 before some of it, at the most, where no stop parts them.
constexpr size_t kLongestNoun = 14;

}  // namespace

uint32_t SomeReader::OfThoseAfter(uint32_t m) const {
  constexpr size_t kLongestAct = 6;
  const auto left = view_.RawLeft(m);
  const size_t act = left.substr(0, kLongestAct + 1).find(U'后');
  if (act == std::u32string_view::npos || act < 2 || view_.FragmentOf(m).first || !IsElided(m) ||
      WordTable::Get().Prefix(left, kAct).length != act)
    return kNoMeasure;
  return walk_.Nearest(m, walk_.Floor(m), [&](uint32_t whole) {
    return view_.Fits(m, whole) && Contains(view_.Own(whole), left.substr(0, act));
  });
}

uint32_t SomeReader::OfElided(uint32_t m) {
  const CueWords& words = CueWords::Get();
  if (view_.FragmentOf(m).first || !IsElided(m)) return kNoMeasure;
  if (words.In(view_.RawLeft(m), kCueOther | kCueCarried | kCueEach) != 0) return kNoMeasure;
  // 审结68件,纠错13件,案后再诉的9件: what was done says of which more than what stands nearest.
  const uint32_t nearest = walk_.Nearest(m);
  const uint32_t above = nearest == kNoMeasure ? kNoMeasure : relations_[nearest].part_of;
  if (above != kNoMeasure && !StartsWith(view_.LeftBehindStops(m), U"当中") && acts_.WholeOf(m) == above)
    return above;
  const uint32_t of = nearest != kNoMeasure && IsElided(nearest) ? relations_[nearest].part_of : nearest;
  return of != kNoMeasure && view_.Fits(m, of) ? of : kNoMeasure;
}

// The noun that 中 or 里 parts from what is said of some of them; empty when none does.
std::u32string_view SomeReader::NamedAmong(uint32_t m) const {
  constexpr size_t kLongest = 12;
  constexpr size_t kShortest = 2;
  const auto left = view_.LeftBehindStops(m);
  const size_t at = left.substr(0, kLongest).find_first_of(U"中里");
  if (at == left.npos || at < kShortest || at + kShortest > left.size() ||
      ContainsAnyOf(left.substr(0, at), U",;、"))
    return {};
  auto noun = left.substr(0, at);
  noun.remove_prefix(BeginningLength(noun, {U"在", U"这些", U"所有", U"全部", U"上述"}));
  return noun;
}

uint32_t SomeReader::OfNamed(uint32_t m) const {
  auto noun = NamedAmong(m);
  if (noun.empty()) return kNoMeasure;
  const uint32_t begin = walk_.sentence_begin();
  const uint32_t floor = walk_.FollowsOn(begin) ? walk_.FloorBefore(m) : walk_.Floor(m);
  const uint32_t named = walk_.Nearest(
      m, floor, [&](uint32_t whole) { return view_.Fits(m, whole) && EndsWith(view_.Own(whole), noun); });
  if (named != kNoMeasure) return named;
  // 终止37件。终止案件中有31件; 获准件中,走承诺通道的16件: called by what was done to them.
  noun.remove_suffix(EndLength(noun, {U"案件", U"申请", U"纠纷", U"文件", U"事项", U"件"}));
  if (noun.size() < 2) return kNoMeasure;
  const bool act = WordTable::Get().Prefix(noun, kAct).length == noun.size();
  return walk_.Nearest(m, floor, [&](uint32_t whole) {
    const auto own = view_.Own(whole);
    return view_.Fits(m, whole) && (own == noun || (act && EndsWith(own, noun)));
  });
}

uint32_t SomeReader::OfThoseBefore(uint32_t m) const {
  if (m == walk_.sentence_begin() || view_.measures[m - 1].quantity + 1 != view_.measures[m].quantity)
    return kNoMeasure;
  const auto between = view_.View(view_.Between(view_.measures[m].quantity));
  const bool among =
      between.size() > 1 && IsAnyOf(between[0], U"中里") && !WordTable::Get().BeginsName(between);
  return among && !ContainsAnyOf(between, U",;:、") && view_.UnitOf(m) == view_.UnitOf(m - 1) &&
                 view_.Fits(m, m - 1)
             ? m - 1
             : kNoMeasure;
}

// 出证1135件,涉外64件 and 示范村51个,国家级2个、省级11个: a kind by its first word, right behind what is of
// all kinds.
uint32_t SomeReader::OfKind(uint32_t m) const {
  constexpr size_t kLongest = 7;
  const CueWords& words = CueWords::Get();
  const auto kind = view_.LeftBehindStops(m);
  if (m == walk_.sentence_begin() || kind.empty() || kind.size() > kLongest ||
      !(words.Beginning(kind) & kCueKind) ||
      view_.measures[m - 1].quantity + 1 != view_.measures[m].quantity || !view_.SameSort(m, m - 1) ||
      !walk_.Visible(m, m - 1))
    return kNoMeasure;
  if (words.In(view_.RawLeft(m - 1), kCueKind) == 0)
    return view_.Fits(m, m - 1) && !walk_.Joined(m) ? m - 1 : kNoMeasure;
  const uint32_t whole = relations_[m - 1].part_of;
  return whole != kNoMeasure && view_.SameSort(m, whole) &&
                 view_.ValueE4(m) + view_.ValueE4(m - 1) <= view_.ValueE4(whole)
             ? whole
             : kNoMeasure;
}

// 败诉12件,仅土地类就有7件: one kind of those right before, and so many.
uint32_t SomeReader::OfKindAlone(uint32_t m) const {
  const auto left = view_.LeftBehindStops(m);
  if (!StartsWithOneOf(left, {U"仅", U"光", U"单"}) ||
      !EndsWithOneOf(left, {U"就有", U"就达", U"就占", U"就占了"}))
    return kNoMeasure;
  const uint32_t whole = walk_.Nearest(m);
  return whole != kNoMeasure && view_.Fits(m, whole) ? whole : kNoMeasure;
}

// 积案53件,领导包案15件,其余由部门包案: what has a rest is a part.
uint32_t SomeReader::OfThoseWithRest(uint32_t m) const {
  constexpr uint32_t kRest = 3;
  const auto behind = view_.text.substr(std::min<size_t>(view_.Figure(m).end, view_.text.size()), kRest + 1);
  // 其余3宗移送: how many they are says more.
  if (view_.FragmentOf(m).first || behind.size() <= kRest || !IsAnyOf(behind[0], U",;") ||
      !IsOneOf(behind.substr(1, kRest - 1), {U"其余", U"剩余", U"余下"}) || IsDigit(behind[kRest]))
    return kNoMeasure;
  const uint32_t whole = walk_.Nearest(m);
  const bool takes = whole != kNoMeasure && view_.Fits(m, whole) && relations_[whole].part_of == kNoMeasure;
  return takes ? whole : kNoMeasure;
}

// 抽查案卷6卷,1卷不合格,2卷填写不规范: clauses that begin with how many are so, beside each other.
uint32_t SomeReader::OfSibling(uint32_t m) const {
  constexpr size_t kLongestPredicate = 12;
  if (m == walk_.sentence_begin() || view_.FragmentOf(m).first) return kNoMeasure;
  const uint32_t whole = relations_[m - 1].part_of;
  const auto begins = [&](uint32_t figure) {
    return view_.Figure(figure).begin > 0 && view_.text[view_.Figure(figure).begin - 1] == U',' &&
           !view_.FragmentOf(figure).right.empty() &&
           view_.FragmentOf(figure).right.size() <= kLongestPredicate;
  };
  return whole != kNoMeasure && view_.UnitOf(m) == view_.UnitOf(m - 1) && CountsThings(view_.UnitOf(m)) &&
                 view_.SameSort(m, whole) && begins(m) && begins(m - 1) &&
                 view_.ValueE4(m) + view_.ValueE4(m - 1) <= view_.ValueE4(whole)
             ? whole
             : kNoMeasure;
}

// Whether nothing but how many they are stands before the figure in its clause.
bool SomeReader::BeginsClause(uint32_t m) const {
  const uint32_t begin = view_.Figure(m).begin;
  return begin > 0 && view_.text[begin - 1] == U',' && !view_.FragmentOf(m).first;
}

uint32_t SomeReader::OfThoseWho(uint32_t m) const {
  if (!BeginsClause(m) || m == walk_.sentence_begin()) return kNoMeasure;
  const uint32_t before = m - 1;
  if (view_.measures[before].quantity + 1 != view_.measures[m].quantity || !view_.SameSort(m, before) ||
      !walk_.Visible(m, before) || !view_.Fits(m, before) || !SaysOfThem(m, before))
    return kNoMeasure;
  // 15个乡镇开展演练,13个乡镇中有6个没有办案: what others are of is told anew.
  if (ContainsAnyOf(view_.View(view_.FragmentOf(m).right), U"中里")) return kNoMeasure;
  // 应出庭46件,实际出庭43件,3件没有出庭; 有7件输在程序,3件没有举证: beside those before, of the same whole.
  const uint32_t above = relations_[before].part_of;
  const bool beside = BeginsClause(before) || CueWords::Get().Ending(view_.RawLeft(before), kCueHas) != 0;
  if (above == kNoMeasure || !view_.SameSort(m, above)) return beside ? kNoMeasure : before;
  const absl::int128 both = absl::int128(view_.ValueE4(m)) + view_.ValueE4(before);
  if (beside ? both <= view_.ValueE4(above) : both == view_.ValueE4(above)) return above;
  return beside ? kNoMeasure : before;
}

bool SomeReader::IsElided(uint32_t m) const {
  const CueWords& words = CueWords::Get();
  auto left = view_.RawLeft(m);
  // 公示结果275条,许可占193条: how many of them a kind takes up.
  if (EndsWithOneOf(left, {U"占", U"占了", U"占去"})) return true;
  left.remove_suffix(words.Ending(left, kCueSome));
  if (left.size() < kShortestElided || words.Ending(left, kCueElided) == 0) return false;
  const uint32_t end = view_.Figure(m).end;
  return end >= view_.text.size() || IsAnyOf(view_.text[end], U",。;、)外");
}

uint32_t SomeReader::OfThoseThatAre(uint32_t m) const {
  const Fragment& fragment = view_.FragmentOf(m);
  auto left = view_.RawLeft(m);
  const size_t has = CueWords::Get().Ending(left, kCueHas);
  if (has == 0 || fragment.first || m == walk_.sentence_begin()) return kNoMeasure;
  left.remove_suffix(has);
  // 社区建有调解室: one has the other, and is none of it.
  if (fragment.attached
          ? left.empty() || left.size() > kLongestNoun || IsAnyOf(left.back(), U"设建配拥具持现共下派辖另还")
          : !left.empty())
    return kNoMeasure;
  for (uint32_t w = m; w > walk_.Floor(m); --w) {
    const uint32_t whole = w - 1;
    if (fragment.attached && view_.measures[whole].quantity + 1 != view_.measures[m].quantity)
      return kNoMeasure;
    if (!view_.SameSort(m, whole) || !walk_.Visible(m, whole)) continue;
    return view_.Fits(m, whole) && SaysOfThem(m, whole) ? whole : kNoMeasure;
  }
  return kNoMeasure;
}

bool SomeReader::SaysOfThem(uint32_t m, uint32_t whole) const {
  const auto behind = view_.text.substr(view_.Figure(m).end, 2);
  if (behind.empty() || IsAnyOf(behind[0], U",。;未不没已因被在")) return true;
  if (CueWords::Get().Beginning(view_.text.substr(view_.Figure(m).end, kLongestNoun)) & kCueSo) return true;
  const uint32_t end = view_.Figure(whole).end;
  const auto noun = view_.text.substr(end, 2);
  if (behind == noun) return true;
  return WordTable::Get()
             .Prefix(view_.text.substr(view_.Figure(m).end, kLongestNoun),
                     kAct | kLead | kTrail | kOpen | kKeep | kPredicate)
             .length != 0;
}

uint32_t SomeReader::OfThingsDone(uint32_t m) {
  const Fragment& fragment = view_.FragmentOf(m);
  if (!fragment.attached || m == walk_.sentence_begin() || walk_.Joined(m)) return kNoMeasure;
  const uint32_t whole = m - 1;
  if (view_.measures[whole].quantity + 1 != view_.measures[m].quantity || !view_.SameSort(m, whole) ||
      !view_.Fits(m, whole) || !walk_.Visible(m, whole) || !acts_.IsPartial(m))
    return kNoMeasure;
  auto left = view_.RawLeft(m);
  if (EndsWith(left, U"了")) left.remove_suffix(1);
  const uint32_t act = WordTable::Get().Suffix(left, kAct).length;
  constexpr size_t kShortestNoun = 2;
  return act != 0 && left.size() >= act + kShortestNoun && left.size() <= act + kLongestNoun ? whole
                                                                                             : kNoMeasure;
}

}  // namespace fazhi::extraction
