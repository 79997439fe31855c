#include "services/extraction/core/quantities_scan.h"

#include <algorithm>

#include "services/extraction/core/quantities_refusal.h"
#include "services/text/han_numerals.h"

namespace fazhi::extraction {
namespace {

// Longer quotations are speech, and their figures count; longer titles are unclosed.
constexpr uint32_t kLongestQuotedName = 30;
constexpr uint32_t kLongestTitle = 120;

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool IsLatin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool IsDash(char32_t c) {
  return c == U'-' || c == U'—' || c == U'–' || c == U'~' || c == U'～' || c == U'―' || c == U'－';
}

class Scanner {
 public:
  Scanner(std::u32string_view text, uint32_t begin, uint32_t end, ScannedText& out,
          std::vector<v1::RejectedCandidate>* rejected)
      : lexicon_(Lexicon::Get()), text_(text), begin_(begin), end_(end), out_(out), rejected_(rejected) {}

  void Run() {
    for (uint32_t at = begin_; at < end_;) {
      const uint8_t bits = lexicon_.Bits(text_[at]);
      if (bits == 0) {
        ++at;
        continue;
      }
      at = Step(at, bits);
    }
  }

 private:
  char32_t At(uint32_t pos) const { return pos < end_ ? text_[pos] : U'\0'; }
  char32_t Before(uint32_t pos) const { return pos > begin_ ? text_[pos - 1] : U'\0'; }
  bool Starts(uint32_t pos, std::u32string_view word) const {
    return pos + word.size() <= end_ && text_.substr(pos, word.size()) == word;
  }

  void Reject(uint32_t begin, uint32_t end, const char* rule) {
    if (rejected_ == nullptr) return;
    v1::RejectedCandidate& candidate = rejected_->emplace_back();
    candidate.mutable_span()->set_begin(begin);
    candidate.mutable_span()->set_end(end);
    candidate.set_rule(rule);
  }

  // Handles what begins at `at` and returns where to go on, behind it.
  uint32_t Step(uint32_t at, uint8_t bits) {
    if (bits & (kDigitBit | kHanNumeralBit)) {
      const uint32_t next = StepNumeral(at, bits);
      if (next > at) return next;
    }
    if (bits & kWordBit) {
      const uint32_t next = StepWord(at);
      if (next > at) return next;
    }
    if (bits & kQuoteBit) return StepQuote(at);
    if (bits & kBreakBit) return StepBreak(at);
    if (bits & kLatinBit) return StepLatin(at);
    return at + 1;
  }

  void Push(TokenType type, uint32_t begin, uint32_t end, uint32_t index = 0, WordRoles roles = 0) {
    out_.tokens.push_back({type, begin, end, index, roles});
  }

  uint32_t StepBreak(uint32_t at) {
    const char32_t c = text_[at];
    TokenType type = TokenType::kStop;
    if (c == U',' || c == U',' || c == U':' || c == U':') type = TokenType::kComma;
    if (c == U'、') type = TokenType::kList;
    if (c == U'(' || c == U'(') type = TokenType::kOpen;
    if (c == U')' || c == U')') type = TokenType::kClose;
    Push(type, at, at + 1);
    return at + 1;
  }

  uint32_t StepWord(uint32_t at) {
    uint32_t end = at;
    uint32_t index = 0;
    lexicon_.word_trie().Prefixes(text_.substr(at, end_ - at), [&](uint32_t length, uint32_t value) {
      end = at + length;
      index = value;
    });
    if (end == at) return at;
    const LexiconWord& word = lexicon_.word(index);
    if (word.is_time) {
      out_.times.push_back(TimeOfWord(text_, at, end, end_, word.relation));
      end = out_.times.back().end;
      Push(TokenType::kTime, at, end, static_cast<uint32_t>(out_.times.size() - 1));
    } else if (word.roles != 0) {
      Push(TokenType::kWord, at, end, 0, word.roles);
    }
    return end;
  }

