#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"

namespace fazhi {

// Code points of the number that `words` have in a list (一、 (三) 1. 2、 3)), 0 for none. 0 too where
// nothing follows, or a digit an Arabic number (1.5).
constexpr uint32_t ListNumberLength(std::u32string_view words) {
  constexpr size_t kMostDigits = 2;
  const size_t begin = StartsWith(words, U"(") ? 1 : 0;
  const bool arabic = begin < words.size() && IsDigit(words[begin]);
  size_t at = begin;
  while (at < words.size() && (arabic ? IsDigit(words[at]) : IsHanOrdinal(words[at]))) ++at;
  if (at == begin || at - begin > kMostDigits || at + 1 >= words.size()) return 0;
  if (arabic && IsDigit(words[at + 1])) return 0;  // 1.5, 12、15
  const std::u32string_view marks = begin == 1 ? U")" : arabic ? U"、.)" : U"、";
  return IsAnyOf(words[at], marks) ? static_cast<uint32_t>(at + 1) : 0;
}

// How deep such a number stands in a list: 1 for 一、, 2 for (三), 3 for 1. and 4 for (1); 0 for none.
constexpr int ListNumberLevel(std::u32string_view words) {
  if (ListNumberLength(words) == 0) return 0;
  const bool bracket = words[0] == U'(';
  const bool arabic = IsDigit(words[bracket ? 1 : 0]);
  return 1 + (bracket ? 1 : 0) + (arabic ? 2 : 0);
}

}  // namespace fazhi
