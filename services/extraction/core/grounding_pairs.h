#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/extraction/core/grounding.h"
#include "services/extraction/core/grounding_left.h"
#include "services/extraction/core/grounding_times.h"
#include "services/extraction/core/quantities.h"
#include "services/extraction/core/quantities_tokens.h"

namespace fazhi::extraction {

// The values of 由A提高到B: A is an earlier one, and has B's unit where it has none of its own. Of one
// sentence.
class ValuePair {
 public:
  void End() { from_ = -1; }

  // Whether 由 or 从 was seen and B was not.
  bool open() const { return from_ >= 0; }

  // Takes in the word that is token `i`.
  void SeeWord(const Token& token, size_t i);

  // 由54.62提高到87.13%: gives the number at token `i` the unit of the second one.
  void TakeUnit(const ScannedText& scanned, size_t i, ScannedNumber& number) const;

  // Takes in the last of `quantities`; once it is B, A is prior. `listed`: it goes on with a list.
  void See(const LeftWords& left, bool listed, const TimesInText& times, const ScannedText& scanned,
           const PassageContext& context, std::vector<GroundedQuantity>& quantities);

 private:
  void MakePrior(const TimesInText& times, const ScannedText& scanned, const PassageContext& context,
                 GroundedQuantity& first) const;

  int32_t from_ = -1;   // token of 由, 从
  int32_t first_ = -1;  // the first quantity behind it
  int32_t last_ = -1;   // and the last of the list that this one begins
  bool legal_ = false;  // A is what the law says
};

}  // namespace fazhi::extraction