  // Passes over a quotation or title that names a thing.
  uint32_t StepQuote(uint32_t at) {
    char32_t close = U'\0';
    uint32_t longest = kLongestQuotedName;
    switch (text_[at]) {
      case U'“':
        close = U'”';
        break;
      case U'‘':
        close = U'’';
        break;
      case U'「':
        close = U'」';
        break;
      case U'『':
        close = U'』';
        break;
      case U'《':
        close = U'》', longest = kLongestTitle;
        break;
      case U'〈':
        close = U'〉', longest = kLongestTitle;
        break;
      default:
        close = text_[at];
        break;
    }
    if (const uint32_t next = StepPlanYears(at, at + 1, close); next > at) return next;
    const uint32_t limit = std::min<uint32_t>(end_, at + 1 + longest);
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (text_[i] == text_[at] && close != text_[at]) break;  // opened again: this one is not closed
      if (text_[i] != close) continue;
      const char* rule = longest == kLongestTitle ? "name.title" : "name.quoted";
      if (rejected_ != nullptr) RejectInside(at + 1, i, rule);
      return i + 1;
    }
    return at + 1;
  }

  // “十三五”期间, 十四五以来: the five years of a national plan. `at` begins the expression, `pos` its
  // numeral; `close` is what closes it, U+0000 for nothing. Returns `at` when there is none.
  uint32_t StepPlanYears(uint32_t at, uint32_t pos, char32_t close) {
    const TimeExpression time = ReadPlanYears(text_, at, pos, close, end_);
    if (!time.ok()) return at;
    out_.times.push_back(time);
    Push(TokenType::kTime, at, time.end, static_cast<uint32_t>(out_.times.size() - 1));
    return time.end;
  }

  void RejectInside(uint32_t begin, uint32_t end, const char* rule) {
    for (uint32_t i = begin; i < end;) {
      const PrintedNumber number = ReadNumber(text_, i, end);
      if (number.ok()) Reject(i, number.end, rule);
      i = std::max(number.end, i + 1);
    }
  }

  // A run of letters and digits (PM2.5, 11370799MB2857014X/2025-03046) holds no quantity, unless a count
  // follows letters only (APP12个).
  uint32_t StepLatin(uint32_t at) {
    uint32_t i = at;
    while (i < end_ && IsLatin(text_[i])) ++i;
    const uint32_t letters = i - at;
    uint32_t run = i;
    bool digits = false;
    while (run < end_ &&
           (IsLatin(text_[run]) || IsDigit(text_[run]) ||
            ((text_[run] == U'-' || text_[run] == U'.' || text_[run] == U'/' || text_[run] == U'_') &&
             run + 1 < end_ && (IsDigit(text_[run + 1]) || IsLatin(text_[run + 1]))))) {
      digits = digits || IsDigit(text_[run]);
      ++run;
    }
    if (!digits) return i;
    if (letters >= 2 && IsDigit(At(i))) {
      const PrintedNumber number = ReadNumber(text_, i, end_);
      if (number.end >= run && !number.decimal && ReadUnit(lexicon_, text_, number.end, end_).ok()) return i;
    }
    Reject(at, run, "name.latin");
    return run;
  }

  uint32_t StepNumeral(uint32_t at, uint8_t bits) {
    if (bits & kWordBit) {  // 一季度, 半年
      if (const uint32_t next = StepTimeWord(at); next > at) return next;
    }
    if (At(at) == U'十') {
      if (const uint32_t next = StepPlanYears(at, at, U'\0'); next > at) return next;
    }
    if (const uint32_t next = StepName(at); next > at) return next;
    const TimeExpression time = ReadTime(text_, at, end_);
    if (time.ok() && !(Before(at) == U'第')) {
      Reject(at, time.end, time.WholeYear() && !time.of_day ? "date.year" : "date.day");
      out_.times.push_back(time);
      Push(TokenType::kTime, at, time.end, static_cast<uint32_t>(out_.times.size() - 1));
      return time.end;
    }
    if (bits & kDigitBit) return StepDigits(at);
    return StepHan(at);
  }

  uint32_t StepTimeWord(uint32_t at) {
    bool time = false;
    lexicon_.word_trie().Prefixes(text_.substr(at, end_ - at),
                                  [&](uint32_t, uint32_t index) { time = lexicon_.word(index).is_time; });
    return time ? StepWord(at) : at;
  }

