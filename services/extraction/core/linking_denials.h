#pragma once

#include <cstdint>
#include <string_view>

#include "fazhi/v1/outline.pb.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// What a figure's phrase and the words around it say against its being what an indicator counts: that it was
// not done, not yet, is to be made, or is of more or of others than that. All are pure.

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

// 终止及其他26件, 撤回、驳回和其他方式结案9件: others are counted with what is named.
bool CountsOthersToo(const Context& context, const GroundedQuantity& quantity);

// 文稿213件、合同174份,两项合计387件: whether a clause says that what it counts is the sum of several kinds.
bool SaysSumOfKinds(std::u32string_view clause);

// 现有638人,扣除实习的21人,应当持证617人: whether those that do not count are still in it.
bool IsBeforeDeduction(const Context& context, const GroundedQuantity& quantity);

// 立案8件(含上年移送2件): whether it is, inside a bracket, of what came over from earlier years.
bool IsFromEarlierYears(const Context& context, const GroundedQuantity& quantity);

}  // namespace fazhi::extraction
