#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fazhi::extraction {

// Text [begin, end) that is read on its own: what stands around it is not looked at.
struct PassageView {
  std::u32string_view text;
  uint32_t begin = 0;
  uint32_t end = 0;

  // U+0000 outside.
  char32_t At(uint32_t pos) const { return pos < end ? text[pos] : U'\0'; }
  char32_t Before(uint32_t pos) const { return pos > begin ? text[pos - 1] : U'\0'; }
  bool Starts(uint32_t pos, std::u32string_view word) const {
    return pos + word.size() <= end && text.substr(pos, word.size()) == word;
  }
  template <size_t kSize>
  bool Starts(uint32_t pos, const char32_t (&literal)[kSize]) const {
    if (pos + kSize - 1 > end) return false;
    for (uint32_t i = 0; i + 1 < kSize; ++i) {
      if (text[pos + i] != literal[i]) return false;
    }
    return true;
  }
  // What is left of it from `pos`, which lies in it.
  std::u32string_view From(uint32_t pos) const { return {text.data() + pos, end - pos}; }
  // And up to it.
  std::u32string_view Until(uint32_t pos) const { return {text.data() + begin, pos - begin}; }
};

}  // namespace fazhi::extraction
