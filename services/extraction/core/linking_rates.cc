#include "services/extraction/core/linking_rates.h"

#include <algorithm>
#include <cstdint>
#include <string>

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

}  // namespace

void LinkRates(const Catalog& catalog, const std::vector<GroundedQuantity>& quantities,
               const std::vector<Measure>& measures, const std::vector<Relation>& relations,
               std::vector<Link>& links) {
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
