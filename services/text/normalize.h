#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fazhi {

// The form in which the clean text has each character: NFKC (full width forms, CJK compatibility forms and
// Kangxi radicals become the ordinary character; circled numbers stay), one kind of space, nothing that has
// no width. Everything is a table look-up, but for the few characters whose NFKC is longer or depends on a
// neighbour, which go through ICU. All functions are pure and thread-safe; the table is made at first use.

// What becomes of a code point.
enum class CharFate : uint8_t {
  kSame,       // stays
  kMapped,     // becomes one other code point
  kSpace,      // is white space of any sort, line ends included
  kDropped,    // has no width, or is a control
  kExpands,    // becomes several code points, or its NFKC has to be asked for
  kCombining,  // may join with what stands before it
};

struct CharTable {
  // Fate in the upper byte, the code point that it becomes in the lower three.
  uint32_t entries[0x10000];
  // One bit for each code point of the basic plane: those only used in traditional Chinese, and those of fate
  // kSame that are not among them, which are nearly all of a text.
  uint64_t traditional[0x10000 / 64];
  uint64_t plain[0x10000 / 64];
  // The table, made at first use.
  static const CharTable& Get();

  CharFate Fate(char32_t c) const {
    if (c < 0x10000) return static_cast<CharFate>(entries[c] >> 24);
    return c < 0x2F800 && c >= 0x20000 ? CharFate::kSame : CharFate::kExpands;
  }
  // What a code point of fate kSame or kMapped becomes.
  char32_t Become(char32_t c) const { return c < 0x10000 ? entries[c] & 0xFFFFFF : c; }
  bool Combines(char32_t c) const {
    return Fate(c) == CharFate::kCombining || (c >= 0x10000 && CombinesBeyond(c));
  }
  bool IsTraditional(char32_t c) const { return Has(traditional, c); }
  // Stays, and is no traditional character.
  bool IsPlain(char32_t c) const { return Has(plain, c); }

 private:
  CharTable();
  static bool Has(const uint64_t* bits, char32_t c) {
    return c < 0x10000 && (bits[c >> 6] >> (c & 63) & 1) != 0;
  }
  static bool CombinesBeyond(char32_t c);
};

// CJK unified ideographs of the basic plane: never changed by NFKC, never combining.
inline bool IsHan(char32_t c) { return c - 0x4E00u < 0x5200u; }

// Whether a space beside the character means nothing: Chinese characters and punctuation, full width forms. A
// space between two that are not wide (Latin words, numbers) is kept.
inline bool IsWide(char32_t c) { return c >= 0x2000; }

// End of the run that begins at `begin` and has to be normalised together: a character and what combines with
// it.
size_t CombiningEnd(std::u32string_view text, size_t begin);

// End of the run of plain characters in `text` from `begin` on, without the last where something combines
// with it: what can be copied as it is. `begin` when there is none.
size_t PlainEnd(std::u32string_view text, size_t begin);

// NFKC of a run; circled numbers stay.
std::u32string Nfkc(std::u32string_view run);

// A whole line in the form of the clean text: NFKC, no spaces at its ends, none beside wide characters and
// single ones elsewhere.
std::u32string NormalizeLine(std::u32string_view line);

// Puts the simplified form in place of every character that only traditional Chinese uses, code point by code
// point, so that positions stay; whether there were any. For matching only, never for text that is shown.
bool FoldTraditional(std::u32string& text);

}  // namespace fazhi
