#include "services/extraction/core/linking.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/indicator_list.h"
#include "services/extraction/core/linking_candidates.h"
#include "services/extraction/core/linking_contest.h"
#include "services/extraction/core/linking_exclusions.h"
#include "services/extraction/core/linking_forbidden.h"
#include "services/extraction/core/linking_masks.h"
#include "services/extraction/core/linking_rates.h"
#include "services/extraction/core/linking_related.h"
#include "services/extraction/core/linking_topics.h"
#include "services/extraction/core/linking_weights.h"
#include "services/extraction/core/linking_wording.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/territory.h"
#include "services/extraction/core/unit_sorts.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

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
        forbidden_(index_, hits.forbidden),
        finder_(index_, static_cast<size_t>(catalog.proto().indicators_size()), topics_, forbidden_),
        measures_(measures),
        relations_(relations),
        links_(links),
        weights_(LinkWeights::Get()),
        exclusions_(context, catalog, quantities, measures, relations, links, topics_, finder_, forbidden_),
        related_(context, catalog, quantities, measures, relations, links),
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
    for (uint32_t m = 0; m < measures_.size(); ++m) {
      const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
      topics_.Enter(quantity.sentence, quantity.begin, std::max(measures_[m].window.end, quantity.end));
      if (quantity.kind == v1::KIND_CHANGE || quantity.grey) continue;
      LinkOne(m);
      related_.Settle(m);
    }
    related_.DropParts();
    Compete(context_, catalog_, quantities_, measures_, relations_, second_, contest_, links_);
    LinkRates(context_, catalog_, quantities_, measures_, relations_, links_);
    related_.TakeEarlierValues();
  }

 private:
  // 化解纠纷417件,调解成功410件: where words for an outcome say of a part what was read of the whole, the
  // whole, in the same sentence, is what that indicator is a part of. The whole's indicator then.
  int WidenWhole(uint32_t m, uint32_t whole) {
    if (whole == kNoMeasure || links_[whole].indicator < 0) return -1;
    const int indicator = links_[whole].indicator;
    const Piece own = measures_[m].own;
    const int of = index_.whole(static_cast<uint32_t>(indicator));
    const Piece said = measures_[whole].own;
    const bool apart =
        quantities_[measures_[whole].quantity].sentence != quantities_[measures_[m].quantity].sentence;
    if (of < 0 || own.empty() || apart || !finder_.Holds(indicator) ||
        EndsWith(context_.Slice(said.begin, said.end), context_.Slice(own.begin, own.end)) ||
        WordTable::Get().Prefix(context_.Slice(own.begin, own.end), kOutcome).length < own.size())
      return indicator;
    links_[whole].indicator = of;
    links_[whole].alias = 0;  // what linked it is none of the larger one's
    return links_[whole].indicator;
  }

  // Whether a title is of law-based government, whatever kind of text it stands above
  // (在全县法治政府建设推进会上的讲话, 行政复议和行政应诉案件情况分析, 行政执法统计年报).
  static bool IsOfTheField(const std::string& title) {
    return LinkWeights::Get().of_the_field.StandsIn(ToCodePoints(title));
  }

  void LinkOne(uint32_t m) {
    const Measure& measure = measures_[m];
    const GroundedQuantity& quantity = quantities_[measure.quantity];
    unit_ = index_.unit_fits(quantity.quantity.unit());
    Link& link = links_[m];
    if (unit_ == nullptr) {
      link.near = Near::kUnit;
      return;
    }
    wording_ = Wording();
    measure.phrase.AppendTo(context_.text, wording_.phrase);
    if (wording_.phrase.empty()) return;
    if (measure.bare && measure.own.size() < wording_.phrase.size()) {
      wording_.own_before = measure.own_before;
      wording_.own_after = measure.own.size() - measure.own_before;
    }
    Asked asked;
    asked.m = m;
    asked.phrase = Phrase();
    exclusions_.Enter(asked);
    if (measure.of_one) {
      link.near = Near::kPartial;
      return;
    }
    LinkPhrase(asked);
    if (link.indicator < 0 && link.near != Near::kPartial) LinkAllPlaces(asked);
    if (link.indicator >= 0 || link.near == Near::kPartial || link.near == Near::kExcluded) return;
    LinkOtherwise(asked);
    if (link.indicator < 0) LinkWithoutField(asked);
    if (link.indicator < 0) LinkByClauses(asked);
  }

  // 全县14个乡镇下辖的217个村居均有专人代办: what is said of all places of the territory counts them. Links
  // the measure by their noun alone, which stands behind the figure.
  void LinkAllPlaces(Asked& asked) {
    constexpr uint32_t kLongestNoun = 12;
    const uint32_t m = asked.m;
    const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
    if (quantity.quantity.unit() != "个" || quantity.status != v1::STATUS_ACTUAL ||
        measures_[m].own.begin != quantity.end || !IsOfAllPlaces(m))
      return;
    constexpr uint32_t kReach = kLongestNoun + 2;  // the longest word behind it
    const uint32_t end = context_.outline.sentences(static_cast<int>(quantity.sentence)).end();
    const auto behind = context_.Slice(quantity.end, std::min(quantity.end + kReach, end));
    size_t size = std::min(behind.find_first_of(U",;:。、的"), behind.size());
    for (const std::u32string_view word :
         {U"全部", U"均", U"都", U"一律", U"实现", U"各自", U"下辖", U"所辖"})
      size = std::min(size, behind.find(word));
    if (size == 0 || size > kLongestNoun || size == behind.size() || IsAnyOf(behind[size], U",;:。、的") ||
        IsAnyOf(behind[size - 1], U"中年月日人"))  // 12个镇中有4个, 月均
      return;
    Wording noun;
    noun.phrase = behind.substr(0, size);
    asked.all = true;
    asked.end = quantity.end + static_cast<uint32_t>(size);
    LinkAgain(asked, noun, /*otherwise=*/false, [&](const Link& link) { return IsOfTerritory(link); });
    asked.all = false;
    asked.end = UINT32_MAX;
  }

  // Whether a figure is said to be of all places, or stands behind another one that counts all.
  bool IsOfAllPlaces(uint32_t m) const {
    constexpr uint32_t kBefore = 6;
    const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
    if (m > 0 && IsOfTerritory(links_[m - 1]) &&
        quantities_[measures_[m - 1].quantity].sentence == quantity.sentence)
      return true;
    auto before = context_.Slice(quantity.begin - std::min(quantity.begin, kBefore), quantity.begin);
    before.remove_prefix(before.find_last_of(U",;:。、\n") + 1);
    return ContainsAnyOf(before, U"全辖属");
  }

  bool IsOfTerritory(const Link& link) const {
    return link.indicator >= 0 &&
           weights_.of_territory.Names(catalog_.proto().indicators(link.indicator).id());
  }

  // Links the measure by what it says in the catalog's words.
  void LinkOtherwise(Asked& asked) {
    const Measure& measure = measures_[asked.m];
    // 研究行政执法、信访积案化解等议题: what is shown is without the examples.
    const bool examples = !measure.shown.empty() && measure.shown.length() < measure.phrase.length();
    const bool share = quantities_[measure.quantity].quantity.unit() == "%";
    const bool particles = HasParticle(wording_.phrase);
    if (!examples && !particles && !SaysOtherwise(index_, wording_.phrase, share)) return;
    Wording shown = wording_;
    if (examples) {
      shown = Wording();
      measure.shown.AppendTo(context_.text, shown.phrase);
    }
    const Wording other = SayOtherwise(index_, shown, share);
    LinkAgain(asked, other, /*otherwise=*/true);
    if (links_[asked.m].indicator < 0 && particles)
      LinkAgain(asked, WithoutParticles(other), /*otherwise=*/true);
  }

  // 协议签字前先过法律关,共审83份: what the clauses before say of, where no figure stands before and this
  // one's own words are no more than what was done. Only the catalog's plain words link by them.
  void LinkByClauses(Asked& asked) {
    constexpr int kMostClauses = 3;
    const std::u32string_view before = ClausesBefore(asked.m);
    const Piece own = measures_[asked.m].own;
    const Link& link = links_[asked.m];
    const auto plain = [&](const Link& found) { return IsPlainLink(found); };
    by_clauses_ = true;
    size_t begin = before.size();
    for (int clauses = 0; clauses < kMostClauses && begin != 0 && link.indicator < 0; ++clauses) {
      begin = before.substr(0, begin - 1).find_last_of(U",:") + 1;
      Wording said;
      for (const char32_t c : before.substr(begin)) {
        if (c != U',' && c != U':') said.phrase.push_back(c);
      }
      said.phrase.append(context_.Slice(own.begin, own.end));
      if (said.phrase.size() > kLongest) break;
      if (!LinkAgain(asked, said, /*otherwise=*/false, plain) &&
          SaysOtherwise(index_, said.phrase, /*share=*/false))
        LinkAgain(asked, SayOtherwise(index_, said, /*share=*/false), /*otherwise=*/true, plain);
    }
    by_clauses_ = false;
  }

  // Whether it is surer than others need to be, and its alias needs no topic, or the words themselves have
  // it.
  bool IsPlainLink(const Link& link) const {
    constexpr float kSurer = 0.08f;
    if (link.score < threshold_ + kSurer) return false;
    return link.topic == UINT32_MAX || topics_.InMeasure(link.topic);
  }

  // 共审 of 全年共审12件, 计, 全县办 of 全县办了184场: that it was done, in all of the territory, and how
  // many there are.
  bool SaysOnlyDone(Piece own) const {
    if (context_.Slice(own.begin, own.end) == U"计") return true;
    if (own.size() > 1 && context_.text[own.begin] == U'全' && IsLevel(context_.text[own.begin + 1]))
      own.begin += 2;
    if (own.size() == 1 && context_.text[own.end] == U'了') --own.end;  // 办了, 讲了
    return stripper_.Covered(own, kAct | kLead | kTrail | kPrep | kJoin, kSolid);
  }

  // The clauses before a figure that no other figure stands in, up to a semicolon; empty where its own words
  // name what it counts.
  std::u32string_view ClausesBefore(uint32_t m) const {
    constexpr uint32_t kLongestOwn = 8;
    const Measure& measure = measures_[m];
    const GroundedQuantity& quantity = quantities_[measure.quantity];
    const Piece own = measure.own;
    const auto& sentence = context_.outline.sentences(static_cast<int>(quantity.sentence));
    if (quantity.status != v1::STATUS_ACTUAL || quantity.kind != v1::KIND_LEVEL ||
        quantity.quantity.unit() == "%" || sentence.table() != 0 || links_[m].near == Near::kExcluded ||
        measure.part || measure.copied || relations_[m].part_of != kNoMeasure || own.size() > kLongestOwn ||
        own.begin >= quantity.begin || !SaysOnlyDone(own))
      return {};
    const uint32_t last = measure.quantity == 0 ? 0 : quantities_[measure.quantity - 1].end;
    const uint32_t floor = std::max(sentence.begin(), last);
    const uint32_t stop = own.empty() ? quantity.begin : own.begin;
    if (stop <= floor) return {};
    std::u32string_view before = context_.Slice(floor, stop);
    const size_t semicolon = before.find_last_of(U";；");
    if (floor != sentence.begin() && semicolon == before.npos) return {};
    before.remove_prefix(semicolon + 1);
    const size_t comma = before.rfind(U',');
    return comma == before.npos ? std::u32string_view() : before.substr(0, comma + 1);
  }

  // 查处涉林案件36起, in the report of 林业局: 查处案件, for what a department enforces is of its field.
  void LinkWithoutField(Asked& asked) {
    constexpr size_t kShortest = 4;
    if (wording_.own_before != 0 || wording_.own_after != 0) return;
    Wording plain;
    plain.phrase = exclusions_.WithoutField(wording_.phrase);
    if (plain.phrase.size() == wording_.phrase.size() || plain.phrase.size() < kShortest) return;
    LinkAgain(asked, std::move(plain), /*otherwise=*/false, [&](const Link& link) {
      return weights_.of_enforcement.Names(catalog_.proto().indicators(link.indicator).id());
    });
  }

  // Links the measure, which has no indicator, by another wording; leaves it as it was where that gives none
  // that `accept` takes. Whether it gave any.
  template <typename Accept>
  bool LinkAgain(Asked& asked, Wording other, bool otherwise, Accept&& accept) {
    Link& link = links_[asked.m];
    const Link first = link;
    link = second_[asked.m] = Link();
    std::swap(wording_, other);
    asked.phrase = Phrase();
    LinkPhrase(asked, otherwise);
    const bool any = link.indicator >= 0;
    if (any && accept(link)) return true;
    link = first;
    second_[asked.m] = Link();
    wording_ = std::move(other);
    asked.phrase = Phrase();
    return any;
  }
  bool LinkAgain(Asked& asked, Wording other, bool otherwise) {
    return LinkAgain(asked, std::move(other), otherwise, [](const Link&) { return true; });
  }

  // Links the measure by what its wording says. `otherwise`: as SayOtherwise has it.
  void LinkPhrase(Asked& asked, bool otherwise = false) {
    const uint32_t m = asked.m;
    Link& link = links_[m];
    asked.words = ReadWords(asked.phrase, weights_.words);
    forbidden_.BeginMeasure();
    topics_.BeginMeasure();
    own_mask_ = OwnMask(asked.words);
    finder_.Read(asked.phrase, own_mask_, otherwise);
    link.near = finder_.NearByWords();
    if (link.near != Near::kWord) return;
    const uint32_t whole = relations_[m].part_of;
    finder_.SetWhole(whole == kNoMeasure || whole >= m ? -1 : links_[whole].indicator);
    if (finder_.Collect(*unit_, quantities_[measures_[m].quantity].kind == v1::KIND_RANK))
      link.near = Near::kTopicless;
    finder_.Keep(asked.words.partial);
    if (finder_.candidates().empty()) {
      if (asked.words.partial != 0) link.near = Near::kPartial;
      return;
    }
    asked.whole = WidenWhole(m, relations_[m].part_of);
    exclusions_.Ask(asked);
    float nearest = 0;
    for (Candidate& candidate : finder_.candidates()) nearest = std::max(nearest, Judge(asked, candidate));
    if (link.indicator >= 0 && finder_.IsOneOfList(static_cast<uint32_t>(link.indicator), threshold_)) {
      link = Link();
      second_[m] = Link();
      link.near = Near::kPartial;
      return;
    }
    // 受理行政复议案件35件。法律援助有序开展。受理行政复议申请30件: where others have the first choice, a
    // topic from elsewhere makes no second.
    Link& second = second_[m];
    if (second.indicator >= 0 && second.topic != UINT32_MAX && !topics_.InSentence(second.topic))
      second = Link();
    if (link.indicator < 0 && nearest > 0) {
      link.near = Near::kBelow;
      link.score = nearest;
    }
    if (link.indicator >= 0) finder_.Establish(static_cast<uint32_t>(link.indicator));
  }

  // Where the measure's own words stand in it: one that took its noun from elsewhere is what they say (维持
  // of 行政复议申请 is no 申请).
  uint64_t OwnMask(const WordMasks& words) const {
    constexpr uint64_t kAll = ~uint64_t{0};
    const auto size = static_cast<uint32_t>(wording_.phrase.size());
    const uint64_t own = Mask(0, wording_.own_before) | Mask(size - wording_.own_after, wording_.own_after);
    // Own words that say only that it is a total or a share (全县总数, 占), or that it was done (开展), leave
    // it to the noun.
    return (own & ~words.whole & ~words.total & ~words.carriers) == 0 ? kAll : own;
  }

  // What is looked at of the measure.
  std::u32string_view Phrase() const { return std::u32string_view(wording_.phrase).substr(0, kLongest); }

  // Scores the candidate, and links the measure to it where no other has scored higher. Its score; 0 when it
  // is ruled out.
  float Judge(const Asked& asked, Candidate& candidate) {
    const Measure& measure = measures_[asked.m];
    const WordMasks& words = asked.words;
    Link& link = links_[asked.m];
    const bool same = asked.base >= 0 &&
                      index_.family(candidate.indicator) == index_.family(static_cast<uint32_t>(asked.base));
    if (exclusions_.RulesOut(asked, candidate, same) || StandsOnTopicOfOthers(asked.m, candidate)) {
      link.near = std::max(link.near, Near::kExcluded);
      return 0;
    }
    const auto size = static_cast<uint32_t>(asked.phrase.size());
    // What was taken over from a figure of the same family does not narrow: 实际出庭 of
    // 应由负责人出庭的案件.
    const uint64_t carried = same ? Mask(0, size) & ~own_mask_ : 0;
    // 撤销11件, whose noun stands before a figure that is no indicator: nor is it all the measure's.
    const uint64_t taken = asked.base < 0 ? Mask(0, size) & ~own_mask_ & ~words.narrowing : 0;
    const uint64_t own = candidate.mask | finder_.TopicMask(*candidate.use);
    // What a duration is of narrows nothing: 医疗机构执业登记 is an item as any other.
    const uint64_t narrower = IsDuration(candidate.indicator) ? 0 : words.narrowing & ~asked.field;
    // What it was done for, before the verb, does not narrow: 围绕涉企执法开展 法治督察.
    const uint64_t occasion = words.Before(candidate.best_begin);
    const uint64_t besides = by_clauses_ ? Mask(0, size) : Aside(candidate, size) | asked.labels;
    const uint64_t aside = ((besides & ~narrower) | occasion) & ~own & ~asked.neutral;
    const float explained = static_cast<float>(Count(own)) +
                            weights_.neutral * static_cast<float>(Count(asked.neutral & ~own)) +
                            weights_.aside * static_cast<float>(Count(aside));
    const float lent =
        weights_.neutral * static_cast<float>(Count(carried & ~own & ~asked.neutral & ~aside)) +
        weights_.taken * static_cast<float>(Count(taken & ~own & ~asked.neutral & ~aside));
    float score = candidate.base + weights_.coverage * (explained + lent) / static_cast<float>(size);
    if (unit_->by_indicator[candidate.indicator] == AliasIndex::UnitFit::kApart) score += weights_.apart_unit;
    // 办理社会救助、医疗保险 等业务: examples between the words of an alias narrow nothing.
    const uint64_t narrowing = narrower & ~own & ~occasion & ~carried & ~(candidate.inside & asked.examples);
    if (narrowing != 0 || asked.occasional) score += weights_.narrowing;
    // 新建公共法律服务工作室12个, 再建2个: not how many there are.
    if ((narrowing & 1) != 0 && IsAnyOf(asked.phrase.front(), U"新再") &&
        exclusions_.IsStock(candidate.indicator))
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
      contest_[asked.m] = alone;
    } else if (score > second_[asked.m].score) {
      second_[asked.m] = found;
    }
    return score;
  }

  // 行政复议16件,审结15件。医疗纠纷调委会受理纠纷214件,调解成功201件: where what the figure took words from,
  // in the same sentence, is said to be none of the catalog's, the topic of a sentence before is not its own.
  bool StandsOnTopicOfOthers(uint32_t m, const Candidate& candidate) const {
    const Measure& measure = measures_[m];
    if (candidate.topic == UINT32_MAX || measure.base == kNoMeasure || measure.base >= m) return false;
    const Measure& base = measures_[measure.base];
    const GroundedQuantity& of = quantities_[base.quantity];
    return links_[measure.base].indicator < 0 && !base.bare && !base.own.empty() &&
           CountsCases(of.quantity.unit()) && of.sentence == quantities_[measure.quantity].sentence &&
           !topics_.InSentence(candidate.topic) && !topics_.InHeading(candidate.topic);
  }

  // What narrows less than other words: who did it, before an alias that begins with a verb and ends the
  // measure; what was done by those whom an alias names that begins it; what a duration is of; and what
  // stands between the two words of an alias.
  uint64_t Aside(const Candidate& candidate, uint32_t size) const {
    uint64_t aside = candidate.inside;
    if (candidate.end == size) {
      for (const uint32_t begin : {candidate.begin, candidate.best_begin}) {
        if (IsDuration(candidate.indicator) || finder_.BeginsWithVerb(begin)) aside |= Mask(0, begin);
      }
    }
    if (candidate.begin == 0 && candidate.end >= 4 && candidate.end < size) {
      aside |= Mask(candidate.end, size - candidate.end);
    }
    return aside;
  }

  bool IsDuration(uint32_t indicator) const {
    return catalog_.proto().indicators(static_cast<int>(indicator)).kind() == v1::INDICATOR_KIND_DURATION;
  }

  const Context& context_;
  const Catalog& catalog_;
  const AliasIndex& index_;
  const std::vector<GroundedQuantity>& quantities_;
  TopicsSeen topics_;
  ForbiddenWords forbidden_;
  CandidateFinder finder_;
  const std::vector<Measure>& measures_;
  const std::vector<Relation>& relations_;
  std::vector<Link>& links_;
  const LinkWeights& weights_;
  LinkExclusions exclusions_;
  RelatedLinks related_;
  const Stripper stripper_;

  float threshold_ = 0;
  uint64_t own_mask_ = 0;       // where in the measure an alias must stand, in part at least
  std::vector<Link> second_;    // by measure: the second best
  std::vector<float> contest_;  // by measure: the link's score against others of its indicator
  bool by_clauses_ = false;     // the measure that is linked is said by the clauses before it
  const AliasIndex::UnitFits* unit_ = nullptr;  // of the measure that is linked
  Wording wording_;                             // of the measure that is linked
};

}  // namespace

void LinkMeasures(const Context& context, const Catalog& catalog,
                  const std::vector<GroundedQuantity>& quantities, const ContextHits& hits,
                  const std::vector<Measure>& measures, const std::vector<Relation>& relations,
                  std::vector<Link>& links) {
  Linker(context, catalog, quantities, hits, measures, relations, links).Run();
}

}  // namespace fazhi::extraction
