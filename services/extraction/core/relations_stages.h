#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/extraction/core/code_point_filter.h"
#include "services/extraction/core/word_groups.h"

namespace fazhi::extraction {

// Which acts count a part of what other acts count (lexicon/stages.txt). Immutable; thread-safe.
class Stages {
 public:
  static const Stages& Get();

  // Reads `word …: word …` lines; other text is ignored.
  explicit Stages(absl::string_view data);

  // The line of the longest word in `own` that is a part, or -1. `own` is read from its end, so that the act
  // nearest to the figure decides among words of one length.
  int PartLine(std::u32string_view own) const;

  // How near the whole in `text` is for that line: 0 for the first word on the right of the colon, 1 for the
  // second …; -1 when the text holds none of them, or one behind `-`.
  int WholeRank(int line, std::u32string_view text) const;

 private:
  struct Line {
    std::vector<std::u32string> parts;
    std::vector<std::u32string> wholes;
    std::vector<std::u32string> never;  // behind `-`
  };
  std::vector<Line> lines_;
  CodePointFilter<uint8_t> beginnings_;  // 1 where a part word may begin
  WordGroups parts_;                     // part word → line
};

}  // namespace fazhi::extraction
