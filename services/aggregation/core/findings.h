#pragma once

#include <vector>

#include "fazhi/v1/finding.pb.h"
#include "fazhi/v1/observation.pb.h"
#include "services/catalog/catalog.h"

namespace fazhi {

// What one report contradicts in itself, whether it is late, and what of its document was not read: every
// finding that needs no other report. In document order, notes included. Pure and thread-safe.
std::vector<v1::Finding> FindWithin(const v1::ObservationSet& set,
                                    const Catalog& catalog = Catalog::Default());

}  // namespace fazhi
