#include "services/text/term_trie.h"

#include <algorithm>
#include <utility>

namespace fazhi {
namespace {

constexpr uint32_t kFirstBits = 6;  // of the number of edges that there is room for at first

}  // namespace

TermTrie::TermTrie() : edges_(size_t{1} << kFirstBits), shift_(32 - kFirstBits) {}

TermTrie::Edge& TermTrie::MakeEdge(uint32_t parent, char16_t letter) {
  const size_t place = PlaceOf(parent, letter);
  if (edges_[place].parent != kNone) return edges_[place];
  if (++used_ * 2 > edges_.size()) {
    std::vector<Edge> before(edges_.size() * 2);
    std::swap(before, edges_);
    --shift_;
    for (const Edge& edge : before) {
      if (edge.parent != kNone) edges_[PlaceOf(edge.parent, edge.letter)] = edge;
    }
  }
  Edge& edge = edges_[PlaceOf(parent, letter)];
  edge.parent = parent;
  edge.letter = letter;
  return edge;
}

void TermTrie::Add(std::u32string_view word, uint32_t value) {
  if (word.empty() || std::any_of(word.begin(), word.end(), [](char32_t c) { return c >= kBasicPlane; }))
    return;
  if (word.size() == 1) {
    letter_words_[word[0] >> 6] |= uint64_t{1} << (word[0] & 63);
    MakeEdge(kRoot, static_cast<char16_t>(word[0])).value = value;
    return;
  }
  const uint32_t pair = Hash(word[0], word[1]) >> 16;
  pairs_[pair >> 6] |= uint64_t{1} << (pair & 63);
  uint32_t node = word[0];
  for (size_t n = 1; n + 1 < word.size(); ++n) {
    Edge& edge = MakeEdge(node, static_cast<char16_t>(word[n]));
    if (edge.child == 0) edge.child = nodes_++;
    edge.letters |= LetterBit(word[n + 1]);
    node = edge.child;
  }
  MakeEdge(node, static_cast<char16_t>(word.back())).value = value;
}

uint32_t TermTrie::Find(std::u32string_view word) const {
  uint32_t found = kNone;
  Prefixes(word, [&](uint32_t length, uint32_t value) {
    if (length == word.size()) found = value;
  });
  return found;
}

}  // namespace fazhi
