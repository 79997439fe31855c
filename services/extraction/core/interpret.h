#pragma once

#include "fazhi/v1/observation.pb.h"
#include "services/catalog/catalog.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// Says what each quantity counts, how they belong together, which indicator each is, and over what it was
// counted, and adds them to `set` as observations in document order. `set` holds nothing else of them yet;
// its outline is not read (it may have been moved from): `context` has it. With `explain` each says the signs
// that its confidence is made of. Pure.
void Interpret(const Context& context, const Catalog& catalog,
               const std::vector<GroundedQuantity>& quantities, bool explain, v1::ObservationSet& set);

}  // namespace fazhi::extraction
