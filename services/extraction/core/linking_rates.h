#pragma once

#include <vector>

#include "services/catalog/catalog.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// Links rates that no words of the catalog name by the counts that they are the rate of
// (执法人员36人,持证34人,占94.4%), unless another figure of the same status and time has the indicator. All
// but the quantities are by measure.
void LinkRates(const Context& context, const Catalog& catalog,
               const std::vector<GroundedQuantity>& quantities, const std::vector<Measure>& measures,
               const std::vector<Relation>& relations, std::vector<Link>& links);

}  // namespace fazhi::extraction
