#include "services/extraction/core/relations_brackets.h"

#include <algorithm>

#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Figures of one bracket whose whole is looked for.
constexpr uint32_t kLongestBracket = 64;

}  // namespace

bool BracketReader::ReadBefore(uint32_t m) {
  const uint32_t end = view_.Figure(m).end;
  const uint32_t next = m + 1;
  if (next >= view_.measures.size() || end >= view_.text.size() || view_.text[end] != U')' ||
      view_.Figure(next).begin != end + 1 || !view_.SameSort(m, next) || !view_.Fits(m, next))
    return false;
  relations_[m].part_of = next;
  return true;
}

uint32_t BracketReader::WholeOf(uint32_t m) {
  const Fragment& fragment = view_.FragmentOf(m);
  const uint32_t floor = std::max(walk_.sentence_begin(), m > kLongestBracket ? m - kLongestBracket : 0);
  for (uint32_t w = m; w > floor; --w) {
    const uint32_t whole = w - 1;
    if (view_.measures[whole].quantity < fragment.bracket - 1) return kNoMeasure;
    if (view_.measures[whole].quantity != fragment.bracket - 1) continue;
    if (view_.IsRate(whole)) ReadMaker(m, whole);
    return view_.SameSort(m, whole) && view_.Fits(m, whole) && !Gloss(m, whole) ? whole : kNoMeasure;
  }
  return kNoMeasure;
}

// 评查案卷240宗,优秀率21.3%(51宗): what makes the rate stands in a bracket behind it.
void BracketReader::ReadMaker(uint32_t m, uint32_t rate) {
  constexpr int64_t kSlackE4 = 500;  // the last of one printed decimal
  if (relations_[rate].numerator != kNoMeasure) return;
  for (uint32_t w = rate; w > walk_.Floor(m); --w) {
    const uint32_t base = w - 1;
    if (!view_.SameSort(m, base) || !view_.Fits(m, base) || !view_.Matches(rate, m, base, kSlackE4)) continue;
    relations_[m].part_of = base;
    relations_[rate].numerator = m;
    relations_[rate].denominator = base;
    return;
  }
}

// 受案1862件,首次超过诉讼案件数(1397件): the bracket says the number of what stands before it.
// 受理13件(上年 结转2件): what was carried over was not received.
// 70名(每村5名): the bracket says how many each has.
bool BracketReader::Gloss(uint32_t m, uint32_t whole) const {
  const Fragment& fragment = view_.FragmentOf(m);
  if (CueWords::Get().Beginning(view_.RawLeft(m)) & kCueEach) return true;
  const uint32_t begin = view_.Figure(whole).end;
  const uint32_t end = std::max(begin, fragment.left.begin);
  const auto gap = view_.View({begin, std::min(end, begin + kLongestBetween)});
  const size_t open = gap.rfind(U'(');
  if (view_.measures[m].own.empty() && open != std::u32string_view::npos &&
      Contains(gap.substr(0, open), U',')) {
    return true;
  }
  return (cues_[view_.measures[m].quantity].left & kCueCarried) &&
         !ContainsOneOf(view_.RawLeft(m), {U"含", U"其中", U"包括"}) &&
         ContainsOneOf(view_.Own(whole), {U"收", U"受理", U"新"});
}

}  // namespace fazhi::extraction
