#include "services/extraction/core/relations_carried.h"

#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {

bool CarriedReader::IsLeftToNext(uint32_t m) const {
  return IsCarried(m) && ContainsOneOf(view_.RawLeft(m), {U"下年", U"下一年", U"次年"});
}

bool CarriedReader::SaysClosed(uint32_t m) const { return ContainsOneOf(view_.Said(m), WordSet::kClosed); }

bool CarriedReader::HoldsCarried(uint32_t m) const {
  const uint32_t next = m + 1;
  return next < view_.measures.size() && view_.FragmentOf(next).bracket != 0 &&
         StandsAt(view_.text, view_.Figure(m).end, U"(") && view_.SameSort(m, next) && IsCarried(next) &&
         SaysClosed(m);
}

bool CarriedReader::ClosesCarried(uint32_t m) const {
  const uint32_t carried = carried_ == kNoMeasure && walk_.FollowsOn(m) ? carried_before_ : carried_;
  return carried != kNoMeasure && carried != m && view_.SameSort(m, carried) && SaysClosed(m);
}

void CarriedReader::NoteTotal(uint32_t m) {
  if (carried_ != kNoMeasure && relations_[carried_].part_of == m) {
    carried_ = kNoMeasure;
    all_ = m;
  }
}

bool CarriedReader::ReadTotal(uint32_t m) {
  if (carried_ == kNoMeasure || carried_ + 1 != m || carried_ < walk_.sentence_begin() ||
      relations_[carried_].part_of != kNoMeasure || !view_.SameSort(carried_, m) || !view_.Fits(carried_, m))
    return false;
  const auto left = view_.RawLeft(m);
  const bool total = (cues_[view_.measures[m].quantity].left & kCueTotal) &&
                     ContainsOneOf(left, {U"办理", U"承办", U"受理", U"审理", U"处理"});
  // 加上年旧存的11件,全年实有在办案件187件
  if (!total && !ContainsOneOf(left, {U"在办", U"实有", U"应办", U"待办"})) return false;
  relations_[carried_].part_of = m;
  // 新收1842件,加上年结转63件,应办1905件: and what it was added to, unless that is a part already.
  constexpr uint32_t kNear = 4;
  for (uint32_t w = carried_; w > walk_.Floor(m) && carried_ - w < kNear; --w) {
    const uint32_t taken = w - 1;
    if (!view_.SameSort(taken, m) || relations_[taken].part_of != kNoMeasure ||
        view_.ValueE4(taken) + view_.ValueE4(carried_) != view_.ValueE4(m))
      continue;
    relations_[taken].part_of = m;
    break;
  }
  carried_ = kNoMeasure;
  all_here_ = m;
  return true;
}

uint32_t CarriedReader::AllThereWas(uint32_t m) const {
  const uint32_t all = all_ != kNoMeasure                        ? all_
                       : all_here_ != kNoMeasure                 ? all_here_
                       : walk_.FollowsOn(walk_.sentence_begin()) ? all_before_
                                                                 : kNoMeasure;
  if (all == kNoMeasure || !view_.SameSort(m, all) || !view_.Fits(m, all)) return kNoMeasure;
  const auto said = view_.View({view_.FragmentOf(m).left.begin, view_.FragmentOf(m).right.end});
  const bool left = Contains(said, U"结转") && ContainsOneOf(said, {U"下年", U"下一年", U"次年"});
  return left || SaysClosed(m) ? all : kNoMeasure;
}

uint32_t CarriedReader::AllWith(uint32_t whole) const {
  const bool in_it = all_ != kNoMeasure && relations_[whole].part_of == all_;
  return in_it ? all_ : whole;
}

void CarriedReader::NotePart(uint32_t m, uint32_t whole) {
  const Fragment& fragment = view_.FragmentOf(m);
  const Piece around = {fragment.left.begin, fragment.right.end};
  if (Contains(view_.View(around), U"结转")) relations_[whole].part_of = kNoMeasure;
}

}  // namespace fazhi::extraction
