#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/core/relations.h"
#include "services/extraction/core/relations_view.h"

namespace fazhi::extraction {

// Relates the figures [begin, end) of one table, by index of their measures, to each other: rows and columns
// are parts of those headed 合计, where the numbers add up; what is headed 其中 is of what stands before it;
// 审结 is of 受理 in its row or column; rates are made from the counts that they are called after. The rows
// of a table without a total may make up a figure of the text before it. Pure; linear in the table for each
// row or column headed as a total.
void ReadTableRelations(const RelationView& view, uint32_t begin, uint32_t end,
                        std::vector<Relation>& relations);

}  // namespace fazhi::extraction
