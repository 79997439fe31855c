#include "services/extraction/core/relations_second_counts.h"

#include "services/text/affixes.h"

namespace fazhi::extraction {

uint32_t SecondCounts::WholeOf(uint32_t m) const {
  if (m == walk_.sentence_begin() || !IsSecond(m)) return kNoMeasure;
  if (const uint32_t whole = OfSecond(m); whole != kNoMeasure) return whole;
  if (const uint32_t whole = OfCountedAlike(m); whole != kNoMeasure) return whole;
  return OfMoneyBefore(m);
}

// Whether nothing but 、 stands between the figure and the one before.
bool SecondCounts::IsSecond(uint32_t m) const {
  const auto left = view_.RawLeft(m);
  return view_.FragmentOf(m).attached && (left.empty() || left == U"、");
}

// 210批次、560人次,其中集体访12批次、180人次: the second count of a part is a part of the second of its
// whole.
uint32_t SecondCounts::OfSecond(uint32_t m) const {
  if (view_.SameUnit(m, m - 1)) return kNoMeasure;
  const uint32_t whole = relations_[m - 1].part_of;
  if (whole == kNoMeasure || whole + 1 >= m - 1 || view_.IsRate(whole + 1) || !IsSecond(whole + 1))
    return kNoMeasure;
  return view_.SameSort(m, whole + 1) && view_.Fits(m, whole + 1) ? whole + 1 : kNoMeasure;
}

// 占地61.3万平方米,可住20万人;其中城区9处、28.7万平方米: the second count of a part is of the last one
// before it that is counted alike.
uint32_t SecondCounts::OfCountedAlike(uint32_t m) const {
  if (view_.SameUnit(m, m - 1)) return kNoMeasure;
  uint32_t first = m - 1;
  if (first > walk_.sentence_begin() && IsSecond(first)) --first;  // 5处、3.9万平方米、0.9万人
  if (!StartsWith(view_.LeftBehindStops(first), U"其中")) return kNoMeasure;
  const uint32_t floor = walk_.FollowsOn(walk_.sentence_begin()) ? walk_.FloorBefore(m) : walk_.Floor(m);
  for (uint32_t w = first; w > floor; --w) {
    if (!view_.SameSort(m, w - 1) || !walk_.Visible(m, w - 1)) continue;
    return view_.Fits(m, w - 1) ? w - 1 : kNoMeasure;
  }
  return kNoMeasure;
}

// 罚款198万元,同比增长22%,其中个人处罚17人31万元: the money that goes with a part is of the money right
// before.
uint32_t SecondCounts::OfMoneyBefore(uint32_t m) const {
  if (view_.UnitOf(m) != "元" || !StartsWith(view_.LeftBehindStops(m - 1), U"其中")) return kNoMeasure;
  uint32_t whole = m - 1;
  while (whole > walk_.Floor(m) && view_.Figure(whole - 1).kind == v1::KIND_CHANGE) --whole;
  if (whole == walk_.Floor(m)) return kNoMeasure;
  --whole;
  return view_.SameSort(m, whole) && view_.Fits(m, whole) ? whole : kNoMeasure;
}

}  // namespace fazhi::extraction
