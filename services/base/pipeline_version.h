#pragma once

#include <cstdint>

namespace fazhi {

// The number of this pipeline: code and catalog together. It stands in every message and row, and a reading
// by a higher number replaces one by a lower of the same content. Raise it by one with every change that
// changes what is read.
inline constexpr uint32_t kPipelineVersion = 4;

}  // namespace fazhi
