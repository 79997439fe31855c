#pragma once

#include "services/catalog/catalog.h"

namespace fazhi::aggregation {

// A catalog with one indicator for each way of putting values together, for tests that must not change with
// the real one.
const Catalog& SmallCatalog();

}  // namespace fazhi::aggregation
