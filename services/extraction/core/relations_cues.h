#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/extraction/core/code_point_filter.h"
#include "services/extraction/core/relations_view.h"
#include "services/text/term_trie.h"

namespace fazhi::extraction {

// What words say of how figures belong together (lexicon/relation_words.txt says what each is for).
enum Cue : uint32_t {
  kCueRest = 1 << 0,
  kCueAmong = 1 << 1,
  kCueSplit = 1 << 2,
  kCueBy = 1 << 3,
  kCueListed = 1 << 4,
  kCueFresh = 1 << 5,
  kCueCarried = 1 << 6,
  kCueTotal = 1 << 7,
  kCueApart = 1 << 8,
  kCueStock = 1 << 9,
  kCueChange = 1 << 10,
  kCueOnTime = 1 << 11,
  kCueEach = 1 << 12,
  kCueOpen = 1 << 13,
  kCueDone = 1 << 14,
  kCueLeft = 1 << 15,
  kCueElided = 1 << 16,
  kCueOther = 1 << 17,
  kCueSome = 1 << 18,
  kCueHas = 1 << 19,
  kCueMostly = 1 << 20,
  kCueAssessed = 1 << 21,
  kCueHost = 1 << 22,
  kCueExam = 1 << 23,
  kCuePassed = 1 << 24,
  kCueKind = 1 << 25,
  kCueSo = 1 << 26,
};

// 按…分: what follows is all of it by kinds.
constexpr bool SaysSplitBy(uint32_t cues) { return (cues & kCueSplit) != 0 && (cues & kCueBy) != 0; }

// The words. Immutable; thread-safe.
class CueWords {
 public:
  // The lexicon that is built into the binary.
  static const CueWords& Get();

  // Reads `class: words` lines; other text is ignored.
  explicit CueWords(absl::string_view data);

  // Those of the wanted cues that stand anywhere in the text.
  uint32_t In(std::u32string_view text, uint32_t wanted) const;
  // Those that the text begins with.
  uint32_t Beginning(std::u32string_view text) const;
  // The length of the longest word of a wanted cue that the text ends in; 0 for none.
  size_t Ending(std::u32string_view text, uint32_t wanted) const;

  // Calls `hit(begin, end, cues)` for every word that begins in [begin, end) of the text and ends before
  // `end`.
  template <typename Hit>
  void ForEach(std::u32string_view text, uint32_t begin, uint32_t end, uint32_t wanted, Hit&& hit) const {
    for (uint32_t p = begin; (p = beginnings_.Next(text, p, end, wanted)) < end; ++p) {
      words_.Prefixes(text.substr(p, end - p),
                      [&](uint32_t length, uint32_t cues) { hit(p, p + length, cues); });
    }
  }

 private:
  CodePointFilter<uint32_t> beginnings_;
  TermTrie words_;
};

// The cues around one figure.
struct FigureCues {
  uint32_t left = 0;     // within what stands left of it (Fragment::left)
  uint32_t between = 0;  // right behind the figure before in the sentence; none for the first one
  uint32_t within = 0;   // where 中 or 里 ends the noun right of it (9个乡镇中); 0 when neither does
};

// The cues of all figures, in their order. Linear in the text.
std::vector<FigureCues> ReadFigureCues(const RelationView& view);

}  // namespace fazhi::extraction
