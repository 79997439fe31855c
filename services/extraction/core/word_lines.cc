#include "services/extraction/core/word_lines.h"

#include "absl/strings/str_split.h"

namespace fazhi::extraction {

std::vector<WordLine> ReadWordLines(absl::string_view data) {
  std::vector<WordLine> lines;
  for (const absl::string_view line : absl::StrSplit(data, '\n')) {
    const size_t colon = line.find(": ");
    if (colon == absl::string_view::npos || line[0] == '#') continue;
    lines.push_back({line.substr(0, colon), absl::StrSplit(line.substr(colon + 2), ' ', absl::SkipEmpty())});
  }
  return lines;
}

}  // namespace fazhi::extraction
