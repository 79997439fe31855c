#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/grounding_left.h"
#include "services/extraction/core/quantities_tokens.h"
#include "services/extraction/core/units.h"

namespace fazhi::extraction {

// Which way the number that is token `i` changed, by the words around it: those right before it first, then
// those behind it or with a noun between. DIRECTION_UNSPECIFIED where nothing changed. `comparing`: its
// clause holds something against another time.
v1::Direction ChangeAround(std::u32string_view text, const ScannedText& scanned, size_t i,
                           const LeftWords& left, bool comparing);

// PM2.5浓度39微克,同比改善15%: whether the change that is token `i` is for the better, and of what should
// fall.
bool IsFallForBetter(const ScannedText& scanned, size_t i);

// 增加5名工作人员, 减少了12项证明: what was done to so many of them, where nothing is held against another
// time. The quantity ends at `end`.
bool CountsNounBehind(std::u32string_view text, UnitClass unit, uint32_t end);

// Whether 增加, 减少 at `begin`, before the number that stands at `number` and whose quantity ends at `end`,
// is one of a list of acts (新增37项、减少22项; 取消5项,增加3项), and so no difference against another time.
bool IsOneOfListedActs(std::u32string_view text, uint32_t begin, uint32_t number, uint32_t end);

}  // namespace fazhi::extraction
