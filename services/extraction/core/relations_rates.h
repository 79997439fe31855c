#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_view.h"

namespace fazhi::extraction {

// What rate `m` was made from, among the figures from `floor` on that stand before it: by its own words
// (化解率 of 化解, 占 of the figure right before it), confirmed by the numbers. Where the numbers show a
// whole that nothing else has shown, the numerator becomes a part of it too. Rates of reduction (压减率) are
// made from a difference and stay without. Figures before `exact_below` (of the sentence before) only count
// where the numbers agree.
void ReadRate(const RelationView& view, uint32_t m, uint32_t floor, uint32_t exact_below,
              std::vector<Relation>& relations);

// 收到864宗,受理829宗;代办的207宗,占24.0%: of which count, from `floor` on, part m is says its share behind
// it, where that is exact; else `whole`, which words give.
uint32_t WholeByShare(const RelationView& view, uint32_t m, uint32_t whole, uint32_t floor);

}  // namespace fazhi::extraction
