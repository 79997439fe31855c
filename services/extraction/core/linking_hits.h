#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/catalog/alias_index.h"

namespace fazhi::extraction {

// A context word of the catalog (topic, required or forbidden context) in the clean text.
struct ContextHit {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t word = 0;  // number in the AliasIndex
};

// All of them, by `begin`, those at one place shortest first; they may overlap. Linear in the text.
void FindContextHits(std::u32string_view text, const AliasIndex& index, std::vector<ContextHit>& hits);

}  // namespace fazhi::extraction
