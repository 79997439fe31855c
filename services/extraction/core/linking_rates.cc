#include "services/extraction/core/linking_rates.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/extraction/core/linking_weights.h"
#include "services/text/affixes.h"

namespace fazhi::extraction {
namespace {

// What is said in the document: of each indicator, status and period how many figures.
class Said {
 public:
  explicit Said(const std::vector<GroundedQuantity>& quantities) : quantities_(quantities) {}
  void Add(const Measure& measure, int indicator) { ++counts_[KeyOf(measure, indicator)]; }
  void Remove(const Measure& measure, int indicator) { --counts_[KeyOf(measure, indicator)]; }
  bool Has(const Measure& measure, int indicator) const {
    const auto it = counts_.find(KeyOf(measure, indicator));
    return it != counts_.end() && it->second > 0;
  }

 private:
  using Key = std::tuple<int, v1::Status, absl::string_view>;
  Key KeyOf(const Measure& measure, int indicator) const {
    const GroundedQuantity& quantity = quantities_[measure.quantity];
    return {indicator, quantity.status, quantity.period};
  }

  const std::vector<GroundedQuantity>& quantities_;
  absl::flat_hash_map<Key, int> counts_;
};

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
  Said said(quantities);
  for (uint32_t m = 0; m < measures.size(); ++m) {
    if (links[m].indicator >= 0) said.Add(measures[m], links[m].indicator);
  }
  const auto link = [&](uint32_t m, const Link& to) {
    if (links[m].indicator >= 0) said.Remove(measures[m], links[m].indicator);
    links[m] = to;
    if (to.indicator >= 0) said.Add(measures[m], to.indicator);
  };
  for (uint32_t m = 0; m < measures.size(); ++m) {
    const GroundedQuantity& quantity = quantities[measures[m].quantity];
    const Relation& relation = relations[m];
    // 直接纠错的复议案件12件,占审结案件的13.6%
    const uint32_t base = measures[m].base;
    if (quantity.quantity.unit() == "%" && base != kNoMeasure && links[base].indicator >= 0 &&
        quantity.kind == v1::KIND_LEVEL && !quantity.grey &&
        SaysShareOfAll(context.Slice(measures[m].own.begin, measures[m].own.end))) {
      const int share = catalog.RateOf(links[base].indicator);
      const int own = links[m].indicator;
      // 终止29件,因和解撤回的23件,占79.3%: of a part of those that the rate is of.
      const uint32_t whole = relations[base].part_of;
      const bool names_whole = measures[m].own.size() > std::u32string_view(U"占比").size();  // 占审结数
      const bool of_part = share >= 0 && !names_whole && whole != kNoMeasure && links[whole].indicator >= 0 &&
                           catalog.proto().indicators(links[whole].indicator).part_of() ==
                               catalog.proto().indicators(share).denominator();
      if (of_part) {
        if (share == own) link(m, Link());
        continue;
      }
      if (share >= 0 && share != own && !said.Has(measures[m], share)) {
        link(m, {share, 0, UINT32_MAX, links[base].score, links[base].explained});
      } else if (own >= 0 && share != own && !catalog.proto().indicators(own).numerator().empty()) {
        link(m, Link());  // 维持12件,占审结案件的60%: the rate of others
      }
    }
    if (links[m].indicator >= 0 || relation.numerator == kNoMeasure || relation.denominator == kNoMeasure ||
        quantity.kind != v1::KIND_LEVEL || quantity.grey)
      continue;
    const Link& numerator = links[relation.numerator];
    const Link& denominator = links[relation.denominator];
    if (numerator.indicator < 0 || denominator.indicator < 0) continue;
    const int rate = catalog.RateOf(numerator.indicator, denominator.indicator);
    if (rate < 0 || said.Has(measures[m], rate)) continue;
    link(m, {rate, 0, UINT32_MAX, std::min(numerator.score, denominator.score),
             std::min(numerator.explained, denominator.explained)});
  }
}

}  // namespace fazhi::extraction
