#include "services/extraction/core/linking_candidates.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "services/extraction/core/linking_masks.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Most code points between the two words of an alias.
constexpr uint32_t kWidestGap = 16;
// And when the second stands before the first.
constexpr uint32_t kWidestGapBefore = 6;

// A verb that is shorter (立案, 维持) needs its topic before it, however often its indicator was linked
// before.
constexpr uint32_t kShortestAlone = 3;

}  // namespace

CandidateFinder::CandidateFinder(const AliasIndex& index, size_t indicators, TopicsSeen& topics,
                                 ForbiddenWords& forbidden)
    : index_(index),
      topics_(topics),
      forbidden_(forbidden),
      weights_(LinkWeights::Get()),
      candidate_of_(indicators),
      established_(indicators) {}

void CandidateFinder::Read(std::u32string_view phrase, uint64_t own_mask, bool otherwise) {
  phrase_ = phrase;
  own_mask_ = own_mask;
  otherwise_ = otherwise;
  hits_.clear();
  tail_bits_ = 0;
  const TermTrie& words = otherwise ? index_.other_words() : index_.words();
  words.All(phrase_, [&](uint32_t begin, uint32_t length, uint32_t number) {
    const AliasIndex::Word& word = index_.word(number);
    hits_.push_back({begin, length, number, &word, Mask(begin, length)});
    tail_bits_ |= word.tail ? TailBit(number) : 0;
    if (word.topic != TermTrie::kNone) topics_.SeeInMeasure(word.topic);
    if (word.forbidden != TermTrie::kNone)
      forbidden_.SeeInPhrase(word.forbidden, (Mask(begin, length) & own_mask_) != 0);
  });
}

Near CandidateFinder::NearByWords() const {
  Near near = Near::kNothing;
  for (const PhraseHit& hit : hits_) {
    if (hit.word->is_alias()) return Near::kWord;
    if (hit.word->topic != TermTrie::kNone) near = Near::kTopic;
  }
  return near;
}

bool CandidateFinder::Collect(const AliasIndex::UnitFits& unit, bool rank) {
  candidates_.clear();
  bool any = false;
  for (const PhraseHit& hit : hits_) {
    if ((hit.word->units & unit.bit) == 0) continue;
    for (const auto& use : index_.uses(*hit.word)) {
      // One branch for all: none of them can be foreseen.
      const bool fit = (unit.by_indicator[use.indicator] != AliasIndex::UnitFit::kNone) & (use.rank == rank);
      any |= fit;
      if (fit & MayStand(use)) AddUse(use, hit);
    }
  }
  return any;
}

void CandidateFinder::Keep(uint64_t words) {
  if (words == 0) return;
  const auto out = std::remove_if(candidates_.begin(), candidates_.end(),
                                  [&](const Candidate& c) { return (words & ~c.mask) != 0; });
  candidates_.erase(out, candidates_.end());
}

bool CandidateFinder::Holds(int indicator) const {
  return absl::c_any_of(candidates_,
                        [&](const Candidate& c) { return static_cast<int>(c.indicator) == indicator; });
}

uint32_t CandidateFinder::CountOwn(const Candidate& candidate, uint32_t forbidden) const {
  return static_cast<uint32_t>(absl::c_count_if(hits_, [&](const PhraseHit& hit) {
    return hit.word->forbidden == forbidden && (hit.mask & ~candidate.mask) == 0;
  }));
}

bool CandidateFinder::HoldsForbidden(uint32_t forbidden) const {
  return absl::c_any_of(hits_, [&](const PhraseHit& hit) { return hit.word->forbidden == forbidden; });
}

bool CandidateFinder::StandsInFreeItem(const Candidate& candidate) const {
  constexpr std::u32string_view kJoins = U"、和及与";
  if (phrase_.find_first_of(kJoins) == phrase_.npos) return false;
  const auto words = index_.forbidden(candidate.indicator);
  uint64_t forbidden = 0;
  uint64_t own = candidate.mask;
  for (const PhraseHit& hit : hits_) {
    if (hit.word->topic != TermTrie::kNone) own |= hit.mask;
    if (hit.word->forbidden != TermTrie::kNone && absl::c_linear_search(words, hit.word->forbidden))
      forbidden |= hit.mask;
  }
  for (uint32_t begin = 0; begin < phrase_.size();) {
    const auto end = static_cast<uint32_t>(std::min(phrase_.find_first_of(kJoins, begin), phrase_.size()));
    const uint64_t item = Mask(begin, end - begin);
    if ((item & own) != 0 && (item & forbidden) == 0) return true;
    begin = end + 1;
  }
  return false;
}

// The second word of an alias of two whose first stands at [begin, end): behind it, or else not far before
// it (行政复议申请已受理 for 受理…复议申请).
const CandidateFinder::PhraseHit* CandidateFinder::TailOf(uint32_t number, uint32_t begin,
                                                          uint32_t end) const {
  const PhraseHit* before = nullptr;
  for (const PhraseHit& hit : hits_) {
    if (hit.number != number) continue;
    if (hit.begin >= end) return hit.begin - end <= kWidestGap ? &hit : before;
    if (end == phrase_.size() && hit.end() <= begin && begin - hit.end() <= kWidestGapBefore) before = &hit;
  }
  return before;
}

