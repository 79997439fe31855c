#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace fazhi {

// The beginning of UTF-8 `text`, at most `most` bytes, that ends behind a whole character.
inline absl::string_view CutUtf8(absl::string_view text, size_t most) {
  size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// What was given, as a message repeats it: its first `most` bytes, with … where more follow.
inline std::string Shown(absl::string_view text, size_t most = 200) {
  std::string shown(CutUtf8(text, most));
  if (shown.size() < text.size()) shown += "…";
  return shown;
}

}  // namespace fazhi
