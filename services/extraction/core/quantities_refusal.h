#pragma once

#include <cstdint>
#include <string_view>

#include "services/extraction/core/numbers.h"

namespace fazhi::extraction {

// Text [begin, end) that is read on its own.
struct PassageView {
  std::u32string_view text;
  uint32_t begin = 0;
  uint32_t end = 0;

  char32_t At(uint32_t pos) const { return pos < end ? text[pos] : U'\0'; }
};

// The rule by which an Arabic number is no quantity whatever its unit: part of a code, formula or document
// number, the numbering of a list, too large. Null when there is none. `digits_end` is behind its first run
// of digits.
const char* RefuseOnSight(const PassageView& passage, uint32_t digits_end, const PrintedNumber& number);

}  // namespace fazhi::extraction
