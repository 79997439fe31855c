#include "services/extraction/core/linking_hits.h"

#include <algorithm>

namespace fazhi::extraction {

std::vector<TopicHit>::const_iterator FirstHitFrom(const std::vector<TopicHit>& hits, uint32_t at) {
  return std::lower_bound(hits.begin(), hits.end(), at,
                          [](const TopicHit& hit, uint32_t begin) { return hit.begin < begin; });
}

ContextHits FindContextHits(std::u32string_view text, const AliasIndex& index) {
  ContextHits hits;
  hits.topics.reserve(text.size() / 4);
  hits.forbidden.reserve(text.size() / 8);
  index.context_words().All(text, [&](uint32_t begin, uint32_t length, uint32_t number) {
    const AliasIndex::Word& word = index.word(number);
    if (word.topic != TermTrie::kNone) hits.topics.push_back({begin, begin + length, word.topic});
    if (word.forbidden != TermTrie::kNone) hits.forbidden.push_back({begin, begin + length, word.forbidden});
  });
  return hits;
}

}  // namespace fazhi::extraction
