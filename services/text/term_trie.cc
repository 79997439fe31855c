#include "services/text/term_trie.h"

#include <algorithm>

namespace fazhi {

TermTrie::TermTrie() : letters_(0x10000), tops_(1), cells_(1) {}

uint16_t TermTrie::MakeLetter(char32_t c) {
  if (letters_[c] == 0) {
    letters_[c] = static_cast<uint16_t>(tops_.size());
    tops_.push_back(0);
  }
  return letters_[c];
}

void TermTrie::Take(uint32_t at, uint32_t check) {
  if (at >= cells_.size()) cells_.resize(at + 1);
  cells_[at] = Cell();
  cells_[at].check = check;
  while (free_ < cells_.size() && cells_[free_].check != kFree) ++free_;
}

uint32_t TermTrie::MakeTop(uint16_t letter) {
  if (tops_[letter] == 0) {
    tops_[letter] = free_;
    Take(free_, kTop);
  }
  return tops_[letter];
}

// The first base at which the children of the node and one more have free cells.
uint32_t TermTrie::FindBase(uint32_t node, uint16_t letter) {
  const auto is_free = [&](uint32_t at) { return at >= cells_.size() || cells_[at].check == kFree; };
  for (uint32_t base = free_ > letter ? free_ - letter : 1;; ++base) {
    bool fits = is_free(base + letter);
    for (uint16_t child = cells_[node].child; fits && child != 0;
         child = cells_[cells_[node].base + child].sibling) {
      fits = is_free(base + child);
    }
    if (fits) return base;
  }
}

void TermTrie::MoveChildren(uint32_t node, uint32_t base) {
  for (uint16_t child = cells_[node].child; child != 0;) {
    const uint32_t from = cells_[node].base + child;
    const uint32_t to = base + child;
    Take(to, node);
    cells_[to] = cells_[from];
    for (uint16_t c = cells_[to].child; c != 0; c = cells_[cells_[to].base + c].sibling) {
      cells_[cells_[to].base + c].check = to;
    }
    child = cells_[from].sibling;
    cells_[from] = Cell();
    free_ = std::min(free_, from);
  }
  cells_[node].base = base;
}

uint32_t TermTrie::MakeChild(uint32_t node, uint16_t letter) {
  if (cells_[node].base == 0) {
    cells_[node].base = FindBase(node, letter);
  } else if (const uint32_t child = Child(node, letter)) {
    return child;
  } else if (const uint32_t at = cells_[node].base + letter;
             at < cells_.size() && cells_[at].check != kFree) {
    MoveChildren(node, FindBase(node, letter));
  }
  const uint32_t at = cells_[node].base + letter;
  Take(at, node);
  cells_[at].sibling = cells_[node].child;
  cells_[node].child = letter;
  return at;
}

void TermTrie::Add(std::u32string_view word, uint32_t value) {
  if (word.empty() || std::any_of(word.begin(), word.end(), [](char32_t c) { return c > 0xFFFF; })) return;
  if (word.size() > 1) {
    const size_t pair = Pair(word[0], word[1]);
    pairs_[pair >> 6] |= uint64_t{1} << (pair & 63);
  } else {
    letter_words_[word[0] >> 6] |= uint64_t{1} << (word[0] & 63);
    has_letter_words_ = true;
  }
  uint32_t node = MakeTop(MakeLetter(word[0]));
  for (const char32_t c : word.substr(1)) node = MakeChild(node, MakeLetter(c));
  cells_[node].value = value;
}

uint32_t TermTrie::Find(std::u32string_view word) const {
  uint32_t found = kNone;
  Prefixes(word, [&](uint32_t length, uint32_t value) {
    if (length == word.size()) found = value;
  });
  return found;
}

}  // namespace fazhi
