#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "fazhi/v1/catalog.pb.h"
#include "services/catalog/same_words.h"
#include "services/text/term_trie.h"

namespace fazhi {

// A catalog's words, indexed for running over texts: aliases, topics (of weak aliases, and required context),
// and forbidden words, and its units. Made once with the catalog; immutable; thread-safe.
class AliasIndex {
 public:
  // One indicator that an alias may stand for.
  struct Use {
    uint32_t indicator = 0;  // index in Catalog::indicators
    uint32_t alias = 0;      // index in Indicator::aliases
    bool weak = false;
    bool sure = false;  // strong, and only where one of its topics stands in the sentence
    bool rank = false;  // the indicator is one
    // Number of the word that must follow it, other words between (审核…文件); kNone where the alias is one
    // word.
    uint32_t tail = TermTrie::kNone;
    uint32_t topics = 0;  // its list of topics, below topic_list_count(); equal lists have one number
  };

  // Stands between the words of an alias of two, and before a forbidden word that bars the indicator from
  // anywhere behind it in its sentence, not only in the same clause.
  static constexpr absl::string_view kGap = "…";

  explicit AliasIndex(const v1::Catalog& catalog);

  // What a word of the catalog is.
  struct Word {
    uint32_t uses_begin = 0;  // what it is an alias of
    uint32_t uses_end = 0;
    uint32_t topic = TermTrie::kNone;      // below topic_count(); kNone for no topic
    uint32_t forbidden = TermTrie::kNone;  // below forbidden_count(); kNone where no indicator forbids it
    bool tail = false;                     // ends an alias of two words
    uint64_t units = 0;  // UnitFits::bit of every unit that an indicator of `uses` is said in
    bool is_alias() const { return uses_begin != uses_end; }
  };

  // Values are numbers for `word`: of all words, and of the topics and forbidden words alone, which is a far
  // smaller table to run over a whole text.
  const TermTrie& words() const { return trie_; }
  // The same words as same_words() says them, for a text that it has said: 审看…合同 is 审核…合同 here, and
  // what several were an alias of, all that are now one are.
  const TermTrie& other_words() const { return others_; }
  const TermTrie& context_words() const { return context_; }
  const Word& word(uint32_t number) const { return words_[number]; }
  absl::Span<const Use> uses(const Word& word) const {
    return absl::MakeSpan(uses_).subspan(word.uses_begin, word.uses_end - word.uses_begin);
  }
  const SameWordsIndex& same_words() const { return same_words_; }
  uint32_t topic_count() const { return topic_count_; }
  uint32_t forbidden_count() const { return forbidden_count_; }

  uint32_t topic_list_count() const { return static_cast<uint32_t>(topics_.size()); }
  // Numbers of the topics of a weak or sure alias.
  absl::Span<const uint32_t> topics(const Use& use) const { return topics_[use.topics]; }
  // Numbers of topics.
  absl::Span<const uint32_t> required(uint32_t indicator) const { return required_[indicator]; }
  // Numbers of topics of which none may stand before in the sentence.
  absl::Span<const uint32_t> barred(uint32_t indicator) const { return barred_[indicator]; }
  // Numbers of forbidden words.
  absl::Span<const uint32_t> forbidden(uint32_t indicator) const { return forbidden_[indicator]; }

  // The index of the indicator that it is a part of; -1 where it is of none.
  int whole(uint32_t indicator) const { return wholes_[indicator]; }

  // Number of the indicator's family: what stands before the point in its id.
  uint32_t family(uint32_t indicator) const { return families_[indicator]; }

  // How a unit fits an indicator: not at all, as its own or a same unit, or kept apart.
  enum class UnitFit : uint8_t { kNone, kSame, kApart };

  // How a unit fits the indicators.
  struct UnitFits {
    std::vector<UnitFit> by_indicator;
    uint64_t bit = 0;  // one of 64, shared by several units
  };

  // Null for a unit that no indicator is said in.
  const UnitFits* unit_fits(absl::string_view unit) const {
    auto it = unit_fits_.find(unit);
    return it == unit_fits_.end() ? nullptr : &it->second;
  }

 private:
  uint32_t MakeWord(const std::string& utf8);
  Word& MakeContextWord(const std::string& utf8);
  uint32_t MakeTopic(const std::string& utf8);
  uint32_t MakeForbidden(const std::string& utf8);
  void AddUses(const v1::Catalog& catalog);
  void AddTopicsOfSameWords(const v1::Catalog& catalog);
  void AddOtherWords();
  // Whether a topic that the alias needs stands in `said`, and did not in the word as it is spelled.
  bool SaysOwnTopic(std::u32string_view said, std::u32string_view spelled, const Use& use) const;
  void SetUses(std::vector<std::pair<uint32_t, Use>> uses);
  void AddUnits(const v1::Catalog& catalog);

  const SameWordsIndex same_words_;
  TermTrie trie_;
  TermTrie others_;
  std::vector<std::u32string> spelled_;  // the words of trie_, by number
  TermTrie context_;
  std::vector<Word> words_;
  uint32_t topic_count_ = 0;
  uint32_t forbidden_count_ = 0;
  std::vector<Use> uses_;                      // of all words, those of one together
  std::vector<std::vector<uint32_t>> topics_;  // the different lists of topics
  std::vector<std::vector<uint32_t>> required_;
  std::vector<std::vector<uint32_t>> barred_;
  std::vector<std::vector<uint32_t>> forbidden_;
  std::vector<uint32_t> families_;
  std::vector<int> wholes_;
  absl::flat_hash_map<std::string, UnitFits> unit_fits_;
};

}  // namespace fazhi
