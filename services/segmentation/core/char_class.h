#pragma once

#include <array>
#include <cstdint>

#include "services/text/code_points.h"

namespace fazhi::segmentation {

// What a code point does to sentences and clauses. Everything that the splitter may pass over is kOther, so
// that one table look-up a code point is all that most of a text costs.
enum class CharClass : uint8_t {
  kOther,
  kSpace,      // space, tab, ideographic space, no-break space
  kStop,       // 。 ! ? : ends a sentence
  kComma,      // ,
  kSemicolon,  // ;
  kColon,      // :
  kOpen,       // opening bracket or quote
  kClose,      // closing bracket or quote
};

namespace internal {
constexpr std::array<CharClass, 0x10000> MakeCharClasses() {
  std::array<CharClass, 0x10000> table{};
  for (char16_t c : {u' ', u'\t', u'\u3000', u'\u00a0'}) table[c] = CharClass::kSpace;
  for (char16_t c : {u'。', u'!', u'?'}) table[c] = CharClass::kStop;
  table[u','] = CharClass::kComma;
  table[u';'] = CharClass::kSemicolon;
  table[u':'] = CharClass::kColon;
  for (char16_t c : u"“‘《〈(「『〔【[") table[c] = CharClass::kOpen;
  for (char16_t c : u"”’》〉)」』〕】]") table[c] = CharClass::kClose;
  table[0] = CharClass::kOther;
  return table;
}
inline constexpr std::array<CharClass, 0x10000> kCharClasses = MakeCharClasses();
}  // namespace internal

inline CharClass ClassOf(char32_t c) { return c < 0x10000 ? internal::kCharClasses[c] : CharClass::kOther; }

inline bool IsSpace(char32_t c) { return ClassOf(c) == CharClass::kSpace; }
inline bool IsStop(char32_t c) { return ClassOf(c) == CharClass::kStop; }
inline bool IsClose(char32_t c) { return ClassOf(c) == CharClass::kClose; }

// Whether the code point is a Chinese character (unified ideographs and their first extension).
inline bool IsHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007;
}

// 1 to 10 for 一 to 十 (traditional and banking forms are no numbering), 0 for 〇 and ○, -1 for anything
// else.
constexpr int NumeralOf(char32_t c) {
  switch (c) {
    case U'一':
      return 1;
    case U'二':
      return 2;
    case U'三':
      return 3;
    case U'四':
      return 4;
    case U'五':
      return 5;
    case U'六':
      return 6;
    case U'七':
      return 7;
    case U'八':
      return 8;
    case U'九':
      return 9;
    case U'十':
      return 10;
    case U'〇':
    case U'○':
      return 0;
    default:
      return -1;
  }
}

}  // namespace fazhi::segmentation
