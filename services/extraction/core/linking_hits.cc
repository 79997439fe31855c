#include "services/extraction/core/linking_hits.h"

namespace fazhi::extraction {

void FindTopicHits(std::u32string_view text, const AliasIndex& index, std::vector<TopicHit>& hits) {
  hits.clear();
  const TermTrie& trie = index.topic_words();
  for (uint32_t i = 0; i < text.size(); ++i) {
    trie.Prefixes(text.substr(i), [&](uint32_t length, uint32_t word) {
      hits.push_back({i, i + length, word});
    });
  }
}

}  // namespace fazhi::extraction
