#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/measures_fragments.h"

namespace fazhi::extraction {

// A name that says over what the figures behind it were counted.
struct ScopeName {
  Piece piece;
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;
};

// Where the text of a department's report names that department, in full or shortened (县水利局, 市住建局 for
// 住房和城乡建设局), a word for its level and the name of its place included; and where that or a
// government's begins a clause with the region (沙泉县作出行政处罚), but not with a body of it. By `begin`.
// `level` is the last character of the region's name, 0 when not known.
std::vector<ScopeName> FindScopeNames(const Context& context, char32_t level);

}  // namespace fazhi::extraction
