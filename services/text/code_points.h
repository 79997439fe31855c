#pragma once

namespace fazhi {

// Classes of code points that every stage asks for. ASCII only, as clean text has no full-width letters and
// digits; what reads text before it is clean asks for IsAnyDigit.

constexpr bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
constexpr bool IsAnyDigit(char32_t c) { return IsDigit(c) || (c >= U'０' && c <= U'９'); }
constexpr bool IsLatin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

}  // namespace fazhi
