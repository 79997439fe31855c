#include "services/extraction/core/quantities_scan.h"

#include <algorithm>

#include "absl/base/attributes.h"
#include "services/extraction/core/quantities_number.h"
#include "services/extraction/core/quantities_passage.h"
#include "services/extraction/core/times.h"
#include "services/extraction/core/word_sets.h"
#include "services/text/affixes.h"
#include "services/text/brackets.h"
#include "services/text/code_points.h"
#include "services/text/normalize.h"

namespace fazhi::extraction {
namespace {

// Longer quotations are speech, and their figures count; longer titles are unclosed.
constexpr uint32_t kLongestQuotedName = 30;
constexpr uint32_t kLongestTitle = 120;
// The years that may be printed without 年.
constexpr uint32_t kYearDigits = 4;
constexpr int kFirstBareYear = 1990;
constexpr int kLastBareYear = 2050;

TokenType BreakType(char32_t c) {
  switch (c) {
    case U',':
    case U':':
      return TokenType::kComma;
    case U'、':
      return TokenType::kList;
    case U'(':
      return TokenType::kOpen;
    case U')':
      return TokenType::kClose;
    default:
      return TokenType::kStop;
  }
}

class Scanner {
 public:
  Scanner(const PassageView& passage, ScannedText& out, std::vector<v1::RejectedCandidate>* rejected)
      : lexicon_(Lexicon::Get()),
        passage_(passage),
        text_(passage.text),
        end_(passage.end),
        numbers_(lexicon_, passage, out),
        out_(out),
        rejected_(rejected) {}

  void Run() {
    const char32_t* const text = text_.data();
    const Lexicon& lexicon = lexicon_;
    const uint32_t end = end_;
    for (uint32_t at = passage_.begin; at < end;) {
      const uint8_t bits = lexicon.Bits(text[at]) & kBeginningBits;
      if (bits == 0) {
        ++at;
      } else if (bits == kWordBit) {
        at = StepWord(at);
      } else if (bits == kBreakBit) {
        at = StepBreak(at);
      } else {
        at = Step(at, bits);
      }
    }
    TakeUnitsOfLists();
  }

 private:
  void Reject(uint32_t begin, uint32_t end, const char* rule) {
    if (rejected_ == nullptr) return;
    v1::RejectedCandidate& candidate = rejected_->emplace_back();
    candidate.mutable_span()->set_begin(begin);
    candidate.mutable_span()->set_end(end);
    candidate.set_rule(rule);
  }

  // Handles what begins at `at`, words and breaks aside mostly, and returns where to go on, behind it. Kept
  // out of the walk, which passes over most code points.
  ABSL_ATTRIBUTE_NOINLINE uint32_t Step(uint32_t at, uint8_t bits) {
    if (bits & (kDigitBit | kHanNumeralBit)) {
      const uint32_t next = StepNumeral(at, bits);
      if (next > at) return next;
    }
    if (bits & kWordBit) return StepWord(at);
    if (bits & kBreakBit) return StepBreak(at);
    if (bits & kQuoteBit) return StepQuote(at);
    if (bits & kLatinBit) return StepLatin(at);
    return at + 1;
  }

  void Push(TokenType type, uint32_t begin, uint32_t end, uint32_t index = 0, WordRoles roles = 0) {
    out_.tokens.push_back({type, begin, end, index, roles});
  }

  uint32_t StepTime(uint32_t at, const TimeExpression& time) {
    Push(TokenType::kTime, at, time.end, static_cast<uint32_t>(out_.times.size()));
    out_.times.push_back(time);
    return time.end;
  }

  uint32_t StepBreak(uint32_t at) {
    Push(BreakType(text_[at]), at, at + 1);
    return at + 1;
  }

  uint32_t StepWord(uint32_t at) {
    const WordGroups::Match match = lexicon_.words().Longest(passage_.From(at));
    return match.length > 0 ? TakeWord(at, match) : at + 1;
  }

