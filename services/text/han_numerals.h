#pragma once

#include <cstdint>
#include <string_view>

namespace fazhi {

// A number written in Chinese numerals: everyday (二十一, 三百零五, 一万二, 二〇二四) or banking ones
// (壹拾贰).
struct HanNumber {
  // Code points read; 0 when there is no number at the start of the text.
  uint32_t length = 0;
  int64_t value = 0;
  // The step of the last numeral (一万二千 has 1,000, 百 has 100).
  int64_t step = 1;
  // Begins with 百, 千, 万 or 亿 without a digit before it (百余, 万人).
  bool bare = false;
  // Digits only, at least two (二〇二四, 两三): a year, or a range of neighbours.
  bool digits_only = false;
  // The value does not fit: `value` is meaningless.
  bool overflow = false;
};

// 0 to 9, or -1 for any other code point, 十 and larger included.
constexpr int HanDigit(char32_t c) {
  switch (c) {
    case U'零':
    case U'〇':
    case U'○':
      return 0;
    case U'一':
    case U'壹':
      return 1;
    case U'二':
    case U'两':
    case U'贰':
      return 2;
    case U'三':
    case U'叁':
      return 3;
    case U'四':
    case U'肆':
      return 4;
    case U'五':
    case U'伍':
      return 5;
    case U'六':
    case U'陆':
      return 6;
    case U'七':
    case U'柒':
      return 7;
    case U'八':
    case U'捌':
      return 8;
    case U'九':
    case U'玖':
      return 9;
    default:
      return -1;
  }
}

// 10, 100, 1,000, 10,000 or 100,000,000 for 十 百 千 万 亿 and their banking forms; 0 for any other code
// point.
constexpr int64_t HanMultiplier(char32_t c) {
  switch (c) {
    case U'十':
    case U'拾':
      return 10;
    case U'百':
    case U'佰':
      return 100;
    case U'千':
    case U'仟':
      return 1000;
    case U'万':
      return 10000;
    case U'亿':
      return 100000000;
    default:
      return 0;
  }
}

// Whether the code point can stand in a Chinese number. 半, 几 and 数 cannot.
constexpr bool IsHanNumeral(char32_t c) { return HanDigit(c) >= 0 || HanMultiplier(c) > 0; }

// Whether the code point can stand in the number of a list's entry or of a session: 一 to 十.
constexpr bool IsHanOrdinal(char32_t c) {
  switch (c) {
    case U'一':
    case U'二':
    case U'三':
    case U'四':
    case U'五':
    case U'六':
    case U'七':
    case U'八':
    case U'九':
    case U'十':
      return true;
    default:
      return false;
  }
}

// Reads the longest run of Chinese numerals at the start of `text`. Linear in its length.
HanNumber ReadHanNumber(std::u32string_view text);

}  // namespace fazhi
