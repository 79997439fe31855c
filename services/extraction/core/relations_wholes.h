#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_acts.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_parts.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"
#include "services/extraction/core/unit_sorts.h"

namespace fazhi::extraction {

// Finds wholes by words and confirms them by numbers: which of the figures before a part is the one that it
// and those behind it make up. Where several make it up, all become its parts. Keeps references to all it is
// made of.
class WholeFinder {
 public:
  WholeFinder(const RelationView& view, const FigureWalk& walk, const std::vector<FigureCues>& cues,
              ActReader& acts, std::vector<Relation>& relations)
      : view_(view),
        walk_(walk),
        cues_(cues),
        acts_(acts),
        relations_(relations),
        parts_(view, cues, relations) {}

  // The whole of a figure that words say is a part: the one that it and the figures behind it make up; else
  // the nearest count of the same sort outside brackets that are closed, unless it is of another thing than a
  // farther one, or was only done to a part of that (立案4872件,移送42件,其中食品1530件).
  uint32_t Before(uint32_t m);

  // Another whole beside `whole` that the same was done to as to m; kNoMeasure: none.
  uint32_t OfSameAct(uint32_t m, uint32_t whole) const;

  // 112个所中,不足5人的所有23个; 9个旗区中仅4个: the whole that 中 stands behind.
  uint32_t Within(uint32_t m) const;

  // 卫生许可包括:场所许可608件,诊疗许可98件: the whole that is named before its parts, which make it up.
  uint32_t Named(uint32_t m);

  // 审结案件中,维持1743件 and 其中,刑事40件 at the beginning of a sentence: the whole in the sentence before.
  uint32_t Across(uint32_t m);

  // 一审案件412件。…按被告分:县政府97件,…: the last count before the sentence that the parts from m on, which
  // words tell apart, all together make up.
  uint32_t MadeUpBefore(uint32_t m);

  // 案件7件,一审5件、二审2件: counts without a noun of their own that make up the one before them. Whether it
  // found any.
  bool ReadSum(uint32_t whole);

  // Makes the counts from `first` on parts of `whole` if they make it up. Whether they do.
  bool TakeSum(uint32_t first, uint32_t whole) {
    parts_.Collect(first);
    return parts_.Take(whole);
  }

  // 保留204件、修改13件、废止56件,共273件: the whole behind its parts, where they make it up. Whether it did.
  bool ReadTotal(uint32_t m);

 private:
  bool IsSplitByHeading(uint32_t m) const;
  uint32_t MadeUpByItems();
  // 应诉案件1882件。应诉案件主要集中在社保类511件、自然资源类459件: the whole whose words the list's begin
  // with.
  uint32_t OfMostly(uint32_t m, std::u32string_view lead);
  bool TakeListed(uint32_t whole);
  bool MakeUpToTheEnd(uint32_t whole, size_t n) const;
  // 审查文件、合同等463件,其中文件13件、合同139份、其他306件: the count before that parts make up whatever
  // papers they are counted in; makes them its parts.
  uint32_t OfMatters(uint32_t m);
  // Whether the words of `whole`, counted in other papers, name what m counts (合同协议等142件,其中合同97份).
  bool HoldsMatter(uint32_t m, uint32_t whole);
  bool AreMatters(uint32_t part, uint32_t whole) const {
    return view_.IsWhole(part, whole) && CountsMatters(view_.UnitOf(part)) &&
           CountsMatters(view_.UnitOf(whole));
  }
  // 开展检查387次,其中入企124户次
  bool AreVisits(uint32_t part, uint32_t whole) const {
    return view_.IsWhole(part, whole) && view_.Fits(part, whole) && CountsVisits(view_.UnitOf(part)) &&
           view_.UnitOf(whole) == "次";
  }
  // 排查纠纷631件。按调处渠道分,人民调解457起: cases by any of their units.
  bool AreCases(uint32_t part, uint32_t whole) const {
    return view_.SameSort(part, whole) || (view_.IsWhole(part, whole) && CountsCases(view_.UnitOf(part)) &&
                                           CountsCases(view_.UnitOf(whole)));
  }
  // 特种设备2867台(套),其中电梯1143部
  bool AreMachines(uint32_t part, uint32_t whole) const {
    return view_.IsWhole(part, whole) && view_.Fits(part, whole) && CountsMachines(view_.UnitOf(part)) &&
           CountsMachines(view_.UnitOf(whole));
  }
  bool Says(uint32_t m, std::u32string_view word);
  uint32_t OfLetters(uint32_t m, uint32_t floor);
  uint32_t MadeUpRightBefore(uint32_t m);

  const RelationView& view_;
  const FigureWalk& walk_;
  const std::vector<FigureCues>& cues_;
  ActReader& acts_;
  std::vector<Relation>& relations_;
  PartList parts_;        // reused
  std::u32string words_;  // reused
};

}  // namespace fazhi::extraction
