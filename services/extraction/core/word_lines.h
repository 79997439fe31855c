#pragma once

#include <vector>

#include "absl/strings/string_view.h"

namespace fazhi::extraction {

// A line `name: word word …` of a word list in lexicon/. Views of the data that it was read from.
struct WordLine {
  absl::string_view name;
  std::vector<absl::string_view> words;
};

// All such lines, in their order; comments (#) and anything else are passed over.
std::vector<WordLine> ReadWordLines(absl::string_view data);

}  // namespace fazhi::extraction
