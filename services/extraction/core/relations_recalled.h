#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// Finds what a figure is of further up in the text than the sentence before: what its words call again, or
// what the numbers show to be the only one. Looks back a bounded way. Keeps references to all it is made of.
class RecalledReader {
 public:
  RecalledReader(const RelationView& view, const FigureWalk& walk, std::vector<Relation>& relations)
      : view_(view), walk_(walk), relations_(relations) {}

  // 行政机关败诉39件。败诉率10.5%。败诉案件中,撤销17件: the last count that is called what stands before 中;
  // kNoMeasure when none is.
  uint32_t Called(uint32_t m) const;

  // 按性质分,求助11.42万件,…。反映较为集中的是噪声扰民1.36万件: what the list before in the chapter is of,
  // for a list of the most frequent kinds; kNoMeasure where there is none.
  uint32_t OfListBefore(uint32_t m) const;

  // 全省各级机关收到申请9836件,…;省政府本级收到627件 and 全市应诉案件867件。…市政府作为被告的73件: what all
  // bodies counted, for what one at their head did; kNoMeasure where none is told.
  uint32_t OfAllBodies(uint32_t m) const;

  // 在办案件1385件。…审结1294件,未结91件: the last count that m and the one before it make up, which both
  // become parts of. Whether there is one.
  bool ReadRest(uint32_t m);

  // 审结169件。…以上纠错共25件,纠错率14.8%: sets what `rate`, which has no counts yet, was made from, if the
  // count right before it makes it with one above only.
  void ReadRate(uint32_t rate);

 private:
  bool IsCount(uint32_t m, uint32_t whole) const;
  bool ReadRestOfPart(uint32_t m);
  bool IsShare(uint32_t rate) const;
  bool IsOfOtherList(uint32_t rate, uint32_t whole) const;
  bool Calls(uint32_t whole, std::u32string_view name) const;

  const RelationView& view_;
  const FigureWalk& walk_;
  std::vector<Relation>& relations_;
};

}  // namespace fazhi::extraction
