#include "services/aggregation/core/arrival.h"

#include <utility>

#include "services/aggregation/core/cells.h"
#include "services/aggregation/core/findings.h"

namespace fazhi::aggregation {

Arrival PrepareArrival(v1::ObservationSet set, const Catalog& catalog) {
  Arrival arrival;
  arrival.set = std::move(set);
  arrival.findings = FindWithin(arrival.set, catalog);
  arrival.cells = OwnCells(arrival.set, catalog);
  arrival.claims = ClaimsOfEarlierYears(arrival.set, catalog);
  return arrival;
}

}  // namespace fazhi::aggregation
