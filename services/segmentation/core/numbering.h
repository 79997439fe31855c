#pragma once

#include <cstdint>
#include <string_view>

namespace fazhi::segmentation {

// The kinds of numbering that headings have, from the outermost to the innermost as official documents use
// them (GB/T 9704: 一、 (一) 1. (1)), and the counting words that stand at the same depth as 1. or inside a
// paragraph.
enum class NumberKind : uint8_t {
  kChapter,        // 第一章, 第一部分, 第一编, I、 (Ⅰ、)
  kChapterPart,    // 第一节
  kChinese,        // 一、
  kChineseParen,   // (一)
  kArabic,         // 1. 1、 1) and 1.1
  kArabicParen,    // (1)
  kCircled,        // ①
  kCountIs,        // 一是
  kCountMust,      // 一要
  kCountOrdinal,   // 第一, 第一、
  kCountSequence,  // 首先 其次 再次 最后
  kNone,           // a heading without number
};
inline constexpr int kOutlineKinds = 7;  // kChapter to kCircled: kinds with a depth of their own

inline bool IsCountingWord(NumberKind kind) {
  return kind >= NumberKind::kCountIs && kind <= NumberKind::kCountSequence;
}

// A numbering that a text begins with.
struct Numbering {
  NumberKind kind = NumberKind::kNone;
  uint32_t ordinal = 0;  // 1 for 一、; 1 to 199
  uint32_t length = 0;   // code points, its 、 or . or brackets included, spaces behind it not
  uint32_t above = 0;    // what stands before the last number of 1.2.3, as 102; 0 in every other form
  bool found() const { return kind != NumberKind::kNone; }
};

// The numbering at the beginning of `text`, if there is one. Looks at no more than its first 16 code points,
// and sees what only looks like one: 1.28亿元, 一、二审案件, 第一书记, 一是一 have none. Whether a numbering
// may stand at its place is the caller's to judge. Pure and thread-safe.
Numbering ParseNumbering(std::u32string_view text);

// The numbering 1.1 or 1.1.2 that `text` begins with, also where its words follow without a space, as a
// decimal does: 1.1加强学习, 1.5万人次. Only its neighbours tell which of them it is.
Numbering ParseDecimalNumbering(std::u32string_view text);

}  // namespace fazhi::segmentation
