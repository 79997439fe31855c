#include "services/extraction/core/linking.h"

#include <algorithm>
#include <string>

#include "absl/strings/string_view.h"
#include "services/extraction/core/linking_contest.h"
#include "services/extraction/core/linking_masks.h"
#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

constexpr uint32_t kNever = 0;
// Most code points between the two words of an alias.
constexpr uint32_t kWidestGap = 16;

using UnitFit = AliasIndex::UnitFit;

struct Candidate {
  uint32_t indicator = 0;
  uint64_t mask = 0;  // what its aliases explain of the measure
  float base = 0;     // by its best alias and that alias's topic
  uint32_t alias = 0;
  uint32_t topic = UINT32_MAX;
  const AliasIndex::Use* use = nullptr;  // the best alias, and where it stands
  uint32_t begin = 0;
  uint32_t end = 0;
  uint64_t inside = 0;  // where its aliases reach, what stands between the words of one included
};

// A word of the catalog in a measure.
struct PhraseHit {
  uint32_t begin = 0;
  uint32_t length = 0;
  uint32_t word = 0;  // its number, or that of the topic, in the AliasIndex
};

// Of a list of topics the one nearest to a measure.
struct NearestTopic {
  uint32_t serial = 0;  // of the measure
  float score = -1;     // negative when none stands near
  uint32_t topic = UINT32_MAX;
};

class Linker {
 public:
  Linker(const Context& context, const Catalog& catalog, const std::vector<GroundedQuantity>& quantities,
         const ContextHits& hits, const std::vector<Measure>& measures,
         const std::vector<Relation>& relations, std::vector<Link>& links)
      : context_(context),
        catalog_(catalog),
        index_(catalog.aliases()),
        quantities_(quantities),
        hits_(hits.topics),
        forbidden_hits_(hits.forbidden),
        measures_(measures),
        relations_(relations),
        links_(links),
        weights_(LinkWeights::Get()),
        nearest_(index_.topic_list_count()),
        seen_(index_.topic_count(), kNever),
        in_measure_(index_.topic_count(), kNever),
        in_heading_(index_.topic_count(), kNever) {
    threshold_ = weights_.threshold;
    if (context.outline.report().kind() != v1::REPORT_KIND_ANNUAL_REPORT) threshold_ += weights_.other_kind;
    if (context.outline.report().reporting_body() == v1::REPORTING_BODY_DEPARTMENT) {
      field_ = FieldOf(context.outline.report().subject());
    }
  }

  void Run() {
    links_.assign(measures_.size(), Link());
    second_.assign(measures_.size(), Link());
    contest_.assign(measures_.size(), 0);
    established_.assign(static_cast<size_t>(catalog_.proto().indicators_size()), false);
    forbidden_seen_.assign(index_.forbidden_count(), kNever);
    in_sentence_.assign(index_.topic_count(), kNever);
    for (uint32_t m = 0; m < measures_.size(); ++m) {
      const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
      Advance(m);
      if (quantity.kind == v1::KIND_CHANGE || quantity.grey) continue;
      LinkOne(m);
    }
    Compete(context_, catalog_, quantities_, measures_, second_, contest_, links_);
  }