// False where the second word of an alias of two stands nowhere in the measure.
bool CandidateFinder::MayStand(const AliasIndex::Use& use) const {
  return (use.tail == TermTrie::kNone) | ((tail_bits_ & TailBit(use.tail)) != 0);
}

// Takes an alias that stands in the measure, unless one of its words or a topic that it needs is missing.
void CandidateFinder::AddUse(const AliasIndex::Use& use, const PhraseHit& hit) {
  uint64_t mask = hit.mask;
  uint32_t begin = hit.begin;
  uint32_t end = hit.end();
  uint32_t length = hit.length;
  if (use.tail != TermTrie::kNone) {
    const PhraseHit* const tail = TailOf(use.tail, begin, end);
    if (tail == nullptr) return;
    mask |= tail->mask;
    begin = std::min(begin, tail->begin);
    end = std::max(end, tail->end());
    length += tail->length;
  }
  if ((mask & own_mask_) == 0) return;
  const bool sure = use.sure && topics_.InSentence(use);
  const bool weak = use.weak || (use.sure && !sure);
  float base = (weak ? weights_.weak : weights_.strong) + weights_.alias_length * static_cast<float>(length);
  uint32_t topic = UINT32_MAX;
  if (weak || sure) {
    const NearestTopic& nearest = topics_.Nearest(use);
    topic = nearest.topic;
    const bool needy = length < kShortestAlone && BeginsWithVerb(begin);
    const bool of_whole = length < kShortestAlone && whole_ >= 0 && index_.whole(use.indicator) == whole_;
    // 公布权责清单。清理证明事项36项,涉及12个部门: what other sentences are on is not what these are of.
    if (use.tail == TermTrie::kNone && nearest.score < weights_.topic_heading && IsBodies(begin, length))
      return;
    if (needy && !of_whole && (nearest.score < 0 || topics_.IsAhead(topic))) return;
    const float score = nearest.score >= 0                           ? nearest.score
                        : of_whole                                   ? weights_.topic_document
                        : !otherwise_ && established_[use.indicator] ? weights_.topic_document
                                                                     : -1;
    if (score < 0) return;
    base += score;
  }
  AddCandidate(
      {use.indicator, mask, base, use.alias, topic, &use, begin, begin, end, Mask(begin, end - begin)});
}

// Each indicator is one candidate, by the best of its aliases.
void CandidateFinder::AddCandidate(const Candidate& found) {
  uint32_t& place = candidate_of_[found.indicator];
  if (place >= candidates_.size() || candidates_[place].indicator != found.indicator) {
    place = static_cast<uint32_t>(candidates_.size());
    candidates_.push_back(found);
    return;
  }
  Candidate* const it = &candidates_[place];
  it->mask |= found.mask;
  it->inside |= found.inside;
  it->begin = std::min(it->begin, found.begin);
  it->end = std::max(it->end, found.end);
  if (found.base > it->base) {
    it->base = found.base;
    it->alias = found.alias;
    it->topic = found.topic;
    it->use = found.use;
    it->best_begin = found.best_begin;
  }
}

bool CandidateFinder::IsOneOfList(uint32_t indicator, float threshold) const {
  constexpr float kNearly = 0.1f;
  const auto own = std::find_if(candidates_.begin(), candidates_.end(),
                                [&](const Candidate& candidate) { return candidate.indicator == indicator; });
  return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
    const uint64_t both = own->mask & other.mask;
    const uint64_t mine = own->mask & ~both;
    const uint64_t rest = other.mask & ~both;
    return other.score >= threshold - kNearly && mine != 0 && rest != 0 &&
           (JoinStandsBetween(mine, rest) || JoinStandsBetween(rest, mine));
  });
}

// Whether nothing but a word that joins stands between the end of the first and the beginning of the
// second; what is done to the same things next (受理并审结) is no list.
bool CandidateFinder::JoinStandsBetween(uint64_t first, uint64_t second) const {
  const uint32_t begin = 64 - static_cast<uint32_t>(__builtin_clzll(first));
  const uint32_t end = static_cast<uint32_t>(__builtin_ctzll(second));
  if (begin >= end || end > phrase_.size()) return false;
  const auto between = phrase_.substr(begin, end - begin);
  if (between.front() == U'并') return false;
  return WordTable::Get().Prefix(between, kJoin).length == between.size();
}

// 部门, 乡镇: a word for offices or places that says nothing else.
bool CandidateFinder::IsBodies(uint32_t begin, uint32_t length) const {
  const std::u32string_view word = phrase_.substr(begin, length);
  return WordTable::Get().Suffix(word, kOrgan | kPlace).length == length &&
         !IsOneOf(word, {U"企业", U"学校"});
}

bool CandidateFinder::BeginsWithVerb(uint32_t at) const {
  return static_cast<bool>(WordTable::Get().Prefix(phrase_.substr(at), kAct));
}

uint64_t CandidateFinder::TopicMask(const AliasIndex::Use& use) const {
  const auto topics = index_.topics(use);
  uint64_t mask = 0;
  for (const PhraseHit& hit : hits_) {
    if (std::find(topics.begin(), topics.end(), hit.word->topic) != topics.end()) mask |= hit.mask;
  }
  return mask;
}

}  // namespace fazhi::extraction
