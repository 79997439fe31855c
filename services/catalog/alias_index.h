#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "fazhi/v1/catalog.pb.h"
#include "services/text/term_trie.h"

namespace fazhi {

// A catalog's words, indexed for running over texts: aliases, and context words (topics of weak aliases,
// required and forbidden context), each kind in a trie of its own. Made once with the catalog; immutable;
// thread-safe.
class AliasIndex {
 public:
  // One indicator that an alias may stand for.
  struct Use {
    uint32_t indicator = 0;  // index in Catalog::indicators
    uint32_t alias = 0;      // index in Indicator::aliases
    bool weak = false;
    uint32_t topics_begin = 0;
    uint32_t topics_end = 0;
  };

  explicit AliasIndex(const v1::Catalog& catalog);

  // Values are numbers of aliases for `uses`.
  const TermTrie& aliases() const { return aliases_; }
  absl::Span<const Use> uses(uint32_t alias) const { return uses_[alias]; }

  // Values are numbers of context words, below context_count().
  const TermTrie& contexts() const { return contexts_; }
  uint32_t context_count() const { return context_count_; }

  // Numbers of context words.
  absl::Span<const uint32_t> topics(const Use& use) const {
    return absl::MakeSpan(words_).subspan(use.topics_begin, use.topics_end - use.topics_begin);
  }
  absl::Span<const uint32_t> required(uint32_t indicator) const { return required_[indicator]; }
  absl::Span<const uint32_t> forbidden(uint32_t indicator) const { return forbidden_[indicator]; }

  // Whether a context word is the topic of some alias, so that it can stand for what a passage is about.
  bool is_topic(uint32_t context) const { return is_topic_[context]; }

 private:
  uint32_t Context(const std::string& word);

  TermTrie aliases_;
  TermTrie contexts_;
  uint32_t context_count_ = 0;
  std::vector<std::vector<Use>> uses_;
  std::vector<uint32_t> words_;
  std::vector<std::vector<uint32_t>> required_;
  std::vector<std::vector<uint32_t>> forbidden_;
  std::vector<bool> is_topic_;
};

}  // namespace fazhi
