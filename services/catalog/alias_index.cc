#include "services/catalog/alias_index.h"

#include <string>

#include "services/text/utf8.h"

namespace fazhi {

uint32_t AliasIndex::Context(const std::string& word) {
  const std::u32string points = ToCodePoints(word);
  const uint32_t known = contexts_.Find(points);
  if (known != TermTrie::kNone) return known;
  contexts_.Add(points, context_count_);
  is_topic_.push_back(false);
  return context_count_++;
}

AliasIndex::AliasIndex(const v1::Catalog& catalog) {
  for (int i = 0; i < catalog.indicators_size(); ++i) {
    const v1::Indicator& indicator = catalog.indicators(i);
    std::vector<uint32_t>& required = required_.emplace_back();
    for (const auto& word : indicator.required_context()) required.push_back(Context(word));
    std::vector<uint32_t>& forbidden = forbidden_.emplace_back();
    for (const auto& word : indicator.forbidden_context()) forbidden.push_back(Context(word));
    for (int k = 0; k < indicator.aliases_size(); ++k) {
      const v1::Alias& alias = indicator.aliases(k);
      Use use{static_cast<uint32_t>(i), static_cast<uint32_t>(k), alias.weak(),
              static_cast<uint32_t>(words_.size()), 0};
      if (alias.weak()) {
        for (const auto& word : alias.topic()) {
          words_.push_back(Context(word));
          is_topic_[words_.back()] = true;
        }
        if (alias.topic().empty()) words_.insert(words_.end(), required.begin(), required.end());
      }
      use.topics_end = static_cast<uint32_t>(words_.size());
      const std::u32string points = ToCodePoints(alias.text());
      uint32_t number = aliases_.Find(points);
      if (number == TermTrie::kNone) {
        number = static_cast<uint32_t>(uses_.size());
        uses_.emplace_back();
        aliases_.Add(points, number);
      }
      uses_[number].push_back(use);
    }
  }
}

}  // namespace fazhi
