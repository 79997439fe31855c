#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// How the counts of a sentence belong together, as indices of measures; kNoMeasure for none.
struct Relation {
  uint32_t part_of = kNoMeasure;
  uint32_t numerator = kNoMeasure;  // both or none
  uint32_t denominator = kNoMeasure;
  // No words, only numbers say of what it is a part; whose it is may be told otherwise.
  bool by_numbers = false;
};

// One relation for each measure. Words decide (其中, brackets, colons, and by lexicon/stages.txt what was
// done: 审结 of 受理), and numbers confirm; a rate's own words name its numerator. Looks back over a bounded
// number of figures of the same sentence: linear in the text.
void ReadRelations(const Context& context, const std::vector<GroundedQuantity>& quantities,
                   const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
                   std::vector<Relation>& relations);

}  // namespace fazhi::extraction
