#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/catalog/alias_index.h"
#include "services/extraction/core/linking.h"
#include "services/extraction/core/linking_forbidden.h"
#include "services/extraction/core/linking_topics.h"
#include "services/extraction/core/linking_weights.h"

namespace fazhi::extraction {

// An indicator of which a measure holds an alias. All masks and places are of the measure's code points.
struct Candidate {
  uint32_t indicator = 0;
  uint64_t mask = 0;  // what its aliases explain of the measure
  float base = 0;     // by its best alias and that alias's topic
  uint32_t alias = 0;
  uint32_t topic = UINT32_MAX;
  const AliasIndex::Use* use = nullptr;  // the best alias
  uint32_t best_begin = 0;               // where the best alias begins
  uint32_t begin = 0;                    // from the first of its aliases to the last
  uint32_t end = 0;
  uint64_t inside = 0;  // where its aliases reach, what stands between the words of one included
  float score = -1;     // negative when it is out
};

// Finds the words of the catalog in one measure after the other, and the indicators that they may be of.
// Keeps references to what it is made of. Not thread-safe.
class CandidateFinder {
 public:
  // Tells `topics` and `forbidden` of their words in each measure.
  CandidateFinder(const AliasIndex& index, size_t indicators, TopicsSeen& topics, ForbiddenWords& forbidden);

  // Finds the words in a measure, of which an alias must stand in `own_mask`, in part at least. `phrase` must
  // stay until the next call. `otherwise`: the phrase is as AliasIndex::same_words() says it.
  void Read(std::u32string_view phrase, uint64_t own_mask, bool otherwise);

  // How near the measure comes to an indicator by the kinds of its words alone.
  Near NearByWords() const;

  // The indicators whose aliases stand in the measure, and which are said in a unit and as a rank or not;
  // each is one candidate, by the best of its aliases. Returns whether any alias fits the unit.
  bool Collect(const AliasIndex::UnitFits& unit, bool rank);
  // From here on the measure is a part of what an indicator counts (-1: of none): a weak alias of the
  // indicators that are parts of it needs no topic (督察发现问题63个,年内销号59个).
  void SetWhole(int indicator) { whole_ = indicator; }
  // Leaves only the candidates whose aliases say all of `words` (其余案件 is not what 案件 is; 其余…继续有效
  // is said of the rest).
  void Keep(uint64_t words);
  std::vector<Candidate>& candidates() { return candidates_; }
  bool Holds(int indicator) const;

  // Where the topics of a weak alias stand in the measure.
  uint64_t TopicMask(const AliasIndex::Use& use) const;

  // How often a forbidden word stands in a candidate's own aliases.
  uint32_t CountOwn(const Candidate& candidate, uint32_t forbidden) const;

  // Whether the measure is a list of which an item that holds the candidate's own words or a topic holds no
  // word that forbids it (民法典读本、反诈传单), though another does.
  bool StandsInFreeItem(const Candidate& candidate) const;

  // Whether a forbidden word stands in the measure.
  bool HoldsForbidden(uint32_t forbidden) const;

  bool BeginsWithVerb(uint32_t at) const;

  // Whether the measure joins what the indicator counts to what another one does, that scores at least
  // `threshold`: 行政处罚和行政强制案件 are neither's.
  bool IsOneOfList(uint32_t indicator, float threshold) const;

  // A weak alias whose indicator was linked before in the document needs no topic any more (持证率 in the
  // plan), unless the phrase is said otherwise.
  void Establish(uint32_t indicator) { established_[indicator] = true; }

 private:
  // A word of the catalog in a measure.
  struct PhraseHit {
    uint32_t begin = 0;
    uint32_t length = 0;
    uint32_t number = 0;  // of the word in the AliasIndex
    const AliasIndex::Word* word = nullptr;
    uint64_t mask = 0;

    uint32_t end() const { return begin + length; }
  };

  static uint64_t TailBit(uint32_t number) { return uint64_t{1} << (number & 63); }
  bool MayStand(const AliasIndex::Use& use) const;
  const PhraseHit* TailOf(uint32_t number, uint32_t begin, uint32_t end) const;
  void AddUse(const AliasIndex::Use& use, const PhraseHit& hit);
  bool IsBodies(uint32_t begin, uint32_t length) const;
  void AddCandidate(const Candidate& found);
  bool JoinStandsBetween(uint64_t first, uint64_t second) const;

  const AliasIndex& index_;
  TopicsSeen& topics_;
  ForbiddenWords& forbidden_;
  const LinkWeights& weights_;
  int whole_ = -1;
  std::u32string_view phrase_;
  bool otherwise_ = false;
  uint64_t own_mask_ = 0;
  std::vector<PhraseHit> hits_;
  uint64_t tail_bits_ = 0;  // TailBit of those among them that end an alias of two words
  std::vector<Candidate> candidates_;
  std::vector<uint32_t> candidate_of_;  // by indicator: its place in candidates_, if it is there
  std::vector<bool> established_;       // by indicator
};

}  // namespace fazhi::extraction
