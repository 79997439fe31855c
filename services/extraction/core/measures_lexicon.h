#pragma once

#include <cstdint>
#include <string_view>

#include "absl/strings/string_view.h"
#include "services/extraction/core/code_point_filter.h"
#include "services/extraction/core/word_groups.h"

namespace fazhi::extraction {

// Classes of the words that stand around figures (services/extraction/lexicon/phrase_words.txt says what each
// is for).
enum WordClass : uint32_t {
  kLead = 1 << 0,
  kTrail = 1 << 1,
  kKeep = 1 << 2,
  kAct = 1 << 3,
  kBareWord = 1 << 4,
  kJoin = 1 << 5,
  kWhole = 1 << 6,
  kChangeWord = 1 << 7,
  kPrep = 1 << 8,
  kOpen = 1 << 9,
  kSolid = 1 << 10,
  kTail = 1 << 11,
  kTableWord = 1 << 12,
  kInto = 1 << 13,
  kOutcome = 1 << 14,
  kBody = 1 << 15,
  kPerson = 1 << 16,
  kOrgan = 1 << 17,
  kLight = 1 << 18,
  kPlace = 1 << 19,
  kReview = 1 << 20,
  kOnPeople = 1 << 21,
  kMatter = 1 << 22,
  kHave = 1 << 23,
  kDoneWith = 1 << 24,
  kBetween = 1 << 25,
  kGive = 1 << 26,
  kTheme = 1 << 27,
  kPredicate = 1 << 28,
  kPaidFor = 1 << 29,
  kTrend = 1 << 30,
  kOfAll = 1u << 31,
};

// A word found at the beginning or end of a text: its length in code points (0 for none) and its classes.
struct Word {
  uint32_t length = 0;
  uint32_t classes = 0;
  explicit operator bool() const { return length != 0; }
};

// The words, indexed from both ends. Immutable; thread-safe.
class WordTable {
 public:
  // The lexicon that is built into the binary.
  static const WordTable& Get();

  // Reads `class: words` lines; later lines add to earlier ones. Unknown classes and text that is not such a
  // line are ignored, so that the test of the data, not the product, finds them.
  explicit WordTable(absl::string_view data);

  // The longest word of one of the wanted classes that `text` begins or ends with.
  Word Prefix(std::u32string_view text, uint32_t wanted) const {
    return text.empty() || !(beginnings_.At(text.front()) & wanted) ? Word() : LongestPrefix(text, wanted);
  }
  Word Suffix(std::u32string_view text, uint32_t wanted) const {
    return text.empty() || !(endings_.At(text.back()) & wanted) ? Word() : LongestSuffix(text, wanted);
  }
  // Whether the text begins with a name, or a word that is not taken apart: 中队, 中小企业; not 中一人所.
  bool BeginsName(std::u32string_view text) const {
    return Prefix(text, kOrgan | kBody | kTail | kKeep).length >= 2;
  }
  // The first place in [at, end) of the text where a word of one of the wanted classes may begin; `end` when
  // there is none.
  uint32_t NextPrefix(std::u32string_view text, uint32_t at, uint32_t end, uint32_t wanted) const {
    return beginnings_.Next(text, at, end, wanted);
  }

 private:
  Word LongestPrefix(std::u32string_view text, uint32_t wanted) const;
  Word LongestSuffix(std::u32string_view text, uint32_t wanted) const;

  CodePointFilter<uint32_t> beginnings_;  // classes of the words that begin with a code point
  CodePointFilter<uint32_t> endings_;     // classes of those that end with it
  WordGroups forward_;
  WordGroups backward_;
};

// The class of a name in the file, or 0.
uint32_t WordClassOf(absl::string_view name);

}  // namespace fazhi::extraction
