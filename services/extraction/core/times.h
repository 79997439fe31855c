#pragma once

#include <cstdint>
#include <string_view>

#include "services/extraction/core/quantities_lexicon.h"

namespace fazhi::extraction {

// A time as printed: a year, a month, a span of them, or one that counts from the report's year (上年,
// 近三年).
struct TimeExpression {
  uint32_t begin = 0;
  uint32_t end = 0;  // equal to `begin` when there is none
  bool relative = false;
  TimeRelation relation = TimeRelation::kThisYear;
  int16_t from_year = 0;  // 0: the year is not printed
  int16_t to_year = 0;    // equal to `from_year` without a span; 0 after a printed one: the report's own
  int8_t from_month = 0;  // 0: no month
  int8_t to_month = 0;
  bool from_last_year = false;  // 去年10月至今年9月
  int8_t last_years = 0;        // 近三年: 3
  int8_t next_years = 0;        // 今后三年: 3
  bool since = false;           // 2021年以来
  bool open = false;            // 机构改革以来: the year that it began is not printed
  bool same_period = false;     // 2023年同期
  bool of_day = false;          // a date with its day, or a day only
  bool due = false;             // 2025年底前
  bool before = false;          // 2020年以前
  bool up_to = false;           // 截至2024年6月

  bool ok() const { return end > begin; }
  bool WholeYear() const { return from_month == 0; }
};

// What stands before a number of years that are not those that a text tells of: 连续三年, 为期三年, 第三年.
inline constexpr std::u32string_view kBeforeOtherYears = U"续期用每满第逾足时";

// Reads the date, year, month or span that begins with the digits or numerals at `pos`; not ok when they are
// none. 3年 and 15日 alone are none here.
TimeExpression ReadTime(std::u32string_view text, uint32_t pos, uint32_t limit);

// 前11个月, whose 前 is at `begin`; not ok when it is none.
TimeExpression ReadFirstMonths(std::u32string_view text, uint32_t begin, uint32_t limit);

// The time that a word of lexicon/periods.tsv names, with what belongs to it behind (上年同期); not ok where
// the word is a part of another (以前年度).
TimeExpression TimeOfWord(std::u32string_view text, uint32_t begin, uint32_t end, uint32_t limit,
                          TimeRelation relation);

// The years of a national five-year plan (“十三五”期间: 2016 to 2020; 十四五以来: since 2021), when the name
// at `pos` is followed by `close` (U+0000: by nothing) and a word that makes it a time; not ok otherwise.
TimeExpression ReadPlanYears(std::u32string_view text, uint32_t begin, uint32_t pos, char32_t close,
                             uint32_t limit);

}  // namespace fazhi::extraction
