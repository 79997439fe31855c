#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/scope_names.h"
#include "services/extraction/core/scope_words.h"

namespace fazhi::extraction {

// What the words read so far say of the next figure.
struct ScopeHold {
  v1::Scope held = v1::SCOPE_UNSPECIFIED;   // by a word that began a clause
  bool subject = false;                     // the word that gave `held` began its clause: it says who acted
  v1::Scope local = v1::SCOPE_UNSPECIFIED;  // by a word inside the clause at hand
  v1::Scope weak = v1::SCOPE_UNSPECIFIED;   // by a word that only counts when there is no other
  bool weak_topic = false;                  // `weak` holds for the sentence: what is gone over is theirs
  bool all = false;                         // the clause at hand began with all of the region (全县)
  ScopeDoer doer = ScopeDoer::kBody;        // who it is that gave `held`
  bool of_level = false;    // it is a level (市本级, 两级): it says of what, not who acts
  bool respondent = false;  // a docket of who is sued
  bool below_acts = false;  // those below began their clause: they are who acted
  v1::Scope Said() const { return local != v1::SCOPE_UNSPECIFIED ? local : held; }
  v1::Scope Decide() const { return Said() != v1::SCOPE_UNSPECIFIED ? Said() : weak; }
};

// Where the reading of a text stands: what goes from one stretch to the next.
struct ScopeState : ScopeHold {
  bool sued = false;       // the paragraph tells of those sued: courts that close it say nothing
  bool bracketed = false;  // inside a bracket, whose words say nothing of what stands behind it
  ScopeHold outside;       // what was said before the bracket
};

// Whose report it is.
struct ScopeReporter {
  char32_t level = 0;  // last character of the region's name (县, 市, 省), 0 when not known
  v1::ReportingBody body = v1::REPORTING_BODY_UNSPECIFIED;
  std::vector<ScopeName> names;  // FindScopeNames
};

// Reads the words for scopes in [begin, end) of the text on. Bodies and territories of other levels than the
// reporter's are passed over.
void ReadScopeWords(std::u32string_view text, uint32_t begin, uint32_t end, const ScopeReporter& reporter,
                    ScopeState& state);

}  // namespace fazhi::extraction
