#include "services/extraction/core/numbers.h"

#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

__extension__ typedef __int128 Wide;

constexpr int64_t kE4 = 10000;

bool Fits(Wide value) { return value >= 0 && value <= INT64_MAX; }

// What a numbered item begins behind, and a number with a blank in it does not: 。1. 3件规范性文件.
bool MayNumberItem(std::u32string_view text, uint32_t begin) {
  constexpr std::u32string_view kBefore = U"\n\t。;!? ()〔〕[]【】:.";
  return begin == 0 || Contains(kBefore, text[begin - 1]);
}

// Where the decimals begin of a number whose digits end at `at`; 0 when there are none. Scans and wrapped
// lines leave a blank beside the point (3. 42万件, 99 .9%), and some print it as a middle dot (3·5万件).
uint32_t DecimalsAt(std::u32string_view text, uint32_t begin, uint32_t at, uint32_t limit) {
  const auto is = [&](uint32_t i, char32_t c) { return i < limit && text[i] == c; };
  uint32_t point = at + (is(at, U' ') ? 1 : 0);
  if (!is(point, U'.') && !is(point, U'·')) return 0;
  const uint32_t decimals = point + 1 + (is(point + 1, U' ') ? 1 : 0);
  if (decimals >= limit || !IsDigit(text[decimals])) return 0;
  if (decimals == at + 1 && text[point] == U'.') return decimals;
  // 2024. 5. 1, 12·4: dates and days.
  uint32_t end = decimals;
  while (end < limit && IsDigit(text[end])) ++end;
  const bool measured =
      end < limit && (text[end] == U'%' || text[end] == U'‰' || HanMultiplier(text[end]) >= 10000 ||
                      (is(end, U' ') && is(end + 1, U'%')));
  if (text[point] == U'·') return decimals == at + 1 && measured ? decimals : 0;
  const bool year = at - begin == 4 && (text[begin] == U'1' || text[begin] == U'2');
  if (year || is(end, U'.') || (end < limit && (IsLatin(text[end]) || IsAnyOf(text[end], U"年月日号"))))
    return 0;
  if (decimals > point + 1 && MayNumberItem(text, begin)) {
    // 满意率:99. 9%, (99. 9%), and a cell with nothing else; nor do lists have thirty items that are
    // percentages.
    const char32_t before = begin == 0 ? U'\n' : text[begin - 1];
    const bool alone = before == U'\t' && (end == limit || end + 1 == limit);
    const bool high = at - begin == 2 && text[begin] >= U'3';
    const bool counted = measured && (alone || high || before == U':' || before == U'(');
    return counted || (alone && end == limit) ? decimals : 0;
  }
  return decimals;
}

// Where the digits go on that damage has parted from those in [begin, at) by a blank (案件1 7件, 达到9 6.5%),
// where words stand right around them and one part is a single digit: no column of a table, and no number of
// a picture or annex before a count (附件1 5份). `at` where they do not.
uint32_t GoesOnBehindBlank(std::u32string_view text, uint32_t begin, uint32_t at, uint32_t limit) {
  constexpr std::u32string_view kNumbered = U"表图例附录栏第号版组卷章节篇型栋楼层区年月日时点分秒期级之";
  constexpr uint32_t kMostDigits = 3;
  if (begin == 0 || !IsHan(text[begin - 1]) || Contains(kNumbered, text[begin - 1]) || at >= limit ||
      text[at] != U' ' || text[begin] == U'0' || at - begin > kMostDigits ||
      EndsWithOneOf(text.substr(0, begin), {U"附件", U"方案", U"步骤", U"阶段", U"专题", U"课题", U"样本"}))
    return at;
  uint32_t end = at + 1;
  while (end < limit && IsDigit(text[end])) ++end;
  const uint32_t digits = end - at - 1;
  if (digits == 0 || digits > 2 || (at - begin > 1 && digits > 1) || end >= limit) return at;
  const bool decimals = text[end] == U'.' && end + 1 < limit && IsDigit(text[end + 1]);
  const bool counted =
      text[end] == U'%' || decimals || (IsHan(text[end]) && !IsAnyOf(text[end], U"年月日号时点"));
  return counted ? end : at;
}

