#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fazhi/v1/catalog.pb.h"
#include "services/text/term_trie.h"

namespace fazhi {

// The catalog's words that mean the same, for saying a text in one wording: 审看合同 and 把关合同 are both
// 审核合同. Made once; immutable; thread-safe.
class SameWordsIndex {
 public:
  explicit SameWordsIndex(const v1::Catalog& catalog);

  // The text with one word of each class in place of all others; the text itself where none stands in it. At
  // each place the longest is taken.
  std::u32string Say(std::u32string_view text) const;

  // Whether a word of any class stands in the text.
  bool StandIn(std::u32string_view text) const;

 private:
  TermTrie said_;  // the values are indices in words_
  std::vector<std::u32string> words_;
};

}  // namespace fazhi
