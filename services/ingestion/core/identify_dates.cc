#include "services/ingestion/core/identify_dates.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"
#include "services/text/normalize.h"

namespace fazhi {
namespace {

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;
// Code points: 人民政府办公室 and the like in front of 〔2024〕, at most.
constexpr size_t kMaxIssuerAbbreviation = 12;

// 0 to 9 in Arabic or Chinese, the many zeros of printed years included; -1 for anything else.
int DigitOf(char32_t c) {
  if (IsDigit(c)) return static_cast<int>(c - U'0');
  if (c == U'〇' || c == U'○' || c == U'O' || c == U'Ο') return 0;
  return HanDigit(c);
}

bool IsDash(char32_t c) {
  return c == U'-' || c == U'—' || c == U'–' || c == U'~' || c == U'至' || c == U'到' || c == U'―' ||
         c == U'－' || c == U'〜' || c == U'─';
}

size_t SkipSpaces(std::u32string_view text, size_t pos) {
  while (pos < text.size() && text[pos] == U' ') ++pos;
  return pos;
}

// Four digits at `pos` as a number, 0 when there are fewer or more.
int FourDigits(std::u32string_view text, size_t pos) {
  if (pos + 4 > text.size()) return 0;
  int value = 0;
  for (size_t i = pos; i < pos + 4; ++i) {
    const int digit = DigitOf(text[i]);
    if (digit < 0) return 0;
    value = value * 10 + digit;
  }
  if (pos + 4 < text.size() && IsDigit(text[pos + 3]) && IsDigit(text[pos + 4])) return 0;
  if (pos > 0 && DigitOf(text[pos - 1]) >= 0 && IsDigit(text[pos - 1]) == IsDigit(text[pos])) return 0;
  return value >= kFirstYear && value <= kLastYear ? value : 0;
}

// A number of one or two digits, or a Chinese one, at `pos`; moves behind it. 0 when there is none.
int SmallNumber(std::u32string_view text, size_t& pos) {
  pos = SkipSpaces(text, pos);
  if (pos >= text.size()) return 0;
  if (!IsDigit(text[pos])) {
    const HanNumber number = ReadHanNumber(text.substr(pos, 4));
    if (number.length == 0 || number.overflow || number.value > 31) return 0;
    pos += number.length;
    return static_cast<int>(number.value);
  }
  int value = 0;
  size_t digits = 0;
  while (pos < text.size() && IsDigit(text[pos]) && digits < 3)
    value = value * 10 + DigitOf(text[pos++]), ++digits;
  return digits <= 2 ? value : 0;
}

bool IsDay(int year, int month, int day) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

// 26.01.2024: the day first, all of it in full.
std::optional<DateMention> DayFirstAt(std::u32string_view text, size_t begin) {
  constexpr size_t kSize = 10;
  const std::u32string_view form = text.substr(begin, kSize);
  if (form.size() < kSize || (begin > 0 && (IsDigit(text[begin - 1]) || text[begin - 1] == U'.')))
    return std::nullopt;
  for (size_t i = 0; i < kSize; ++i) {
    if (i == 2 || i == 5 ? form[i] != U'.' : !IsDigit(form[i])) return std::nullopt;
  }
  DateMention date;
  date.begin = begin;
  date.end = begin + kSize;
  date.year = FourDigits(text, begin + 6);
  date.month = DigitOf(form[3]) * 10 + DigitOf(form[4]);
  date.day = DigitOf(form[0]) * 10 + DigitOf(form[1]);
  return date.year != 0 && IsDay(date.year, date.month, date.day) ? std::make_optional(date) : std::nullopt;
}

std::optional<DateMention> DateAt(std::u32string_view text, size_t begin) {
  DateMention date;
  date.begin = begin;
  date.year = FourDigits(text, begin);
  size_t pos = SkipSpaces(text, begin + 4);
  if (date.year == 0) {
    if (const auto day_first = DayFirstAt(text, begin)) return day_first;
    // 20240126, and nothing but digits.
    if (begin + 8 > text.size() || (begin > 0 && IsDigit(text[begin - 1])) ||
        (begin + 8 < text.size() && IsDigit(text[begin + 8])) ||
        !std::all_of(text.begin() + begin, text.begin() + begin + 8, IsDigit)) {
      return std::nullopt;
    }
    auto number = [&](size_t from, size_t size) {
      int value = 0;
      for (size_t i = from; i < from + size; ++i) value = value * 10 + DigitOf(text[i]);
      return value;
    };
    date.year = number(begin, 4), date.month = number(begin + 4, 2), date.day = number(begin + 6, 2);
    date.end = begin + 8;
    if (date.year < kFirstYear || date.year > kLastYear) return std::nullopt;
    return IsDay(date.year, date.month, date.day) ? std::make_optional(date) : std::nullopt;
  }
  if (pos >= text.size()) return std::nullopt;
  const char32_t separator = text[pos];
  const bool in_words = separator == U'年';
  if (!in_words && separator != U'-' && separator != U'/' && separator != U'.') return std::nullopt;
  date.month = SmallNumber(text, ++pos);
  pos = SkipSpaces(text, pos);
  if (pos >= text.size() || text[pos] != (in_words ? U'月' : separator)) return std::nullopt;
  date.day = SmallNumber(text, ++pos);
  if (!IsDay(date.year, date.month, date.day)) return std::nullopt;
  if (in_words) {
    pos = SkipSpaces(text, pos);
    if (pos >= text.size() || (text[pos] != U'日' && text[pos] != U'号')) return std::nullopt;
    ++pos;
  }
  date.end = pos;
  return date;
}

bool Opens(char32_t c) {
  return c == U'〔' || c == U'[' || c == U'(' || c == U'【' || c == U'〖' || c == U'{';
}
bool Closes(char32_t c) {
  return c == U'〕' || c == U']' || c == U')' || c == U'】' || c == U'〗' || c == U'}';
}

}  // namespace

std::optional<YearMention> YearAt(std::u32string_view text, size_t pos) {
  YearMention mention;
  mention.begin = pos;
  mention.year = FourDigits(text, pos);
  if (mention.year == 0) return std::nullopt;
  size_t end = SkipSpaces(text, pos + 4);
  if (end >= text.size()) return std::nullopt;
  if (text[end] == U'年') {
    ++end;
  } else if (!StartsWithOneOf(text.substr(end), {U"度法治", U"法治", U"度依法", U"依法"})) {
    return std::nullopt;  // 2025度法治政府建设年度报告 leaves it out
  }
  if (end < text.size() && text[end] == U'度') ++end;
  mention.end = end;
  // Either end of a range.
  if (pos > 0 && IsDash(text[pos - 1])) {
    size_t before = pos - 1;
    while (before > 0 && (IsDash(text[before - 1]) || text[before - 1] == U' ')) --before;
    if (before > 0 &&
        (DigitOf(text[before - 1]) >= 0 || text[before - 1] == U'年' || text[before - 1] == U'度')) {
      return std::nullopt;
    }
  }
  size_t after = end;
  while (after < text.size() && (IsDash(text[after]) || text[after] == U' ')) ++after;
  if (after > end && FourDigits(text, after) != 0) return std::nullopt;
  if (end < text.size()) {
    size_t month_end = end;
    mention.with_month =
        SmallNumber(text, month_end) > 0 && month_end < text.size() && text[month_end] == U'月';
    mention.since = StandsAt(text, end, U"以来") || StandsAt(text, end, U"起至") || text[end] == U'起';
  }
  return mention;
}

std::optional<YearMention> FindYear(std::u32string_view text, size_t pos) {
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == U'《' || text[i] == U'〔') ++depth;
    if ((text[i] == U'》' || text[i] == U'〕') && depth > 0) --depth;
    if (i < pos || depth > 0 || DigitOf(text[i]) < 0) continue;
    if (auto year = YearAt(text, i)) return year;
  }
  return std::nullopt;
}