// Digits with their grouping commas and decimals.
void ReadArabic(std::u32string_view text, uint32_t limit, PrintedNumber& number) {
  uint32_t at = number.begin;
  int64_t mantissa = 0;
  bool overflow = false;
  const auto push = [&](char32_t c) {
    overflow = overflow || __builtin_mul_overflow(mantissa, 10, &mantissa) ||
               __builtin_add_overflow(mantissa, static_cast<int64_t>(c - U'0'), &mantissa);
  };
  while (at < limit && IsDigit(text[at])) {
    push(text[at++]);
  }
  number.run_end = at;
  number.digits = at - number.begin;
  const auto group_at = [&](uint32_t comma) {
    if (comma + 3 >= limit || text[comma] != U',') return false;
    for (uint32_t i = comma + 1; i <= comma + 3; ++i) {
      if (!IsDigit(text[i])) return false;
    }
    return comma + 4 >= limit || !IsDigit(text[comma + 4]);
  };
  // 1 286件: groups parted by a space, when a word follows and no further column of a table stands around.
  const auto spaced_groups = [&]() -> uint32_t {
    const uint32_t begin = number.begin;
    if (begin >= 2 && text[begin - 1] == U' ' && IsDigit(text[begin - 2])) return 0;
    uint32_t groups = 0;
    uint32_t end = at;
    while (end + 3 < limit && text[end] == U' ' && IsDigit(text[end + 1]) && IsDigit(text[end + 2]) &&
           IsDigit(text[end + 3])) {
      end += 4;
      ++groups;
    }
    if (end >= limit || groups == 0) return 0;
    return text[end] >= U'一' || text[end] == U'.' ? groups : 0;
  };
  if (number.digits <= 3 && text[number.begin] != U'0') {
    if (text[at < limit ? at : number.begin] == U' ') {
      for (uint32_t groups = spaced_groups(); groups > 0; --groups, at += 4) {
        for (uint32_t i = at + 1; i <= at + 3; ++i) push(text[i]);
        number.digits += 3;
        number.grouped = true;
      }
    }
    while (group_at(at)) {
      for (uint32_t i = at + 1; i <= at + 3; ++i) push(text[i]);
      number.digits += 3;
      number.grouped = true;
      at += 4;
    }
    if (!number.grouped) {
      for (const uint32_t end = GoesOnBehindBlank(text, number.begin, at, limit); at < end; ++at) {
        if (!IsDigit(text[at])) continue;
        push(text[at]);
        ++number.digits;
      }
    }
  }
  uint32_t decimals = 0;
  int64_t divisor = 1;
  if (const uint32_t first = DecimalsAt(text, number.begin, at, limit); first != 0) {
    number.decimal = true;
    for (at = first; at < limit && IsDigit(text[at]); ++at) {
      if (decimals == 12) continue;  // beyond any resolution that is kept
      push(text[at]);
      divisor *= 10;
      ++decimals;
    }
  }
  number.end = at;
  const bool multiplied = at < limit && HanMultiplier(text[at]) != 0;
  const Multiplier multiplier = multiplied ? ReadMultiplier(text, at, limit) : Multiplier();
  number.end += multiplier.length;
  number.multiplied = multiplier.length > 0;
  number.multiplier = multiplier.value;
  // Both are powers of ten.
  const int64_t scale = kE4 * multiplier.value;
  if (divisor > scale) {
    const int64_t beyond = divisor / scale;
    number.overflow = overflow || __builtin_add_overflow(mantissa, beyond / 2, &mantissa);
    if (!number.overflow) number.value_e4 = mantissa / beyond;
    number.step_e4 = 1;
    return;
  }
  const int64_t step = divisor == 1 ? scale : scale / divisor;
  number.overflow = overflow || __builtin_mul_overflow(mantissa, step, &number.value_e4);
  number.step_e4 = step;
}

// 百分之九十八点五, 一点二亿, 三点五倍: takes the decimals behind a Chinese number. Elsewhere 点 says a time
// or points that are made (强调三点一是…).
void ReadHanDecimals(std::u32string_view text, uint32_t limit, PrintedNumber& number) {
  const uint32_t point = number.end;
  if (point + 1 >= limit || text[point] != U'点' || number.multiplied) return;
  uint32_t end = point + 1;
  int64_t value = number.value_e4;
  int64_t step = kE4;
  for (; end < limit && step > 1 && HanDigit(text[end]) >= 0; ++end) {
    step /= 10;
    value += HanDigit(text[end]) * step;
  }
  if (end == point + 1) return;
  const bool fraction = number.begin >= 2 && text.substr(number.begin - 2, 2) == U"分之";
  const auto behind = text.substr(end, limit - end);
  if (!fraction && !StartsWithOneOf(behind, {U"万", U"亿", U"倍", U"个百分点"})) return;
  number.end = end;
  number.value_e4 = value;
  number.step_e4 = step;
  number.decimal = true;
  const Multiplier multiplier = ReadMultiplier(text, end, limit);
  if (multiplier.length == 0) return;
  number.end += multiplier.length;
  ApplyMultiplier(multiplier.value, number);
}

