#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_view.h"
#include "services/extraction/core/relations_walk.h"

namespace fazhi::extraction {

// Rates of counts that stand in a sentence before their own, where the numbers say so to the last decimal.
// Keeps references to all it is made of.
class EarlierReader {
 public:
  EarlierReader(const RelationView& view, const FigureWalk& walk, std::vector<Relation>& relations)
      : view_(view), walk_(walk), relations_(relations) {}

  // m is the first figure of its sentence.
  void BeginSentence(uint32_t m) {
    if (m == 0 || view_.SentenceOf(m).section() != view_.SentenceOf(m - 1).section()) share_of_ = kNoMeasure;
  }

  // Sets what `rate`, which has no counts yet, was made from, and the numerator as a part.
  void Read(uint32_t rate) {
    ReadShare(rate);
    if (relations_[rate].numerator == kNoMeasure) ReadRateOfBefore(rate);
  }

 private:
  void ReadRateOfBefore(uint32_t rate);
  void ReadShare(uint32_t rate);
  bool NamesAgain(uint32_t rate, uint32_t part, uint32_t whole);
  bool SaysAct(std::u32string_view act) const;
  bool IsAfter(uint32_t part, uint32_t whole) const;
  void Words(uint32_t m, std::u32string& words) const;

  const RelationView& view_;
  const FigureWalk& walk_;
  std::vector<Relation>& relations_;
  uint32_t share_of_ = kNoMeasure;  // what the section's last share was of that was of an earlier whole
  std::u32string said_;             // reused
};

}  // namespace fazhi::extraction
