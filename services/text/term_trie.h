#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace fazhi {

// A set of words over code points, each with a 32-bit value, made for running over a text once: most
// positions cost a look or two at tables of bits that stay in the first cache, and only where the first two
// code points are those of a word is the tree itself read, whose edges are one hash table. Thread-safe once
// every word is added. Memory is 16 KB and 32 to 64 bytes a node.
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
    if (text.empty()) return;
    const size_t last = text.size() - 1;
    for (size_t i = 0; i < last; ++i) {
      if (MayBegin(text[i], text[i + 1])) AllAt(text, i, hit);
    }
    if (IsWord(text[last])) AllAt(text, last, hit);
  }

  // Calls `hit(length, value)` for every word that `text` begins with, shortest first.
  template <typename Hit>
  void Prefixes(std::u32string_view text, Hit&& hit) const {
    const size_t size = text.size();
    if (size == 0 || !MayBegin(text[0], size > 1 ? text[1] : U'\0')) return;
    Descend(
        size, [&](size_t n) { return text[n]; }, hit);
  }

  // The same for words that `text` ends with, in a trie whose words were added back to front.
  template <typename Hit>
  void Suffixes(std::u32string_view text, Hit&& hit) const {
    const size_t size = text.size();
    if (size == 0 || !MayBegin(text[size - 1], size > 1 ? text[size - 2] : U'\0')) return;
    Descend(
        size, [&](size_t n) { return text[size - 1 - n]; }, hit);
  }

  static constexpr uint32_t kNone = UINT32_MAX;

 private:
  // The edge from a node to its child. The number of a node of one code point is that code point; others
  // have one beyond those once they have children.
  struct Edge {
    uint32_t parent = kNone;  // kNone where the place is free
    char16_t letter = u'\0';
    uint16_t letters = 0;  // LetterBit of every edge from the child: most others are not looked up
    uint32_t child = 0;    // number of the child, 0 while it has no children itself
    uint32_t value = kNone;
  };
  static constexpr uint32_t kRoot = kNone - 1;  // parent of the words of one code point
  static constexpr char32_t kBasicPlane = 0x10000;
  static constexpr size_t kPairs = size_t{1} << 16;

  template <typename Hit>
  [[gnu::noinline]] void AllAt(std::u32string_view text, size_t i, const Hit& hit) const {
    Descend(
        text.size() - i, [&](size_t n) { return text[i + n]; },
        [&](uint32_t length, uint32_t value) { hit(static_cast<uint32_t>(i), length, value); });
  }

  // Whether a word may begin with the two; false for most pairs of a text.
  bool MayBegin(char32_t first, char32_t second) const { return HasPair(first, second) || IsWord(first); }

  template <typename At, typename Hit>
  void Descend(size_t size, At at, const Hit& hit) const {
    const char32_t first = at(0);
    if (IsWord(first)) hit(1u, EdgeOf(kRoot, first)->value);
    if (size == 1 || !HasPair(first, at(1))) return;
    uint32_t node = first;
    for (size_t n = 1; n < size; ++n) {
      const Edge* const edge = EdgeOf(node, at(n));
      if (edge == nullptr) return;
      if (edge->value != kNone) hit(static_cast<uint32_t>(n + 1), edge->value);
      if (n + 1 == size || (edge->letters & LetterBit(at(n + 1))) == 0) return;
      node = edge->child;
    }
  }

  static uint16_t LetterBit(char32_t c) { return static_cast<uint16_t>(1u << ((c ^ c >> 4) & 15)); }
  static uint32_t Hash(uint32_t a, uint32_t b) { return a * 0x9E3779B1u + b * 0x85EBCA77u; }
  bool HasPair(char32_t a, char32_t b) const {
    const uint32_t pair = Hash(a, b) >> 16;
    return (pairs_[pair >> 6] >> (pair & 63) & 1) != 0;
  }
  // Whether the code point alone is a word.
  bool IsWord(char32_t c) const { return c < kBasicPlane && (letter_words_[c >> 6] >> (c & 63) & 1) != 0; }
  // The place of an edge, or the free one where it would stand.
  size_t PlaceOf(uint32_t parent, char32_t letter) const {
    size_t at = Hash(parent, letter) >> shift_;
    while (edges_[at].parent != kNone && (edges_[at].parent != parent || edges_[at].letter != letter)) {
      at = (at + 1) & (edges_.size() - 1);
    }
    return at;
  }
  // Null for none.
  const Edge* EdgeOf(uint32_t parent, char32_t letter) const {
    const Edge& edge = edges_[PlaceOf(parent, letter)];
    return edge.parent == kNone ? nullptr : &edge;
  }
  Edge& MakeEdge(uint32_t parent, char16_t letter);

  uint64_t letter_words_[kBasicPlane / 64] = {};  // one bit for each code point
  uint64_t pairs_[kPairs / 64] = {};  // one bit for the hash of the first two code points of longer words
  std::vector<Edge> edges_;           // half of them or more are free
  uint32_t shift_;                    // from a hash to a place in edges_
  size_t used_ = 0;                   // of edges_
  uint32_t nodes_ = kBasicPlane;      // the next number of a node
};

}  // namespace fazhi
