#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// A piece of the clean text, [begin, end) in code points.
struct Piece {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool empty() const { return begin >= end; }
  uint32_t size() const { return end - begin; }
};

// What stands left and right of a quantity without a stop between: the raw material of its measure. A stop is
// , ; : 。 a line end, a bracket that holds the quantity and not the whole fragment; stops inside “…” 《…》
// (…) do not count.
struct Fragment {
  Piece left;                  // ends where it begins
  Piece right;                 // begins at its end
  bool attached = false;       // no stop between it and the quantity before in the sentence
  bool attached_next = false;  // no stop between it and the next quantity: `right` is the next one's `left`
  bool first = false;          // the first quantity of its sentence
  bool parted = false;         // a semicolon stands between it and the quantity before in the sentence
  uint32_t bracket = 0;  // index + 1 of the quantity before the bracket that this one stands in; 0 for none
};

// One fragment for each quantity. Linear in the text.
void CutFragments(const Context& context, const std::vector<GroundedQuantity>& quantities,
                  std::vector<Fragment>& fragments);

}  // namespace fazhi::extraction
