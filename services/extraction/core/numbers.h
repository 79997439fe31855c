#pragma once

#include <cstdint>
#include <string_view>

namespace fazhi::extraction {

// A number as printed, in Arabic or Chinese numerals or both (5万4千), before its unit. Amounts are 1/10,000.
struct PrintedNumber {
  uint32_t begin = 0;
  uint32_t end = 0;  // equal to `begin` when there is none
  int64_t value_e4 = 0;
  int64_t step_e4 = 10000;  // of the last printed digit
  int64_t multiplier = 1;   // 10,000 for 7.8万
  bool has_high = false;    // 两三: two neighbours
  int64_t high_e4 = 0;
  bool han = false;    // Chinese numerals only
  bool bare = false;   // begins with 百, 千, 万 … and no digit
  bool vague = false;  // begins with 数 or 几
  bool decimal = false;
  bool grouped = false;  // 1,026
  bool multiplied = false;
  bool han_digits = false;  // 二〇二四
  bool overflow = false;    // does not fit; the amounts are meaningless
  uint32_t digits = 0;      // Arabic digits before the point
  uint32_t run_end = 0;     // behind the first Arabic digits, up to a comma or the point

  bool ok() const { return end > begin; }
};

// Reads the number that begins at `pos` and ends before `limit`. Linear in its length.
PrintedNumber ReadNumber(std::u32string_view text, uint32_t pos, uint32_t limit);

// Multiplies by 万, 亿 … that stands behind a modifier (2000余万). Sets `overflow` when it does not fit.
void ApplyMultiplier(int64_t multiplier, PrintedNumber& number);

// The multiplier at `pos` (万, 亿, 百万 …), as one number, and its length; 1 and 0 when there is none. 千 and
// 百 that begin a unit (千米, 百分点) are none.
struct Multiplier {
  int64_t value = 1;
  uint32_t length = 0;
};
Multiplier ReadMultiplier(std::u32string_view text, uint32_t pos, uint32_t limit);

}  // namespace fazhi::extraction
