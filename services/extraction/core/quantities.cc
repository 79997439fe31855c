#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

QuantityReading ReadQuantities(const Context&, bool) { return {}; }

}  // namespace fazhi::extraction