int LastOfYears(std::u32string_view text) {
  constexpr int kLongestRange = 10;
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == U'《' || text[i] == U'〔') ++depth;
    if ((text[i] == U'》' || text[i] == U'〕') && depth > 0) --depth;
    if (depth > 0 || DigitOf(text[i]) < 0) continue;
    const int first = FourDigits(text, i);
    if (first == 0) continue;
    size_t pos = SkipSpaces(text, i + 4);
    if (pos < text.size() && text[pos] == U'年') pos = SkipSpaces(text, pos + 1);
    const size_t dash = pos;
    while (pos < text.size() && IsDash(text[pos])) ++pos;
    if (pos == dash) continue;
    pos = SkipSpaces(text, pos);
    const int last = FourDigits(text, pos);
    const size_t end = SkipSpaces(text, pos + 4);
    if (last > first && last - first <= kLongestRange && end < text.size() && text[end] == U'年') return last;
  }
  return 0;
}

int YearAtEnd(std::u32string_view title) {
  constexpr size_t kBrackets = 6;
  if (title.size() < kBrackets || title.back() != U')' || title[title.size() - kBrackets] != U'(') return 0;
  return FourDigits(title, title.size() - kBrackets + 1);
}

std::string DateMention::Iso() const { return absl::StrFormat("%04d-%02d-%02d", year, month, day); }

std::optional<DateMention> FindDate(std::u32string_view text) {
  for (size_t pos = 0; pos < text.size(); ++pos) {
    if (DigitOf(text[pos]) < 0) continue;
    if (auto date = DateAt(text, pos)) return date;
  }
  return std::nullopt;
}

std::u32string FindDocumentNumber(std::u32string_view text, size_t* begin, size_t* end) {
  for (size_t open = 1; open + 6 < text.size(); ++open) {
    if (!Opens(text[open])) continue;
    size_t pos = SkipSpaces(text, open + 1);
    if (FourDigits(text, pos) == 0 || !IsDigit(text[pos])) continue;
    pos = SkipSpaces(text, pos + 4);
    if (pos < text.size() && text[pos] == U'年') pos = SkipSpaces(text, pos + 1);
    if (pos >= text.size() || !Closes(text[pos])) continue;
    pos = SkipSpaces(text, pos + 1);
    if (pos < text.size() && text[pos] == U'第') pos = SkipSpaces(text, pos + 1);
    const size_t digits = pos;
    while (pos < text.size() && IsDigit(text[pos])) ++pos;
    if (pos == digits || pos - digits > 5) continue;
    pos = SkipSpaces(text, pos);
    if (pos >= text.size() || text[pos] != U'号') continue;
    size_t start = open;
    while (start > 0 && open - start < kMaxIssuerAbbreviation &&
           (IsHan(text[start - 1]) || text[start - 1] == U' '))
      --start;
    start = SkipSpaces(text, start);
    if (start >= open) continue;
    std::u32string number(text.substr(start, pos + 1 - start));
    number.erase(std::remove(number.begin(), number.end(), U' '), number.end());
    if (begin != nullptr) *begin = start;
    if (end != nullptr) *end = pos + 1;
    return number;
  }
  return {};
}

}  // namespace fazhi