  uint32_t StepName(uint32_t at) {
    uint32_t best_end = at;
    uint32_t best_length = 0;
    const char* rule = nullptr;
    lexicon_.name_trie().Prefixes(text_.substr(at, end_ - at), [&](uint32_t length, uint32_t index) {
      if (IsDigit(text_[at + length - 1]) && IsDigit(At(at + length))) return;
      for (const Name& name : lexicon_.names(index)) {
        const auto left = static_cast<uint32_t>(name.left.size());
        if (at - begin_ < left || text_.substr(at - left, left) != name.left) continue;
        if (left + length < best_length) continue;
        best_length = left + length;
        best_end = at + length;
        rule = name.rule.c_str();
      }
    });
    if (best_end > at) Reject(at, best_end, rule);
    return best_end;
  }

  uint32_t StepDigits(uint32_t at) {
    // The whole run of digits, letters and marks between them decides first: licence numbers, phones,
    // formulas.
    uint32_t digits_end = at;
    while (digits_end < end_ && IsDigit(text_[digits_end])) ++digits_end;
    ScannedNumber scanned;
    scanned.number = ReadNumber(text_, at, end_);
    const uint32_t after = scanned.number.end;
    const char32_t before = Before(at);
    if (const char* rule = RefuseOnSight({text_, begin_, end_}, digits_end, scanned.number)) {
      const uint32_t next = std::max(after, SkipMarks(after));
      Reject(at, next, rule);
      return next;
    }
    if (before == U'+') scanned.signed_up = true;
    if (IsDash(before)) scanned.signed_down = true;
    return Finish(at, scanned);
  }

  // Behind a refused number: what hangs on it (X in 1+3+X, 5550123 in 0937-5550123).
  uint32_t SkipMarks(uint32_t at) const {
    while (at < end_ && (IsDigit(text_[at]) || IsLatin(text_[at]) ||
                         ((text_[at] == U'+' || text_[at] == U'-' || text_[at] == U'/' || text_[at] == U':' ||
                           text_[at] == U'.' || text_[at] == U'×' || text_[at] == U'*') &&
                          at + 1 < end_ && (IsDigit(text_[at + 1]) || IsLatin(text_[at + 1]))))) {
      ++at;
    }
    return at;
  }

  uint32_t StepHan(uint32_t at) {
    ScannedNumber scanned;
    scanned.number = ReadNumber(text_, at, end_);
    PrintedNumber& number = scanned.number;
    if (!number.ok()) return at;
    if (number.vague && IsPartOfWord(at)) return at;
    if (number.overflow) {
      Reject(at, number.end, "number.overflow");
      return number.end;
    }
    // 三分之二, 百分之五十
    if (Starts(number.end, U"分之")) return StepFraction(at, scanned);
    if (At(number.end) == U'成' && !number.multiplied) return StepTenths(at, scanned);
    if (number.han_digits && !number.has_high) {
      Reject(at, number.end, "han.digits");
      return number.end;
    }
    return Finish(at, scanned);
  }

  // 参与人数十余人: 数 ends a word.
  bool IsPartOfWord(uint32_t at) const {
    if (text_[at] != U'数') return false;
    constexpr std::u32string_view kBefore = U"人总次件户个台辆倍指基多少天份家项例参系位度分对";
    return kBefore.find(Before(at)) != std::u32string_view::npos && Before(at) != U'\0';
  }

  uint32_t StepFraction(uint32_t at, ScannedNumber& scanned) {
    const PrintedNumber whole = scanned.number;
    const PrintedNumber part = ReadNumber(text_, whole.end + 2, end_);
    if (!part.ok() || part.overflow || whole.value_e4 == 0) {
      Reject(at, whole.end, "idiom");
      return whole.end + 2;
    }
    scanned.number = part;
    scanned.number.begin = at;
    scanned.number.han = true;
    const int64_t base = whole.value_e4 / 10000;
    if (base == 100 || base == 1000) {
      scanned.han_percent = true;
      scanned.unit.unit_class = UnitClass::kPercent;
      scanned.unit.begin = scanned.unit.end = part.end;
      if (part.bare && part.value_e4 == 1000000) scanned.number.bare = false;  // 百分之百
    } else {
      scanned.fraction = true;
      scanned.number.value_e4 = part.value_e4 / base;
      scanned.number.step_e4 = 1;
    }
    scanned.number_end = scanned.end = part.end;
    TakeModifiersBehind(scanned, /*duration=*/false);
    return Emit(at, scanned);
  }

