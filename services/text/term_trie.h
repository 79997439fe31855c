#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace fazhi {

// A set of words over code points, each with a 32-bit value, made for running over a text once: most
// positions cost a look or two at tables of bits that stay in the first cache, and only where the first two
// code points are those of a word is the tree itself read, a double array (Aoe 1989). Thread-safe once every
// word is added. Memory is 150 KB, little of which is touched, and about 20 bytes a node.
class TermTrie {
 public:
  TermTrie();

  // Adds a word, or sets the value of one that is there. Ignores empty words and those with a code point
  // beyond the basic plane. `value` must not be kNone.
  void Add(std::u32string_view word, uint32_t value);

  // The value of that very word, or kNone.
  uint32_t Find(std::u32string_view word) const;

  // Calls `hit(begin, length, value)` for every word that stands in `text`, by `begin`, shortest first.
  template <typename Hit>
  void All(std::u32string_view text, Hit&& hit) const {
    for (size_t i = 0; i < text.size(); ++i) {
      if (MayBegin(text[i], i + 1 < text.size() ? text[i + 1] : U'\0')) AllAt(text, i, hit);
    }
  }

  // Calls `hit(length, value)` for every word that `text` begins with, shortest first.
  template <typename Hit>
  void Prefixes(std::u32string_view text, Hit&& hit) const {
    const size_t size = text.size();
    if (size == 0) return;
    Walk(
        text[0], size > 1 ? text[1] : U'\0', size, [&](size_t n) { return text[n]; }, hit);
  }

  // The same for words that `text` ends with, in a trie whose words were added back to front.
  template <typename Hit>
  void Suffixes(std::u32string_view text, Hit&& hit) const {
    const size_t size = text.size();
    if (size == 0) return;
    Walk(
        text[size - 1], size > 1 ? text[size - 2] : U'\0', size, [&](size_t n) { return text[size - 1 - n]; },
        hit);
  }

  static constexpr uint32_t kNone = UINT32_MAX;

 private:
  // A node. Its child by the letter c is cell `base + c` if the `check` there is this cell's number. Cell 0
  // is no node's.
  struct Cell {
    uint32_t check = kFree;
    uint32_t base = 0;  // 0 without children
    uint32_t value = kNone;
    uint16_t child = 0;    // letter of the last child added, 0 for none
    uint16_t sibling = 0;  // letter of the child added before this one
  };
  static constexpr uint32_t kFree = UINT32_MAX;
  static constexpr uint32_t kTop = UINT32_MAX - 1;  // check of a node of one code point
  static constexpr size_t kPairs = size_t{1} << 16;

  template <typename Hit>
  [[gnu::noinline]] void AllAt(std::u32string_view text, size_t i, const Hit& hit) const {
    Descend(
        text[i], text.size() - i, [&](size_t n) { return text[i + n]; },
        [&](uint32_t length, uint32_t value) { hit(static_cast<uint32_t>(i), length, value); });
  }

  // Whether a word may begin with the two; false for most pairs of a text.
  bool MayBegin(char32_t first, char32_t second) const {
    return HasPair(first, second) || (has_letter_words_ && IsWord(first));
  }

  template <typename At, typename Hit>
  void Walk(char32_t first, char32_t second, size_t size, At at, const Hit& hit) const {
    if (MayBegin(first, second)) Descend(first, size, at, hit);
  }

  // From a first code point that MayBegin allows.
  template <typename At, typename Hit>
  void Descend(char32_t first, size_t size, At at, const Hit& hit) const {
    uint32_t node = tops_[LetterOf(first)];
    for (uint32_t n = 1; node != 0; ++n) {
      if (cells_[node].value != kNone) hit(n, cells_[node].value);
      if (n >= size || cells_[node].base == 0) return;
      node = Child(node, LetterOf(at(n)));
    }
  }

  uint16_t LetterOf(char32_t c) const { return c > 0xFFFF ? 0 : letters_[c]; }
  // 0 for none; `node` has children.
  uint32_t Child(uint32_t node, uint16_t letter) const {
    const uint32_t at = cells_[node].base + letter;
    return at < cells_.size() && cells_[at].check == node ? at : 0;
  }
  static size_t Pair(char32_t a, char32_t b) {
    return (a * 0x9E3779B1u + b * 0x85EBCA77u) >> 16 & (kPairs - 1);
  }
  bool HasPair(char32_t a, char32_t b) const {
    const size_t pair = Pair(a, b);
    return (pairs_[pair >> 6] >> (pair & 63) & 1) != 0;
  }
  // Whether the code point alone is a word.
  bool IsWord(char32_t c) const { return c <= 0xFFFF && (letter_words_[c >> 6] >> (c & 63) & 1) != 0; }
  uint16_t MakeLetter(char32_t c);
  uint32_t MakeTop(uint16_t letter);
  uint32_t MakeChild(uint32_t node, uint16_t letter);
  uint32_t FindBase(uint32_t node, uint16_t letter);
  void MoveChildren(uint32_t node, uint32_t base);
  void Take(uint32_t at, uint32_t check);

  uint64_t letter_words_[0x10000 / 64] = {};  // one bit for each code point
  bool has_letter_words_ = false;
  uint64_t pairs_[kPairs / 64] = {};  // one bit for the hash of the first two code points of longer words
  std::vector<uint16_t> letters_;     // by code point: its number among those of the words, 0 for none
  std::vector<uint32_t> tops_;        // by letter: the node of that one code point, 0 for none
  std::vector<Cell> cells_;
  uint32_t free_ = 1;  // no cell before it is free
};

}  // namespace fazhi
