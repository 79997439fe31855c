#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace fazhi {

// Conversions between UTF-8 and code points. Everything here is total: a byte that does not belong to a
// well-formed sequence counts as one U+FFFD. Stages work on code points (std::u32string), because spans are
// code points.

// The text as code points; element i is the code point at span position i.
std::u32string ToCodePoints(absl::string_view utf8);
void AppendCodePoints(absl::string_view utf8, std::u32string& out);

// The code points as UTF-8. Surrogates and values above U+10FFFF become U+FFFD.
std::string ToUtf8(const char32_t* begin, size_t size);
inline std::string ToUtf8(const std::u32string& text) { return ToUtf8(text.data(), text.size()); }
void AppendUtf8(char32_t code_point, std::string& out);

// Number of code points of the text.
size_t CountCodePoints(absl::string_view utf8);

// The same for well-formed text, or a piece of it, many bytes at a time.
size_t CountLeadBytes(absl::string_view utf8);

// Number of bytes that `is` holds for; counted in small blocks, so that the compiler takes many bytes at a
// time.
template <typename Is>
size_t CountBytes(absl::string_view bytes, Is is) {
  constexpr size_t kBlock = 128;
  const auto count = [&](size_t size) {
    uint8_t found = 0;
    for (size_t i = 0; i < size; ++i) found = static_cast<uint8_t>(found + (is(bytes.data()[i]) ? 1 : 0));
    return size_t{found};
  };
  size_t n = 0;
  for (; bytes.size() >= kBlock; bytes.remove_prefix(kBlock)) n += count(kBlock);
  return n + count(bytes.size());
}

// Byte offset of the first ill-formed sequence (overlong forms and surrogates included), or npos when there
// is none.
size_t FindInvalidUtf8(absl::string_view bytes);

// The text itself when it is well-formed, else with U+FFFD for each ill-formed byte.
std::string WellFormedUtf8(absl::string_view bytes);

// Decodes one code point at `pos` and moves `pos` behind it; U+FFFD and one byte for an ill-formed sequence.
char32_t DecodeUtf8(absl::string_view bytes, size_t& pos);

}  // namespace fazhi
