#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_acts.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_parts.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// Lists in which no word says of what they are, where the numbers do: what they make up stands above them in
// their chapter, or is the whole of the parts before them. Looks back a bounded way. Keeps references to all
// it is made of.
class AboveReader {
 public:
  AboveReader(const RelationView& view, const FigureWalk& walk, const std::vector<FigureCues>& cues,
              ActReader& acts, std::vector<Relation>& relations)
      : view_(view),
        walk_(walk),
        cues_(cues),
        acts_(acts),
        relations_(relations),
        parts_(view, cues, relations) {}

  // What the list that begins with m makes up; makes them its parts. kNoMeasure when it is none.
  uint32_t WholeOf(uint32_t m);

 private:
  bool BeginsList(uint32_t m) const;
  uint32_t MadeUp(uint32_t m);
  uint32_t WithPartsBefore(uint32_t m);
  uint32_t InChapter(uint32_t m);
  // Makes the first `n` of the list parts of `whole`.
  void Set(size_t n, uint32_t whole);
  bool IsCandidate(uint32_t m, uint32_t whole) const;
  bool IsList(size_t n) const;
  bool IsChain(size_t n);

  const RelationView& view_;
  const FigureWalk& walk_;
  const std::vector<FigureCues>& cues_;
  ActReader& acts_;
  std::vector<Relation>& relations_;
  PartList parts_;
};

}  // namespace fazhi::extraction
