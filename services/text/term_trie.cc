#include "services/text/term_trie.h"

namespace fazhi {

TermTrie::TermTrie() : slots_(64), mask_(63) {}

TermTrie::Slot* TermTrie::FreeSlot(uint64_t key) {
  size_t at = Hash(key);
  while (slots_[at & mask_].key != 0) ++at;
  return &slots_[at & mask_];
}

uint32_t TermTrie::MakeChild(uint32_t node, char32_t c) {
  if (const Slot* child = Find(node, c)) return child->node & ~kHasChildren;
  ++nodes_;
  if (2 * nodes_ > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.key != 0) *FreeSlot(slot.key) = slot;
    }
  }
  const uint64_t key = Key(node, c);
  *FreeSlot(key) = {key, kNone, nodes_};
  return nodes_;
}

void TermTrie::Add(std::u32string_view word, uint32_t value) {
  if (word.empty() || word[0] > 0xFFFF) return;
  uint32_t node = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    const uint32_t child = MakeChild(node, word[i]);
    Slot& slot = const_cast<Slot&>(*Find(node, word[i]));
    if (i + 1 < word.size()) {
      slot.node |= kHasChildren;
    } else {
      slot.value = value;
    }
    node = child;
  }
  if (word.size() == 1) {
    alone_[word[0] >> 6] |= uint64_t{1} << (word[0] & 63);
  } else {
    const size_t pair = Pair(word[0], word[1]);
    pairs_[pair >> 6] |= uint64_t{1} << (pair & 63);
  }
}

uint32_t TermTrie::Find(std::u32string_view word) const {
  uint32_t found = kNone;
  Prefixes(word, [&](uint32_t length, uint32_t value) {
    if (length == word.size()) found = value;
  });
  return found;
}

}  // namespace fazhi
