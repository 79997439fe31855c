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

// Whether the code point can stand in a Chinese number. 半, 几 and 数 cannot.
bool IsHanNumeral(char32_t c);

// 0 to 9, or -1 for any other code point, 十 and larger included.
int HanDigit(char32_t c);

// 10, 100, 1,000, 10,000 or 100,000,000 for 十 百 千 万 亿 and their banking forms; 0 for any other code
// point.
int64_t HanMultiplier(char32_t c);

// Reads the longest run of Chinese numerals at the start of `text`. Linear in its length.
HanNumber ReadHanNumber(std::u32string_view text);

}  // namespace fazhi
