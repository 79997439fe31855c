#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace fazhi::extraction {

// Who or what the measure of an indicator is of, which short words leave out (lexicon/indicator_nouns.txt).
// Immutable; thread-safe.
class IndicatorNouns {
 public:
  // The lexicon that is built into the binary.
  static const IndicatorNouns& Get();

  // Reads `indicator: words` lines; other text is ignored.
  explicit IndicatorNouns(absl::string_view data);

  // The words of an indicator, the best first; none for most.
  const std::vector<std::u32string>& Of(absl::string_view indicator) const;

  const absl::flat_hash_map<std::string, std::vector<std::u32string>>& all() const { return words_; }

 private:
  absl::flat_hash_map<std::string, std::vector<std::u32string>> words_;
};

}  // namespace fazhi::extraction
