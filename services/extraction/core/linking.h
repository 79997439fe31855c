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

// How near a measure without an indicator came to one.
enum class Near : uint8_t {
  kNothing,    // a change, a grey case, or no words of the catalog in it
  kUnit,       // no indicator is said in its unit
  kPartial,    // its words say that it is of some only
  kTopic,      // only words that stand around indicators
  kWord,       // the word of an indicator of another unit
  kTopicless,  // one of its unit, without its topic or in words taken over
  kExcluded,   // an indicator's forbidden word, or its whole's indicator
  kBelow,      // a candidate below the threshold
  kLost,       // another figure had the indicator
};

// The indicator of a measure.
struct Link {
  int indicator = -1;           // index in the catalog; -1 for none
  int alias = -1;               // index of its alias that matched best
  uint32_t topic = UINT32_MAX;  // topic that a weak alias stood on; UINT32_MAX for none
  float score = 0;              // of the best candidate, one below the threshold included
  float explained = 0;          // share of the measure that the alias and words that narrow nothing make up
  Near near = Near::kNothing;
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
