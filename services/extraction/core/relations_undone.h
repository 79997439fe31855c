#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_view.h"

namespace fazhi::extraction {

// 应持证52人,已持证46人。…6名审批人员尚未取得执法证: what a part leaves of its whole, told anywhere further
// down, mostly among what is still wrong. Found by the number, which is what is left exactly, and by words:
// that something is not done, and what; together they tell as much of a number of one as of a larger. Linear
// in the figures. Keeps references to all it is made of.
class UndoneReader {
 public:
  UndoneReader(const RelationView& view, const std::vector<Relation>& relations)
      : view_(view), relations_(relations) {}

  // The whole that m is left of; kNoMeasure for none. To be asked in the order of the figures.
  uint32_t WholeOf(uint32_t m);

 private:
  // Notes what the parts before `end` leave.
  void NoteTo(uint32_t end);
  bool IsTold(uint32_t m, uint32_t whole) const;
  bool NamesIt(uint32_t part, uint32_t whole) const;

  const RelationView& view_;
  const std::vector<Relation>& relations_;
  std::unordered_map<int64_t, std::vector<uint32_t>> left_;  // what is left, in 1/10,000: by which parts
  uint32_t noted_ = 0;
  std::u32string words_;  // reused
};

}  // namespace fazhi::extraction
