#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fazhi {

// Words of one list, found in code points: a place of the text where none begins costs a look or two at
// tables of bits. Immutable once sorted; thread-safe.
class WordList {
 public:
  struct Word {
    std::u32string text;
    std::string value;
    uint8_t kind = 0;  // of a list whose values are few: which of them
  };

  void Add(Word word) { words_.push_back(std::move(word)); }
  // To be called once after the last Add.
  void Sort();

  // Longest first.
  const std::vector<Word>& words() const { return words_; }
  // The longest word at `pos`, or null.
  const Word* MatchAt(std::u32string_view text, size_t pos) const {
    if (pos >= text.size() || !Has(first_, text[pos])) return nullptr;
    if (pos + 1 < text.size() && !Has(second_, text[pos + 1])) return nullptr;
    return MatchGroup(text.substr(pos));
  }
  // The longest word that `text` ends with, or null.
  const Word* MatchEnd(std::u32string_view text) const;
  // The first word at or behind `pos`, which is moved to it, and the longest there; null when there is none.
  const Word* FindFrom(std::u32string_view text, size_t& pos) const;
  // The first word in `text`, or null.
  const Word* Find(std::u32string_view text) const {
    size_t pos = 0;
    return FindFrom(text, pos);
  }
  bool Has(std::u32string_view word) const;

 private:
  static constexpr size_t kGroups = 128;
  static size_t GroupOf(char32_t first) { return first % kGroups; }
  // A bit for each value of the lower 12 bits of a code point.
  using Bits = std::array<uint64_t, 64>;
  static bool Has(const Bits& bits, char32_t c) { return (bits[c >> 6 & 63] >> (c & 63) & 1) != 0; }
  static void Set(Bits& bits, char32_t c) { bits[c >> 6 & 63] |= uint64_t{1} << (c & 63); }
  const Word* MatchGroup(std::u32string_view rest) const;

  std::vector<Word> words_;
  struct Grouped {
    char32_t first, second;  // code points of the word; a word of one ends in U+0000
    uint32_t index;          // of words_
  };
  std::vector<Grouped> grouped_;                     // by the group of their first code point, longest first
  std::array<uint32_t, kGroups + 1> group_begin_{};  // indices of grouped_
  Bits first_{};                                     // the first code points of all words
  Bits second_{};                                    // the second ones; all where a word has but one
  Bits either_{};
};

}  // namespace fazhi
