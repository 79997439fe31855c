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

// What the words of its sentence say of each quantity, whom it speaks of:
//
//   全县行政执法机关   作出行政处罚2172件,    同比下降8%, 县本级316件;        制定县政府文件6件,清理文件88件
//   └ subject, held ──────────────────────────────────── └ held until another one └ local, to the comma
//
//   held   who began a clause holds for the clauses behind it (ScopeHold::held): of a body or of bodies also
//   behind a
//          semicolon, where the clause goes on without a subject; of a level or of all of a region up to it.
//          A meeting, and a territory that speaks of itself (我县), hold for their clause.
//   local  who stands inside a clause is of what it stands before, up to the comma; a change and a part
//   behind
//          it are of the same. What is gone over or kept (对县政府文件, 县级权责清单) holds as a subject
//          does.
//   weak   those below without 各 (乡镇, 部门), where nothing else is said.
//   none   addressees (报县政府), companions (会同), yardsticks (高于全市平均), other levels, names that only
//   hold such
//          words; who makes others act or will act is no subject of what is counted.
//
// A bracket's words end with it, a sentence's with it, but for one that takes up its figures (审结案件中,)
// and for a table, whose title speaks for its cells. Where nothing stands before a figure, what stands behind
// it counts. What a paragraph and an indicator say is ScopeDecider's. Linear in the text.
void ReadScopes(const Context& context, const std::vector<GroundedQuantity>& quantities,
                const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
                std::vector<SaidScope>& scopes);

}  // namespace fazhi::extraction