  uint32_t TakeWord(uint32_t at, const WordGroups::Match& match) {
    const LexiconWord& word = lexicon_.word(match.value);
    const uint32_t end = at + match.length;
    if (word.is_time) {
      const TimeExpression time = TimeOfWord(text_, at, end, end_, word.relation);
      return time.ok() ? StepTime(at, time) : end;
    }
    if (word.roles != 0) Push(TokenType::kWord, at, end, 0, word.roles);
    return end;
  }

  // Passes over a quotation or title that names a thing.
  uint32_t StepQuote(uint32_t at) {
    const char32_t open = text_[at];
    const char32_t closing = ClosingMark(open);
    const char32_t close = closing != 0 ? closing : open;  // "
    const bool title = open == U'《' || open == U'〈';
    if (const uint32_t next = StepPlanYears(at, at + 1, close); next > at) return next;
    const uint32_t limit = std::min<uint32_t>(end_, at + 1 + (title ? kLongestTitle : kLongestQuotedName));
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (text_[i] == close) {
        RejectInside(at + 1, i, title ? "name.title" : "name.quoted");
        return i + 1;
      }
      if (text_[i] == open) break;  // opened again: this one is not closed
    }
    return at + 1;
  }

  // “十三五”期间, 十四五以来: the five years of a national plan. `at` begins the expression, `pos` its
  // numeral; `close` is what closes it, U+0000 for nothing. Returns `at` when there is none.
  uint32_t StepPlanYears(uint32_t at, uint32_t pos, char32_t close) {
    if (passage_.At(pos) != U'十') return at;
    const TimeExpression time = ReadPlanYears(text_, at, pos, close, end_);
    return time.ok() ? StepTime(at, time) : at;
  }

  // 前11个月,受理案件86件: of the year, where it begins its clause; 提前3个月, 届满前3个月 count from
  // elsewhere.
  uint32_t StepFirstMonths(uint32_t at) {
    if (passage_.Before(at) != U'前' && passage_.Before(at) != U'头') return at;
    const bool begins = at - 1 == passage_.begin || !IsHan(text_[at - 2]);
    if (!begins) return at;
    const TimeExpression time = ReadFirstMonths(text_, at - 1, end_);
    if (!time.ok()) return at;
    Reject(at, time.end, "date.day");
    return StepTime(at - 1, time);
  }

  void RejectInside(uint32_t begin, uint32_t end, const char* rule) {
    if (rejected_ == nullptr) return;
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
    const auto in_run = [](char32_t c) { return IsLatin(c) || IsDigit(c); };
    const auto joins = [](char32_t c) { return c == U'-' || c == U'.' || c == U'/' || c == U'_'; };
    uint32_t run = i;
    bool digits = false;
    while (in_run(passage_.At(run)) || (joins(passage_.At(run)) && in_run(passage_.At(run + 1)))) {
      digits = digits || IsDigit(text_[run]);
      ++run;
    }
    if (!digits) return i;
    if (letters >= 2 && IsDigit(passage_.At(i))) {
      const PrintedNumber number = ReadNumber(text_, i, end_);
      if (number.end >= run && !number.decimal && ReadUnit(lexicon_, text_, number.end, end_).ok()) return i;
    }
    Reject(at, run, "name.latin");
    return run;
  }

