#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/catalog/alias_index.h"

namespace fazhi::extraction {

// A topic of the catalog in the clean text.
struct TopicHit {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t word = 0;  // number in the AliasIndex
};

// All of them, by `begin`, those at one place shortest first; they may overlap. Linear in the text.
void FindTopicHits(std::u32string_view text, const AliasIndex& index, std::vector<TopicHit>& hits);

}  // namespace fazhi::extraction
