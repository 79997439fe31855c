#include "services/segmentation/core/numbering.h"

#include <cstddef>
#include <iterator>

#include "services/segmentation/core/char_class.h"
#include "services/text/affixes.h"

namespace fazhi::segmentation {
namespace {

using View = std::u32string_view;

char32_t At(View text, size_t i) { return i < text.size() ? text[i] : U'\0'; }

bool IsRoman(char32_t c) { return c == U'I' || c == U'V' || c == U'X'; }

// Reads 一 to 九十九 at `pos`; 0 when there is none.
uint32_t ChineseOrdinal(View text, size_t& pos) {
  uint32_t tens = 0, ones = 0;
  bool any = false, ten = false;
  for (size_t digits = 0; digits < 3; ++digits) {
    const int numeral = NumeralOf(At(text, pos));
    if (numeral <= 0) break;
    if (numeral == 10) {
      if (ten) return 0;
      ten = true;
      tens = ones == 0 ? 1 : ones;
      ones = 0;
    } else {
      if (any && !(ten && ones == 0)) return 0;
      ones = static_cast<uint32_t>(numeral);
    }
    any = true;
    ++pos;
  }
  if (NumeralOf(At(text, pos)) >= 0) return 0;
  return tens * 10 + ones;
}

uint32_t ArabicOrdinal(View text, size_t& pos) {
  uint32_t value = 0;
  const size_t begin = pos;
  while (pos < begin + 3 && IsDigit(At(text, pos))) value = value * 10 + (text[pos++] - U'0');
  return pos - begin <= 2 ? value : 0;
}

bool StartsWithYear(View text) {
  size_t digits = 0;
  while (digits < 5 && IsDigit(At(text, digits))) ++digits;
  return digits == 4 &&
         (At(text, 4) == U'年' || At(text, 4) == U'—' || At(text, 4) == U'-' || At(text, 4) == U' ');
}

// 一、二审案件, 一、二级: two numerals that a list joins. 一、二〇二四年工作 is a heading all the same.
bool JoinsNumerals(View rest) {
  if (NumeralOf(At(rest, 0)) <= 0) return false;
  size_t run = 0;
  while (NumeralOf(At(rest, run)) >= 0) ++run;
  return !(run == 4 && At(rest, run) == U'年') && run < 3 && At(rest, run) != U'是' &&
         View(U"审级类批次期三线、产届号中等季").find(At(rest, run)) != View::npos;
}

Numbering Found(NumberKind kind, uint32_t ordinal, size_t length) {
  return {kind, ordinal, static_cast<uint32_t>(length)};
}

Numbering ParseOrdinalWord(View text) {  // behind 第
  size_t pos = 1;
  uint32_t ordinal = 0;
  if (IsDigit(At(text, pos))) {
    ordinal = ArabicOrdinal(text, pos);
  } else {
    ordinal = ChineseOrdinal(text, pos);
  }
  if (ordinal == 0) return {};
  switch (At(text, pos)) {
    case U'章':
    case U'编':
    case U'篇':
      return Found(NumberKind::kChapter, ordinal, pos + 1);
    case U'部':
      if (At(text, pos + 1) == U'分') return Found(NumberKind::kChapter, ordinal, pos + 2);
      return {};
    case U'节':
      return Found(NumberKind::kChapterPart, ordinal, pos + 1);
    case U',':
    case U'、':
    case U':':
      if (NumeralOf(At(text, pos + 1)) > 0 || At(text, pos + 1) == U'第') return {};
      return Found(NumberKind::kCountOrdinal, ordinal, pos + 1);
    default:
      return {};
  }
}

Numbering ParseParenthesis(View text) {
  size_t pos = 1;
  NumberKind kind = NumberKind::kChineseParen;
  uint32_t ordinal = 0;
  if (IsDigit(At(text, pos))) {
    kind = NumberKind::kArabicParen;
    ordinal = ArabicOrdinal(text, pos);
  } else {
    ordinal = ChineseOrdinal(text, pos);
  }
  if (ordinal == 0 || At(text, pos) != U')') return {};
  ++pos;
  if (At(text, pos) == U'、' || At(text, pos) == U'.') ++pos;
  return Found(kind, ordinal, pos);
}

Numbering ParseArabic(View text) {
  size_t pos = 0;
  uint32_t ordinal = ArabicOrdinal(text, pos);
  if (ordinal == 0) return {};
  const char32_t mark = At(text, pos);
  if (mark != U'.' && mark != U'、' && mark != U')') return {};
  ++pos;
  if (mark == U'.' && IsDigit(At(text, pos)) && !StartsWithYear(text.substr(pos))) {
    // A decimal is far more frequent, so that only the form with a space counts.
    const Numbering decimal = ParseDecimalNumbering(text);
    return At(text, decimal.length) == U' ' ? decimal : Numbering();
  }
  if (mark != U'.' && IsDigit(At(text, pos)) && !StartsWithYear(text.substr(pos))) return {};
  return Found(NumberKind::kArabic, ordinal, pos);
}

// I, of ASCII as NFKC makes it of Ⅰ, to XIII: chapters have no more. 0 for any other letters.
uint32_t RomanOrdinal(View text, size_t& pos) {
  static constexpr View kNumerals[] = {U"I",    U"II", U"III", U"IV", U"V",   U"VI",  U"VII",
                                       U"VIII", U"IX", U"X",   U"XI", U"XII", U"XIII"};
  size_t end = pos;
  while (IsRoman(At(text, end))) ++end;
  const View letters = text.substr(pos, end - pos);
  pos = end;
  for (uint32_t i = 0; i < std::size(kNumerals); ++i) {
    if (letters == kNumerals[i]) return i + 1;
  }
  return 0;
}

// I、II级响应 is no numbering, nor is V.I.P.
Numbering ParseRoman(View text) {
  size_t pos = 0;
  const uint32_t ordinal = RomanOrdinal(text, pos);
  const char32_t mark = At(text, pos);
  if (ordinal == 0 || (mark != U'、' && mark != U'.')) return {};
  const char32_t behind = At(text, ++pos);
  return IsSpace(behind) || IsHan(behind) ? Found(NumberKind::kChapter, ordinal, pos) : Numbering();
}

Numbering ParseChinese(View text) {
  size_t pos = 0;
  const uint32_t ordinal = ChineseOrdinal(text, pos);
  if (ordinal == 0) return {};
  const char32_t mark = At(text, pos);
  ++pos;
  if (mark == U'、' || mark == U'.') {
    if (JoinsNumerals(text.substr(pos))) return {};
    return Found(NumberKind::kChinese, ordinal, pos);
  }
  // 一是一,二是二
  if (mark == U'是' && NumeralOf(At(text, pos)) < 0) return Found(NumberKind::kCountIs, ordinal, pos);
  if (mark == U'要') return Found(NumberKind::kCountMust, ordinal, pos);
  return {};
}

Numbering ParseSequenceWord(View text) {
  static constexpr struct {
    View word;
    uint32_t ordinal;
  } kWords[] = {{U"首先,", 1}, {U"其次,", 2}, {U"再次,", 3}, {U"最后,", 4}};
  for (const auto& [word, ordinal] : kWords) {
    if (StartsWith(text, word)) return Found(NumberKind::kCountSequence, ordinal, word.size());
  }
  return {};
}

}  // namespace

Numbering ParseDecimalNumbering(View text) {
  size_t pos = 0;
  uint32_t above = 0;
  uint32_t last = ArabicOrdinal(text, pos);
  for (int depth = 0; last != 0 && At(text, pos) == U'.' && IsDigit(At(text, pos + 1)); ++depth) {
    if (depth == 3) return {};
    above = above * 100 + last;
    last = ArabicOrdinal(text, ++pos);
  }
  if (above == 0 || last == 0) return {};
  Numbering found = Found(NumberKind::kArabicParen, last, pos);
  found.above = above;
  return found;
}

Numbering ParseNumbering(View text) {
  const char32_t first = At(text, 0);
  if (IsDigit(first)) return ParseArabic(text);
  if (IsRoman(first)) return ParseRoman(text);
  if (first == U'(') return ParseParenthesis(text);
  if (first == U'第') return ParseOrdinalWord(text);
  if (NumeralOf(first) > 0) return ParseChinese(text);
  if (first >= U'①' && first <= U'⑳') return Found(NumberKind::kCircled, first - U'①' + 1, 1);
  if (first == U'首' || first == U'其' || first == U'再' || first == U'最') return ParseSequenceWord(text);
  return {};
}

}  // namespace fazhi::segmentation
