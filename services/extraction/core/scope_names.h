#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/extraction/core/context.h"
#include "services/extraction/core/measures_fragments.h"

namespace fazhi::extraction {

// Where the text of a department's report names that department, in full or shortened (县水利局, 市住建局 for
// 住房和城乡建设局), a word for its level and the name of its place included; by `begin`. None for the
// reports of others. `level` is the last character of the region's name, 0 when not known.
std::vector<Piece> FindOwnNames(const Context& context, char32_t level);

}  // namespace fazhi::extraction