  uint32_t StepTenths(uint32_t at, ScannedNumber& scanned) {
    constexpr std::u32string_view kWords = U"立为功果效员本都绩长熟交像型人品就";
    const uint32_t after = scanned.number.end + 1;
    if (kWords.find(At(after)) != std::u32string_view::npos && At(after) != U'\0') {
      Reject(at, scanned.number.end, "han.unitless");
      return scanned.number.end;
    }
    scanned.fraction = true;
    scanned.number.value_e4 *= 10;
    scanned.number.high_e4 *= 10;
    scanned.unit.unit_class = UnitClass::kPercent;
    scanned.unit.begin = scanned.unit.end = after;
    scanned.number_end = scanned.end = after;
    TakeModifiersBehind(scanned, /*duration=*/false);
    return Emit(at, scanned);
  }

  // Modifiers between number and unit, a range's second number, the unit, modifiers behind.
  uint32_t Finish(uint32_t at, ScannedNumber& scanned) {
    PrintedNumber& number = scanned.number;
    scanned.number_end = number.end;
    uint32_t pos = TakeModifierInside(scanned);
    pos = TakeRange(pos, scanned);
    if (scanned.bound == v1::BOUND_EXACT && Starts(pos, U"个多") &&
        (At(pos + 2) == U'月' || Starts(pos + 2, U"小时") || Starts(pos + 2, U"星期"))) {
      return FinishSplitUnit(at, pos, scanned);
    }
    uint32_t unit_at = pos;
    while (At(unit_at) == U' ' && unit_at < pos + 2) ++unit_at;
    scanned.unit = ReadUnit(lexicon_, text_, unit_at, end_, unit_at == pos && IsPlainCount(number, At(pos)));
    if (!scanned.unit.ok() && unit_at == pos) scanned.unit.begin = scanned.unit.end = pos;
    scanned.end = scanned.unit.ok() && scanned.unit.end > unit_at ? scanned.unit.end : pos;
    if (scanned.unit.ok()) {
      TakeRangeBehindUnit(scanned);
      const UnitClass unit_class = scanned.unit.unit_class;
      TakeModifiersBehind(scanned, unit_class == UnitClass::kDuration || unit_class == UnitClass::kDay ||
                                       unit_class == UnitClass::kYear);
    }
    return Emit(at, scanned);
  }

  // Whether the digits can be nothing but an amount: no year (2024省级) and no hotline (110处警, 12345条块).
  static bool IsPlainCount(const PrintedNumber& number, char32_t next) {
    if (number.han) return false;
    if (number.multiplied || number.decimal || number.grouped || number.has_high) return true;
    const int64_t value = number.value_e4 / 10000;
    if (value == 110 || value == 119 || value == 120 || value == 122) return next != U'处' && next != U'支';
    return value / 1000 != 12 && (value < 1900 || value > 2100);
  }

  // 3个多月: the modifier stands inside the unit.
  uint32_t FinishSplitUnit(uint32_t at, uint32_t pos, ScannedNumber& scanned) {
    scanned.unit.begin = pos;
    scanned.unit.end = scanned.end = At(pos + 2) == U'月' ? pos + 3 : pos + 4;
    scanned.unit.unit_class = UnitClass::kDuration;
    scanned.bound = v1::BOUND_AT_LEAST;
    scanned.more = scanned.split_unit = true;
    return Emit(at, scanned);
  }

  uint32_t Emit(uint32_t at, ScannedNumber& scanned) {
    const auto index = static_cast<uint32_t>(out_.numbers.size());
    if (scanned.number.overflow) scanned.reject = "number.overflow";
    out_.numbers.push_back(scanned);
    Push(TokenType::kNumber, at, scanned.end, index);
    if (scanned.unit.ok()) ShareUnit(index);
    return std::max(scanned.end, at + 1);
  }

