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
  v1::Scope heading =
      v1::SCOPE_NOT_STATED;  // what the heading above it says: 1.对全县的监督, (二)我局执法情况
};

// What the words of its sentence say of each quantity. Whom it speaks of:
//
//   全县行政执法机关作出行政处罚2172件,同比下降8%;县政府常务会议学法9次;制定县政府文件6件,清理文件88件
//   held ─────────────────────────────────────── clause ──────────────── local ──────────── nothing
//
// held: who begins a clause holds for those behind it; a body (县政府) also behind a semicolon, where the
//   clause has no subject of its own, a level (县本级) and all of a region (全县) only up to it. So does what
//   is gone over or kept (对县政府文件, 县级权责清单), and for whom something is done (为县政府审查).
// local: who stands inside a clause is of what it stands before, up to the comma; a change, a part and what
//   was reported of it go on. A meeting and a territory that speaks (我县) hold for their clause; a meeting
//   whose clause has no figure (坚持会前学法,) also for the next one.
// weak: those below without 各 (乡镇, 部门) count where nothing else is said.
// nothing: addressees (报县政府), companions (会同), yardsticks (高于全市平均), other levels, names that only
//   hold such a word; who makes others act or will act is no subject of what is counted.
//
// A bracket's words end with it. A sentence's end with it, but where the next one takes up its figures
// (审结案件中,), and a table's title speaks for its cells. Where nothing stands before a figure, what stands
// behind it counts. What indicators and paragraphs say is ScopeDecider's. Linear in the text.
void ReadScopes(const Context& context, const std::vector<GroundedQuantity>& quantities,
                const std::vector<Fragment>& fragments, const std::vector<Measure>& measures,
                std::vector<SaidScope>& scopes);

}  // namespace fazhi::extraction
