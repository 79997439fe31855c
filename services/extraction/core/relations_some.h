#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_acts.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// Which figures are some of a count before them, said without 其中 and without an act of its own clause.
// Keeps references to all it is made of.
class SomeReader {
 public:
  SomeReader(const RelationView& view, const FigureWalk& walk, ActReader& acts,
             const std::vector<Relation>& relations)
      : view_(view), walk_(walk), acts_(acts), relations_(relations) {}

  // The count that m is some of; kNoMeasure when no words say that it is.
  uint32_t WholeOf(uint32_t m) {
    uint32_t whole = OfThoseAfter(m);
    if (whole == kNoMeasure) whole = OfKindAlone(m);
    if (whole == kNoMeasure) whole = OfThoseWithRest(m);
    if (whole == kNoMeasure) whole = OfSibling(m);
    if (whole == kNoMeasure) whole = OfElided(m);
    if (whole == kNoMeasure) whole = OfThoseThatAre(m);
    if (whole == kNoMeasure) whole = OfKind(m);
    return whole == kNoMeasure ? OfThingsDone(m) : whole;
  }

  // 民警243名、辅警318名,民警中取得资格14名: the count that is named again, some of which m is; kNoMeasure
  // when none is.
  uint32_t OfNamed(uint32_t m) const;
  // 57名负责人书面述法,5名现场述法: those of whom a clause says what they did that begins with how many they
  // are.
  uint32_t OfThoseWho(uint32_t m) const;
  // 抽查98卷中合格93卷: some of those right before; kNoMeasure where 中 does not stand right behind them.
  uint32_t OfThoseBefore(uint32_t m) const;

 private:
  // 审结54件,纠错9件;审结后又起诉的有6件: of those to whom it had been done.
  uint32_t OfThoseAfter(uint32_t m) const;
  std::u32string_view NamedAmong(uint32_t m) const;
  uint32_t OfKind(uint32_t m) const;
  uint32_t OfKindAlone(uint32_t m) const;
  uint32_t OfThoseWithRest(uint32_t m) const;
  uint32_t OfSibling(uint32_t m) const;
  // 计划49个,跨部门的占18个 and 审查文件64件,要求纠正的3件: the noun that is left out is the one of the
  // count before.
  uint32_t OfElided(uint32_t m);
  bool IsElided(uint32_t m) const;
  // 14个司法所有6个达到标准; 抽查了18个单位的记录,有7个单位记录不全.
  uint32_t OfThoseThatAre(uint32_t m) const;
  bool BeginsClause(uint32_t m) const;
  // Whether what stands behind figure m says what some of those that `whole` counts are or did, and names
  // nothing else.
  bool SaysOfThem(uint32_t m, uint32_t whole) const;
  // 交办的23件信访积案化解21件: what was done to some, right behind their noun.
  uint32_t OfThingsDone(uint32_t m);

  const RelationView& view_;
  const FigureWalk& walk_;
  ActReader& acts_;
  const std::vector<Relation>& relations_;
};

}  // namespace fazhi::extraction
