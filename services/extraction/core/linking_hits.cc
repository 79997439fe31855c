#include "services/extraction/core/linking_hits.h"

#include <algorithm>

#include "services/extraction/core/measures_fragments.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// 新收3.4万件,是同期行政诉讼案件的2.1倍: where what the figure is a multiple of stands; empty of others.
Piece HeldAgainst(std::u32string_view text, const GroundedQuantity& quantity) {
  constexpr uint32_t kReach = 40;
  const uint32_t begin = quantity.begin;
  if (quantity.quantity.unit() != "倍" || begin == 0) return {};
  const uint32_t from = begin - std::min(begin, kReach);
  const auto before = text.substr(from, begin - from);
  const size_t of = before.rfind(U'的');
  const size_t is = before.find_last_of(U"是为于达,;。");
  if (of == std::u32string_view::npos || is == std::u32string_view::npos || is > of) return {};
  return {from + static_cast<uint32_t>(is) + 1, from + static_cast<uint32_t>(of)};
}

// Both are in the order of the text.
void DropHitsIn(const std::vector<Piece>& pieces, std::vector<TopicHit>& hits) {
  if (pieces.empty()) return;
  auto piece = pieces.begin();
  const auto dropped = std::remove_if(hits.begin(), hits.end(), [&](const TopicHit& hit) {
    while (piece != pieces.end() && piece->end <= hit.begin) ++piece;
    return piece != pieces.end() && piece->begin <= hit.begin;
  });
  hits.erase(dropped, hits.end());
}

}  // namespace

std::vector<TopicHit>::const_iterator FirstHitFrom(const std::vector<TopicHit>& hits, uint32_t at) {
  return std::lower_bound(hits.begin(), hits.end(), at,
                          [](const TopicHit& hit, uint32_t begin) { return hit.begin < begin; });
}

ContextHits FindContextHits(std::u32string_view text, const std::vector<GroundedQuantity>& quantities,
                            const AliasIndex& index) {
  ContextHits hits;
  hits.topics.reserve(text.size() / 4);
  hits.forbidden.reserve(text.size() / 8);
  index.context_words().All(text, [&](uint32_t begin, uint32_t length, uint32_t number) {
    const AliasIndex::Word& word = index.word(number);
    if (word.topic != TermTrie::kNone) hits.topics.push_back({begin, begin + length, word.topic});
    if (word.forbidden != TermTrie::kNone) hits.forbidden.push_back({begin, begin + length, word.forbidden});
  });
  std::vector<Piece> against;
  for (const GroundedQuantity& quantity : quantities) {
    if (const Piece piece = HeldAgainst(text, quantity); !piece.empty()) against.push_back(piece);
  }
  DropHitsIn(against, hits.topics);
  DropHitsIn(against, hits.forbidden);
  return hits;
}

}  // namespace fazhi::extraction
