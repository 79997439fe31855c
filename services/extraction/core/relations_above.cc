#include "services/extraction/core/relations_above.h"

#include <algorithm>

#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Below this, counts that happen to make up another say nothing.
constexpr int64_t kTellingE4 = 50 * 10000;
// Figures before a list one of which it may make up.
constexpr uint32_t kReach = 48;
// Fewer parts than these are no list.
constexpr size_t kFewest = 3;

}  // namespace

uint32_t AboveReader::WholeOf(uint32_t m) {
  if (!BeginsList(m)) return kNoMeasure;
  parts_.Collect(m);
  if (const uint32_t whole = MadeUp(m); whole != kNoMeasure) return whole;
  parts_.CollectKinds(m);
  return MadeUp(m);
}

// So that each list is tried once.
bool AboveReader::BeginsList(uint32_t m) const {
  const Fragment& fragment = view_.FragmentOf(m);
  if (view_.IsRate(m) || fragment.bracket != 0 || view_.SentenceOf(m).table() != 0) return false;
  // 清理64件,废止6件,年末现行有效58件: what there is in the end is more than what was looked at.
  if (StartsWithOneOf(view_.LeftBehindStops(m), {U"年末", U"年底现行", U"现行"})) return false;
  if (m == walk_.sentence_begin() || fragment.parted || relations_[m - 1].part_of != kNoMeasure ||
      !view_.SameUnit(m - 1, m))
    return true;
  const uint32_t begin = fragment.left.begin;
  return begin > 0 && view_.text[begin - 1] == U':';
}

uint32_t AboveReader::MadeUp(uint32_t m) {
  const uint32_t whole = WithPartsBefore(m);
  return whole != kNoMeasure ? whole : InChapter(m);
}

// 受理1302件,受理率87.6%;不予受理57件,了结98件,转送29件: what makes up the whole of the parts before it in
// the sentence together with them.
uint32_t AboveReader::WithPartsBefore(uint32_t m) {
  absl::int128 sum = 0;
  uint32_t whole = kNoMeasure;
  for (uint32_t w = m; w > walk_.Floor(m); --w) {
    const uint32_t part = w - 1;
    if (view_.IsRate(part) || view_.Figure(part).kind == v1::KIND_CHANGE) continue;
    const uint32_t of = relations_[part].part_of;
    if (of == kNoMeasure || (whole != kNoMeasure && of != whole)) break;
    if (acts_.IsDoneTo(m, part)) return kNoMeasure;  // 审结58件,败诉5件
    whole = of;
    sum += view_.ValueE4(part);
  }
  if (whole == kNoMeasure || view_.ValueE4(whole) < kTellingE4) return kNoMeasure;
  const auto& items = parts_.items();
  for (const uint32_t item : items) {
    if (!view_.SameSort(item, whole) || relations_[item].part_of != kNoMeasure) return kNoMeasure;
    sum += view_.ValueE4(item);
  }
  if (items.empty() || sum != view_.ValueE4(whole)) return kNoMeasure;
  Set(items.size(), whole);
  return whole;
}

// 收案118件。…涉及拆违的37件;其次为公安26件、人社40件,余下15件: the last count above that the list makes up.
uint32_t AboveReader::InChapter(uint32_t m) {
  if (parts_.items().size() < kFewest) return kNoMeasure;
  const uint32_t begin = walk_.sentence_begin();
  for (uint32_t w = begin; w > 0 && begin - w < kReach; --w) {
    const uint32_t whole = w - 1;
    if (!IsCandidate(m, whole)) continue;
    if (view_.ChapterOf(whole) != view_.ChapterOf(m)) return kNoMeasure;
    const size_t n = parts_.MakeUp(whole);
    if (!IsList(n) || IsChain(n)) continue;
    Set(n, whole);
    return whole;
  }
  return kNoMeasure;
}

void AboveReader::Set(size_t n, uint32_t whole) {
  parts_.SetWhole(n, whole);
  for (size_t i = 0; i < n; ++i) relations_[parts_.items()[i]].by_numbers = true;
}

bool AboveReader::IsCandidate(uint32_t m, uint32_t whole) const {
  return view_.SameSort(m, whole) && view_.FragmentOf(whole).bracket == 0 &&
         view_.ValueE4(whole) >= kTellingE4 && view_.SentenceOf(whole).table() == 0 &&
         view_.Figure(whole).period == view_.Figure(m).period &&
         view_.Figure(whole).status == view_.Figure(m).status;
}

// Whether the first `n` are made as a list is: four or more, or some joined or the rest, and nothing that is
// joined to them goes on.
bool AboveReader::IsList(size_t n) const {
  const auto& items = parts_.items();
  if (n < kFewest || (n < items.size() && walk_.Joined(items[n]))) return false;
  const auto listed = [&](uint32_t item) {
    return walk_.Joined(item) || (cues_[view_.measures[item].quantity].left & kCueRest) != 0;
  };
  return n > kFewest ||
         std::any_of(items.begin() + 1, items.begin() + static_cast<std::ptrdiff_t>(n), listed);
}

// 应诉47件,开庭41件,出庭41件,审结44件: whether most of the first `n` were done to one that stands before.
bool AboveReader::IsChain(size_t n) {
  const auto& items = parts_.items();
  size_t done = 0;
  for (size_t i = 1; i < n; ++i) {
    const auto to = [&](uint32_t before) {
      return view_.Fits(items[i], before) && acts_.IsDoneTo(items[i], before);
    };
    if (std::any_of(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(i), to)) ++done;
  }
  return 2 * done >= n;
}

}  // namespace fazhi::extraction
