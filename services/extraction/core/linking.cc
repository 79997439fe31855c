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
// And when the second stands before the first.
constexpr uint32_t kWidestGapBefore = 6;

using UnitFit = AliasIndex::UnitFit;

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

// A word of the catalog in a measure.
struct PhraseHit {
  uint32_t begin = 0;
  uint32_t length = 0;
  uint32_t word = 0;  // its number, or that of the topic, in the AliasIndex
};

// How often the last measure that holds a forbidden word does.
struct ForbiddenSeen {
  uint32_t serial = 0;  // of the measure
  uint32_t in_window = 0;
  uint32_t in_phrase = 0;
  uint32_t carried = 0;  // in words taken over from elsewhere
};

// Where a topic was seen: one look at it tells all.
struct TopicSeen {
  uint32_t end = kNever;       // of its last occurrence so far
  uint32_t sentence = kNever;  // stamp of the last sentence with it
  uint32_t heading = kNever;   // stamp of the last section with it in a heading
  uint32_t measure = kNever;   // serial of the last measure that holds it
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
        seen_(index_.topic_count()) {
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
    forbidden_seen_.assign(index_.forbidden_count(), ForbiddenSeen());
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
      sentence_begin_ = sentence.begin();
      for (uint32_t h = cursor_; h < hits_.size() && hits_[h].begin < sentence.end(); ++h) {
        if (hits_[h].begin >= sentence.begin()) seen_[hits_[h].word].sentence = sentence_stamp_;
      }
    }
    const uint32_t end = std::max(measures_[m].window.end, quantities_[q].end);
    for (; cursor_ < hits_.size() && hits_[cursor_].begin < end; ++cursor_) {
      uint32_t& seen = seen_[hits_[cursor_].word].end;
      seen = std::max(seen, hits_[cursor_].end);
    }
    const uint32_t section = sentence.section();
    if (section + 1 == section_stamp_) return;
    section_stamp_ = section + 1;
    section_begin_ = context_.outline.sections(static_cast<int>(section)).span().begin();
    uint32_t s = section;
    for (int depth = 0; depth < 8; ++depth) {
      const auto& heading = context_.outline.sections(static_cast<int>(s)).heading();
      auto hit = std::lower_bound(hits_.begin(), hits_.end(), heading.begin(),
                                  [](const TopicHit& h, uint32_t at) { return h.begin < at; });
      for (; hit != hits_.end() && hit->end <= heading.end(); ++hit)
        seen_[hit->word].heading = section_stamp_;
      if (s == 0) break;
      s = context_.outline.sections(static_cast<int>(s)).parent();
    }
  }

  // How near a topic stands to measure m, as its share of the score; negative when it does not stand near at
  // all.
  float TopicScore(uint32_t word, uint32_t q) const {
    const TopicSeen& seen = seen_[word];
    if (seen.measure == serial_) return weights_.topic_measure;
    const uint32_t begin = quantities_[q].begin;
    if (seen.end > sentence_begin_) {
      const uint32_t gap = begin > seen.end ? begin - seen.end : 0;
      return weights_.topic_sentence - std::min(gap, 200u) * 0.0003f;
    }
    if (seen.sentence == sentence_stamp_) return weights_.topic_ahead;
    if (seen.heading == section_stamp_) return weights_.topic_heading;
    if (seen.end > section_begin_) {
      const uint32_t gap = begin - std::min(seen.end, begin);
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

  // Whether a topic stands in the measure or before it in the sentence.
  bool InSentence(const AliasIndex::Use& use) const {
    const auto topics = index_.topics(use);
    return std::any_of(topics.begin(), topics.end(), [&](uint32_t word) {
      return seen_[word].measure == serial_ || seen_[word].end > sentence_begin_;
    });
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

  // The second word of an alias of two whose first stands at [begin, end): behind it, or else not far before
  // it (行政复议申请已受理 for 受理…复议申请).
  const PhraseHit* TailOf(uint32_t word, uint32_t begin, uint32_t end) const {
    const PhraseHit* before = nullptr;
    for (const PhraseHit& hit : tails_) {
      if (hit.word != word) continue;
      const uint32_t hit_end = hit.begin + hit.length;
      if (hit.begin >= end) return hit.begin - end <= kWidestGap ? &hit : before;
      if (end == phrase_.size() && hit_end <= begin && begin - hit_end <= kWidestGapBefore) before = &hit;
    }
    return before;
  }

  void AddUse(const AliasIndex::Use& use, uint32_t q, uint32_t begin, uint32_t length) {
    uint64_t mask = Mask(begin, length);
    uint32_t end = begin + length;
    if (use.tail != TermTrie::kNone) {
      const PhraseHit* const tail = TailOf(use.tail, begin, end);
      if (tail == nullptr) return;
      mask |= Mask(tail->begin, tail->length);
      begin = std::min(begin, tail->begin);
      end = std::max(end, tail->begin + tail->length);
      length += tail->length;
    }
    if ((mask & own_mask_) == 0) return;
    const bool sure = use.sure && InSentence(use);
    const bool weak = use.weak || (use.sure && !sure);
    float base =
        (weak ? weights_.weak : weights_.strong) + weights_.alias_length * static_cast<float>(length);
    uint32_t topic = UINT32_MAX;
    if (weak || sure) {
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
          {use.indicator, mask, base, use.alias, topic, &use, begin, begin, end, Mask(begin, end - begin)});
      return;
    }
    it->mask |= mask;
    it->inside |= Mask(begin, end - begin);
    it->begin = std::min(it->begin, begin);
    it->end = std::max(it->end, end);
    if (base > it->base) {
      it->base = base;
      it->alias = use.alias;
      it->topic = topic;
      it->use = &use;
      it->best_begin = begin;
    }
  }

  // Marks the forbidden words in the text that is the measure's alone.
  void MarkForbidden(Piece window) {
    while (forbidden_cursor_ < forbidden_hits_.size() &&
           forbidden_hits_[forbidden_cursor_].begin < window.begin) {
      ++forbidden_cursor_;
    }
    while (forbidden_cursor_ > 0 && forbidden_hits_[forbidden_cursor_ - 1].begin >= window.begin) {
      --forbidden_cursor_;
    }
    for (size_t h = forbidden_cursor_; h < forbidden_hits_.size() && forbidden_hits_[h].begin < window.end;
         ++h) {
      if (forbidden_hits_[h].end <= window.end) ++SeenNow(forbidden_hits_[h].word).in_window;
    }
  }

  ForbiddenSeen& SeenNow(uint32_t word) {
    forbidden_serial_ = serial_;
    ForbiddenSeen& seen = forbidden_seen_[word];
    if (seen.serial != serial_) seen = {serial_, 0, 0, 0};
    return seen;
  }

  // Whether a forbidden word was marked that is none of the candidate's own aliases' (事项 of 办结…许可事项),
  // or a required topic stands nowhere near. What was taken over from a figure of the same family forbids
  // nothing.
  bool Excluded(const Candidate& candidate, uint32_t q, bool same_family) const {
    const uint32_t indicator = candidate.indicator;
    for (const uint32_t word :
         forbidden_serial_ == serial_ ? index_.forbidden(indicator) : absl::Span<const uint32_t>()) {
      const ForbiddenSeen& seen = forbidden_seen_[word];
      if (seen.serial != serial_) continue;
      const auto own = std::count_if(forbidden_.begin(), forbidden_.end(), [&](const PhraseHit& hit) {
        return hit.word == word && (Mask(hit.begin, hit.length) & ~candidate.mask) == 0;
      });
      const uint32_t in_phrase = seen.in_phrase + (same_family ? 0 : seen.carried);
      if (std::max(seen.in_window, in_phrase) > static_cast<uint32_t>(own)) return true;
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
    const uint32_t seen = seen_[word].end;
    if (seen <= sentence_begin_) return false;
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
    forbidden_.clear();
    index_.words().All(phrase_, [&](uint32_t begin, uint32_t length, uint32_t number) {
      const AliasIndex::Word& word = index_.word(number);
      alias_seen_ |= word.is_alias();
      if ((word.units & unit) != 0) aliases_.push_back({begin, length, number});
      if (word.tail) tails_.push_back({begin, length, number});
      if (word.forbidden != TermTrie::kNone) {
        ForbiddenSeen& seen = SeenNow(word.forbidden);
        ++((Mask(begin, length) & own_mask_) != 0 ? seen.in_phrase : seen.carried);
        forbidden_.push_back({begin, length, word.forbidden});
      }
      if (word.topic == TermTrie::kNone) return;
      topics_.push_back({begin, length, word.topic});
      seen_[word.topic].measure = serial_;
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
    // A measure that took its noun from elsewhere is what its own words say: 维持 of 行政复议申请 is no 申请.
    own_mask_ = ~uint64_t{0};
    if (measure.bare && !measure.own.empty() && measure.own.size() < phrase.size()) {
      const uint32_t after = measure.own.size() - measure.own_before;
      own_mask_ = Mask(0, measure.own_before) | Mask(static_cast<uint32_t>(phrase.size()) - after, after);
    }
    const WordMasks words = ReadWords(phrase_, weights_.words);
    // Own words that say only that it is a total or a share (全县总数, 占) leave it to the noun.
    if ((own_mask_ & ~words.whole & ~words.total) == 0) own_mask_ = ~uint64_t{0};
    ReadPhrase(unit->bit);
    link.near = alias_seen_ ? Near::kWord : topics_.empty() ? Near::kNothing : Near::kTopic;
    if (aliases_.empty()) return;
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
    const uint64_t examples = ExampleMask(phrase_);
    const uint32_t whole = relations_[m].part_of;
    const int whole_indicator = whole == kNoMeasure ? -1 : links_[whole].indicator;
    const int base = measure.base == kNoMeasure ? -1 : links_[measure.base].indicator;
    float near = 0;
    for (Candidate& candidate : candidates_) {
      const bool same =
          base >= 0 && index_.family(candidate.indicator) == index_.family(static_cast<uint32_t>(base));
      if (static_cast<int>(candidate.indicator) == whole_indicator ||
          OfOtherKind(candidate.indicator, whole_indicator) || Excluded(candidate, q, same)) {
        link.near = std::max(link.near, Near::kExcluded);
        continue;
      }
      // What was taken over from a figure of the same family does not narrow: 实际出庭 of
      // 应由负责人出庭的案件.
      const uint64_t carried = same ? Mask(0, static_cast<uint32_t>(phrase.size())) & ~own_mask_ : 0;
      const uint64_t own = candidate.mask | TopicMask(*candidate.use);
      // What it was done for, before the verb, does not narrow: 围绕涉企执法开展 法治督察.
      const uint64_t occasion = words.Before(candidate.best_begin);
      const uint64_t aside =
          (((Aside(candidate, static_cast<uint32_t>(phrase.size())) | labels) & ~words.narrowing) |
           occasion) &
          ~own & ~neutral;
      const float explained = static_cast<float>(Count(own)) +
                              weights_.neutral * static_cast<float>(Count(neutral & ~own)) +
                              weights_.aside * static_cast<float>(Count(aside));
      const float lent = weights_.neutral * static_cast<float>(Count(carried & ~own & ~neutral & ~aside));
      float score =
          candidate.base + weights_.coverage * (explained + lent) / static_cast<float>(phrase.size());
      if (fits[candidate.indicator] == UnitFit::kApart) score += weights_.apart_unit;
      // 办理社会救助、医疗保险 等业务: examples between the words of an alias narrow nothing.
      const uint64_t narrowing =
          words.narrowing & ~own & ~occasion & ~carried & ~(candidate.inside & examples);
      if (narrowing != 0) score += weights_.narrowing;
      const float alone = score + (words.whole != 0 ? weights_.whole : 0);
      if (base >= 0 && (same || measure.bare)) score += same ? weights_.family : -2 * weights_.family;
      near = std::max(near, score);
      candidate.score = score;
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
    if (link.indicator >= 0 && IsOneOfList(static_cast<uint32_t>(link.indicator), neutral)) {
      link = Link();
      second_[m] = Link();
      link.near = Near::kPartial;
      return;
    }
    if (link.indicator < 0 && near > 0) {
      link.near = Near::kBelow;
      link.score = near;
    }
    if (link.indicator >= 0) established_[static_cast<uint32_t>(link.indicator)] = true;
  }

  // Whether the measure joins what the indicator counts to what another one does: 行政处罚和行政强制案件 are
  // neither's.
  bool IsOneOfList(uint32_t indicator, uint64_t neutral) const {
    constexpr float kNearly = 0.1f;
    const auto own = std::find_if(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
      return candidate.indicator == indicator;
    });
    return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
      const uint64_t both = own->mask & other.mask;
      const uint64_t mine = own->mask & ~both;
      const uint64_t rest = other.mask & ~both;
      return other.score >= threshold_ - kNearly && mine != 0 && rest != 0 && (both & ~neutral) == 0 &&
             (JoinStandsBetween(mine, rest) || JoinStandsBetween(rest, mine));
    });
  }

  // Whether nothing but a word that joins stands between the end of the first and the beginning of the
  // second.
  bool JoinStandsBetween(uint64_t first, uint64_t second) const {
    const uint32_t begin = 64 - static_cast<uint32_t>(__builtin_clzll(first));
    const uint32_t end = static_cast<uint32_t>(__builtin_ctzll(second));
    if (begin >= end || end > phrase_.size()) return false;
    const auto between = std::u32string_view(phrase_).substr(begin, end - begin);
    return WordTable::Get().Prefix(between, kJoin).length == between.size();
  }

  // Whether the whole is of another domain, and none that the catalog says the indicator is a part of:
  // 行政处罚40件 out of 行政复议案件 are cases about penalties, 重大行政决策9件 out of 审查涉法文件 are
  // reviews of decisions.
  bool OfOtherKind(uint32_t indicator, int whole) const {
    if (whole < 0) return false;
    const v1::Indicator& part = catalog_.proto().indicators(static_cast<int>(indicator));
    const v1::Indicator& all = catalog_.proto().indicators(whole);
    return part.domain() != all.domain() && part.part_of() != all.id();
  }

  // What narrows less than other words: who did it, before an alias that begins with a verb and ends the
  // measure; what was done by those whom an alias names that begins it; what a duration is of; and what
  // stands between the two words of an alias.
  uint64_t Aside(const Candidate& candidate, uint32_t size) const {
    uint64_t aside = candidate.inside;
    if (candidate.end == size) {
      for (const uint32_t begin : {candidate.begin, candidate.best_begin}) {
        if (IsDuration(candidate.indicator) || BeginsWithVerb(begin)) aside |= Mask(0, begin);
      }
    }
    if (candidate.begin == 0 && candidate.end >= 4 && candidate.end < size) {
      aside |= Mask(candidate.end, size - candidate.end);
    }
    return aside;
  }

  bool BeginsWithVerb(uint32_t at) const {
    return static_cast<bool>(WordTable::Get().Prefix(std::u32string_view(phrase_).substr(at), kAct));
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
  uint32_t serial_ = 0;         // of the measure at hand
  uint32_t section_stamp_ = 0;  // index of the section at hand + 1
  uint32_t section_begin_ = 0;
  uint32_t sentence_stamp_ = 0;  // index of the sentence at hand + 1
  uint32_t sentence_begin_ = 0;
  uint32_t forbidden_serial_ = 0;              // of the last measure that holds a forbidden word
  size_t forbidden_cursor_ = 0;                // of forbidden_hits_, at the last window
  uint64_t own_mask_ = 0;                      // where in the measure an alias must stand, in part at least
  std::vector<Link> second_;                   // by measure: the second best
  std::vector<float> contest_;                 // by measure: the link's score against others of its indicator
  std::vector<ForbiddenSeen> forbidden_seen_;  // by forbidden word
  std::vector<bool> established_;              // by indicator: linked before in the document
  std::vector<NearestTopic> nearest_;          // by list of topics
  std::vector<TopicSeen> seen_;                // by topic
  std::vector<Candidate> candidates_;
  bool alias_seen_ = false;  // in the measure, of whatever unit
  std::vector<PhraseHit> aliases_;
  std::vector<PhraseHit> topics_;
  std::vector<PhraseHit> tails_;      // second words of aliases of two
  std::vector<PhraseHit> forbidden_;  // forbidden words in the measure
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