  uint32_t StepNumeral(uint32_t at, uint8_t bits) {
    if (bits & kWordBit) {  // 一季度, 半年
      const WordGroups::Match match = lexicon_.words().Longest(passage_.From(at));
      if (match.length > 0 && lexicon_.word(match.value).is_time) return TakeWord(at, match);
    }
    if (const uint32_t next = StepPlanYears(at, at, U'\0'); next > at) return next;
    if (const uint32_t next = StepName(at); next > at) return next;
    if (const uint32_t next = StepFirstMonths(at); next > at) return next;
    if (MayBeTime(at, bits & (kDigitBit | kHanNumeralBit)) && passage_.Before(at) != U'第') {
      const TimeExpression time = ReadTime(text_, at, end_);
      if (time.ok()) {
        Reject(at, time.end, time.WholeYear() && !time.of_day ? "date.year" : "date.day");
        return StepTime(at, time);
      }
    }
    if ((bits & kDigitBit) != 0) {
      const TimeExpression year = BareYear(at);
      if (year.ok()) {
        Reject(at, year.end, "date.year");
        return StepTime(at, year);
      }
    }
    return StepNumber(at, bits);
  }

  // 2024张家湾镇共…, 2024市住建局…: whether the name of a place or body begins there, with more behind it.
  // What is counted in (2024户村民, 2024个乡镇) begins none, but 张 may.
  bool BeginsName(std::u32string_view behind) const {
    constexpr size_t kShortest = 2;
    constexpr size_t kLongest = 8;
    const UnitMatch unit =
        ReadUnit(lexicon_, text_, static_cast<uint32_t>(behind.data() - text_.data()), end_);
    if (unit.ok() && !(unit.end > unit.begin && StartsWith(behind, U"张"))) return false;
    for (size_t i = 0; i < behind.size() && i < kLongest && IsHan(behind[i]); ++i) {
      if (i + 1 < kShortest || !IsAnyOf(behind[i], U"镇乡县局") || i + 1 >= behind.size()) continue;
      return IsHan(behind[i + 1]) && !(unit.ok() && i + 1 == kShortest);
    }
    return false;
  }

  // 2023共受理66件, 自2022运行以来: a year that lost its 年, by what goes on behind it.
  TimeExpression BareYear(uint32_t at) const {
    TimeExpression time;
    time.begin = time.end = at;
    int value = 0;
    for (uint32_t i = at; i < at + kYearDigits; ++i) {
      if (!IsDigit(passage_.At(i))) return time;
      value = value * 10 + static_cast<int>(text_[i] - U'0');
    }
    if (value < kFirstBareYear || value > kLastBareYear) return time;
    const char32_t before = passage_.Before(at);
    if (IsDigit(before) || IsLatin(before) || Contains(std::u32string_view(U"-—.,/:("), before) ||
        (IsHan(before) && !Contains(std::u32string_view(U"自从在"), before)))
      return time;
    const auto behind = passage_.From(at + kYearDigits);
    const bool since = StartsWithOneOf(behind, {U"以来", U"至今"});
    const bool shared =  // 2023共建项目
        StartsWith(behind, U"共") && behind.size() > 1 &&
        Contains(std::u32string_view(U"建享同青治赢识产和商"), behind[1]);
    const bool told = !shared && StartsWithOneOf(behind, {U"总共", U"共", U"全年", U"累计"});
    const bool began = (before == U'自' || before == U'从') && StartsWithOneOf(behind, WordSet::kFounded);
    if (!since && !told && !began && !(at == passage_.begin && BeginsName(behind))) return time;
    time.from_year = time.to_year = static_cast<int16_t>(value);
    time.end = at + kYearDigits + (since ? 2 : 0);
    time.since = since;
    return time;
  }

  // Whether what stands behind the numerals at `at` can belong to a time: most numbers are told apart by that
  // alone. `numerals` is the bit that these have.
  bool MayBeTime(uint32_t at, uint8_t numerals) const {
    constexpr uint32_t kLongest = 6;
    const uint32_t limit = std::min(end_, at + kLongest);
    uint32_t i = at;
    while (i < limit && (lexicon_.Bits(text_[i]) & numerals) != 0) ++i;
    if (passage_.At(i) == U' ') ++i;
    return (lexicon_.Bits(passage_.At(i)) & kTimeBit) != 0;
  }

