#pragma once

#include <vector>

#include "fazhi/v1/observation.pb.h"
#include "services/aggregation/core/arrival.h"
#include "services/catalog/catalog.h"

namespace fazhi::aggregation {

// The report's own values, as they enter aggregates: whole-year actual levels of the report's own year, and
// stocks standing in or at the end of it (`2023`, `/2023`); grey ones, parts without an indicator of their
// own, and units that the catalog does not know are left out. One for each indicator, unit and scope, in that
// order. Of several figures for one value the most precise stands; where they exclude each other, the value
// is the range from the least to the greatest. For a weighted rate the counts stand beside: those of the
// catalog's numerator and denominator in the same scope, or, where only rate and denominator are printed, the
// whole numerators that make the rate (`derived`). Pure.
std::vector<Cell> OwnCells(const v1::ObservationSet& set, const Catalog& catalog);

// What the report says of earlier years: levels with an earlier year's period, and, from a growth against the
// year before, what last year's level must have been. In document order. Pure.
std::vector<Claim> ClaimsOfEarlierYears(const v1::ObservationSet& set, const Catalog& catalog);

// The year that a period names alone (`2023`), 0 for every other period.
uint32_t WholeYear(absl::string_view period);

}  // namespace fazhi::aggregation
