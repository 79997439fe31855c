#include "services/extraction/core/relations_some.h"

#include <algorithm>

#include "services/extraction/core/relations_cues.h"
#include "services/text/affixes.h"

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
  for (uint32_t w = m; w > walk_.Floor(m); --w) {
    const uint32_t whole = w - 1;
    if (view_.SameSort(m, whole) && walk_.Visible(m, whole) && view_.Fits(m, whole) &&
        Contains(view_.Own(whole), left.substr(0, act)))
      return whole;
  }
  return kNoMeasure;
}

uint32_t SomeReader::OfElided(uint32_t m) const {
  const CueWords& words = CueWords::Get();
  if (view_.FragmentOf(m).first || !IsElided(m)) return kNoMeasure;
  if (words.In(view_.RawLeft(m), kCueOther | kCueCarried | kCueEach) != 0) return kNoMeasure;
  for (uint32_t w = m; w > walk_.Floor(m); --w) {
    const uint32_t whole = w - 1;
    if (!view_.SameSort(m, whole) || !walk_.Visible(m, whole)) continue;
    const uint32_t above = relations_[whole].part_of;
    const bool elided = IsElided(whole);
    if (above == kNoMeasure && elided) return kNoMeasure;
    const uint32_t of = elided ? above : whole;
    return view_.Fits(m, of) ? of : kNoMeasure;
  }
  return kNoMeasure;
}

bool SomeReader::IsElided(uint32_t m) const {
  const CueWords& words = CueWords::Get();
  auto left = view_.RawLeft(m);
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
