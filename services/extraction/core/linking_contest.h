#pragma once

#include <vector>

#include "services/catalog/catalog.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// An indicator has one value of a status, time and unit: of the measures that `links` gives it, the one with
// the highest `contest` score keeps it, and others of the same value; durations all keep theirs, and of kinds
// that stand side by side in one clause and are said alike none does. A loser gets its `second` link, where
// nobody has that, else none. All but the quantities are by measure. Linear but for
// a hash table.
void Compete(const Context& context, const Catalog& catalog, const std::vector<GroundedQuantity>& quantities,
             const std::vector<Measure>& measures, const std::vector<Relation>& relations,
             const std::vector<Link>& second, const std::vector<float>& contest, std::vector<Link>& links);

}  // namespace fazhi::extraction
