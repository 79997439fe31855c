#include "services/text/term_trie.h"

namespace fazhi {

TermTrie::TermTrie() : roots_(0x10000, 0), slots_(1024, {0, 0}), mask_(1023) { MakeNode(); }

uint32_t TermTrie::MakeNode() {
  values_.push_back(kNone);
  has_children_.push_back(0);
  return static_cast<uint32_t>(values_.size() - 1);
}

void TermTrie::Insert(uint64_t key, uint32_t node) {
  size_t at = Hash(key);
  while (slots_[at & mask_].first != 0) ++at;
  slots_[at & mask_] = {key, node};
}

uint32_t TermTrie::MakeChild(uint32_t node, char32_t c) {
  if (const uint32_t child = Child(node, c)) return child;
  if (2 * ++used_ > slots_.size()) {
    std::vector<std::pair<uint64_t, uint32_t>> old(slots_.size() * 2, {0, 0});
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const auto& [key, value] : old) {
      if (key != 0) Insert(key, value);
    }
  }
  const uint32_t child = MakeNode();
  has_children_[node] = 1;
  Insert(Key(node, c), child);
  return child;
}

void TermTrie::Add(std::u32string_view word, uint32_t value) {
  if (word.empty() || word[0] >= roots_.size()) return;
  if (roots_[word[0]] == 0) roots_[word[0]] = MakeNode();
  begins_[word[0] >> 6] |= uint64_t{1} << (word[0] & 63);
  uint32_t node = roots_[word[0]];
  for (size_t i = 1; i < word.size(); ++i) node = MakeChild(node, word[i]);
  values_[node] = value;
}

uint32_t TermTrie::Find(std::u32string_view word) const {
  uint32_t found = kNone;
  Prefixes(word, [&](uint32_t length, uint32_t value) {
    if (length == word.size()) found = value;
  });
  return found;
}

}  // namespace fazhi
