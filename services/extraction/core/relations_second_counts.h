#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// 210批次、560人次: what a figure is a part of that counts once more what was counted right before it, in
// another unit. Keeps references to all it is made of.
class SecondCounts {
 public:
  SecondCounts(const RelationView& view, const FigureWalk& walk, const std::vector<Relation>& relations)
      : view_(view), walk_(walk), relations_(relations) {}

  // kNoMeasure for none, and for figures that are no second count.
  uint32_t WholeOf(uint32_t m) const;

 private:
  bool IsSecond(uint32_t m) const;
  uint32_t OfSecond(uint32_t m) const;
  uint32_t OfCountedAlike(uint32_t m) const;
  uint32_t OfMoneyBefore(uint32_t m) const;

  const RelationView& view_;
  const FigureWalk& walk_;
  const std::vector<Relation>& relations_;
};

}  // namespace fazhi::extraction
