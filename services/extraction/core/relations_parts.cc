#include "services/extraction/core/relations_parts.h"

#include "absl/numeric/int128.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

void PartList::Collect(uint32_t first) {
  items_.clear();
  const auto size = static_cast<uint32_t>(view_.measures.size());
  const uint32_t bracket = view_.FragmentOf(first).bracket;
  for (uint32_t m = first; m < size && !full() && m < first + 3 * kMost; ++m) {
    const uint32_t q = view_.measures[m].quantity;
    if (m > first && view_.fragments[q].first) break;
    const uint32_t begin = view_.Figure(m).begin;
    const bool each = begin > 0 && view_.text[begin - 1] == U'各';  // 工伤、市场监管各1件
    if (m > first && view_.measures[m - 1].quantity == q && !each) continue;
    if (view_.Figure(m).grey) continue;
    const uint32_t at = view_.FragmentOf(m).bracket;
    if (at != bracket) {
      if (bracket != 0) break;
      continue;
    }
    if (view_.Figure(m).kind == v1::KIND_CHANGE || view_.IsRate(m)) continue;
    if (view_.Figure(m).kind != v1::KIND_LEVEL || view_.Figure(m).status == v1::STATUS_PRIOR) break;
    if (view_.UnitOf(m) != view_.UnitOf(first) &&
        !(CountsCases(view_.UnitOf(m)) && CountsCases(view_.UnitOf(first)))) {
      // 按日计罚199件,罚款金额18万元;查封扣押897件: the money of one of them ends no list.
      if (m > first && (view_.measures[m].copied || view_.UnitOf(m) == "元")) continue;
      break;
    }
    if (m > first && (cues_[q].between & kCueApart)) break;
    items_.push_back(m);
  }
}

void PartList::CollectKinds(uint32_t first) {
  items_.clear();
  const auto size = static_cast<uint32_t>(view_.measures.size());
  bool inner = false;
  for (uint32_t m = first; m < size && !full() && m < first + 3 * kMost; ++m) {
    const Fragment& fragment = view_.FragmentOf(m);
    if (m > first && fragment.first) break;
    if (fragment.bracket != 0) continue;
    if (fragment.parted) inner = false;
    inner |= view_.measures[m].part || StartsWith(view_.LeftBehindStops(m), U"当中") ||
             (m > first && (CueWords::Get().Beginning(view_.LeftBehindStops(m)) & kCueListed));
    if (inner || view_.Figure(m).grey || !view_.SameUnit(m, first) ||
        view_.Figure(m).kind != v1::KIND_LEVEL || view_.Figure(m).status == v1::STATUS_PRIOR ||
        IsSumOfLast(m))
      continue;
    items_.push_back(m);
  }
}

// 撤销13件、变更2件、确认违法6件,以上共21件: whether m sums up the last of items_.
bool PartList::IsSumOfLast(uint32_t m) const {
  if (!(cues_[view_.measures[m].quantity].left & kCueTotal)) return false;
  absl::int128 sum = 0;
  for (size_t i = items_.size(); i > 0 && sum < view_.ValueE4(m); --i) sum += view_.ValueE4(items_[i - 1]);
  return sum == view_.ValueE4(m);
}

size_t PartList::MakeUp(uint32_t whole) const {
  absl::int128 sum = 0;
  for (size_t i = 0; i < items_.size(); ++i) {
    if (items_[i] == whole) return 0;
    sum += view_.ValueE4(items_[i]);
    if (sum > view_.ValueE4(whole)) return 0;
    if (i > 0 && sum == view_.ValueE4(whole)) return i + 1;
  }
  return 0;
}

bool PartList::Take(uint32_t whole) {
  const size_t n = MakeUp(whole);
  for (size_t i = 1; i < n; ++i) relations_[items_[i]].part_of = whole;
  return n > 0;
}

void PartList::SetWhole(size_t n, uint32_t whole) {
  for (size_t i = 0; i < n; ++i) relations_[items_[i]].part_of = whole;
}

}  // namespace fazhi::extraction
