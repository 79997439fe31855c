#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace fazhi {

// What texts begin with, end with and hold; Abseil has it for bytes only. Total: nothing stands at places
// outside of the text. An empty word stands everywhere, but not as one of several.

constexpr bool StartsWith(std::u32string_view text, std::u32string_view word) {
  if (text.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (text[i] != word[i]) return false;
  }
  return true;
}

constexpr bool EndsWith(std::u32string_view text, std::u32string_view word) {
  if (text.size() < word.size()) return false;
  for (size_t i = word.size(), at = text.size(); i > 0;) {
    if (text[--at] != word[--i]) return false;
  }
  return true;
}

// Whether `word` begins at `pos` of `text`.
constexpr bool StandsAt(std::u32string_view text, size_t pos, std::u32string_view word) {
  return pos <= text.size() && StartsWith(text.substr(pos), word);
}

// Whether `word` ends at `end` of `text`.
constexpr bool StandsBefore(std::u32string_view text, size_t end, std::u32string_view word) {
  return end <= text.size() && EndsWith(text.substr(0, end), word);
}

constexpr bool Contains(std::u32string_view text, std::u32string_view word) {
  return text.find(word) != std::u32string_view::npos;
}
constexpr bool Contains(std::u32string_view text, char32_t c) {
  return text.find(c) != std::u32string_view::npos;
}

constexpr bool ContainsAnyOf(std::u32string_view text, std::u32string_view characters) {
  return text.find_first_of(characters) != std::u32string_view::npos;
}
constexpr bool IsAnyOf(char32_t c, std::u32string_view characters) { return Contains(characters, c); }

using Words = std::initializer_list<std::u32string_view>;

// The length of the first of `words` that `text` begins or ends with, so that longer ones stand before their
// beginnings (上年度同期, 上年度); 0 when there is none.
constexpr uint32_t BeginningLength(std::u32string_view text, Words words) {
  for (const std::u32string_view word : words) {
    if (StartsWith(text, word)) return static_cast<uint32_t>(word.size());
  }
  return 0;
}
constexpr uint32_t EndLength(std::u32string_view text, Words words) {
  for (const std::u32string_view word : words) {
    if (EndsWith(text, word)) return static_cast<uint32_t>(word.size());
  }
  return 0;
}

constexpr bool StartsWithOneOf(std::u32string_view text, Words words) {
  return BeginningLength(text, words) != 0;
}
constexpr bool EndsWithOneOf(std::u32string_view text, Words words) { return EndLength(text, words) != 0; }

constexpr bool IsOneOf(std::u32string_view text, Words words) {
  for (const std::u32string_view word : words) {
    if (text == word) return true;
  }
  return false;
}

// Whether figures that follow are of one each of what is listed before.
constexpr bool SaysRespectively(std::u32string_view text) {
  return Contains(text, std::u32string_view(U"分别")) || Contains(text, std::u32string_view(U"依次"));
}

constexpr bool ContainsOneOf(std::u32string_view text, Words words) {
  for (const std::u32string_view word : words) {
    if (Contains(text, word)) return true;
  }
  return false;
}

}  // namespace fazhi
