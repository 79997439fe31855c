#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_stages.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// Which figures are parts of others by what was done (审结 of 受理). Keeps references to all it is made of.
class ActReader {
 public:
  ActReader(const RelationView& view, const FigureWalk& walk, const std::vector<Relation>& relations)
      : view_(view), walk_(walk), relations_(relations), lines_(view.measures.size(), kUnread) {}

  // Whether the figure's own words say an act that is done to a part of something.
  bool IsPartial(uint32_t m) { return LineOf(m) >= 0; }

  // 制定9件;接受乡镇报备5件: whether others sent them in, so that they are no part of what one made oneself.
  bool IsSentIn(uint32_t m) const;

  // Whether the act of `part` is done to some of what `whole`'s own words say.
  bool IsDoneTo(uint32_t part, uint32_t whole);

  // The figure before that m's act was done to a part of; kNoMeasure when there is none.
  uint32_t WholeOf(uint32_t m);

 private:
  static constexpr int kUnread = -2;

  int LineOf(uint32_t m);
  bool NamesOther(uint32_t m, uint32_t whole);
  bool OfOtherBody(uint32_t m, uint32_t whole) const;
  // The figure in [floor, end) that m's act was done to a part of.
  uint32_t Nearest(uint32_t m, uint32_t floor, uint32_t end);
  Piece ClauseOf(uint32_t m) const;
  uint32_t AboveKinds(uint32_t m, uint32_t whole);
  bool NamesKind(uint32_t m, uint32_t whole) const;
  bool MakeUp(uint32_t part, uint32_t above) const;

  const RelationView& view_;
  const FigureWalk& walk_;
  const std::vector<Relation>& relations_;
  const Stages& stages_ = Stages::Get();
  std::vector<int> lines_;  // by measure: Stages::PartLine of its own words
  std::u32string words_;    // reused
};

}  // namespace fazhi::extraction
