#include "services/extraction/core/linking.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "services/extraction/core/indicator_list.h"
#include "services/extraction/core/linking_candidates.h"
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

// What a figure that goes on with a part loses by against others of its indicator.
constexpr float kOfPart = 0.2f;

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
        other_actors_(context),
        forbidden_(index_, hits.forbidden),
        finder_(index_, static_cast<size_t>(catalog.proto().indicators_size()), topics_, forbidden_),
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
    ruled_out_.assign(measures_.size(), -1);
    contest_.assign(measures_.size(), 0);
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
    const std::string& of = catalog_.proto().indicators(indicator).part_of();
    const Piece said = measures_[whole].own;
    if (of.empty() || own.empty() || !finder_.Holds(indicator) ||
        EndsWith(context_.Slice(said.begin, said.end), context_.Slice(own.begin, own.end)) ||
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

  // Whether a title is of law-based government, whatever kind of text it stands above
  // (在全县法治政府建设推进会上的讲话).
  static bool IsOfTheField(const std::string& title) {
    for (const absl::string_view word : {"法治", "依法行政", "述法", "普法"}) {
      if (absl::StrContains(title, word)) return true;
    }
    return false;
  }

  // Whether a forbidden word was marked that is none of the candidate's own aliases' (事项 of 办结…许可事项),
  // or a required topic stands nowhere near. What was taken over from a figure of the same family forbids
  // nothing.
  bool Excluded(const Candidate& candidate, bool same_family) const {
    const uint32_t indicator = candidate.indicator;
    const auto own_of = [&](uint32_t word) { return finder_.CountOwn(candidate, word); };
    if (forbidden_.Forbid(indicator, same_family, own_of)) return true;
    for (const uint32_t word : index_.barred(indicator)) {
      if (topics_.InStatement(word)) return true;
    }
    const auto required = index_.required(indicator);
    if (required.empty()) return false;
    return std::all_of(required.begin(), required.end(),
                       [&](uint32_t word) { return topics_.Score(word) < 0; });
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
    uint64_t kind = 0;    // what 类 or 领域 is of (工伤类行政复议案件)
    int whole = -1;       // indicator of what it is a part of
    int base = -1;        // and of what it took words from
    bool occasional = false;
    bool served = false;        // whom it was done for
    bool some = false;          // people or bodies, and not said to be all
    uint32_t not_of_whole = 0;  // NotOfWhole
    bool of_one_field = false;
    bool cell = false;    // of a table
    bool listed = false;  // an item of a list
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
    asked.of_one_field = OfOneField(m);
    asked.words = ReadWords(phrase_, weights_.words);
    if (asked.words.partial || measure.of_one) {
      link.near = Near::kPartial;
      return;
    }
    forbidden_.BeginMeasure();
    topics_.BeginMeasure();
    own_mask_ = OwnMask(measure, asked.words);
    finder_.Read(phrase_, own_mask_);
    link.near = finder_.NearByWords();
    if (link.near != Near::kWord) return;
    if (finder_.Collect(*unit_, quantity.kind == v1::KIND_RANK)) link.near = Near::kTopicless;
    if (finder_.candidates().empty()) return;
    Ask(asked);
    float nearest = 0;
    ruled_out_base_ = 0;
    for (Candidate& candidate : finder_.candidates()) nearest = std::max(nearest, Judge(asked, candidate));
    if (link.indicator >= 0 && finder_.IsOneOfList(static_cast<uint32_t>(link.indicator), threshold_)) {
      link = Link();
      second_[m] = Link();
      link.near = Near::kPartial;
      return;
    }
    if (link.indicator < 0 && nearest > 0) {
      link.near = Near::kBelow;
      link.score = nearest;
    }
    if (link.indicator >= 0) finder_.Establish(static_cast<uint32_t>(link.indicator));
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
    asked.kind = KindMask() & ~asked.field;
    asked.occasional = stripper_.SaysOccasion(measure.window);
    // 为86名执法人员授课: whom it was done for are not all that there are.
    constexpr uint32_t kLongestServe = 4;
    const auto before =
        context_.Slice(quantity.begin - std::min(quantity.begin, kLongestServe), quantity.begin);
    asked.served =
        CountsPeople(unit) && measure.own.begin >= quantity.end && WordTable::Get().Suffix(before, kServe);
    const auto& sentence = context_.outline.sentences(static_cast<int>(quantity.sentence));
    asked.some = SortOf(unit) != kThings && asked.words.whole == 0;
    asked.not_of_whole = other_actors_.Act(sentence.begin(), quantity.begin);
    asked.cell = sentence.table() != 0;
    asked.listed = IsItemOfList(asked.m);
  }

  // Whether the measure cannot be what the candidate counts, whatever its words.
  bool RulesOut(const Asked& asked, const Candidate& candidate, bool same_family) const {
    const uint32_t indicator = candidate.indicator;
    const auto named = [&](const auto& list) { return NamesIndicator(list, IdOf(indicator)); };
    return static_cast<int>(indicator) == asked.whole ||
           (measures_[asked.m].places == Places::kSome && named(weights_.of_territory)) ||
           (asked.bodies != 0 && (asked.bodies & candidate.mask) == 0 &&
            (!IsOfBodies(indicator) || IsStock(indicator))) ||
           OfOtherKind(indicator, asked.whole) || (asked.served && IsStock(indicator)) ||
           // 录入执法人员426名: of those that there are.
           (asked.some && (asked.words.dealt & ~candidate.mask) != 0 && IsStock(indicator)) ||
           ((asked.kind & ~candidate.mask) != 0 && named(weights_.of_kinds)) ||
           IsOfOthers(asked.not_of_whole, IdOf(indicator)) ||
           GoesOnWithRuledOut(measures_[asked.m], indicator) ||
           (asked.of_one_field && named(weights_.of_enforcement)) ||
           (asked.listed && named(weights_.of_all)) || HasRowOfField(asked, candidate) ||
           Excluded(candidate, same_family);
  }

  // “老李调解室”调解纠纷86件,成功80件: what goes on with what was none of the family's.
  bool GoesOnWithRuledOut(const Measure& measure, uint32_t indicator) const {
    const uint32_t base = measure.base;
    return base != kNoMeasure && measure.bare && links_[base].indicator < 0 && ruled_out_[base] >= 0 &&
           NamesIndicator(weights_.of_chains, IdOf(indicator)) &&
           index_.family(indicator) == index_.family(static_cast<uint32_t>(ruled_out_[base]));
  }

  // Whether the clause says that the figure is none of the indicator for the whole.
  bool IsOfOthers(uint32_t not_of_whole, const std::string& id) const {
    if (not_of_whole == 0) return false;
    return ((not_of_whole & kOfField) && NamesIndicator(weights_.of_all, id)) ||
           ((not_of_whole & kOfUpper) && !NamesIndicator(weights_.of_ours, id)) ||
           ((not_of_whole & kOfUpperBody) && NamesIndicator(weights_.of_upper_body, id)) ||
           ((not_of_whole & kOfCampaign) && NamesIndicator(weights_.of_campaign, id)) ||
           ((not_of_whole & kOfDay) && NamesIndicator(weights_.of_day, id)) ||
           ((not_of_whole & kOfTheme) && NamesIndicator(weights_.of_enforcement, id));
  }

  // Whether a cell's words begin with the field that heads its row (市监 | 维持).
  bool HasRowOfField(const Asked& asked, const Candidate& candidate) const {
    const uint64_t field = asked.cell ? Mask(0, weights_.fields.Longest(phrase_).length) : 0;
    return (field & ~candidate.mask & ~asked.neutral) != 0;
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
      // 受理纠纷92件,调解90件,调解成功88件: a part's whole has the indicator, and not others.
      const bool of_whole = static_cast<int>(candidate.indicator) == asked.whole;
      if (!of_whole && candidate.base >= ruled_out_base_) {
        ruled_out_base_ = candidate.base;
        ruled_out_[asked.m] = static_cast<int>(candidate.indicator);
      }
      link.near = std::max(link.near, Near::kExcluded);
      return 0;
    }
    const auto size = static_cast<uint32_t>(phrase_.size());
    // What was taken over from a figure of the same family does not narrow: 实际出庭 of
    // 应由负责人出庭的案件.
    const uint64_t carried = same ? Mask(0, size) & ~own_mask_ : 0;
    const uint64_t own = candidate.mask | finder_.TopicMask(*candidate.use);
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
    if (unit_->by_indicator[candidate.indicator] == AliasIndex::UnitFit::kApart) score += weights_.apart_unit;
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
        if (IsDuration(candidate.indicator) || finder_.BeginsWithVerb(begin)) aside |= Mask(0, begin);
      }
    }
    if (candidate.begin == 0 && candidate.end >= 4 && candidate.end < size) {
      aside |= Mask(candidate.end, size - candidate.end);
    }
    return aside;
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

  // 查处食品药品违法案件74件,罚没款62万元: what a government does in one field or a department in one part
  // of its own, and the money of it.
  bool OfOneField(uint32_t m) {
    const GroundedQuantity& quantity = quantities_[measures_[m].quantity];
    const bool money = absl::EndsWith(quantity.quantity.unit(), "元");
    bool goes_on = money && field_end_ <= quantity.begin;
    if (goes_on) {
      goes_on = !ContainsAnyOf(context_.Slice(field_end_, quantity.begin), U"。;；\n");
      field_end_ = goes_on ? quantity.begin : UINT32_MAX;
    }
    if (!goes_on && !other_actors_.IsOfOneField(phrase_) && !NamesPartOfField(m)) return false;
    // 案件538宗,其中土地类491宗,涉及土地12亩,收缴罚没款286万元: the money of the whole.
    const bool cases = money || CountsCases(absl::StripSuffix(quantity.quantity.unit(), "次"));  // 件次
    if (cases && relations_[m].part_of == kNoMeasure) field_end_ = quantity.end;
    return true;
  }

  // 农业案件312起,其中渔政134起,移送23起: what is a part of the whole is no part of the field by words that
  // it took over.
  bool NamesPartOfField(uint32_t m) const {
    const uint32_t whole = relations_[m].part_of;
    const Piece own = measures_[m].own;
    const bool of_whole = whole != kNoMeasure && links_[whole].indicator >= 0 && !own.empty();
    return own_field_.NamesPart(of_whole ? context_.Slice(own.begin, own.end) : phrase_);
  }

  // 执法事项清单105项,其中行政许可5项: items of a list, and no acts.
  bool IsItemOfList(uint32_t m) const {
    const uint32_t whole = relations_[m].part_of;
    if (whole == kNoMeasure) return false;
    for (const uint32_t of : {m, whole}) {
      if (quantities_[measures_[of].quantity].quantity.unit() != "项") return false;
    }
    std::u32string list;
    measures_[whole].phrase.AppendTo(context_.text, list);
    return EndsWithOneOf(list, {U"清单", U"事项", U"目录", U"职权", U"权力"});
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

  // The code points before 类 and 领域 where a kind is said (工伤类行政复议案件, 医疗领域案件; not 各类,
  // 重点领域), and those of one kind of disputes (林权纠纷; not 邻里、土地等矛盾纠纷).
  uint64_t KindMask() const {
    uint64_t mask = 0;
    for (uint32_t i = 1; i < phrase_.size(); ++i) {
      const bool kind = phrase_[i] == U'类' && !IsAnyOf(phrase_[i - 1], U"各分多同种大一二三四五两几人");
      const bool field = StandsAt(phrase_, i, U"领域") && !IsAnyOf(phrase_[i - 1], U"点各多个等大键门全");
      if (kind || field) mask |= Mask(i - 1, 1);
    }
    const size_t dispute = phrase_.find(U"纠纷");
    if (dispute == std::u32string::npos || ContainsAnyOf(phrase_, U"、等")) return mask;
    for (uint32_t i = 0; i < dispute; ++i) {
      const uint32_t length = weights_.dispute_kinds.Longest(std::u32string_view(phrase_).substr(i)).length;
      if (length != 0 && i + length == dispute) mask |= Mask(i, length);
    }
    return mask;
  }

  const std::string& IdOf(uint32_t indicator) const {
    return catalog_.proto().indicators(static_cast<int>(indicator)).id();
  }

  bool IsOfBodies(uint32_t indicator) const {
    const std::string& unit = catalog_.proto().indicators(static_cast<int>(indicator)).unit();
    return unit == "个" || unit == "家";
  }

  const Context& context_;
  const Catalog& catalog_;
  const AliasIndex& index_;
  const std::vector<GroundedQuantity>& quantities_;
  TopicsSeen topics_;
  const OwnField own_field_;
  OtherActors other_actors_;
  ForbiddenWords forbidden_;
  CandidateFinder finder_;
  const std::vector<Measure>& measures_;
  const std::vector<Relation>& relations_;
  std::vector<Link>& links_;
  const LinkWeights& weights_;
  const Stripper stripper_;

  float threshold_ = 0;
  uint32_t field_end_ = UINT32_MAX;  // of the last figure of one field, or how far nothing stops behind it
  uint64_t own_mask_ = 0;            // where in the measure an alias must stand, in part at least
  // By measure: the indicator that its words were nearest to and that was ruled out.
  std::vector<int> ruled_out_;
  float ruled_out_base_ = 0;
  std::vector<Link> second_;             // by measure: the second best
  std::vector<float> contest_;           // by measure: the link's score against others of its indicator
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
