#pragma once

#include <cstdint>
#include <vector>

#include "services/catalog/catalog.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking_hits.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"
#include "services/extraction/core/relations.h"

namespace fazhi::extraction {

// The indicator of a measure.
struct Link {
  int indicator = -1;           // index in the catalog; -1 for none
  int alias = -1;               // index of its alias that matched best
  uint32_t topic = UINT32_MAX;  // topic that a weak alias stood on; UINT32_MAX for none
  float score = 0;
};

// One link for each measure. Candidates are the indicators of which the measure holds an alias and that are
// said in the quantity's unit; each is scored by its alias, how much of the measure it explains, and where a
// weak alias's topic stands (lexicon/link_weights.txt). A change has none, a part never its whole's, and an
// indicator only one value of a status, time and unit: of several the best, of equal ones the first. Linear
// in the text.
void LinkMeasures(const Context& context, const Catalog& catalog,
                  const std::vector<GroundedQuantity>& quantities, const ContextHits& hits,
                  const std::vector<Measure>& measures, const std::vector<Relation>& relations,
                  std::vector<Link>& links);

}  // namespace fazhi::extraction
