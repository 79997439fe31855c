#include "services/ingestion/regions/region_table.h"

namespace fazhi {

const RegionTable& RegionTable::Default() {
  static const auto* const table = new RegionTable;
  return *table;
}

}  // namespace fazhi
