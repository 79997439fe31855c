#pragma once

#include <string>
#include <vector>

#include "fazhi/v1/catalog.pb.h"

namespace fazhi {

// Everything that is wrong with a catalog, one sentence each, beginning with the id of the indicator; empty
// when it is sound. Checked: version, ids (form, unique), names, domain, kind, aggregation and tier set, unit
// named once, numerator and denominator exactly with a weighted rate, references known, no whole that is its
// own part, aliases non-empty, unique on their indicator, and weak ones with a topic.
std::vector<std::string> CatalogFaults(const v1::Catalog& catalog);

}  // namespace fazhi
