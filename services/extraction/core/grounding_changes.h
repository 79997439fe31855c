#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/quantities_tokens.h"
#include "services/extraction/core/units.h"

namespace fazhi::extraction {

// Which way something changed, where other words stand between the word for the change and the number, or the
// word stands behind it. DIRECTION_UNSPECIFIED where nothing changed.

// 减环节50%、减材料40%: what is cut stands between the verb and the share that begins at `begin`.
v1::Direction CutOf(std::u32string_view text, uint32_t begin);

// 比上年增加执法人员12名: what changed stands between the verb, right behind what it is held against, and
// the number that is token `i`.
v1::Direction ChangeOfNoun(std::u32string_view text, const ScannedText& scanned, size_t i);

// 高于去年同期2.1个百分点, 比上年高2个百分点: a difference against an earlier time, said right before the
// number.
v1::Direction ChangeAgainstPast(std::u32string_view before);

// 5%的增长, where 5% is token `i`.
v1::Direction ChangeBehind(const ScannedText& scanned, size_t i);

// PM2.5浓度39微克,同比改善15%: whether the change that is token `i` is for the better, and of what should
// fall.
bool IsFallForBetter(const ScannedText& scanned, size_t i);

// 增加5名工作人员, 减少了12项证明: what was done to so many of them, where nothing is held against another
// time. The quantity ends at `end`.
bool CountsNounBehind(std::u32string_view text, UnitClass unit, uint32_t end);

}  // namespace fazhi::extraction
