#include "services/catalog/same_words.h"

#include <cstddef>
#include <cstdint>

#include "services/text/utf8.h"

namespace fazhi {

SameWordsIndex::SameWordsIndex(const v1::Catalog& catalog) {
  for (const v1::SameWords& same : catalog.same_words()) {
    const auto number = static_cast<uint32_t>(words_.size());
    words_.push_back(ToCodePoints(same.word()));
    said_.Add(words_.back(), number);
    for (const std::string& said : same.said()) said_.Add(ToCodePoints(said), number);
  }
}

std::u32string SameWordsIndex::Say(std::u32string_view text) const {
  std::u32string result;
  for (size_t i = 0; i < text.size();) {
    uint32_t length = 1;
    uint32_t word = TermTrie::kNone;
    said_.Prefixes(text.substr(i), [&](uint32_t longest, uint32_t value) {
      length = longest;
      word = value;
    });
    if (word == TermTrie::kNone) {
      result.push_back(text[i]);
    } else {
      result.append(words_[word]);
    }
    i += length;
  }
  return result;
}

bool SameWordsIndex::StandIn(std::u32string_view text) const {
  bool stand = false;
  said_.All(text, [&](uint32_t, uint32_t, uint32_t) { stand = true; });
  return stand;
}

}  // namespace fazhi
