#pragma once

namespace fazhi {

// Classes of code points that every stage asks for. ASCII only: clean text has no full-width letters and
// digits.

constexpr bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
constexpr bool IsLatin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

}  // namespace fazhi
