#include "services/extraction/core/relations_acts.h"

namespace fazhi::extraction {

int ActReader::LineOf(uint32_t m) {
  if (lines_[m] == kUnread) lines_[m] = stages_.PartLine(view_.Own(m));
  return lines_[m];
}

bool ActReader::IsDoneTo(uint32_t part, uint32_t whole) {
  return IsPartial(part) && stages_.WholeRank(LineOf(part), view_.Own(whole)) >= 0;
}

uint32_t ActReader::WholeOf(uint32_t m, uint32_t carried) {
  constexpr size_t kLongestAct = 24;
  const Measure& measure = view_.measures[m];
  const auto own = view_.Own(m);
  if (own.empty() || own.size() > kLongestAct || own.front() == U'未' || !IsPartial(m)) return kNoMeasure;
  // What was carried over into the year is among what was closed in it.
  if (carried != kNoMeasure && carried != m && carried >= walk_.sentence_begin() &&
      view_.SameSort(m, carried) && HasAny(own, {U"审结", U"办结", U"结案"})) {
    return kNoMeasure;
  }
  const int line = LineOf(m);
  uint32_t best = kNoMeasure;
  int best_rank = INT32_MAX;
  // 排查纠纷2000件。化解1980件: an act alone at the beginning of a sentence goes on with the one before.
  const bool across = measure.bare && measure.own.begin == view_.SentenceOf(m).begin() && walk_.FollowsOn(m);
  const uint32_t floor = across ? walk_.FloorBefore() : walk_.Floor(m);
  for (uint32_t w = m; w > floor; --w) {
    const uint32_t whole = w - 1;
    if (!view_.SameSort(m, whole) || !view_.Fits(m, whole)) continue;
    const Measure& candidate = view_.measures[whole];
    const uint32_t base = measure.base;
    if (measure.bare && base != kNoMeasure && whole < base && candidate.base != base &&
        relations_[base].part_of != whole) {
      continue;
    }
    const int its_line = LineOf(whole);
    if (its_line == line) continue;  // another part of the same
    words_.assign(view_.View(candidate.left));
    if (!candidate.bare || its_line < 0) candidate.phrase.AppendTo(view_.text, words_);
    const int rank = stages_.WholeRank(line, words_);
    if (rank >= 0 && rank < best_rank) {
      best = whole;
      best_rank = rank;
    }
  }
  return best;
}

}  // namespace fazhi::extraction
