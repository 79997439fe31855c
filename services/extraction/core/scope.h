#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/context.h"
#include "services/extraction/core/measures_fragments.h"
#include "services/extraction/core/quantities.h"
#include "services/text/term_trie.h"

namespace fazhi::extraction {

// The words that say over what a figure was counted (lexicon/scope_words.txt). Immutable; thread-safe.
class ScopeWords {
 public:
  static const ScopeWords& Get();
  explicit ScopeWords(absl::string_view data);

  // The scope that the words in `text` name, the last one deciding; SCOPE_UNSPECIFIED when none does.
  // `before` is the code point before the text, 0 when there is none.
  struct Reading {
    v1::Scope strong = v1::SCOPE_UNSPECIFIED;
    v1::Scope weak = v1::SCOPE_UNSPECIFIED;
  };
  void Read(std::u32string_view text, char32_t before, Reading& reading) const;

 private:
  TermTrie words_;
  TermTrie towards_;
};

// The scope that the words of its sentence give each quantity, SCOPE_NOT_STATED when they give none. Linear
// in the text.
void ReadScopes(const Context& context, const std::vector<GroundedQuantity>& quantities,
                const std::vector<Fragment>& fragments, std::vector<v1::Scope>& scopes);

}  // namespace fazhi::extraction
