#include "services/extraction/core/linking.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/indicator_list.h"
#include "services/extraction/core/linking_contest.h"
#include "services/extraction/core/linking_fields.h"
#include "services/extraction/core/linking_forbidden.h"
#include "services/extraction/core/linking_masks.h"
#include "services/extraction/core/linking_rates.h"
#include "services/extraction/core/linking_topics.h"
#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// Most code points between the two words of an alias.
constexpr uint32_t kWidestGap = 16;
// And when the second stands before the first.
constexpr uint32_t kWidestGapBefore = 6;

// What a figure that goes on with a part loses by against others of its indicator.
constexpr float kOfPart = 0.2f;

// A verb that is shorter (立案, 维持) needs its topic before it, however often its indicator was linked
// before.
constexpr uint32_t kShortestAlone = 3;

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
  uint32_t number = 0;  // of the word in the AliasIndex
  const AliasIndex::Word* word = nullptr;
  uint64_t mask = 0;

  uint32_t end() const { return begin + length; }
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
        topics_(context, index_, hits.topics),
        own_field_(context.outline.report()),
        field_actors_(context),
        forbidden_(index_, hits.forbidden),
        measures_(measures),
        relations_(relations),
        links_(links),
        weights_(LinkWeights::Get()),
        stripper_(context.text) {
    threshold_ = weights_.threshold;
    if (context.outline.report().kind() != v1::REPORT_KIND_ANNUAL_REPORT) {
      threshold_ +=
          IsOfTheField(context.outline.report().title()) ? weights_.other_kind_of_field : weights_.other_kind;
    }
  }

  void Run() {
    links_.assign(measures_.size(), Link());
    second_.assign(measures_.size(), Link());
    contest_.assign(measures_.size(), 0);
    candidate_of_.assign(static_cast<size_t>(catalog_.proto().indicators_size()), 0);
    established_.assign(static_cast<size_t>(catalog_.proto().indicators_size()), false);
    for (uint32_t m = 0; m < measures_.size(); ++m) {
      const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
      topics_.Enter(quantity.sentence, quantity.begin, std::max(measures_[m].window.end, quantity.end));
      if (quantity.kind == v1::KIND_CHANGE || quantity.grey) continue;
      LinkOne(m);
      if (m > 0 && IsValueBefore(m - 1, m)) links_[m - 1] = links_[m];
    }
    DropPartsOfTables();
    Compete(context_, catalog_, quantities_, measures_, second_, contest_, links_);
    LinkRates(catalog_, quantities_, measures_, relations_, links_);
  }

 private:
  // 化解纠纷417件,调解成功410件: where words for an outcome say of a part what was read of the whole, the
  // whole is what that indicator is a part of. The whole's indicator then.
  int WidenWhole(uint32_t m, uint32_t whole) {
    if (whole == kNoMeasure || links_[whole].indicator < 0) return -1;
    const int indicator = links_[whole].indicator;
    const Piece own = measures_[m].own;
    const auto is = [&](const Candidate& c) { return static_cast<int>(c.indicator) == indicator; };
    const std::string& of = catalog_.proto().indicators(indicator).part_of();
    if (of.empty() || own.empty() || std::none_of(candidates_.begin(), candidates_.end(), is) ||
        WordTable::Get().Prefix(context_.Slice(own.begin, own.end), kOutcome).length < own.size())
      return indicator;
    links_[whole].indicator = catalog_.IndexOf(of);
    links_[whole].alias = 0;  // what linked it is none of the larger one's
    return links_[whole].indicator;
  }

  // 自然人 | 法人 | 总计: a part is not what the total is, whatever they are called.
  void DropPartsOfTables() {
    std::vector<uint32_t> parts;
    for (uint32_t m = 0; m < measures_.size(); ++m) {
      const uint32_t whole = relations_[m].part_of;
      if (whole == kNoMeasure || links_[m].indicator < 0 || links_[m].indicator != links_[whole].indicator)
        continue;
      const GroundedQuantity& part = quantities_[measures_[m].quantity];
      const auto& sentence = context_.outline.sentences(static_cast<int>(part.sentence));
      if (sentence.table() != 0 && part.period == quantities_[measures_[whole].quantity].period)
        parts.push_back(m);
    }
    for (const uint32_t m : parts) links_[m] = Link();
  }

  // 工伤认定由60日压缩至20日: whether `prior`, which has no indicator, is the earlier value of what `m` is.
  bool IsValueBefore(uint32_t prior, uint32_t m) const {
    const GroundedQuantity& before = quantities_[measures_[prior].quantity];
    const GroundedQuantity& after = quantities_[measures_[m].quantity];
    return links_[m].indicator >= 0 && links_[prior].indicator < 0 && measures_[m].base == prior &&
           measures_[m].own.empty() && links_[prior].near != Near::kExcluded &&
           before.status == v1::STATUS_PRIOR && before.kind == v1::KIND_LEVEL &&
           before.sentence == after.sentence && before.quantity.unit() == after.quantity.unit();
  }

  // A weak alias whose indicator was linked before in the document needs no topic any more (持证率 in the
  // plan).
  float EstablishedScore(uint32_t indicator) const {
    return established_[indicator] ? weights_.topic_document : -1;
  }

  // Whether a title is of law-based government, whatever kind of text it stands above
  // (在全县法治政府建设推进会上的讲话).
  static bool IsOfTheField(const std::string& title) {
    for (const absl::string_view word : {"法治", "依法行政", "述法", "普法"}) {
      if (absl::StrContains(title, word)) return true;
    }
    return false;
  }

  // The second word of an alias of two whose first stands at [begin, end): behind it, or else not far before
  // it (行政复议申请已受理 for 受理…复议申请).
  const PhraseHit* TailOf(uint32_t number, uint32_t begin, uint32_t end) const {
    const PhraseHit* before = nullptr;
    for (const PhraseHit& hit : hits_) {
      if (hit.number != number) continue;
      if (hit.begin >= end) return hit.begin - end <= kWidestGap ? &hit : before;
      if (end == phrase_.size() && hit.end() <= begin && begin - hit.end() <= kWidestGapBefore) before = &hit;
    }
    return before;
  }

  // False where the second word of an alias of two stands nowhere in the measure.
  bool MayStand(const AliasIndex::Use& use) const {
    return (use.tail == TermTrie::kNone) | ((tail_bits_ & TailBit(use.tail)) != 0);
  }
  static uint64_t TailBit(uint32_t number) { return uint64_t{1} << (number & 63); }

  // Takes an alias that stands in the measure, unless one of its words or a topic that it needs is missing.
  void AddUse(const AliasIndex::Use& use, const PhraseHit& hit) {
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
    float base =
        (weak ? weights_.weak : weights_.strong) + weights_.alias_length * static_cast<float>(length);
    uint32_t topic = UINT32_MAX;
    if (weak || sure) {
      const NearestTopic& nearest = topics_.Nearest(use);
      topic = nearest.topic;
      const bool needy = length < kShortestAlone && BeginsWithVerb(begin);
      if (needy && (nearest.score < 0 || topics_.IsAhead(topic))) return;
      const float score = nearest.score < 0 ? EstablishedScore(use.indicator) : nearest.score;
      if (score < 0) return;
      base += score;
    }
    AddCandidate(
        {use.indicator, mask, base, use.alias, topic, &use, begin, begin, end, Mask(begin, end - begin)});
  }

  // Each indicator is one candidate, by the best of its aliases.
  void AddCandidate(const Candidate& found) {
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

  // Whether a forbidden word was marked that is none of the candidate's own aliases' (事项 of 办结…许可事项),
  // or a required topic stands nowhere near. What was taken over from a figure of the same family forbids
  // nothing.
  bool Excluded(const Candidate& candidate, bool same_family) const {
    const uint32_t indicator = candidate.indicator;
    const auto own_of = [&](uint32_t word) {
      return static_cast<uint32_t>(std::count_if(hits_.begin(), hits_.end(), [&](const PhraseHit& hit) {
        return hit.word->forbidden == word && (hit.mask & ~candidate.mask) == 0;
      }));
    };
    if (forbidden_.Forbid(indicator, same_family, own_of)) return true;
    for (const uint32_t word : index_.barred(indicator)) {
      if (topics_.InStatement(word)) return true;
    }
    const auto required = index_.required(indicator);
    if (required.empty()) return false;
    return std::all_of(required.begin(), required.end(),
                       [&](uint32_t word) { return topics_.Score(word) < 0; });
  }

  // Finds the words of the catalog in the measure.
  void ReadPhrase() {
    hits_.clear();
    tail_bits_ = 0;
    index_.words().All(phrase_, [&](uint32_t begin, uint32_t length, uint32_t number) {
      const AliasIndex::Word& word = index_.word(number);
      hits_.push_back({begin, length, number, &word, Mask(begin, length)});
      tail_bits_ |= word.tail ? TailBit(number) : 0;
      if (word.topic != TermTrie::kNone) topics_.SeeInMeasure(word.topic);
      if (word.forbidden != TermTrie::kNone)
        forbidden_.SeeInPhrase(word.forbidden, (Mask(begin, length) & own_mask_) != 0);
    });
  }

  // How near the measure comes to an indicator by the kinds of its words alone.
  Near NearByWords() const {
    Near near = Near::kNothing;
    for (const PhraseHit& hit : hits_) {
      if (hit.word->is_alias()) return Near::kWord;
      if (hit.word->topic != TermTrie::kNone) near = Near::kTopic;
    }
    return near;
  }

  // What holds for all candidates of one measure.
  struct Asked {
    uint32_t m = 0;
    WordMasks words;
    uint64_t field = 0;    // words of the department's own field
    uint64_t neutral = 0;  // and all others that narrow nothing
    uint64_t labels = 0;
    uint64_t examples = 0;
    uint64_t bodies = 0;  // of those whose number the figure is
    int whole = -1;       // indicator of what it is a part of
    int base = -1;        // and of what it took words from
    bool occasional = false;
    bool served = false;  // whom it was done for
    bool some = false;    // people or bodies, and not said to be all
    bool of_field = false;
    bool of_one_field = false;
  };

  void LinkOne(uint32_t m) {
    const Measure& measure = measures_[m];
    const GroundedQuantity& quantity = quantities_[measure.quantity];
    unit_ = index_.unit_fits(quantity.quantity.unit());
    Link& link = links_[m];
    if (unit_ == nullptr) {
      link.near = Near::kUnit;
      return;
    }
    phrase_.clear();
    measure.phrase.AppendTo(context_.text, phrase_);
    if (phrase_.empty()) return;
    if (phrase_.size() > kLongest) phrase_.resize(kLongest);
    Asked asked;
    asked.m = m;
    asked.words = ReadWords(phrase_, weights_.words);
    if (asked.words.partial || measure.of_one) {
      link.near = Near::kPartial;
      return;
    }
    forbidden_.BeginMeasure();
    topics_.BeginMeasure();
    own_mask_ = OwnMask(measure, asked.words);
    ReadPhrase();
    link.near = NearByWords();
    if (link.near != Near::kWord) return;
    CollectCandidates(quantity.kind == v1::KIND_RANK, link);
    if (candidates_.empty()) return;
    Ask(asked);
    float nearest = 0;
    for (Candidate& candidate : candidates_) nearest = std::max(nearest, Judge(asked, candidate));
    if (link.indicator >= 0 && IsOneOfList(static_cast<uint32_t>(link.indicator), asked.neutral)) {
      link = Link();
      second_[m] = Link();
      link.near = Near::kPartial;
      return;
    }
    if (link.indicator < 0 && nearest > 0) {
      link.near = Near::kBelow;
      link.score = nearest;
    }
    if (link.indicator >= 0) established_[static_cast<uint32_t>(link.indicator)] = true;
  }

  // Where the measure's own words stand in it: one that took its noun from elsewhere is what they say (维持
  // of 行政复议申请 is no 申请).
  uint64_t OwnMask(const Measure& measure, const WordMasks& words) const {
    constexpr uint64_t kAll = ~uint64_t{0};
    if (!measure.bare || measure.own.empty() || measure.own.size() >= phrase_.size()) return kAll;
    const uint32_t after = measure.own.size() - measure.own_before;
    const uint64_t own =
        Mask(0, measure.own_before) | Mask(static_cast<uint32_t>(phrase_.size()) - after, after);
    // Own words that say only that it is a total or a share (全县总数, 占), or that it was done (开展), leave
    // it to the noun.
    return (own & ~words.whole & ~words.total & ~words.carriers) == 0 ? kAll : own;
  }

  // The indicators whose aliases stand in the measure and whose unit fits, into candidates_.
  void CollectCandidates(bool rank, Link& link) {
    candidates_.clear();
    for (const PhraseHit& hit : hits_) {
      if ((hit.word->units & unit_->bit) == 0) continue;
      for (const auto& use : index_.uses(*hit.word)) {
        // One branch for all: none of them can be foreseen.
        const bool fit = (unit_->by_indicator[use.indicator] != UnitFit::kNone) & (use.rank == rank);
        link.near = fit ? Near::kTopicless : link.near;
        if (fit & MayStand(use)) AddUse(use, hit);
      }
    }
  }

  void Ask(Asked& asked) {
    const Measure& measure = measures_[asked.m];
    const GroundedQuantity& quantity = quantities_[measure.quantity];
    const absl::string_view unit = quantity.quantity.unit();
    asked.field = own_field_.MaskIn(phrase_);
    asked.neutral = asked.words.neutral | asked.field;
    forbidden_.SeeWindow(measure.window);
    asked.labels = LabelMask(phrase_);
    asked.examples = ExampleMask(phrase_);
    asked.whole = WidenWhole(asked.m, relations_[asked.m].part_of);
    asked.base = measure.base == kNoMeasure ? -1 : links_[measure.base].indicator;
    asked.bodies = BodiesMask(unit);
    asked.occasional = stripper_.SaysOccasion(measure.window);
    // 为86名执法人员授课: whom it was done for are not all that there are.
    constexpr uint32_t kLongestServe = 4;
    const auto before =
        context_.Slice(quantity.begin - std::min(quantity.begin, kLongestServe), quantity.begin);
    asked.served =
        CountsPeople(unit) && measure.own.begin >= quantity.end && WordTable::Get().Suffix(before, kServe);
    const auto& sentence = context_.outline.sentences(static_cast<int>(quantity.sentence));
    asked.some = SortOf(unit) != kThings && asked.words.whole == 0;
    asked.of_field = field_actors_.Act(sentence.begin(), quantity.begin);
    asked.of_one_field = OfOneField(quantity);
  }

  // Whether the measure cannot be what the candidate counts, whatever its words.
  bool RulesOut(const Asked& asked, const Candidate& candidate, bool same_family) const {
    const uint32_t indicator = candidate.indicator;
    const auto named = [&](const auto& list) { return NamesIndicator(list, IdOf(indicator)); };
    return static_cast<int>(indicator) == asked.whole ||
           (measures_[asked.m].places == Places::kSome && named(weights_.of_territory)) ||
           (asked.bodies != 0 && (asked.bodies & candidate.mask) == 0 && !IsOfBodies(indicator)) ||
           OfOtherKind(indicator, asked.whole) || (asked.served && IsStock(indicator)) ||
           // 录入执法人员426名: of those that there are.
           (asked.some && (asked.words.dealt & ~candidate.mask) != 0 && IsStock(indicator)) ||
           (asked.of_field && named(weights_.of_all)) ||
           (asked.of_one_field && named(weights_.of_enforcement)) || Excluded(candidate, same_family);
  }

  // Scores the candidate, and links the measure to it where no other has scored higher. Its score; 0 when it
  // is ruled out.
  float Judge(const Asked& asked, Candidate& candidate) {
    const Measure& measure = measures_[asked.m];
    const WordMasks& words = asked.words;
    Link& link = links_[asked.m];
    const bool same = asked.base >= 0 &&
                      index_.family(candidate.indicator) == index_.family(static_cast<uint32_t>(asked.base));
    if (RulesOut(asked, candidate, same)) {
      link.near = std::max(link.near, Near::kExcluded);
      return 0;
    }
    const auto size = static_cast<uint32_t>(phrase_.size());
    // What was taken over from a figure of the same family does not narrow: 实际出庭 of
    // 应由负责人出庭的案件.
    const uint64_t carried = same ? Mask(0, size) & ~own_mask_ : 0;
    const uint64_t own = candidate.mask | TopicMask(*candidate.use);
    // What a duration is of narrows nothing: 医疗机构执业登记 is an item as any other.
    const uint64_t narrower = IsDuration(candidate.indicator) ? 0 : words.narrowing & ~asked.field;
    // What it was done for, before the verb, does not narrow: 围绕涉企执法开展 法治督察.
    const uint64_t occasion = words.Before(candidate.best_begin);
    const uint64_t aside =
        (((Aside(candidate, size) | asked.labels) & ~narrower) | occasion) & ~own & ~asked.neutral;
    const float explained = static_cast<float>(Count(own)) +
                            weights_.neutral * static_cast<float>(Count(asked.neutral & ~own)) +
                            weights_.aside * static_cast<float>(Count(aside));
    const float lent = weights_.neutral * static_cast<float>(Count(carried & ~own & ~asked.neutral & ~aside));
    float score = candidate.base + weights_.coverage * (explained + lent) / static_cast<float>(size);
    if (unit_->by_indicator[candidate.indicator] == UnitFit::kApart) score += weights_.apart_unit;
    // 办理社会救助、医疗保险 等业务: examples between the words of an alias narrow nothing.
    const uint64_t narrowing = narrower & ~own & ~occasion & ~carried & ~(candidate.inside & asked.examples);
    if (narrowing != 0 || asked.occasional) score += weights_.narrowing;
    // 新建公共法律服务工作室12个: not how many there are.
    if ((narrowing & 1) != 0 && phrase_.front() == U'新' && IsStock(candidate.indicator))
      score += weights_.narrowing;
    const float alone = score + (words.whole != 0 ? weights_.whole : 0);
    if (asked.base >= 0 && (same || measure.bare)) score += same ? weights_.family : -2 * weights_.family;
    candidate.score = score;
    if (score < threshold_) return score;
    const Link found = {static_cast<int>(candidate.indicator), static_cast<int>(candidate.alias),
                        candidate.topic, score, explained / static_cast<float>(size)};
    if (score > link.score) {
      second_[asked.m] = link;
      link = found;
      contest_[asked.m] = alone - (GoesOnWithPart(measure.quantity) ? kOfPart : 0);
    } else if (score > second_[asked.m].score) {
      second_[asked.m] = found;
    }
    return score;
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

  // 其中非法行医9件,罚没52万元: whether a statement that begins with a part counts it by another figure
  // first.
  bool GoesOnWithPart(uint32_t q) {
    const auto& sentence = context_.outline.sentences(static_cast<int>(quantities_[q].sentence));
    const uint32_t begin = sentence.begin();
    if (q == 0 || quantities_[q - 1].begin <= begin || !StandsAt(context_.text, begin, U"其中")) return false;
    if (part_sentence_ != quantities_[q].sentence) {
      part_sentence_ = quantities_[q].sentence;
      const size_t stop = context_.Slice(begin, sentence.end()).find_first_of(U";；");
      part_end_ = stop == std::u32string_view::npos ? sentence.end() : begin + static_cast<uint32_t>(stop);
    }
    return quantities_[q].begin <= part_end_;
  }

  // 查处食品药品违法案件74件,罚没款62万元: what a government does in one field, and the money of it.
  bool OfOneField(const GroundedQuantity& quantity) {
    const bool money = absl::EndsWith(quantity.quantity.unit(), "元");
    const bool goes_on = money && field_end_ <= quantity.begin &&
                         !ContainsAnyOf(context_.Slice(field_end_, quantity.begin), U"。;；\n");
    if (!goes_on && !field_actors_.IsOfOneField(phrase_)) return false;
    field_end_ = quantity.end;
    return true;
  }

  bool IsStock(uint32_t indicator) const {
    return catalog_.proto().indicators(static_cast<int>(indicator)).kind() == v1::INDICATOR_KIND_STOCK;
  }

  bool IsDuration(uint32_t indicator) const {
    return catalog_.proto().indicators(static_cast<int>(indicator)).kind() == v1::INDICATOR_KIND_DURATION;
  }

  // The bodies that end a measure in their unit: they are counted, and nothing before them
  // (抽取案卷单位24家).
  uint64_t BodiesMask(absl::string_view unit) const {
    if (unit != "个" && unit != "家") return 0;
    const uint32_t length = WordTable::Get().Suffix(phrase_, kOrgan).length;
    return Mask(static_cast<uint32_t>(phrase_.size()) - length, length);
  }

  const std::string& IdOf(uint32_t indicator) const {
    return catalog_.proto().indicators(static_cast<int>(indicator)).id();
  }

  bool IsOfBodies(uint32_t indicator) const {
    const std::string& unit = catalog_.proto().indicators(static_cast<int>(indicator)).unit();
    return unit == "个" || unit == "家";
  }

  // Where the topics of a weak alias stand in the measure.
  uint64_t TopicMask(const AliasIndex::Use& use) const {
    const auto topics = index_.topics(use);
    uint64_t mask = 0;
    for (const PhraseHit& hit : hits_) {
      if (std::find(topics.begin(), topics.end(), hit.word->topic) != topics.end()) mask |= hit.mask;
    }
    return mask;
  }

  const Context& context_;
  const Catalog& catalog_;
  const AliasIndex& index_;
  const std::vector<GroundedQuantity>& quantities_;
  TopicsSeen topics_;
  const OwnField own_field_;
  FieldActors field_actors_;
  ForbiddenWords forbidden_;
  const std::vector<Measure>& measures_;
  const std::vector<Relation>& relations_;
  std::vector<Link>& links_;
  const LinkWeights& weights_;
  const Stripper stripper_;

  float threshold_ = 0;
  uint32_t field_end_ = UINT32_MAX;  // of the last figure that is of one field
  uint64_t own_mask_ = 0;            // where in the measure an alias must stand, in part at least
  std::vector<Link> second_;         // by measure: the second best
  std::vector<float> contest_;       // by measure: the link's score against others of its indicator
  std::vector<bool> established_;    // by indicator: linked before in the document
  std::vector<Candidate> candidates_;
  std::vector<uint32_t> candidate_of_;   // by indicator: its place in candidates_, if it is there
  std::vector<PhraseHit> hits_;          // the catalog's words in the measure
  uint64_t tail_bits_ = 0;               // TailBit of those among them that end an alias of two words
  uint32_t part_sentence_ = UINT32_MAX;  // that begins with 其中, up to its first semicolon
  uint32_t part_end_ = 0;
  const AliasIndex::UnitFits* unit_ = nullptr;  // of the measure that is linked
  std::u32string phrase_;
};

}  // namespace

void LinkMeasures(const Context& context, const Catalog& catalog,
                  const std::vector<GroundedQuantity>& quantities, const ContextHits& hits,
                  const std::vector<Measure>& measures, const std::vector<Relation>& relations,
                  std::vector<Link>& links) {
  Linker(context, catalog, quantities, hits, measures, relations, links).Run();
}

}  // namespace fazhi::extraction