  // 余, 多, 几, 来 and a multiplier behind them; returns where the unit is looked for.
  uint32_t TakeModifierInside(ScannedNumber& scanned) {
    PrintedNumber& number = scanned.number;
    uint32_t pos = number.end;
    uint32_t mark = pos;
    if (At(mark) == U' ' && (At(mark + 1) == U'余' || HanMultiplier(At(mark + 1)) >= 10000)) ++mark;
    if (HanMultiplier(At(mark)) >= 10000 && mark > pos && !number.multiplied) {  // 3.2 万份
      const Multiplier multiplier = ReadMultiplier(text_, mark, end_);
      ApplyMultiplier(multiplier.value, number);
      pos = number.end = scanned.number_end = mark + multiplier.length;
      mark = pos;
    }
    const char32_t c = At(mark);
    const bool more = c == U'余' || (c == U'多' && !Starts(mark, U"多少")) ||
                      (c == U'几' && number.value_e4 % 100000 == 0) ||
                      (c == U'来' && number.value_e4 == 100000);
    if (!more) {
      if (number.vague) scanned.bound = v1::BOUND_AT_LEAST;
      return pos;
    }
    scanned.bound = v1::BOUND_AT_LEAST;
    scanned.more = true;
    pos = mark + 1;
    const Multiplier multiplier = ReadMultiplier(text_, pos, end_);
    if (multiplier.length > 0) {
      ApplyMultiplier(multiplier.value, number);
      pos += multiplier.length;
    }
    return pos;
  }

  uint32_t DashLength(uint32_t at) const {
    uint32_t length = 0;
    while (length < 2 && IsDash(At(at + length))) ++length;
    return length;
  }

  bool FollowsFrom() const {
    if (out_.tokens.empty()) return false;
    for (size_t i = out_.tokens.size(); i-- > 0 && out_.tokens.size() - i < 4;) {
      const Token& token = out_.tokens[i];
      if (token.type == TokenType::kWord && token.Has(WordRole::kFrom)) return true;
      if (token.type != TokenType::kWord && token.type != TokenType::kTime) return false;
    }
    return false;
  }

  // Length of the mark between the two ends of a range at `at`; 0 when there is none.
  uint32_t RangeMark(uint32_t at) const {
    uint32_t spaces = At(at) == U' ' ? 1 : 0;
    uint32_t length = DashLength(at + spaces);
    if (length == 0 && (At(at + spaces) == U'至' || At(at + spaces) == U'到') && !FollowsFrom()) length = 1;
    if (length == 0) return 0;
    if (At(at + spaces + length) == U' ') ++length;
    return spaces + length;
  }

  // 0.5—0.7万人, 36—42个工作日: returns where the unit is looked for.
  uint32_t TakeRange(uint32_t pos, ScannedNumber& scanned) {
    PrintedNumber& low = scanned.number;
    if (low.has_high) scanned.bound = v1::BOUND_RANGE;
    if (scanned.bound != v1::BOUND_EXACT) return pos;
    const uint32_t mark = RangeMark(pos);
    if (mark == 0) return pos;
    const PrintedNumber high = ReadNumber(text_, pos + mark, end_);
    if (!high.ok() || high.overflow || high.han != low.han || high.bare) return pos;
    if (At(high.end) == U'.' && IsDigit(At(high.end + 1))) return pos;
    const int64_t own = low.value_e4;
    if (!low.multiplied && high.multiplied) ApplyMultiplier(high.multiplier, low);
    if (low.overflow || low.value_e4 >= high.value_e4) {
      low.overflow = false;
      low.value_e4 = own;
      return pos;
    }
    SetHigh(high, scanned);
    scanned.number_end = high.end;
    return high.end;
  }

  void SetHigh(const PrintedNumber& high, ScannedNumber& scanned) {
    scanned.number.has_high = true;
    scanned.number.high_e4 = high.value_e4;
    scanned.number.step_e4 = std::min(scanned.number.step_e4, high.step_e4);
    scanned.bound = v1::BOUND_RANGE;
  }

