#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_view.h"

namespace fazhi::extraction {

// The figures [begin, end) of one table, by index of their measures: rows are parts of the row that is headed
// 合计 and columns of the column that is, where the numbers add up. Linear in the table for each row or
// column headed so.
void ReadTableRelations(const RelationView& view, uint32_t begin, uint32_t end,
                        std::vector<Relation>& relations);

}  // namespace fazhi::extraction
