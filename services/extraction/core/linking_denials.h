#pragma once

#include <cstdint>
#include <string_view>

#include "fazhi/v1/outline.pb.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// What a figure's phrase and the words around it say against its being what an indicator counts: that it was
// not done, not yet, or is to be made. All are pure.

// 还有5个在整改, 尚有2件未审结: nothing was done with them yet.
bool IsStillOpen(const Context& context, const GroundedQuantity& quantity);

// 对剩余15个督察问题整改到位, in a plan: what has not been done so far.
bool IsLeftToDo(const Context& context, const GroundedQuantity& quantity, v1::Role role);

// What stands behind 没有, 尚未, as far as 的: 3个镇没有标准化办案场所 counts those without.
uint64_t DeniedMask(const Context& context, const GroundedQuantity& quantity, std::u32string_view phrase);

// 待审查的规范性文件3件: nothing was done with them yet; not 接待的群众.
bool SaysWaiting(std::u32string_view phrase);

// 建设办案场所3处, 改造提升8个司法所, in a plan: not how many there are.
bool SaysMade(std::u32string_view phrase);

}  // namespace fazhi::extraction
