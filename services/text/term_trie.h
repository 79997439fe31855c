#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace fazhi {

// A set of words over code points, each with a 32-bit value, made for running over a text once: the first
// code point is one table look-up, which is all that most positions cost, each further one a probe of a hash
// table. Thread-safe once every word is added. Memory is about 256 KB and 40 bytes a node.
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
    if (text.empty()) return;
    uint32_t node = Root(text[0]);
    for (uint32_t n = 1; node != 0; ++n) {
      if (values_[node] != kNone) hit(n, values_[node]);
      if (n >= text.size()) return;
      node = Child(node, text[n]);
    }
  }

  // The same for words that `text` ends with, in a trie whose words were added back to front.
  template <typename Hit>
  void Suffixes(std::u32string_view text, Hit&& hit) const {
    if (text.empty()) return;
    uint32_t node = Root(text[text.size() - 1]);
    for (uint32_t n = 1; node != 0; ++n) {
      if (values_[node] != kNone) hit(n, values_[node]);
      if (n >= text.size()) return;
      node = Child(node, text[text.size() - 1 - n]);
    }
  }

  static constexpr uint32_t kNone = UINT32_MAX;

 private:
  uint32_t Root(char32_t c) const {
    return c < 0x10000 && (begins_[c >> 6] >> (c & 63) & 1) != 0 ? roots_[c] : 0;
  }
  uint32_t Child(uint32_t node, char32_t c) const {
    if (!has_children_[node]) return 0;
    const uint64_t key = Key(node, c);
    for (size_t at = Hash(key);; ++at) {
      const auto& slot = slots_[at & mask_];
      if (slot.first == key) return slot.second;
      if (slot.first == 0) return 0;
    }
  }
  static uint64_t Key(uint32_t node, char32_t c) { return static_cast<uint64_t>(node) << 21 | c; }
  static size_t Hash(uint64_t key) { return static_cast<size_t>((key * 0x9E3779B97F4A7C15u) >> 40); }
  uint32_t MakeChild(uint32_t node, char32_t c);
  uint32_t MakeNode();
  void Insert(uint64_t key, uint32_t node);

  uint64_t begins_[0x10000 / 64] =
      {};                        // one bit for each first code point: small enough to stay in the first cache
  std::vector<uint32_t> roots_;  // by first code point; 0 for none
  std::vector<uint32_t> values_;                      // by node; node 0 is no node
  std::vector<uint8_t> has_children_;                 // by node
  std::vector<std::pair<uint64_t, uint32_t>> slots_;  // open addressing, at most half full; key 0 is free
  size_t mask_ = 0;
  size_t used_ = 0;
};

}  // namespace fazhi
