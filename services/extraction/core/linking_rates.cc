#include "services/extraction/core/linking_rates.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "services/extraction/core/linking_weights.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// The indicator that is the rate of these two; -1 for none.
int RateOf(const Catalog& catalog, int numerator, int denominator) {
  const auto& indicators = catalog.proto().indicators();
  const std::string& above = indicators[numerator].id();
  const std::string& below = indicators[denominator].id();
  for (int i = 0; i < indicators.size(); ++i) {
    if (indicators[i].numerator() == above && indicators[i].denominator() == below) return i;
  }
  return -1;
}

// The first indicator that is a rate of this one; -1 for none.
int RateWith(const Catalog& catalog, int numerator) {
  const auto& indicators = catalog.proto().indicators();
  const std::string& above = indicators[numerator].id();
  for (int i = 0; i < indicators.size(); ++i) {
    if (indicators[i].numerator() == above) return i;
  }
  return -1;
}

// 占审结案件总数的: of all those that were dealt with, in words that all cases have; not 占全市的,
// 占行政处罚的.
bool SaysShareOfAll(std::u32string_view own) {
  if (!StartsWith(own, U"占")) return false;
  own.remove_prefix(1);
  while (!own.empty()) {
    const uint32_t length = LinkWeights::Get().share_of_all.Longest(own).length;
    if (length == 0) return false;
    own.remove_prefix(length);
  }
  return true;
}

}  // namespace

void LinkRates(const Context& context, const Catalog& catalog,
               const std::vector<GroundedQuantity>& quantities, const std::vector<Measure>& measures,
               const std::vector<Relation>& relations, std::vector<Link>& links) {
  const auto is_said = [&](int indicator, const GroundedQuantity& quantity) {
    for (uint32_t m = 0; m < measures.size(); ++m) {
      const GroundedQuantity& other = quantities[measures[m].quantity];
      if (links[m].indicator == indicator && other.status == quantity.status &&
          other.period == quantity.period)
        return true;
    }
    return false;
  };
  for (uint32_t m = 0; m < measures.size(); ++m) {
    const GroundedQuantity& quantity = quantities[measures[m].quantity];
    const Relation& relation = relations[m];
    // 直接纠错的复议案件12件,占审结案件的13.6%
    const uint32_t base = measures[m].base;
    if (quantity.quantity.unit() == "%" && base != kNoMeasure && links[base].indicator >= 0 &&
        quantity.kind == v1::KIND_LEVEL && !quantity.grey &&
        SaysShareOfAll(context.Slice(measures[m].own.begin, measures[m].own.end))) {
      const int share = RateWith(catalog, links[base].indicator);
      const int said = links[m].indicator;
      if (share >= 0 && share != said && !is_said(share, quantity)) {
        links[m] = {share, 0, UINT32_MAX, links[base].score, links[base].explained};
      } else if (said >= 0 && share != said && !catalog.proto().indicators(said).numerator().empty()) {
        links[m] = Link();  // 维持12件,占审结案件的60%: the rate of others
      }
    }
    if (links[m].indicator >= 0 || relation.numerator == kNoMeasure || relation.denominator == kNoMeasure ||
        quantity.kind != v1::KIND_LEVEL || quantity.grey)
      continue;
    const Link& numerator = links[relation.numerator];
    const Link& denominator = links[relation.denominator];
    if (numerator.indicator < 0 || denominator.indicator < 0) continue;
    const int rate = RateOf(catalog, numerator.indicator, denominator.indicator);
    if (rate < 0 || is_said(rate, quantity)) continue;
    links[m] = {rate, 0, UINT32_MAX, std::min(numerator.score, denominator.score),
                std::min(numerator.explained, denominator.explained)};
  }
}

}  // namespace fazhi::extraction
