#include "services/text/han_numerals.h"

namespace fazhi {
namespace {

constexpr int64_t kWan = 10000;
constexpr int64_t kYi = 100000000;

bool Add(int64_t a, int64_t b, int64_t& out) { return !__builtin_add_overflow(a, b, &out); }
bool Multiply(int64_t a, int64_t b, int64_t& out) { return !__builtin_mul_overflow(a, b, &out); }

}  // namespace

HanNumber ReadHanNumber(std::u32string_view text) {
  HanNumber number;
  int64_t total = 0;         // closed by 万 and 亿
  int64_t section = 0;       // below the last of them
  int64_t digit = -1;        // read, multiplier outstanding
  int64_t digit_string = 0;  // 二〇二四
  int64_t last_multiplier = 0;
  bool zero_before_digit = false;
  bool any_multiplier = false;
  bool ok = true;
  uint32_t i = 0;
  for (; i < text.size(); ++i) {
    const int d = HanDigit(text[i]);
    const int64_t m = d < 0 ? HanMultiplier(text[i]) : 0;
    if (d < 0 && m == 0) break;
    if (d >= 0) {
      zero_before_digit = digit == 0;
      ok = ok && Multiply(digit_string, 10, digit_string) && Add(digit_string, d, digit_string);
      digit = d;
      number.step = 1;
      continue;
    }
    if (i == 0) number.bare = m > 10;
    // 三千万 counts in steps of 千万, 一万二千 in steps of 千.
    const bool stacked = i > 0 && m >= kWan && HanMultiplier(text[i - 1]) != 0;
    ok = ok && Multiply(stacked ? number.step : 1, m, number.step);
    any_multiplier = true;
    int64_t term = 0;
    if (m < kWan) {
      ok = ok && Multiply(digit > 0 ? digit : 1, m, term) && Add(section, term, section);
    } else {
      if (digit > 0) ok = ok && Add(section, digit, section);
      const bool of_all = m == kYi || (i > 0 && text[i - 1] == U'万');  // 一万亿, 一万万
      int64_t whole = 0;
      ok = ok && Add(of_all ? total : 0, section, whole);
      if (whole == 0) whole = 1;
      ok = ok && Multiply(whole, m, term);
      if (of_all) total = 0;
      ok = ok && Add(total, term, total);
      section = 0;
    }
    digit = -1;
    last_multiplier = m;
    zero_before_digit = false;
  }
  number.length = i;
  if (i == 0) return number;
  if (!any_multiplier) {
    number.digits_only = i >= 2;
    number.value = digit_string;
  } else {
    if (digit > 0) {
      const bool shorthand =
          last_multiplier >= 100 && !zero_before_digit && HanDigit(text[i - 2]) < 0;  // 一万二
      if (shorthand) number.step = last_multiplier / 10;
      int64_t term = 0;
      ok = ok && Multiply(digit, shorthand ? last_multiplier / 10 : 1, term) && Add(section, term, section);
    }
    ok = ok && Add(total, section, number.value);
  }
  number.overflow = !ok;
  return number;
}

}  // namespace fazhi
