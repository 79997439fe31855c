#pragma once

#include "services/extraction/core/linking.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// How sure a reading is, 0 to 1: the product of what each step knows of itself. Words that were taken over
// from another clause, a figure without words, a status that is not plain fact and a weak link each lower it.
// Not calibrated: it orders readings, it is no probability.
float Confidence(const GroundedQuantity& quantity, const Measure& measure, const Link& link);

}  // namespace fazhi::extraction
