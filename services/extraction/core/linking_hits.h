#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/catalog/alias_index.h"
#include "services/extraction/core/grounding.h"

namespace fazhi::extraction {

// A word of the catalog in the clean text.
struct TopicHit {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t word = 0;  // number of the topic, or of the forbidden word, in the AliasIndex
};

// Both by `begin`, those at one place shortest first; they may overlap.
struct ContextHits {
  std::vector<TopicHit> topics;
  std::vector<TopicHit> forbidden;
};

// The first of `hits` that begins at `at` or behind it; their end when there is none.
std::vector<TopicHit>::const_iterator FirstHitFrom(const std::vector<TopicHit>& hits, uint32_t at);

// All topics and forbidden words of the text, but those of what a figure is a multiple of
// (是同期行政诉讼案件的2.1倍), which the text is not on. Linear in the text.
ContextHits FindContextHits(std::u32string_view text, const std::vector<GroundedQuantity>& quantities,
                            const AliasIndex& index);

}  // namespace fazhi::extraction
