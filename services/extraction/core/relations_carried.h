#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// What was carried over from one year into another (结转). With what was taken in it makes up all that there
// was to do, and of that the closed are a part. Keeps references to all it is made of.
class CarriedReader {
 public:
  CarriedReader(const RelationView& view, const FigureWalk& walk, const std::vector<FigureCues>& cues,
                std::vector<Relation>& relations)
      : view_(view), walk_(walk), cues_(cues), relations_(relations) {}

  // Another sentence with figures begins.
  void BeginSentence() {
    carried_before_ = carried_;
    carried_ = kNoMeasure;
    all_before_ = all_;
    all_ = kNoMeasure;
    all_here_ = kNoMeasure;
  }

  // Whether words say that m was carried over; and whether to the next year (结转下年1件).
  bool IsCarried(uint32_t m) const { return (cues_[view_.measures[m].quantity].left & kCueCarried) != 0; }
  bool IsLeftToNext(uint32_t m) const;

  // To be told of each figure that may be a part, in their order.
  void Note(uint32_t m) {
    if (IsCarried(m) && !IsLeftToNext(m)) carried_ = m;
  }
  // 上年转入4件。当年办结50件: whether m was closed of what was carried over too, so that it is no part of
  // what was received.
  bool ClosesCarried(uint32_t m) const;
  // 立案250件,办结238件(含旧存29件): whether what was carried over is told in brackets right behind m.
  bool HoldsCarried(uint32_t m) const;

  // To be told of each total behind its parts: it is all that there was to do if what was carried over is one
  // of them.
  void NoteTotal(uint32_t m);

  // 加上年结转的63件,全年共办理834件: what was carried over is among all that there was to do. Whether m is
  // that.
  bool ReadTotal(uint32_t m);

  // 收到67件,受理60件,加上年结转4件,共办理64件。已审结的61件中: all that there was to do, a sentence later
  // too, for what was closed of it or is left to the next year; kNoMeasure for other figures.
  uint32_t AllThereWas(uint32_t m) const;

  // 受理100件,加上年结转12件,共办理112件,审结100件: all that there was to do where `whole` is among it, else
  // `whole`.
  uint32_t AllWith(uint32_t whole) const;

  // To be told of each part: what was carried over into the year is closed in it and yet was not received in
  // it, so that `whole`, with it, is a part of nothing.
  void NotePart(uint32_t m, uint32_t whole);

 private:
  bool SaysClosed(uint32_t m) const;

  const RelationView& view_;
  const FigureWalk& walk_;
  const std::vector<FigureCues>& cues_;
  std::vector<Relation>& relations_;
  uint32_t carried_ = kNoMeasure;         // the sentence's last figure of what was carried over
  uint32_t carried_before_ = kNoMeasure;  // the same of the sentence before
  uint32_t all_ = kNoMeasure;             // the sentence's sum of what was taken in and that
  uint32_t all_here_ = kNoMeasure;        // the same where words alone call it all there was
  uint32_t all_before_ = kNoMeasure;      // the same of the sentence before
};

}  // namespace fazhi::extraction