  // 10%—15%, 5天至10天
  void TakeRangeBehindUnit(ScannedNumber& scanned) {
    if (scanned.bound != v1::BOUND_EXACT) return;
    const uint32_t mark = RangeMark(scanned.end);
    if (mark == 0) return;
    const PrintedNumber high = ReadNumber(text_, scanned.end + mark, end_);
    if (!high.ok() || high.overflow || high.value_e4 <= scanned.number.value_e4) return;
    const UnitMatch unit = ReadUnit(lexicon_, text_, high.end, end_);
    const auto printed = text_.substr(scanned.unit.begin, scanned.unit.end - scanned.unit.begin);
    if (!unit.ok() || text_.substr(unit.begin, unit.end - unit.begin) != printed) return;
    SetHigh(high, scanned);
    scanned.unit = unit;
    scanned.end = unit.end;
    scanned.number_end = high.end;
  }

  void TakeModifiersBehind(ScannedNumber& scanned, bool duration) {
    uint32_t pos = scanned.end;
    if (duration && (At(pos) == U'多' || At(pos) == U'余')) {
      scanned.end = ++pos;
      if (scanned.bound == v1::BOUND_EXACT) scanned.bound = v1::BOUND_AT_LEAST;
      return;
    }
    const struct {
      std::u32string_view word;
      v1::Bound bound;
    } kBehind[] = {{U"及以上", v1::BOUND_AT_LEAST},   {U"及以下", v1::BOUND_AT_MOST},
                   {U"(含)以上", v1::BOUND_AT_LEAST}, {U"以上", v1::BOUND_AT_LEAST},
                   {U"以下", v1::BOUND_AT_MOST},      {U"以内", v1::BOUND_AT_MOST},
                   {U"之内", v1::BOUND_AT_MOST},      {U"左右", v1::BOUND_ABOUT},
                   {U"上下", v1::BOUND_ABOUT},        {U"有余", v1::BOUND_AT_LEAST}};
    for (const auto& behind : kBehind) {
      if (!Starts(pos, behind.word)) continue;
      scanned.end = pos + static_cast<uint32_t>(behind.word.size());
      if (scanned.bound == v1::BOUND_EXACT) scanned.bound = behind.bound;
      return;
    }
    if (duration && At(pos) == U'内' && At(pos + 1) != U'部' && At(pos + 1) != U'容') {
      scanned.end = pos + 1;
      if (scanned.bound == v1::BOUND_EXACT) scanned.bound = v1::BOUND_AT_MOST;
    }
  }

  bool IsListMark(uint32_t begin, uint32_t end) const {
    if (end != begin + 1) return false;
    const char32_t c = text_[begin];
    return c == U'、' || c == U'和' || c == U'与' || c == U'及' || c == U',' || c == U'/';
  }

  // 12、15、18件: the unit of number `index` is that of the numbers without one that are listed right before
  // it.
  void ShareUnit(uint32_t index) {
    for (uint32_t i = index; i > 0; --i) {
      ScannedNumber& left = out_.numbers[i - 1];
      const ScannedNumber& right = out_.numbers[i];
      if (left.unit.ok() || left.number.han != right.number.han || left.fraction) return;
      if (!IsListMark(left.end, right.number.begin)) return;
      left.unit = out_.numbers[index].unit;
      if (!left.number.multiplied && right.number.multiplied &&
          left.number.value_e4 < 10000 * right.number.multiplier) {
        ApplyMultiplier(right.number.multiplier, left.number);
      }
    }
  }

  const Lexicon& lexicon_;
  const std::u32string_view text_;
  const uint32_t begin_;
  const uint32_t end_;
  ScannedText& out_;
  std::vector<v1::RejectedCandidate>* const rejected_;
};

}  // namespace

void Scan(std::u32string_view text, uint32_t begin, uint32_t end, ScannedText& out,
          std::vector<v1::RejectedCandidate>* rejected) {
  out.Clear();
  Scanner(text, begin, end, out, rejected).Run();
}

}  // namespace fazhi::extraction
