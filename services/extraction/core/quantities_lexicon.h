#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/extraction/core/word_groups.h"
#include "services/text/term_trie.h"

namespace fazhi::extraction {

// What a word does to the numbers around it; lexicon/words.tsv says it in full. A word may have several
// roles.
enum class WordRole : uint8_t {
  kAtLeast,
  kAtMost,
  kAbout,
  kNormAtLeast,
  kNormAtMost,
  kLooseAtLeast,
  kLooseAtMost,
  kScaleAtLeast,
  kFiller,
  kTo,
  kUp,
  kDown,
  kUpShort,
  kDownShort,
  kUpNoun,
  kDownNoun,
  kTransition,
  kCompare,
  kAgainst,
  kFrom,
  kLegal,
  kLimit,
  kTarget,
  kMust,
  kExisting,
  kCumulative,
  kStock,
  kNew,
  kEvery,
  kStreak,
  kTop,
  kOrdinal,
  kRanked,
  kSpan,
  kCarry,
  kOf,
  kPriorAmount,
  kFounding,
  kDone,
  kRegion,
  kUndertake,
  kBetter,
  kBad,
};

// A set of roles.
using WordRoles = uint64_t;
constexpr WordRoles Bit(WordRole role) { return WordRoles{1} << static_cast<uint8_t>(role); }

// Which time a word of lexicon/periods.tsv names.
enum class TimeRelation : uint8_t {
  kThisYear,
  kLastYear,
  kYearBeforeLast,
  kNextYear,
  kSamePeriod,
  kHalf1,
  kHalf2,
  kQuarter1,
  kQuarter2,
  kQuarter3,
  kQuarter4,
  kQuarters3,
  kSince,
  kOfReport,  // from here on: by what the report says it is on
  kBeforeReport,
  kEndOfReport,
};

// What a unit measures; lexicon/units.tsv says it in full.
enum class UnitClass : uint8_t {
  kNone,
  kCount,
  kPerson,
  kEvent,
  kList,
  kLevel,
  kDuration,
  kDay,
  kYear,
  kPercent,
  kPoints,
  kTimes,
  kMoney,
  kMeasure,
  kScore,
  kRank,
  kNumber,
  kNoun,
};

struct Unit {
  std::string name;
  UnitClass unit_class = UnitClass::kNone;
  std::vector<std::u32string> not_before;
  uint64_t not_before_first = 0;    // bit `c % 64` of the code points that these begin with
  bool sure_behind_digits = false;  // `not_before` holds behind Chinese numerals only
  bool tally = false;               // a head may say it before 数 (次数)
};

struct LexiconWord {
  WordRoles roles = 0;
  bool is_time = false;  // of lexicon/periods.tsv
  TimeRelation relation = TimeRelation::kThisYear;
};

struct Name {
  std::u32string left;  // stands before the numeral
  std::string rule;
};

// The names that are the same from their first numeral on.
struct NamesOfNumeral {
  std::vector<Name> names;
  bool alone = false;          // one of them begins with the numeral
  uint64_t stands_before = 0;  // bit `c % 64` of the code points that stand before the numeral in the others

  bool MayFollow(char32_t before) const { return alone || (stands_before >> (before & 63) & 1) != 0; }
};

// Why a code point may matter to the scanner; 0 for most of them, so that it can skip ahead.
enum CodePointBit : uint8_t {
  kDigitBit = 1,
  kHanNumeralBit = 2,  // and 几, 数
  kWordBit = 4,        // begins a word of the lexicon
  kBreakBit = 8,       // ends a clause, a list item or a bracket
  kQuoteBit = 16,      // opens a quotation or a title
  kLatinBit = 32,
  // What may stand right behind a number or its unit and change what it means: 余, 多, 以上, 左右, a dash.
  kModifierBit = 64,
  kTimeBit = 128,  // may stand behind the first numerals of a time
};
// Those of code points that begin something.
constexpr uint8_t kBeginningBits = kDigitBit | kHanNumeralBit | kWordBit | kBreakBit | kQuoteBit | kLatinBit;

// The embedded data files as tables. Immutable once made; thread-safe.
class Lexicon {
 public:
  static const Lexicon& Get();

  uint8_t Bits(char32_t c) const { return c < kBasicPlane ? bits_[c] : 0; }
  // Value: index for `word`.
  const WordGroups& words() const { return word_groups_; }
  const LexiconWord& word(uint32_t index) const { return words_[index]; }
  // Value: index for `unit`.
  const WordGroups& units() const { return unit_groups_; }
  const Unit& unit(uint32_t index) const { return units_[index]; }
  // Keyed by the names from their first numeral on. Value: index for `names`.
  const TermTrie& name_trie() const { return name_trie_; }
  const NamesOfNumeral& names(uint32_t index) const { return names_[index]; }

 private:
  static constexpr char32_t kBasicPlane = 0x10000;

  Lexicon();
  void LoadWordsAndPeriods();
  void LoadUnits();
  void LoadNames();
  void MarkPunctuation();

  std::array<uint8_t, kBasicPlane> bits_ = {};
  std::vector<LexiconWord> words_;
  WordGroups word_groups_;
  std::vector<Unit> units_;
  WordGroups unit_groups_;
  TermTrie name_trie_;
  std::vector<NamesOfNumeral> names_;
};

}  // namespace fazhi::extraction
