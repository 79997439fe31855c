#pragma once

#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"

namespace fazhi::extraction {

// Lists of names with a figure of each in brackets: what all of them are of is said once, before the first
// or behind the last. To be asked in document order. Keeps references to what it is made of. Not
// thread-safe.
class BracketedLists {
 public:
  BracketedLists(const Context& context, const std::vector<GroundedQuantity>& quantities)
      : text_(context.text), context_(context), quantities_(quantities) {}

  // Sets `shown` of a measure whose figure, in that unit, stands in such a list. Whether it does.
  bool Show(absl::string_view unit, Measure& measure) {
    return ShowOfEach(unit, measure) || ShowOfRanked(measure);
  }

 private:
  std::u32string_view View(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  Piece TailOfList(uint32_t at, uint32_t end, bool& several) const;
  bool ShowOfEach(absl::string_view unit, Measure& measure) const;
  bool ShowOfRanked(Measure& measure);

  const std::u32string_view text_;
  const Context& context_;
  const std::vector<GroundedQuantity>& quantities_;
  Piece ranked_;  // what the last list of those with the most or least was of
};

}  // namespace fazhi::extraction
