#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fazhi {

// Years, dates and document numbers as Chinese official texts print them. Text is in NFKC; places are code
// points of it.

// A year with 年 behind it: 2024年, 2024年度, 二〇二四年度.
struct YearMention {
  size_t begin = 0;
  size_t end = 0;  // behind 年, or 度
  int year = 0;
  bool with_month = false;  // 2024年3月: a date
  bool since = false;       // 2021年以来
};

// The year mention that begins at `pos`; nothing for years outside 1990 to 2100 and for either end of a range
// (2021—2025年, 2021年至2025年).
std::optional<YearMention> YearAt(std::u32string_view text, size_t pos);

// The first at or behind `pos`, those inside 《》 and 〔〕 left out.
std::optional<YearMention> FindYear(std::u32string_view text, size_t pos = 0);

// The last year of the first range of years, 2022 of 2020—2022年, 2020年至2022年; 0 where there is none
// outside 《》 and 〔〕.
int LastOfYears(std::u32string_view text);

// The year that a title ends in, in brackets: 2023 of 政府信息公开年度报告(2023); 0 where it does not.
int YearAtEnd(std::u32string_view title);

struct DateMention {
  size_t begin = 0;
  size_t end = 0;
  int year = 0;
  int month = 0;
  int day = 0;

  std::string Iso() const;
};

// The first whole date of the years 1990 to 2100: 2024年1月26日, 二〇二四年一月二十六日, 2024-01-26,
// 2024/1/26, 2024.1.26, 20240126, 26.01.2024.
std::optional<DateMention> FindDate(std::u32string_view text);

// The first document number in the text, without spaces: 沙政发〔2024〕9号, 〔 〕 in any shape. `begin` and
// `end`, when given, get its place. Empty when there is none.
std::u32string FindDocumentNumber(std::u32string_view text, size_t* begin = nullptr, size_t* end = nullptr);

}  // namespace fazhi
