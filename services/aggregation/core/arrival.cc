#include "services/aggregation/core/arrival.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "services/aggregation/core/cells.h"
#include "services/aggregation/core/findings.h"

namespace fazhi::aggregation {
namespace {

// What the report itself contradicts is held against no other report: one typo makes one finding, the surer.
void DropDisputed(Arrival& arrival) {
  absl::flat_hash_set<std::string> disputed;
  for (const v1::Finding& finding : arrival.findings) {
    if (!finding.note()) disputed.insert(finding.observations().begin(), finding.observations().end());
  }
  if (disputed.empty()) return;
  arrival.claims.erase(
      std::remove_if(arrival.claims.begin(), arrival.claims.end(),
                     [&](const Claim& claim) {
                       return disputed.contains(
                           arrival.set.observations(static_cast<int>(claim.observation)).name());
                     }),
      arrival.claims.end());
}

}  // namespace

Arrival PrepareArrival(v1::ObservationSet set, const Catalog& catalog) {
  Arrival arrival;
  arrival.set = std::move(set);
  arrival.findings = FindWithin(arrival.set, catalog);
  arrival.cells = OwnCells(arrival.set, catalog);
  arrival.claims = ClaimsOfEarlierYears(arrival.set, catalog);
  DropDisputed(arrival);
  return arrival;
}

}  // namespace fazhi::aggregation
