#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/extraction/core/quantities_lexicon.h"

namespace fazhi::extraction {

struct UnitMatch {
  uint32_t begin = 0;
  uint32_t end = 0;  // equal to `begin` for a thing counted without a unit (29部门)
  UnitClass unit_class = UnitClass::kNone;
  const std::string* name = nullptr;  // what is printed, when that is a word of the lexicon

  bool ok() const { return unit_class != UnitClass::kNone; }
};

// The unit that begins at `pos`, compound forms included: 件次, 场(次), 元/吨. `limit` ends the sentence.
// With `behind_digits` the number is an amount in Arabic digits, and a unit may begin what looks like a
// longer word (25条线路).
UnitMatch ReadUnit(const Lexicon& lexicon, std::u32string_view text, uint32_t pos, uint32_t limit,
                   bool behind_digits = false);

// The unit that a table's head, row head or caption gives its figures: 指标(件), 单位:万元, 持证率(%),
// 检查次数. `multiplier` is that of 万元. Not ok when it gives none.
struct HeadUnit {
  UnitMatch unit;
  int64_t multiplier = 1;
};
HeadUnit ReadHeadUnit(const Lexicon& lexicon, std::u32string_view text, uint32_t begin, uint32_t end);

}  // namespace fazhi::extraction
