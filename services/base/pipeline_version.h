#pragma once

#include <cstdint>

namespace fazhi {

// The number of this pipeline: code and catalog together. It stands in every message and row, and a reading
// by a higher number replaces one by a lower of the same content.
extern const uint32_t kPipelineVersion;

// The number of a reading that stages of number `before` began and this pipeline goes on with. While two
// releases run side by side, a reading is as old as the oldest stage that had a part in it, so that one by
// the newer alone replaces it.
uint32_t ReadingVersion(uint32_t before);

}  // namespace fazhi
