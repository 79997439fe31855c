#pragma once

#include <cstdint>

#include "services/extraction/core/numbers.h"
#include "services/extraction/core/quantities_passage.h"

namespace fazhi::extraction {

// The rule by which an Arabic number is no quantity whatever its unit: part of a code, formula or document
// number, the numbering of a list, too large. Null when there is none.
const char* RefuseOnSight(const PassageView& passage, const PrintedNumber& number);

}  // namespace fazhi::extraction
