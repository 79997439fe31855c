#include "services/extraction/core/interpret.h"

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
#include "services/extraction/core/measures_shown.h"
#include "services/extraction/core/measures_text.h"
#include "services/extraction/core/relations.h"
#include "services/extraction/core/scope.h"
#include "services/extraction/core/scope_decider.h"
#include "services/text/affixes.h"
#include "services/text/source_map.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// Where the figure is printed: in a cell of a table, with the sign before it (-12.8%).
uint32_t PrintedBegin(std::u32string_view text, const GroundedQuantity& quantity) {
  const uint32_t begin = quantity.begin;
  if (quantity.kind != v1::KIND_CHANGE || begin == 0 || !IsAnyOf(text[begin - 1], U"-－−–+＋")) return begin;
  const bool opens_cell = begin == 1 || IsAnyOf(text[begin - 2], U"\t\n");
  return opens_cell ? begin - 1 : begin;
}

std::string LinkReason(const Catalog& catalog, const Link& link) {
  const v1::Indicator& indicator = catalog.proto().indicators(link.indicator);
  const v1::Alias& alias = indicator.aliases(link.alias);
  return absl::StrCat(alias.weak() ? "weak alias " : "alias ", alias.text(), ", score ",
                      static_cast<int>(link.score * 100));
}

// Whether another measure stands on the same figure.
bool IsShared(const std::vector<Measure>& measures, uint32_t m) {
  const uint32_t quantity = measures[m].quantity;
  return (m > 0 && measures[m - 1].quantity == quantity) ||
         (m + 1 < measures.size() && measures[m + 1].quantity == quantity);
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
  std::vector<SaidScope> scopes;
  const ContextHits hits = FindContextHits(context.text, quantities, catalog.aliases());
  CutFragments(context, quantities, fragments);
  ReadMeasures(context, quantities, fragments, hits.topics, measures);
  ReadRelations(context, quantities, fragments, measures, relations);
  ShowMeasures(context, quantities, fragments, relations, measures);
  LinkMeasures(context, catalog, quantities, hits, measures, relations, links);
  ReadScopes(context, quantities, fragments, measures, scopes);

  ScopeDecider scope_decider(context, catalog, quantities, measures, relations, links, scopes);
  const v1::Report& report = context.outline.report();
  const std::string report_name = ReportName(report);
  SourceLocator locator(report.source_map(), static_cast<uint32_t>(context.text.size()));
  const ConfidenceTable& confidence = ConfidenceTable::Get();
  const MeasureText text_of(context, catalog, quantities, hits.topics);
  std::u32string phrase;
  set.mutable_observations()->Reserve(static_cast<int>(measures.size()));
  uint32_t k = 0;
  for (uint32_t m = 0; m < measures.size(); ++m) {
    const Measure& measure = measures[m];
    const GroundedQuantity& quantity = quantities[measure.quantity];
    k = m > 0 && measures[m - 1].quantity == measure.quantity ? k + 1 : 0;
    v1::Observation& observation = *set.add_observations();
    const uint32_t begin = PrintedBegin(context.text, quantity);
    observation.set_name(ObservationName(report_name, begin, k));
    observation.mutable_span()->set_begin(begin);
    observation.mutable_span()->set_end(quantity.end);
    *observation.mutable_source_span() = locator.ToSource(begin, quantity.end);
    quantity.quantity.CopyTo(*observation.mutable_quantity());
    observation.set_kind(quantity.kind);
    observation.set_direction(quantity.direction);
    observation.set_status(quantity.status);
    observation.set_period(quantity.period);
    observation.set_grey(quantity.grey);
    observation.set_rule(quantity.rule);
    observation.set_sentence(quantity.sentence);
    const Link& link = links[m];
    text_of.Read(measure, link, phrase);
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
    }
    observation.set_scope(scope_decider.Of(m));
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
