#include "services/extraction/core/relations_stages.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "fazhi_extraction_words.h"
#include "services/extraction/core/word_lines.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

// 未审结43件,不予受理5件: what was not done is no whole of what was.
bool Denied(std::u32string_view text, size_t at) {
  return (at > 0 && text[at - 1] == U'未') || (at > 1 && text.substr(at - 2, 2) == U"不予");
}

}  // namespace

const Stages& Stages::Get() {
  static const auto* const stages = new Stages(extraction_words::Data("stages.txt"));
  return *stages;
}

Stages::Stages(absl::string_view data) {
  std::map<std::u32string, uint32_t> parts;
  for (const auto& [name, list] : ReadWordLines(data)) {
    Line& line = lines_.emplace_back();
    for (absl::string_view word : absl::StrSplit(name, ' ', absl::SkipEmpty())) {
      line.parts.push_back(ToCodePoints(word));
      beginnings_.Add(line.parts.back().front(), 1);
      parts[line.parts.back()] = static_cast<uint32_t>(lines_.size() - 1);
    }
    for (absl::string_view word : list) {
      const bool never = absl::ConsumePrefix(&word, "-");
      (never ? line.never : line.wholes).push_back(ToCodePoints(word));
    }
  }
  parts_ = WordGroups(parts);
}

int Stages::PartLine(std::u32string_view own) const {
  int line = -1;
  uint32_t longest = 0;
  for (size_t i = own.size(); i > 0; --i) {
    if (!beginnings_.At(own[i - 1])) continue;
    const WordGroups::Match match = parts_.Longest(own.substr(i - 1));
    if (match.length <= longest) continue;
    longest = match.length;
    line = static_cast<int>(match.value);
  }
  return line;
}

int Stages::WholeRank(int line, std::u32string_view text) const {
  const auto holds = [&](const std::u32string& word) { return Contains(text, word); };
  const auto says = [&](const std::u32string& word) {
    size_t at = text.find(word);
    while (at != text.npos && Denied(text, at)) at = text.find(word, at + 1);
    return at != text.npos;
  };
  const auto& [parts, wholes, never] = lines_[static_cast<size_t>(line)];
  if (std::any_of(never.begin(), never.end(), holds)) return -1;
  const auto found = std::find_if(wholes.begin(), wholes.end(), says);
  return found == wholes.end() ? -1 : static_cast<int>(found - wholes.begin());
}

}  // namespace fazhi::extraction
