#pragma once

#include <algorithm>
#include <cstddef>

#include "absl/strings/string_view.h"

namespace fazhi {

// The beginning of UTF-8 `text`, at most `most` bytes, that ends behind a whole character.
inline absl::string_view CutUtf8(absl::string_view text, size_t most) {
  size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace fazhi
