#pragma once

#include <cstdint>
#include <vector>

#include "fazhi/v1/observation.pb.h"
#include "services/extraction/core/numbers.h"
#include "services/extraction/core/quantities_lexicon.h"
#include "services/extraction/core/times.h"
#include "services/extraction/core/units.h"

namespace fazhi::extraction {

enum class TokenType : uint8_t {
  kNumber,  // `index` into ScannedText::numbers
  kTime,    // `index` into ScannedText::times
  kWord,
  kComma,  // also the colon
  kStop,   // also the semicolon, a line's or a cell's end
  kList,   // 、
  kOpen,   // (
  kClose,  // )
};

struct Token {
  TokenType type;
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t index = 0;
  WordRoles roles = 0;  // of a word

  bool Has(WordRole role) const { return (roles & Bit(role)) != 0; }
};

// A number with its unit and the modifiers right behind it, not yet grounded.
struct ScannedNumber {
  PrintedNumber number;
  UnitMatch unit;    // shared along a list: may lie behind another number
  uint32_t end = 0;  // of the quantity, modifiers behind included
  uint32_t number_end = 0;
  v1::Bound bound = v1::BOUND_EXACT;
  bool fraction = false;         // 三分之二, 1/3, 两成
  bool han_percent = false;      // 百分之五十
  bool bare_percent = false;     // 败诉率为0
  bool signed_up = false;        // +3.2, ↑3.2
  bool signed_down = false;      // -3.2, ↓3.2
  bool more = false;             // 余, 多 between number and unit
  bool split_unit = false;       // 3个多月: 多 inside the unit
  const char* reject = nullptr;  // rule, when it is no quantity whatever stands around
};

// The tokens of a stretch of text, in order. Reused from one stretch to the next, so that it stops
// allocating.
struct ScannedText {
  std::vector<Token> tokens;
  std::vector<ScannedNumber> numbers;
  std::vector<TimeExpression> times;

  // With room for most sentences.
  ScannedText() {
    tokens.reserve(64);
    numbers.reserve(16);
    times.reserve(8);
  }

  void Clear() {
    tokens.clear();
    numbers.clear();
    times.clear();
  }
};

}  // namespace fazhi::extraction
