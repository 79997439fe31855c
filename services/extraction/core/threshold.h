#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// 出庭率不到95%的乡镇一律约谈, 一年败诉3件以上的,…: how many it takes, and not how many there are; nor is
// 10个工作日内 in 10个工作日内办结率达99%.
bool IsThreshold(const Context& context, const GroundedQuantity& quantity);

// Whether figure `q` says how much it takes to be one of those that the figure before counts, and not how
// much there is: 3个所执法人员不足4人, 3个县败诉率超过20%, 仅有41个所执法人员达到3人.
bool SaysWhichOnes(const Context& context, const std::vector<GroundedQuantity>& quantities, uint32_t q);

}  // namespace fazhi::extraction
