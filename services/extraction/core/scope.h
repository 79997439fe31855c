#pragma once

#include <vector>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/measures_fragments.h"
#include "services/extraction/core/quantities.h"
#include "services/extraction/core/scope_words.h"

namespace fazhi::extraction {

// What the words around a quantity say of whose it is.
struct SaidScope {
  v1::Scope scope = v1::SCOPE_NOT_STATED;
  ScopeDoer doer = ScopeDoer::kBody;
};

// What the words of its sentence say of each quantity. Linear in the text.
void ReadScopes(const Context& context, const std::vector<GroundedQuantity>& quantities,
                const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
                std::vector<SaidScope>& scopes);

}  // namespace fazhi::extraction
