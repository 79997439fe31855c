#pragma once

#include <cstdint>

#include "services/extraction/core/quantities_lexicon.h"
#include "services/extraction/core/quantities_passage.h"
#include "services/extraction/core/quantities_tokens.h"

namespace fazhi::extraction {

// What became of a numeral.
struct NumeralReading {
  uint32_t next = 0;              // where reading goes on; the numeral itself when it is no number
  const char* refusal = nullptr;  // the rule by which it is refused on sight
  uint32_t refused_end = 0;       // of what is refused
};

// Reads a number with what belongs to it: modifiers (2000余万), the second end of a range, the unit,
// modifiers behind (以上). `before` is what has been scanned of the passage so far. Linear in what is read.
class NumberReader {
 public:
  NumberReader(const Lexicon& lexicon, const PassageView& passage, const ScannedText& before)
      : lexicon_(lexicon), passage_(passage), before_(before) {}

  // Of the Arabic digits, or the Chinese numerals (几, 数 and 半 are such), that begin at `at`. `scanned` is
  // a fresh one; what it holds counts only when something was read and nothing refused.
  NumeralReading ReadDigits(uint32_t at, ScannedNumber& scanned) const;
  NumeralReading ReadHan(uint32_t at, ScannedNumber& scanned) const;

 private:
  NumeralReading ReadHalf(uint32_t at) const;
  NumeralReading ReadFraction(uint32_t at, ScannedNumber& scanned) const;
  NumeralReading ReadTenths(uint32_t at, ScannedNumber& scanned) const;
  NumeralReading Finish(uint32_t at, ScannedNumber& scanned) const;
  NumeralReading FinishSplitUnit(uint32_t at, uint32_t pos, ScannedNumber& scanned) const;
  uint32_t TakeModifierInside(ScannedNumber& scanned) const;
  uint32_t TakeRange(uint32_t pos, ScannedNumber& scanned) const;
  void TakeRangeBehindUnit(ScannedNumber& scanned) const;
  void TakeModifiersBehind(ScannedNumber& scanned, bool duration) const;
  void TakeHalfBehind(ScannedNumber& scanned) const;
  bool FinishUnitInBrackets(uint32_t pos, ScannedNumber& scanned) const;
  bool FinishRateOfNothing(uint32_t pos, ScannedNumber& scanned) const;
  bool IsFractionOf(uint32_t at, ScannedNumber& scanned) const;
  uint32_t SkipItemMark(const PrintedNumber& number) const;
  uint32_t RangeMark(uint32_t at) const;
  bool FollowsFrom() const;
  bool GoesOnTo(uint32_t at) const;
  // Whether anything at `pos` may belong to the number or unit before it.
  bool MayModify(uint32_t pos) const { return (lexicon_.Bits(passage_.At(pos)) & kModifierBit) != 0; }
  bool IsPartOfWord(uint32_t at) const;
  uint32_t SkipMarks(uint32_t at, bool commas) const;

  const Lexicon& lexicon_;
  const PassageView passage_;
  const ScannedText& before_;
};

}  // namespace fazhi::extraction
