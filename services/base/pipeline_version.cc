#include "services/base/pipeline_version.h"

#include <algorithm>

namespace fazhi {

#ifndef FAZHI_PIPELINE_VERSION
// Raise it by one with every change that changes what is read.
#define FAZHI_PIPELINE_VERSION 21
#endif
const uint32_t kPipelineVersion = FAZHI_PIPELINE_VERSION;

uint32_t ReadingVersion(uint32_t before) { return std::min(before, kPipelineVersion); }

}  // namespace fazhi
