#include "services/extraction/core/interpret.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/resource_names.h"
#include "services/extraction/core/confidence.h"
#include "services/extraction/core/linking.h"
#include "services/extraction/core/linking_hits.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_lexicon.h"
#include "services/extraction/core/measures_shown.h"
#include "services/extraction/core/measures_strip.h"
#include "services/extraction/core/relations.h"
#include "services/extraction/core/scope.h"
#include "services/extraction/core/scope_decider.h"
#include "services/text/source_map.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// Measures up to this length may lack what their figures are of.
constexpr size_t kLacksTopic = 8;

std::string LinkReason(const Catalog& catalog, const Link& link) {
  const v1::Indicator& indicator = catalog.proto().indicators(link.indicator);
  const v1::Alias& alias = indicator.aliases(link.alias);
  return absl::StrCat(alias.weak() ? "weak alias " : "alias ", alias.text(), ", score ",
                      static_cast<int>(link.score * 100));
}

// The nearest place before `at`, in reach, where a topic of the catalog stands; empty when there is none.
Piece TopicBefore(const std::vector<TopicHit>& hits, uint32_t topic, uint32_t at) {
  constexpr uint32_t kReach = 120;
  constexpr uint32_t kLongestTopic = 8;
  auto hit = std::lower_bound(hits.begin(), hits.end(), at,
                              [](const TopicHit& h, uint32_t position) { return h.begin < position; });
  while (hit != hits.begin() && (--hit)->begin + kReach > at) {
    if (hit->word != topic || hit->end > at) continue;
    Piece found = {hit->begin, hit->end};
    // 行政复议 where 复议 is the topic.
    while (hit != hits.begin() && (--hit)->begin + kLongestTopic > found.end) {
      if (hit->end == found.end) found.begin = hit->begin;
    }
    return found;
  }
  return {};
}

// Whether another measure stands on the same figure.
bool IsShared(const std::vector<Measure>& measures, uint32_t m) {
  const uint32_t quantity = measures[m].quantity;
  return (m > 0 && measures[m - 1].quantity == quantity) ||
         (m + 1 < measures.size() && measures[m + 1].quantity == quantity);
}

// Without what stands before a bracket that closes and was never opened (履行)直接纠错率), or behind one that
// was never closed.
void CutOpenBracket(std::u32string& phrase) {
  size_t begin = 0;  // of what is kept
  size_t opened = std::u32string::npos;
  for (size_t i = 0; i < phrase.size(); ++i) {
    if (phrase[i] == U'(') opened = i;
    if (phrase[i] != U')') continue;
    if (opened == std::u32string::npos || opened == begin) begin = i + 1;
    opened = std::u32string::npos;
  }
  if (opened != std::u32string::npos && opened >= begin + 2) phrase.erase(opened);
  if (begin + 2 > phrase.size()) begin = 0;
  phrase.erase(0, begin);
}

// Whether it is a day, week or month of publicity (宪法日): when something was done, not what.
bool IsOccasion(std::u32string_view topic) {
  return std::u32string_view(U"日周月").find(topic.back()) != std::u32string_view::npos;
}

// Whether the figure before or behind m in the same sentence has an indicator.
bool IsBesideLinked(const std::vector<GroundedQuantity>& quantities, const std::vector<Measure>& measures,
                    const std::vector<Link>& links, uint32_t m) {
  const auto linked = [&](uint32_t other) {
    return links[other].indicator >= 0 &&
           quantities[measures[other].quantity].sentence == quantities[measures[m].quantity].sentence;
  };
  return (m > 0 && linked(m - 1)) || (m + 1 < measures.size() && linked(m + 1));
}

}  // namespace

