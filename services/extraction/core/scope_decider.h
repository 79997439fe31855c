#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/catalog/catalog.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/linking.h"
#include "services/extraction/core/measures.h"
#include "services/extraction/core/quantities.h"
#include "services/extraction/core/relations.h"
#include "services/extraction/core/scope.h"
#include "services/extraction/core/scope_words.h"

namespace fazhi::extraction {

// Decides over what a measure's figure was counted, by the first of these that says anything:
//   1. the indicator itself (Indicator.inherent_scope, and what only those below a body have);
//   2. of what the figure is a part or the rate of, and of the figure itself, the largest: all of one whole
//      are of the same body, whatever is said between them. Of each the words around it (ReadScopes), or the
//      indicator of the figure that it took its noun from;
//   3. in a family that comes from one body's docket (lexicon/scope_words.txt), what was said last in the
//      paragraph;
//   4. the heading above it, where it begins by naming a body or the region (2.我局自身的执法);
//   5. that a body that has none below it can only have made it itself.
// Keeps references to all it is made of. Not thread-safe.
class ScopeDecider {
 public:
  ScopeDecider(const Context& context, const Catalog& catalog,
               const std::vector<GroundedQuantity>& quantities, const std::vector<Measure>& measures,
               const std::vector<Relation>& relations, const std::vector<Link>& links,
               const std::vector<SaidScope>& said);

  // To be asked in document order. Unspecified of a grey figure and of a rank without an indicator; another
  // figure without one has the scope that the words and its whole say.
  v1::Scope Of(uint32_t m);

 private:
  v1::Scope OfUnlinked(uint32_t m);
  void Enter(const GroundedQuantity& quantity);
  v1::Scope Inherent(uint32_t m) const;
  v1::Scope Said(uint32_t m) const;
  bool IsPlaceAmongBodies(uint32_t m) const;
  v1::Scope Own(uint32_t m) const;
  v1::Scope Whole(uint32_t m) const;
  v1::Scope Docket(uint32_t m, v1::Scope scope);

  const Context& context_;
  const Catalog& catalog_;
  const std::vector<GroundedQuantity>& quantities_;
  const std::vector<Measure>& measures_;
  const std::vector<Relation>& relations_;
  const std::vector<Link>& links_;
  const std::vector<SaidScope>& said_;
  const ScopeWords& words_;
  const bool lowest_;       // the report is of a body that has none below it
  const bool township_;     // of a township
  const bool below_;        // of one that has some below it
  const bool judiciary_;    // the report is a court's or a procuratorate's
  bool exercised_ = false;  // the paragraph has said that one body has taken the docket over
  uint32_t read_ = 0;       // how far it was looked for
  uint32_t sentence_ = 0;
  uint32_t docket_ = ScopeWords::kNoDocket;  // the docket whose scope was said last in the paragraph
  std::u32string phrase_;                    // a measure's words
  v1::Scope docket_scope_ = v1::SCOPE_NOT_STATED;
};

}  // namespace fazhi::extraction