 private:
  // Takes in the topics up to the end of the quantity's own words, and those of its section's
  // headings.
  void Advance(uint32_t m) {
    const uint32_t q = measures_[m].quantity;
    const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[q].sentence));
    if (quantities_[q].sentence + 1 != sentence_stamp_) {
      sentence_stamp_ = quantities_[q].sentence + 1;
      for (uint32_t h = cursor_; h < hits_.size() && hits_[h].begin < sentence.end(); ++h) {
        if (hits_[h].begin >= sentence.begin()) in_sentence_[hits_[h].word] = sentence_stamp_;
      }
    }
    const uint32_t end = std::max(measures_[m].window.end, quantities_[q].end);
    for (; cursor_ < hits_.size() && hits_[cursor_].begin < end; ++cursor_) {
      seen_[hits_[cursor_].word] = std::max(seen_[hits_[cursor_].word], hits_[cursor_].end);
    }
    const uint32_t section = sentence.section();
    if (section + 1 == section_stamp_) return;
    section_stamp_ = section + 1;
    uint32_t s = section;
    for (int depth = 0; depth < 8; ++depth) {
      const auto& heading = context_.outline.sections(static_cast<int>(s)).heading();
      auto hit = std::lower_bound(hits_.begin(), hits_.end(), heading.begin(),
                                  [](const TopicHit& h, uint32_t at) { return h.begin < at; });
      for (; hit != hits_.end() && hit->end <= heading.end(); ++hit) in_heading_[hit->word] = section_stamp_;
      if (s == 0) break;
      s = context_.outline.sections(static_cast<int>(s)).parent();
    }
  }

  // How near a topic stands to measure m, as its share of the score; negative when it does not stand near at
  // all.
  float TopicScore(uint32_t word, uint32_t q) const {
    if (in_measure_[word] == serial_) return weights_.topic_measure;
    const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[q].sentence));
    const uint32_t seen = seen_[word];
    if (seen > sentence.begin()) {
      const uint32_t gap = quantities_[q].begin > seen ? quantities_[q].begin - seen : 0;
      return weights_.topic_sentence - std::min(gap, 200u) * 0.0003f;
    }
    const auto& section = context_.outline.sections(static_cast<int>(sentence.section()));
    if (in_sentence_[word] == sentence_stamp_) return weights_.topic_ahead;
    if (in_heading_[word] == section_stamp_) return weights_.topic_heading;
    if (seen > section.span().begin()) {
      const uint32_t gap = quantities_[q].begin - std::min(seen, quantities_[q].begin);
      if (gap <= 150) return weights_.topic_section - gap * 0.0003f;
    }
    return -1;
  }

  // The best of a weak alias's topics, found once for a measure.
  const NearestTopic& Nearest(const AliasIndex::Use& use, uint32_t q) {
    NearestTopic& nearest = nearest_[use.topics];
    if (nearest.serial == serial_) return nearest;
    nearest = {serial_, -1, UINT32_MAX};
    for (const uint32_t word : index_.topics(use)) {
      const float score = TopicScore(word, q);
      if (score <= nearest.score) continue;
      nearest.score = score;
      nearest.topic = word;
    }
    return nearest;
  }

  // A weak alias whose indicator was linked before in the document needs no topic any more (持证率 in the
  // plan).
  float EstablishedScore(uint32_t indicator) const {
    return established_[indicator] ? weights_.topic_document : -1;
  }

  // What a department has for its field (税务 of 税务局): it narrows nothing in the department's own report.
  static std::u32string FieldOf(const std::string& subject) {
    std::u32string field = ToCodePoints(subject);
    while (field.size() > 2 && (field.back() == U'局' || field.back() == U'委' || field.back() == U'厅')) {
      field.pop_back();
    }
    return field;
  }

  void AddUse(const AliasIndex::Use& use, uint32_t q, uint32_t begin, uint32_t length) {
    uint64_t mask = Mask(begin, length);
    uint32_t end = begin + length;
    if (use.tail != TermTrie::kNone) {
      const auto tail = std::find_if(tails_.begin(), tails_.end(), [&](const PhraseHit& hit) {
        return hit.word == use.tail && hit.begin >= end;
      });
      if (tail == tails_.end() || tail->begin - end > kWidestGap) return;
      mask |= Mask(tail->begin, tail->length);
      end = tail->begin + tail->length;
      length += tail->length;
    }
    if ((mask & own_mask_) == 0) return;
    float base =
        (use.weak ? weights_.weak : weights_.strong) + weights_.alias_length * static_cast<float>(length);
    uint32_t topic = UINT32_MAX;
    if (use.weak) {
      const NearestTopic& nearest = Nearest(use, q);
      topic = nearest.topic;
      const float score = nearest.score < 0 ? EstablishedScore(use.indicator) : nearest.score;
      if (score < 0) return;
      base += score;
    }
    auto it = std::find_if(candidates_.begin(), candidates_.end(),
                           [&](const Candidate& candidate) { return candidate.indicator == use.indicator; });
    if (it == candidates_.end()) {
      candidates_.push_back(
          {use.indicator, mask, base, use.alias, topic, &use, begin, end, Mask(begin, end - begin)});
      return;
    }
    it->mask |= mask;
    it->inside |= Mask(begin, end - begin);
    if (base > it->base) {
      it->base = base;
      it->alias = use.alias;
      it->topic = topic;
      it->use = &use;
      it->begin = begin;
      it->end = end;
    }
  }

  // Marks the forbidden words in the text that is the measure's alone.
  void MarkForbidden(Piece window) {
    auto hit = std::lower_bound(forbidden_hits_.begin(), forbidden_hits_.end(), window.begin,
                                [](const TopicHit& h, uint32_t at) { return h.begin < at; });
    for (; hit != forbidden_hits_.end() && hit->begin < window.end; ++hit) {
      if (hit->end <= window.end) forbidden_seen_[hit->word] = serial_;
    }
  }

  // Whether a forbidden word was marked, or a required topic stands nowhere near.
  bool Excluded(uint32_t indicator, uint32_t q) const {
    for (const uint32_t word : index_.forbidden(indicator)) {
      if (forbidden_seen_[word] == serial_) return true;
    }
    for (const uint32_t word : index_.barred(indicator)) {
      if (SeenInStatement(word, q)) return true;
    }
    const auto required = index_.required(indicator);
    if (required.empty()) return false;
    return std::all_of(required.begin(), required.end(),
                       [&](uint32_t word) { return TopicScore(word, q) < 0; });
  }

  // Whether a topic stands before in the sentence, no semicolon between.
  bool SeenInStatement(uint32_t word, uint32_t q) const {
    const uint32_t seen = seen_[word];
    const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[q].sentence));
    if (seen <= sentence.begin()) return false;
    const std::u32string_view text = context_.text;
    const uint32_t end = quantities_[q].begin;
    return seen > end || text.substr(seen, end - seen).find_first_of(U";；") == text.npos;
  }

  // Finds the words of the catalog in the measure; of its aliases those that may fit the unit.
  void ReadPhrase(uint64_t unit) {
    alias_seen_ = false;
    aliases_.clear();
    topics_.clear();
    tails_.clear();
    index_.words().All(phrase_, [&](uint32_t begin, uint32_t length, uint32_t number) {
      const AliasIndex::Word& word = index_.word(number);
      alias_seen_ |= word.is_alias();
      if ((word.units & unit) != 0) aliases_.push_back({begin, length, number});
      if (word.tail) tails_.push_back({begin, length, number});
      if (word.forbidden != TermTrie::kNone) forbidden_seen_[word.forbidden] = serial_;
      if (word.topic == TermTrie::kNone) return;
      topics_.push_back({begin, length, word.topic});
      in_measure_[word.topic] = serial_;
    });
  }

  void LinkOne(uint32_t m) {
    const Measure& measure = measures_[m];
    const uint32_t q = measure.quantity;
    const GroundedQuantity& quantity = quantities_[q];
    const AliasIndex::UnitFits* const unit = index_.unit_fits(quantity.quantity.unit());
    Link& link = links_[m];
    if (unit == nullptr) {
      link.near = Near::kUnit;
      return;
    }
    const std::vector<UnitFit>& fits = unit->by_indicator;
    phrase_.clear();
    measure.phrase.AppendTo(context_.text, phrase_);
    if (phrase_.empty()) return;
    if (phrase_.size() > kLongest) phrase_.resize(kLongest);
    const std::u32string_view phrase = phrase_;
    bool partial = false;
    weights_.words.Prefixes(phrase,
                            [&](uint32_t, uint32_t kinds) { partial |= (kinds & kPartialWord) != 0; });
    if (partial) {
      link.near = Near::kPartial;
      return;
    }
    ++serial_;
    ReadPhrase(unit->bit);
    link.near = alias_seen_ ? Near::kWord : topics_.empty() ? Near::kNothing : Near::kTopic;
    if (aliases_.empty()) return;
    // A measure that took its noun from elsewhere is what its own words say: 维持 of 行政复议申请 is no 申请.
    own_mask_ = ~uint64_t{0};
    if (measure.bare && !measure.own.empty() && measure.own.size() < phrase.size()) {
      const uint32_t after = measure.own.size() - measure.own_before;
      own_mask_ = Mask(0, measure.own_before) | Mask(static_cast<uint32_t>(phrase.size()) - after, after);
    }
    const WordMasks words = ReadWords(phrase_, weights_.words);
    // Own words that say only that it is a total or a share (全县总数, 占) leave it to the noun.
    if ((own_mask_ & ~words.whole & ~words.total) == 0) own_mask_ = ~uint64_t{0};
    const uint64_t neutral = words.neutral | FieldMask();
    candidates_.clear();
    const bool rank = quantity.kind == v1::KIND_RANK;
    for (const PhraseHit& hit : aliases_) {
      for (const auto& use : index_.uses(index_.word(hit.word))) {
        if (fits[use.indicator] != UnitFit::kNone && use.rank == rank) {
          link.near = Near::kTopicless;
          AddUse(use, q, hit.begin, hit.length);
        }
      }
    }
    if (candidates_.empty()) return;
    MarkForbidden(measure.window);
    const uint64_t labels = LabelMask(phrase_);
    const uint32_t whole = relations_[m].part_of;
    const int whole_indicator = whole == kNoMeasure ? -1 : links_[whole].indicator;
    const int base = measure.base == kNoMeasure ? -1 : links_[measure.base].indicator;
    float near = 0;
    for (const Candidate& candidate : candidates_) {
      if (static_cast<int>(candidate.indicator) == whole_indicator ||
          OfOtherKind(candidate.indicator, whole_indicator) || Excluded(candidate.indicator, q)) {
        link.near = std::max(link.near, Near::kExcluded);
        continue;
      }
      const uint64_t own = candidate.mask | TopicMask(*candidate.use);
      // What it was done for, before the verb, does not narrow: 围绕涉企执法开展 法治督察.
      const uint64_t occasion = words.Before(candidate.begin);
      const uint64_t aside =
          (((Aside(candidate, static_cast<uint32_t>(phrase.size())) | labels) & ~words.narrowing) |
           occasion) &
          ~own & ~neutral;
      const float explained = static_cast<float>(Count(own)) +
                              weights_.neutral * static_cast<float>(Count(neutral & ~own)) +
                              weights_.aside * static_cast<float>(Count(aside));
      float score = candidate.base + weights_.coverage * explained / static_cast<float>(phrase.size());
      if (fits[candidate.indicator] == UnitFit::kApart) score += weights_.apart_unit;
      if ((words.narrowing & ~own & ~occasion) != 0) score += weights_.narrowing;
      const float alone = score + (words.whole != 0 ? weights_.whole : 0);
      if (base >= 0) {
        const bool same = index_.family(candidate.indicator) == index_.family(static_cast<uint32_t>(base));
        if (same || measure.bare) score += same ? weights_.family : -2 * weights_.family;
      }
      near = std::max(near, score);
      if (score < threshold_) continue;
      const Link found = {static_cast<int>(candidate.indicator), static_cast<int>(candidate.alias),
                          candidate.topic, score, explained / static_cast<float>(phrase.size())};
      if (score > link.score) {
        second_[m] = link;
        link = found;
        contest_[m] = alone;
      } else if (score > second_[m].score) {
        second_[m] = found;
      }
    }
    if (link.indicator < 0 && near > 0) {
      link.near = Near::kBelow;
      link.score = near;
    }
    if (link.indicator >= 0) established_[static_cast<uint32_t>(link.indicator)] = true;
  }

  // Whether the whole is of another domain: 行政处罚40件 out of 行政复议案件 are cases about penalties.
  bool OfOtherKind(uint32_t indicator, int whole) const {
    return whole >= 0 && catalog_.proto().indicators(static_cast<int>(indicator)).domain() !=
                             catalog_.proto().indicators(whole).domain();
  }

  // What narrows less than other words: who did it, before an alias that begins with a verb and ends the
  // measure; what was done by those whom an alias names that begins it; what a duration is of; and what
  // stands between the two words of an alias.
  uint64_t Aside(const Candidate& candidate, uint32_t size) const {
    uint64_t aside = candidate.inside;
    if (candidate.end == size && candidate.begin > 0 &&
        (IsDuration(candidate.indicator) ||
         WordTable::Get().Prefix(std::u32string_view(phrase_).substr(candidate.begin), kAct))) {
      aside |= Mask(0, candidate.begin);
    }
    if (candidate.begin == 0 && candidate.end >= 4 && candidate.end < size) {
      aside |= Mask(candidate.end, size - candidate.end);
    }
    return aside;
  }

  bool IsDuration(uint32_t indicator) const {
    return catalog_.proto().indicators(static_cast<int>(indicator)).kind() == v1::INDICATOR_KIND_DURATION;
  }

  uint64_t FieldMask() const {
    if (field_.empty()) return 0;
    const size_t at = phrase_.find(field_);
    return at == phrase_.npos ? 0 : Mask(static_cast<uint32_t>(at), static_cast<uint32_t>(field_.size()));
  }

  // Where the topics of a weak alias stand in the measure.
  uint64_t TopicMask(const AliasIndex::Use& use) const {
    const auto topics = index_.topics(use);
    uint64_t mask = 0;
    for (const PhraseHit& hit : topics_) {
      if (std::find(topics.begin(), topics.end(), hit.word) != topics.end())
        mask |= Mask(hit.begin, hit.length);
    }
    return mask;
  }

  const Context& context_;
  const Catalog& catalog_;
  const AliasIndex& index_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<TopicHit>& hits_;            // topics of the text
  const std::vector<TopicHit>& forbidden_hits_;  // forbidden words of the text
  const std::vector<Measure>& measures_;
  const std::vector<Relation>& relations_;
  std::vector<Link>& links_;
  const LinkWeights& weights_;

  float threshold_ = 0;
  uint32_t cursor_ = 0;
  uint32_t serial_ = 0;                   // of the measure at hand
  uint32_t section_stamp_ = 0;            // index of the section at hand + 1
  uint32_t sentence_stamp_ = 0;           // index of the sentence at hand + 1
  uint64_t own_mask_ = 0;                 // where in the measure an alias must stand, in part at least
  std::vector<uint32_t> in_sentence_;     // by topic: stamp of the last sentence with it
  std::vector<Link> second_;              // by measure: the second best
  std::vector<float> contest_;            // by measure: the link's score against others of its indicator
  std::vector<uint32_t> forbidden_seen_;  // by forbidden word: serial of the last measure that holds it
  std::vector<bool> established_;         // by indicator: linked before in the document
  std::vector<NearestTopic> nearest_;     // by list of topics
  std::vector<uint32_t> seen_;            // by topic: end of its last occurrence so far
  std::vector<uint32_t> in_measure_;      // by topic: serial of the last measure that holds it
  std::vector<uint32_t> in_heading_;      // by topic: stamp of the last section with it in a heading
  std::vector<Candidate> candidates_;
  bool alias_seen_ = false;  // in the measure, of whatever unit
  std::vector<PhraseHit> aliases_;
  std::vector<PhraseHit> topics_;
  std::vector<PhraseHit> tails_;  // second words of aliases of two
  std::u32string phrase_;
  std::u32string field_;  // empty for what is no department's report
};

}  // namespace

void LinkMeasures(const Context& context, const Catalog& catalog,
                  const std::vector<GroundedQuantity>& quantities, const ContextHits& hits,
                  const std::vector<Measure>& measures, const std::vector<Relation>& relations,
                  std::vector<Link>& links) {
  Linker(context, catalog, quantities, hits, measures, relations, links).Run();
}

}  // namespace fazhi::extraction
