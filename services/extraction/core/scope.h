#pragma once

#include <vector>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_fragments.h"
#include "services/extraction/core/quantities.h"

namespace fazhi::extraction {

// What the words around a quantity say of whose it is.
struct SaidScope {
  v1::Scope scope = v1::SCOPE_NOT_STATED;
  // By a hall (县政务服务大厅) or by advisers (县政府法律顾问): only what they do is theirs.
  bool of_hall = false;
  bool of_advisers = false;
  // Those below that something is done with (对各乡镇): only what they have is theirs.
  bool of_object = false;
};

// What the words of its sentence say of each quantity. Linear in the text.
void ReadScopes(const Context& context, const std::vector<GroundedQuantity>& quantities,
                const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
                std::vector<SaidScope>& scopes);

}  // namespace fazhi::extraction
