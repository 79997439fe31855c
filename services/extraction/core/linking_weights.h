#pragma once

#include "absl/strings/string_view.h"
#include "services/text/term_trie.h"

namespace fazhi::extraction {

// How candidates are scored (lexicon/link_weights.txt says what each number is for), and the words of a
// measure that narrow nothing (lexicon/link_words.txt). Immutable; thread-safe.
struct LinkWeights {
  static const LinkWeights& Get();
  LinkWeights(absl::string_view weights, absl::string_view words);

  float strong = 0;
  float weak = 0;
  float coverage = 0;
  float neutral = 0;
  float alias_length = 0;
  float topic_measure = 0;
  float topic_sentence = 0;
  float topic_heading = 0;
  float topic_section = 0;
  float topic_ahead = 0;
  float topic_document = 0;
  float aside = 0;
  float family = 0;
  float apart_unit = 0;
  float narrowing = 0;
  float whole = 0;
  float threshold = 0;
  float other_kind = 0;
  TermTrie neutral_words;
  TermTrie narrowing_words;  // what holds one is seldom all of what an alias says
  TermTrie whole_words;      // of several values of an indicator that of all levels
  TermTrie total_words;      // own words of a figure that say nothing of what is counted
  TermTrie carrying_words;   // verbs that only carry an act: what stands before one does not narrow
  TermTrie partial_words;    // a measure that begins with one is of some only, and no indicator of the whole
};

}  // namespace fazhi::extraction