  uint32_t StepName(uint32_t at) {
    uint32_t best_end = at;
    uint32_t best_length = 0;
    const char* rule = nullptr;
    lexicon_.name_trie().Prefixes(passage_.From(at), [&](uint32_t length, uint32_t index) {
      if (IsDigit(text_[at + length - 1]) && IsDigit(passage_.At(at + length))) return;
      const NamesOfNumeral& alike = lexicon_.names(index);
      if (!alike.MayFollow(passage_.Before(at))) return;
      for (const Name& name : alike.names) {
        const auto left = static_cast<uint32_t>(name.left.size());
        if (left + length < best_length || at - passage_.begin < left) continue;
        if (text_.substr(at - left, left) != name.left) continue;
        best_length = left + length;
        best_end = at + length;
        rule = name.rule.c_str();
      }
    });
    if (best_end > at) Reject(at, best_end, rule);
    return best_end;
  }

  uint32_t StepNumber(uint32_t at, uint8_t bits) {
    const auto index = static_cast<uint32_t>(out_.numbers.size());
    ScannedNumber& scanned = out_.numbers.emplace_back();
    const NumeralReading reading =
        (bits & kDigitBit) != 0 ? numbers_.ReadDigits(at, scanned) : numbers_.ReadHan(at, scanned);
    if (reading.refusal != nullptr) Reject(at, reading.refused_end, reading.refusal);
    if (reading.refusal != nullptr || reading.next == at) {
      out_.numbers.pop_back();
      return reading.next;
    }
    Push(TokenType::kNumber, at, scanned.end, index);
    if (scanned.unit.ok()) ShareUnit(index);
    return reading.next;
  }

  bool IsListMark(uint32_t begin, uint32_t end) const {
    if (end != begin + 1) return false;
    const char32_t c = text_[begin];
    return c == U'、' || c == U'和' || c == U'与' || c == U'及' || c == U'或' || c == U',' || c == U'/';
  }

  // 2.1个 before 3.5个百分点: the beginning of its unit.
  bool BeginsUnit(const UnitMatch& unit, const UnitMatch& whole) const {
    return unit.end == unit.begin + 1 && whole.end > whole.begin + 1 && text_[unit.begin] == U'个' &&
           text_[whole.begin] == U'个';
  }

  // 12、15、18件: the unit of number `index` is that of the numbers without one that are listed right before
  // it.
  void ShareUnit(uint32_t index) {
    for (uint32_t i = index; i > 0; --i) {
      ScannedNumber& left = out_.numbers[i - 1];
      const ScannedNumber& right = out_.numbers[i];
      const bool begun = left.unit.ok() && BeginsUnit(left.unit, out_.numbers[index].unit);
      if ((left.unit.ok() && !begun) || left.number.han != right.number.han || left.fraction) return;
      if (!IsListMark(left.end, right.number.begin)) return;
      left.unit = out_.numbers[index].unit;
      if (!left.number.multiplied && right.number.multiplied &&
          left.number.value_e4 < 10000 * right.number.multiplier) {
        ApplyMultiplier(right.number.multiplier, left.number);
      }
    }
  }

  static bool CountsThings(const UnitMatch& unit) {
    return unit.end > unit.begin &&
           (unit.unit_class == UnitClass::kCount || unit.unit_class == UnitClass::kPerson ||
            unit.unit_class == UnitClass::kEvent);
  }

  std::u32string_view Printed(const UnitMatch& unit) const {
    return text_.substr(unit.begin, unit.end - unit.begin);
  }

  // The words between number `i` and the next; empty where they are no plain step of a list.
  std::u32string_view StepOfList(size_t i) const {
    constexpr size_t kLongest = 14;
    const uint32_t begin = out_.numbers[i].end;
    const auto words = text_.substr(begin, out_.numbers[i + 1].number.begin - begin);
    if (words.size() < 3 || words.size() > kLongest || !IsAnyOf(words[0], U",、;(") ||
        !std::all_of(words.begin() + 1, words.end(), [](char32_t c) { return IsHan(c); }))
      return {};
    return words.substr(1);
  }

