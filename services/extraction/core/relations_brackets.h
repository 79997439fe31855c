#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// What figures in brackets are parts of. Keeps references to all it is made of.
class BracketReader {
 public:
  BracketReader(const RelationView& view, const FigureWalk& walk, const std::vector<FigureCues>& cues,
                std::vector<Relation>& relations)
      : view_(view), walk_(walk), cues_(cues), relations_(relations) {}

  // 审结(含上年结转33件)402件: makes m a part of the number that its bracket stands before. Whether it did.
  bool ReadBefore(uint32_t m);

  // The figure that m's bracket stands behind, if m is a part of it; else kNoMeasure. Where that is a rate,
  // makes it one of m.
  uint32_t WholeOf(uint32_t m);

 private:
  void ReadMaker(uint32_t m, uint32_t rate);
  bool Gloss(uint32_t m, uint32_t whole) const;

  const RelationView& view_;
  const FigureWalk& walk_;
  const std::vector<FigureCues>& cues_;
  std::vector<Relation>& relations_;
};

}  // namespace fazhi::extraction
