#pragma once

#include <cstddef>
#include <string_view>

namespace fazhi {

// What closes a bracket, quotation or title that `open` opens; 0 for any other character. Text is normalised:
// of brackets only those that have no ASCII form stand in their own.
constexpr char32_t ClosingMark(char32_t open) {
  constexpr std::u32string_view kOpening = U"“‘《〈(「『〔【[";
  constexpr std::u32string_view kClosing = U"”’》〉)」』〕】]";
  const size_t at = kOpening.find(open);
  return at == std::u32string_view::npos ? U'\0' : kClosing[at];
}

}  // namespace fazhi
