#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace fazhi {

// A set of words over code points, each with a 32-bit value, made for running over a text once: most
// positions cost two or three looks at tables that stay in the first cache, and only where the first two code
// points are those of a word is the tree itself read. Thread-safe once every word is added. Memory is about
// 24 KB and 40 bytes a node.
class TermTrie {
 public:
  TermTrie();

  // Adds a word, or sets the value of one that is there. Ignores empty words and those that begin beyond the
  // basic plane. `value` must not be kNone.
  void Add(std::u32string_view word, uint32_t value);

  // The value of that very word, or kNone.
  uint32_t Find(std::u32string_view word) const;

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
  // A node and the way to it: its parent and a code point, together never 0.
  struct Slot {
    uint64_t key = 0;
    uint32_t value = kNone;
    uint32_t node = 0;  // with kHasChildren
  };
  static constexpr uint32_t kHasChildren = uint32_t{1} << 31;
  static constexpr size_t kPairs = size_t{1} << 16;

  template <typename At, typename Hit>
  void Walk(char32_t first, char32_t second, size_t size, At at, Hit& hit) const {
    const bool alone = first < 0x10000 && (alone_[first >> 6] >> (first & 63) & 1) != 0;
    const bool paired = HasPair(first, second);
    if (!alone && !paired) return;
    const Slot* slot = Find(0, first);
    if (slot == nullptr) return;
    if (slot->value != kNone) hit(uint32_t{1}, slot->value);
    if (!paired) return;
    for (uint32_t n = 1; n < size && (slot->node & kHasChildren) != 0; ++n) {
      slot = Find(slot->node & ~kHasChildren, at(n));
      if (slot == nullptr) return;
      if (slot->value != kNone) hit(n + 1, slot->value);
    }
  }

  const Slot* Find(uint32_t node, char32_t c) const {
    const uint64_t key = Key(node, c);
    for (size_t at = Hash(key);; ++at) {
      const Slot& slot = slots_[at & mask_];
      if (slot.key == key) return &slot;
      if (slot.key == 0) return nullptr;
    }
  }
  static uint64_t Key(uint32_t node, char32_t c) {
    return static_cast<uint64_t>(node) << 32 | c | uint64_t{1} << 31;
  }
  static size_t Hash(uint64_t key) { return static_cast<size_t>((key * 0x9E3779B97F4A7C15u) >> 40); }
  static size_t Pair(char32_t a, char32_t b) {
    return (a * 0x9E3779B1u + b * 0x85EBCA77u) >> 16 & (kPairs - 1);
  }
  bool HasPair(char32_t a, char32_t b) const {
    const size_t pair = Pair(a, b);
    return (pairs_[pair >> 6] >> (pair & 63) & 1) != 0;
  }
  uint32_t MakeChild(uint32_t node, char32_t c);
  Slot* FreeSlot(uint64_t key);

  uint64_t alone_[0x10000 / 64] = {};  // one bit for each word of one code point
  uint64_t pairs_[kPairs / 64] = {};   // one bit for the hash of the first two code points of longer words
  std::vector<Slot> slots_;            // open addressing, at most half full; node 0 is the root
  size_t mask_ = 0;
  uint32_t nodes_ = 0;
};

}  // namespace fazhi