void Interpret(const Context& context, const Catalog& catalog,
               const std::vector<GroundedQuantity>& quantities, bool explain, v1::ObservationSet& set) {
  if (quantities.empty()) return;
  std::vector<Fragment> fragments;
  std::vector<Measure> measures;
  std::vector<Relation> relations;
  std::vector<Link> links;
  std::vector<v1::Scope> scopes;
  const ContextHits hits = FindContextHits(context.text, catalog.aliases());
  CutFragments(context, quantities, fragments);
  ReadMeasures(context, quantities, fragments, hits.topics, measures);
  ReadRelations(context, quantities, fragments, measures, relations);
  ShowMeasures(context, quantities, fragments, relations, measures);
  LinkMeasures(context, catalog, quantities, hits, measures, relations, links);
  ReadScopes(context, quantities, fragments, scopes);

  ScopeDecider scope_decider(context, catalog, quantities, measures, relations, links, scopes);
  const v1::Report& report = context.outline.report();
  const std::string report_name = ReportName(report);
  SourceLocator locator(report.source_map(), static_cast<uint32_t>(context.text.size()));
  const ConfidenceTable& confidence = ConfidenceTable::Get();
  const Stripper stripper(context.text);
  std::u32string phrase;
  set.mutable_observations()->Reserve(static_cast<int>(measures.size()));
  uint32_t k = 0;
  for (uint32_t m = 0; m < measures.size(); ++m) {
    const Measure& measure = measures[m];
    const GroundedQuantity& quantity = quantities[measure.quantity];
    k = m > 0 && measures[m - 1].quantity == measure.quantity ? k + 1 : 0;
    v1::Observation& observation = *set.add_observations();
    observation.set_name(ObservationName(report_name, quantity.begin, k));
    observation.mutable_span()->set_begin(quantity.begin);
    observation.mutable_span()->set_end(quantity.end);
    *observation.mutable_source_span() = locator.ToSource(quantity.begin, quantity.end);
    quantity.quantity.CopyTo(*observation.mutable_quantity());
    observation.set_kind(quantity.kind);
    observation.set_direction(quantity.direction);
    observation.set_status(quantity.status);
    observation.set_period(quantity.period);
    observation.set_grey(quantity.grey);
    observation.set_rule(quantity.rule);
    observation.set_sentence(quantity.sentence);
    const Link& link = links[m];
    phrase.clear();
    (measure.shown.empty() ? measure.phrase : measure.shown).AppendTo(context.text, phrase);
    // 满意率 of the hotline that the sentence is on.
    if (link.topic != UINT32_MAX && phrase.size() <= kLacksTopic) {
      const Piece topic = TopicBefore(hits.topics, link.topic, quantity.begin);
      std::u32string_view word = context.Slice(topic.begin, topic.end);
      // 执法培训12期,培训民警860人次: both say 培训.
      const std::u32string_view begin = std::u32string_view(phrase).substr(0, 2);
      if (word.size() > 2 && word.substr(word.size() - 2) == begin) word.remove_suffix(2);
      // 行政处罚21件,行政强制7件: one beside the other is none of it.
      const bool beside =
          word.substr(0, 2) == begin && WordTable::Get().Prefix(phrase, kSolid).length == phrase.size();
      if (!topic.empty() && !beside && !stripper.IsTableWord(topic) && !IsOccasion(word) &&
          phrase.find(word) == phrase.npos)
        phrase.insert(0, word);
    }
    CutOpenBracket(phrase);
    if (!phrase.empty() && phrase.back() == U'占' && quantity.quantity.unit() == "%") phrase.push_back(U'比');
    observation.set_measure(ToUtf8(phrase));
    if (relations[m].part_of != kNoMeasure) observation.set_part_of(relations[m].part_of);
    if (relations[m].numerator != kNoMeasure) {
      observation.mutable_rate_of()->set_numerator(relations[m].numerator);
      observation.mutable_rate_of()->set_denominator(relations[m].denominator);
    }
    if (link.indicator >= 0) {
      const v1::Indicator& indicator = catalog.proto().indicators(link.indicator);
      observation.set_indicator(indicator.id());
      observation.set_link_reason(LinkReason(catalog, link));
      observation.set_scope(scope_decider.Of(m));
    }
    const v1::Alias* const alias =
        link.indicator < 0 ? nullptr : &catalog.proto().indicators(link.indicator).aliases(link.alias);
    const Signs signs = SignsOf({report, quantity, measure, relations[m], link, alias, IsShared(measures, m),
                                 IsBesideLinked(quantities, measures, links, m)});
    observation.set_confidence(confidence.Of(signs));
    if (explain) {
      for (std::string& name : ConfidenceTable::Names(signs))
        observation.add_confidence_signs(std::move(name));
    }
  }
}

}  // namespace fazhi::extraction
