#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_carried.h"
#include "services/extraction/core/relations_cues.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// Parts that are told by how far things are: the rest, what is still open, what is new of all that there is.
// Keeps references to all it is made of.
class RestReader {
 public:
  RestReader(const RelationView& view, const FigureWalk& walk, const std::vector<FigureCues>& cues,
             const CarriedReader& carried, std::vector<Relation>& relations)
      : view_(view), walk_(walk), cues_(cues), carried_(carried), relations_(relations) {}

  // Each is true when m is such, whether or not its whole is known, and nothing else is to be read of it.
  bool ReadOpen(uint32_t m);
  bool ReadRest(uint32_t m);
  bool ReadFresh(uint32_t m);
  bool ReadTotalOf(uint32_t m);
  bool ReadStock(uint32_t m);

 private:
  const FigureCues& CuesOf(uint32_t m) const { return cues_[view_.measures[m].quantity]; }
  bool ReadRestOf(uint32_t m);
  bool Flows(uint32_t m) const;
  bool AreBusinesses(uint32_t m, uint32_t stock) const;

  const RelationView& view_;
  const FigureWalk& walk_;
  const std::vector<FigureCues>& cues_;
  const CarriedReader& carried_;
  std::vector<Relation>& relations_;
};

}  // namespace fazhi::extraction
