#pragma once

#include <cstdint>
#include <vector>

#include "absl/numeric/int128.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// 审结121件,其中维持93件、撤销8件: the list of parts that is being read, and whether the next figure goes on
// with it. Who reads the figures says where it begins and ends. Keeps references to all it is made of.
class RunningList {
 public:
  RunningList(const RelationView& view, const FigureWalk& walk, const std::vector<FigureCues>& cues,
              const std::vector<Relation>& relations)
      : view_(view), walk_(walk), cues_(cues), relations_(relations) {}

  // Whose parts it lists; kNoMeasure while there is none.
  uint32_t whole() const { return whole_; }

  // Another sentence with figures begins.
  void BeginSentence() { whole_ = kinds_whole_ = kNoMeasure; }
  // m is its first part.
  void Begin(uint32_t m, uint32_t whole);
  // m is a part of it.
  void Add(uint32_t m) { sum_ += view_.ValueE4(m); }
  // m was read as a part of `whole` already.
  void AddRead(uint32_t m, uint32_t whole);
  // Commas part it.
  void PartByCommas() { opened_ = true; }
  // The parts so far made up a whole of their own.
  void ForgetSum() { sum_ = 0; }
  void End() { whole_ = kNoMeasure; }

  // 维持168件,终止47件,其中撤回的30件;撤销6件: behind the semicolon before m the list goes on that the whole
  // of the inner one is a part of.
  void LeaveInner(uint32_t m);

  // Whether m goes on with the list: joined by 、, or bare behind a comma, or behind a part's share, while
  // the parts still fit the whole.
  bool GoesOn(uint32_t m) const;

  // 其中,行政处罚137件,罚没12万元;行政许可80件: the whole of which m is a kind, by a name made as that of the
  // sentence's last list's first part, behind a semicolon; kNoMeasure for none.
  uint32_t TakeKind(uint32_t m);

 private:
  bool OpensList(uint32_t m) const;
  bool IsOfPeople(uint32_t m) const;
  bool IsParallel(uint32_t m) const;

  const RelationView& view_;
  const FigureWalk& walk_;
  const std::vector<FigureCues>& cues_;
  const std::vector<Relation>& relations_;
  uint32_t whole_ = kNoMeasure;
  absl::int128 sum_ = 0;
  bool opened_ = false;                // behind 其中:, where commas part the list
  bool complete_ = false;              // words say that the list names all parts, so that each stands in it
  uint32_t kinds_whole_ = kNoMeasure;  // the sentence's last whole of a list of parts
  uint32_t kinds_first_ = kNoMeasure;  // and the first of them
  absl::int128 kinds_sum_ = 0;
};

}  // namespace fazhi::extraction