  // 维持210件,驳回87,撤销23件; 行政处罚2100,占42%: a number that lost its unit has that of the others, where
  // all things counted in the passage have one, and a list or the share that follows says that it counts
  // such.
  void TakeUnitsOfLists() {
    std::vector<ScannedNumber>& numbers = out_.numbers;
    const UnitMatch* unit = nullptr;
    for (const ScannedNumber& scanned : numbers) {
      if (!CountsThings(scanned.unit) || scanned.number.han) continue;
      if (unit != nullptr && Printed(*unit) != Printed(scanned.unit)) return;
      unit = &scanned.unit;
    }
    if (unit == nullptr) return;
    const UnitMatch shared = *unit;
    for (size_t i = 0; i < numbers.size(); ++i) {
      if (!LacksUnit(numbers[i])) continue;
      const bool before = i > 0 && CountsThings(numbers[i - 1].unit) && !StepOfList(i - 1).empty();
      // 审结213件,其中维持126、驳回31、撤销12件: as far as the list goes on.
      size_t last = i;
      while (before && last + 1 < numbers.size() && !StepOfList(last).empty() &&
             LacksUnit(numbers[last + 1]) && !MayBeYear(numbers[last + 1].number))
        ++last;
      const bool listed = before && last + 1 < numbers.size() && !StepOfList(last).empty() &&
                          CountsThings(numbers[last + 1].unit) && !MayBeYear(numbers[i].number);
      if (listed) {
        for (; i <= last; ++i) numbers[i].unit = shared;
        --i;
      } else if (IsBeforeItsShare(i, before)) {
        numbers[i].unit = shared;
      }
    }
  }

  bool LacksUnit(const ScannedNumber& scanned) const {
    const PrintedNumber& number = scanned.number;
    const char32_t before = passage_.Before(number.begin);
    return !scanned.unit.ok() && scanned.reject == nullptr && !number.han && !number.decimal &&
           !number.multiplied && !scanned.fraction && !scanned.bare_percent && scanned.end == number.end &&
           IsHan(before) && !IsAnyOf(before, U"第表图附号码线话台年月日至到率比占度分值额");
  }

  static bool MayBeYear(const PrintedNumber& number) {
    const int64_t value = number.value_e4 / 10000;
    return number.digits == kYearDigits && value >= kFirstBareYear && value <= kLastBareYear;
  }

  // Whether the share of number `i` stands right behind it (,占42%; (占比42%)), or, in a list, the rate of it
  // (化解203,化解率94%).
  bool IsBeforeItsShare(size_t i, bool listed) const {
    if (i + 1 >= out_.numbers.size() || out_.numbers[i + 1].unit.unit_class != UnitClass::kPercent)
      return false;
    const uint32_t begin = out_.numbers[i].end;
    const auto words = text_.substr(begin, out_.numbers[i + 1].number.begin - begin);
    if (words.size() < 2 || !IsAnyOf(words[0], U",(、")) return false;
    return IsOneOf(words.substr(1),
                   {U"占", U"占比", U"占比为", U"占比达", U"约占", U"占总数的", U"占总量的", U"占总数"}) ||
           (listed && EndsWithOneOf(StepOfList(i), {U"率", U"率为", U"率达", U"率达到"}));
  }

  const Lexicon& lexicon_;
  const PassageView passage_;
  const std::u32string_view text_;
  const uint32_t end_;
  const NumberReader numbers_;
  ScannedText& out_;
  std::vector<v1::RejectedCandidate>* const rejected_;
};

}  // namespace

void Scan(std::u32string_view text, uint32_t begin, uint32_t end, ScannedText& out,
          std::vector<v1::RejectedCandidate>* rejected) {
  out.Clear();
  const PassageView passage{text, begin, end};
  Scanner(passage, out, rejected).Run();
}

}  // namespace fazhi::extraction
