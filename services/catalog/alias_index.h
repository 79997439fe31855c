#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "fazhi/v1/catalog.pb.h"
#include "services/text/term_trie.h"

namespace fazhi {

// A catalog's words, indexed for running over texts: aliases, topics (of weak aliases, and required context),
// and forbidden words, each kind in a trie of its own, and its units. Made once with the catalog; immutable;
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

  // Values are numbers of topics, below topic_count(), and of forbidden words, below forbidden_count().
  const TermTrie& topic_words() const { return topics_; }
  const TermTrie& forbidden_words() const { return forbidden_words_; }
  uint32_t topic_count() const { return topic_count_; }
  uint32_t forbidden_count() const { return forbidden_count_; }

  // Numbers of the topics of a weak alias.
  absl::Span<const uint32_t> topics(const Use& use) const {
    return absl::MakeSpan(words_).subspan(use.topics_begin, use.topics_end - use.topics_begin);
  }
  // Numbers of topics.
  absl::Span<const uint32_t> required(uint32_t indicator) const { return required_[indicator]; }
  // Numbers of forbidden words.
  absl::Span<const uint32_t> forbidden(uint32_t indicator) const { return forbidden_[indicator]; }

  // How a unit fits an indicator: not at all, as its own or a same unit, or kept apart.
  enum class UnitFit : uint8_t { kNone, kSame, kApart };

  // By indicator, how the unit fits it; empty for a unit that no indicator is said in.
  absl::Span<const UnitFit> unit_fits(absl::string_view unit) const {
    auto it = unit_fits_.find(unit);
    return it == unit_fits_.end() ? absl::Span<const UnitFit>() : absl::MakeConstSpan(it->second);
  }

 private:
  void AddUnits(const v1::Catalog& catalog);

  TermTrie aliases_;
  TermTrie topics_;
  TermTrie forbidden_words_;
  uint32_t topic_count_ = 0;
  uint32_t forbidden_count_ = 0;
  std::vector<std::vector<Use>> uses_;
  std::vector<uint32_t> words_;
  std::vector<std::vector<uint32_t>> required_;
  std::vector<std::vector<uint32_t>> forbidden_;
  absl::flat_hash_map<std::string, std::vector<UnitFit>> unit_fits_;
};

}  // namespace fazhi
