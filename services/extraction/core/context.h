#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fazhi/v1/outline.pb.h"

namespace fazhi::extraction {

// What every step of extraction reads: the outline, and its clean text as code points (traditional characters
// folded to simplified ones where there are any), so that positions in `text` are span positions.
struct Context {
  const v1::Outline& outline;
  std::u32string text;
  std::u32string printed = {};  // the same before folding; empty where nothing was folded

  std::u32string_view Slice(uint32_t begin, uint32_t end) const {
    return std::u32string_view(text).substr(begin, end - begin);
  }
  // The clean text in the characters of the report.
  std::u32string_view Printed() const { return printed.empty() ? text : printed; }
};

}  // namespace fazhi::extraction
