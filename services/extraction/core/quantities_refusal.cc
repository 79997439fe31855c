#include "services/extraction/core/quantities_refusal.h"

#include <algorithm>

#include "services/extraction/core/quantities_lexicon.h"
#include "services/extraction/core/units.h"
#include "services/text/affixes.h"
#include "services/text/code_points.h"

namespace fazhi::extraction {
namespace {

bool OpensBracket(char32_t c) { return c == U'(' || c == U'〔' || c == U'[' || c == U'【'; }
bool ClosesBracket(char32_t c) { return c == U')' || c == U'〕' || c == U']' || c == U'】'; }

// Whether the passage, a line, or what follows a sentence or a cell begins behind `before`.
bool BeginsLine(const PassageView& passage, uint32_t at, char32_t before) {
  return at == passage.begin || before == U'\n' || before == U'。' || before == U';' || before == U'\t';
}

// 0937, 11370799201
bool IsCode(const PassageView& passage, const PrintedNumber& number) {
  const uint32_t digits = number.run_end - number.begin;
  return digits >= 12 || (digits >= 2 && passage.text[number.begin] == U'0' && !number.decimal);
}

// 1O件: a letter that looks like a digit stands inside the amount.
bool HasLetterForDigit(const PassageView& passage, const PrintedNumber& number) {
  constexpr std::u32string_view kAlike = U"OoIl";
  if (IsLatin(passage.Before(number.begin))) return false;
  uint32_t i = number.end;
  while (IsDigit(passage.At(i)) || Contains(kAlike, passage.At(i))) ++i;
  return i > number.end && !IsLatin(passage.At(i)) &&
         ReadUnit(Lexicon::Get(), passage.text, i, passage.end).ok();
}

// 1,2345件, 12,34件: commas that part no thousands. Where a list of numbers may stand (分别为12,34件) they
// part them.
bool HasMisplacedComma(const PassageView& passage, const PrintedNumber& number) {
  constexpr uint32_t kReach = 12;
  if (number.decimal || number.multiplied || (number.digits > 3 && !number.grouped) ||
      !IsDigit(passage.At(number.end + 1)))
    return false;
  const uint32_t from = number.begin - std::min(kReach, number.begin - passage.begin);
  const auto before = passage.text.substr(from, number.begin - from);
  if (SaysRespectively(before) || passage.Before(number.begin) == U'第') return false;
  constexpr uint32_t kLongest = 64;
  uint32_t i = number.end;
  while (i - number.end < kLongest &&
         (IsDigit(passage.At(i)) || (passage.At(i) == U',' && IsDigit(passage.At(i + 1)))))
    ++i;
  // 35,2024年, 10,11月
  const UnitMatch unit = ReadUnit(Lexicon::Get(), passage.text, i, passage.end);
  return unit.ok() && unit.end > i && unit.unit_class != UnitClass::kYear &&
         unit.unit_class != UnitClass::kDay && unit.unit_class != UnitClass::kNumber &&
         passage.At(i) != U'月';
}

// By what stands before and behind it.
const char* RefuseByMarks(const PassageView& passage, const PrintedNumber& number) {
  const uint32_t at = number.begin;
  const uint32_t digits = number.run_end - at;
  const char32_t before = passage.Before(at);
  const char32_t next = passage.At(number.end);
  const char32_t after_next = passage.At(number.end + 1);
  // 〔2024〕9号
  if (ClosesBracket(next) && OpensBracket(before)) {
    if (digits == 4 && before != U'(') return "name.document_number";
    uint32_t i = number.end + 1;
    while (IsDigit(passage.At(i))) ++i;
    if (digits == 4 && passage.At(i) == U'号') return "name.document_number";
    return "numbering.bracket";
  }
  const auto counted = [&] { return ReadUnit(Lexicon::Get(), passage.text, number.end, passage.end).ok(); };
  if (IsLatin(next) && !counted()) {
    return HasLetterForDigit(passage, number) ? "number.typo" : "name.latin";
  }
  if (next == U'+' || (before == U'+' && at >= passage.begin + 2 &&
                       (IsDigit(passage.text[at - 2]) || IsLatin(passage.text[at - 2])))) {
    return "name.formula";
  }
  if ((next == U'×' || next == U'*') && (IsDigit(after_next) || IsLatin(after_next))) return "name.formula";
  if ((before == U'×' || before == U'*') && !counted()) return "name.formula";
  if (next == U':' && IsDigit(after_next)) return "name.ratio";
  // 3·5公里, 12·4: a day, or a slip of the pen; 3·5万件 is read.
  if (next == U'·' && IsDigit(after_next)) return "name.day";
  if (next == U',' && HasMisplacedComma(passage, number)) return "number.typo";
  // 1. 清单管理; 1、; 1)
  if ((next == U'、' || next == U'.' || next == U')') && digits <= 2 && !number.decimal &&
      !IsDigit(after_next) && (next == U'.' || BeginsLine(passage, at, before))) {
    return "numbering.list";
  }
  // 0937-5550123, 2025-03046, 192.168.0.1
  if (next == U'.' && IsDigit(after_next)) return "name.code";
  if (next == U'-' && IsDigit(after_next)) {
    uint32_t i = number.end + 1;
    while (IsDigit(passage.At(i))) ++i;
    if (passage.At(i) == U'-' && IsDigit(passage.At(i + 1))) return "name.code";
  }
  return nullptr;
}

}  // namespace

const char* RefuseOnSight(const PassageView& passage, const PrintedNumber& number) {
  if (number.overflow) return "number.overflow";
  // 98..5%: a point too many
  if (number.begin > passage.begin + 2 && passage.Before(number.begin) == U'.' &&
      passage.text[number.begin - 2] == U'.' && IsDigit(passage.text[number.begin - 3]))
    return "number.typo";
  const char32_t before = passage.Before(number.begin);
  const bool formula = before == U'+' || before == U'×' || before == U'*';
  const char32_t next = passage.At(number.end);
  // Most numbers stand before a Chinese character or a percent sign.
  if (formula || (next < U'一' && next != U'%')) {
    if (const char* rule = RefuseByMarks(passage, number)) return rule;
  }
  return IsCode(passage, number) ? "name.code" : nullptr;
}

}  // namespace fazhi::extraction