void ReadHan(std::u32string_view text, uint32_t limit, PrintedNumber& number) {
  uint32_t at = number.begin;
  if (text[at] == U'数' || text[at] == U'几') {
    if (at + 1 >= limit || HanMultiplier(text[at + 1]) == 0) return;
    number.vague = true;
    ++at;
  }
  const HanNumber han = ReadHanNumber(text.substr(at, limit - at));
  if (han.length == 0) return;
  number.end = at + han.length;
  number.han = true;
  number.bare = han.bare && !number.vague;
  number.han_digits = han.digits_only;
  number.multiplied = HanMultiplier(text[number.end - 1]) >= 10000;
  number.multiplier = number.multiplied ? HanMultiplier(text[number.end - 1]) : 1;
  if (han.overflow || !Fits(Wide{han.value} * kE4) || !Fits(Wide{han.step} * kE4)) {
    number.overflow = true;
    return;
  }
  number.value_e4 = han.value * kE4;
  number.step_e4 = han.step * kE4;
  ReadHanDecimals(text, limit, number);
  if (number.decimal) return;
  // 两三, 七八十, 三四百: two neighbours.
  const int first = HanDigit(text[at]);
  const int second = han.length >= 2 ? HanDigit(text[at + 1]) : -1;
  if (han.length >= 2 && han.length <= 3 && first > 0 && second == first + 1) {
    const int64_t scale = han.length == 3 ? HanMultiplier(text[at + 2]) : 1;
    if (scale == 0) return;
    number.has_high = true;
    number.value_e4 = first * scale * kE4;
    number.high_e4 = second * scale * kE4;
    number.step_e4 = scale * kE4;
  }
}

}  // namespace

Multiplier ReadMultiplier(std::u32string_view text, uint32_t pos, uint32_t limit) {
  Multiplier multiplier;
  while (pos + multiplier.length < limit) {
    const char32_t c = text[pos + multiplier.length];
    const int64_t m = HanMultiplier(c);
    if (m < 100) break;
    const char32_t next = pos + multiplier.length + 1 < limit ? text[pos + multiplier.length + 1] : U'\0';
    if (m == 1000 && (next == U'米' || next == U'瓦' || next == U'克' || next == U'伏' || next == U'卡'))
      break;
    if (m == 100 && (next == U'分' || next == U'姓')) break;
    if (multiplier.value > INT64_MAX / m / kE4) break;
    multiplier.value *= m;
    ++multiplier.length;
  }
  return multiplier;
}

void ApplyMultiplier(int64_t multiplier, PrintedNumber& number) {
  const Wide value = Wide{number.value_e4} * multiplier;
  const Wide high = Wide{number.high_e4} * multiplier;
  const Wide step = Wide{number.step_e4} * multiplier;
  if (!Fits(value) || !Fits(high) || !Fits(step)) {
    number.overflow = true;
    return;
  }
  number.value_e4 = static_cast<int64_t>(value);
  number.high_e4 = static_cast<int64_t>(high);
  number.step_e4 = static_cast<int64_t>(step);
  number.multiplied = true;
  number.multiplier = multiplier;
}

PrintedNumber ReadNumber(std::u32string_view text, uint32_t pos, uint32_t limit) {
  PrintedNumber number;
  number.begin = number.end = pos;
  if (pos >= limit) return number;
  if (!IsDigit(text[pos])) {
    ReadHan(text, limit, number);
    return number;
  }
  ReadArabic(text, limit, number);
  // 5万4千, 1亿2000万: the next piece is smaller than this one's multiplier.
  while (number.multiplied && !number.overflow && number.end < limit && IsDigit(text[number.end])) {
    PrintedNumber piece;
    piece.begin = piece.end = number.end;
    ReadArabic(text, limit, piece);
    if (piece.overflow || !piece.multiplied || piece.value_e4 >= number.multiplier * kE4) break;
    if (piece.multiplier >= number.multiplier) break;
    Wide sum = Wide{number.value_e4} + piece.value_e4;
    if (!Fits(sum)) {
      number.overflow = true;
      break;
    }
    number.value_e4 = static_cast<int64_t>(sum);
    number.step_e4 = piece.step_e4;
    number.multiplier = piece.multiplier;
    number.end = piece.end;
  }
  return number;
}

}  // namespace fazhi::extraction
