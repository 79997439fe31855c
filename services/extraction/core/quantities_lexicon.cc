#include "services/extraction/core/quantities_lexicon.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "fazhi_extraction_lexicon.h"
#include "services/text/code_points.h"
#include "services/text/han_numerals.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

constexpr std::pair<absl::string_view, WordRole> kWordRoles[] = {
    {"at_least", WordRole::kAtLeast},
    {"at_most", WordRole::kAtMost},
    {"about", WordRole::kAbout},
    {"norm_at_least", WordRole::kNormAtLeast},
    {"norm_at_most", WordRole::kNormAtMost},
    {"loose_at_least", WordRole::kLooseAtLeast},
    {"loose_at_most", WordRole::kLooseAtMost},
    {"scale_at_least", WordRole::kScaleAtLeast},
    {"filler", WordRole::kFiller},
    {"to", WordRole::kTo},
    {"up", WordRole::kUp},
    {"down", WordRole::kDown},
    {"up_short", WordRole::kUpShort},
    {"down_short", WordRole::kDownShort},
    {"up_noun", WordRole::kUpNoun},
    {"down_noun", WordRole::kDownNoun},
    {"transition", WordRole::kTransition},
    {"compare", WordRole::kCompare},
    {"against", WordRole::kAgainst},
    {"from", WordRole::kFrom},
    {"legal", WordRole::kLegal},
    {"limit", WordRole::kLimit},
    {"target", WordRole::kTarget},
    {"must", WordRole::kMust},
    {"existing", WordRole::kExisting},
    {"cumulative", WordRole::kCumulative},
    {"stock", WordRole::kStock},
    {"new", WordRole::kNew},
    {"every", WordRole::kEvery},
    {"streak", WordRole::kStreak},
    {"top", WordRole::kTop},
    {"ordinal", WordRole::kOrdinal},
    {"ranked", WordRole::kRanked},
    {"span", WordRole::kSpan},
    {"carry", WordRole::kCarry},
    {"of", WordRole::kOf},
    {"prior_amount", WordRole::kPriorAmount},
    {"founding", WordRole::kFounding},
    {"done", WordRole::kDone},
    {"region", WordRole::kRegion},
    {"undertake", WordRole::kUndertake},
    {"better", WordRole::kBetter},
    {"bad", WordRole::kBad},
};

constexpr std::pair<absl::string_view, TimeRelation> kTimeRelations[] = {
    {"this_year", TimeRelation::kThisYear},
    {"last_year", TimeRelation::kLastYear},
    {"year_before_last", TimeRelation::kYearBeforeLast},
    {"next_year", TimeRelation::kNextYear},
    {"same_period", TimeRelation::kSamePeriod},
    {"half_1", TimeRelation::kHalf1},
    {"half_2", TimeRelation::kHalf2},
    {"quarter_1", TimeRelation::kQuarter1},
    {"quarter_2", TimeRelation::kQuarter2},
    {"quarter_3", TimeRelation::kQuarter3},
    {"quarter_4", TimeRelation::kQuarter4},
    {"quarters_3", TimeRelation::kQuarters3},
    {"of_report", TimeRelation::kOfReport},
    {"before_report", TimeRelation::kBeforeReport},
    {"end_of_report", TimeRelation::kEndOfReport},
    {"since", TimeRelation::kSince},
};

constexpr std::pair<absl::string_view, UnitClass> kUnitClasses[] = {
    {"count", UnitClass::kCount},     {"person", UnitClass::kPerson}, {"event", UnitClass::kEvent},
    {"list", UnitClass::kList},       {"level", UnitClass::kLevel},   {"duration", UnitClass::kDuration},
    {"day", UnitClass::kDay},         {"year", UnitClass::kYear},     {"percent", UnitClass::kPercent},
    {"points", UnitClass::kPoints},   {"times", UnitClass::kTimes},   {"money", UnitClass::kMoney},
    {"measure", UnitClass::kMeasure}, {"score", UnitClass::kScore},   {"rank", UnitClass::kRank},
    {"number", UnitClass::kNumber},   {"noun", UnitClass::kNoun},
};

template <typename Value, size_t kSize>
Value Find(const std::pair<absl::string_view, Value> (&table)[kSize], absl::string_view name,
           Value fallback) {
  for (const auto& [key, value] : table) {
    if (key == name) return value;
  }
  return fallback;
}

// Calls `row(columns)` for every line of a data file that is neither empty nor a comment.
template <typename Row>
void ForEachRow(absl::string_view file, Row row) {
  for (absl::string_view line : absl::StrSplit(lexicon::Data(file), '\n', absl::SkipEmpty())) {
    if (line[0] == '#') continue;
    row(std::vector<absl::string_view>(absl::StrSplit(line, '\t')));
  }
}

}  // namespace

const Lexicon& Lexicon::Get() {
  static const Lexicon* const lexicon = new Lexicon();
  return *lexicon;
}

Lexicon::Lexicon() {
  LoadWordsAndPeriods();
  LoadUnits();
  LoadNames();
  MarkPunctuation();
}

void Lexicon::LoadWordsAndPeriods() {
  std::map<std::u32string, LexiconWord> words;
  ForEachRow("words.tsv", [&](const std::vector<absl::string_view>& columns) {
    WordRoles roles = 0;
    for (const auto& [name, role] : kWordRoles) {
      if (name == columns[0]) roles = Bit(role);
    }
    for (absl::string_view word : absl::StrSplit(columns[1], ' ', absl::SkipEmpty()))
      words[ToCodePoints(word)].roles |= roles;
  });
  ForEachRow("periods.tsv", [&](const std::vector<absl::string_view>& columns) {
    const TimeRelation relation = Find(kTimeRelations, columns[0], TimeRelation::kThisYear);
    for (absl::string_view utf8 : absl::StrSplit(columns[1], ' ', absl::SkipEmpty())) {
      LexiconWord& word = words[ToCodePoints(utf8)];
      word.is_time = true;
      word.relation = relation;
    }
  });
  std::map<std::u32string, uint32_t> indexes;
  for (const auto& [word, entry] : words) {
    if (word[0] < kBasicPlane) bits_[word[0]] |= kWordBit;
    indexes[word] = static_cast<uint32_t>(words_.size());
    words_.push_back(entry);
  }
  word_groups_ = WordGroups(indexes);
}

void Lexicon::LoadUnits() {
  std::map<std::u32string, uint32_t> indexes;
  ForEachRow("units.tsv", [&](const std::vector<absl::string_view>& columns) {
    Unit unit;
    unit.name = std::string(columns[0]);
    unit.unit_class = Find(kUnitClasses, columns[1], UnitClass::kCount);
    if (columns.size() > 2) {
      for (absl::string_view utf8 : absl::StrSplit(columns[2], ' ', absl::SkipEmpty())) {
        const std::u32string& word = unit.not_before.emplace_back(ToCodePoints(utf8));
        unit.not_before_first |= uint64_t{1} << (word[0] & 63);
      }
    }
    unit.sure_behind_digits = columns.size() > 3 && absl::StrContains(columns[3], "digits");
    unit.tally = columns.size() > 3 && absl::StrContains(columns[3], "tally");
    indexes[ToCodePoints(columns[0])] = static_cast<uint32_t>(units_.size());
    units_.push_back(std::move(unit));
  });
  unit_groups_ = WordGroups(indexes);
}

void Lexicon::LoadNames() {
  ForEachRow("names.tsv", [this](const std::vector<absl::string_view>& columns) {
    const std::u32string name = ToCodePoints(columns[0]);
    size_t at = 0;
    while (at < name.size() && !IsHanNumeral(name[at]) && !IsDigit(name[at])) ++at;
    if (at == name.size()) at = 0;  // 半数
    const std::u32string_view key = std::u32string_view(name).substr(at);
    uint32_t slot = name_trie_.Find(key);
    if (slot == TermTrie::kNone) {
      slot = static_cast<uint32_t>(names_.size());
      name_trie_.Add(key, slot);
      names_.emplace_back();
    }
    NamesOfNumeral& alike = names_[slot];
    alike.names.push_back({name.substr(0, at), std::string(columns[1])});
    if (at == 0) {
      alike.alone = true;
    } else {
      alike.stands_before |= uint64_t{1} << (name[at - 1] & 63);
    }
  });
}

void Lexicon::MarkPunctuation() {
  for (char32_t c = 0; c < kBasicPlane; ++c) {
    if (IsHanNumeral(c)) bits_[c] |= kHanNumeralBit;
  }
  bits_[U'几'] |= kHanNumeralBit;
  bits_[U'数'] |= kHanNumeralBit;
  bits_[U'半'] |= kHanNumeralBit;
  for (char32_t c = U'0'; c <= U'9'; ++c) bits_[c] |= kDigitBit;
  for (char32_t c = U'A'; c <= U'Z'; ++c) bits_[c] |= kLatinBit, bits_[c + 32] |= kLatinBit;
  for (const char32_t c : std::u32string_view(U",:;!?。、()\n\t")) bits_[c] |= kBreakBit;
  for (const char32_t c : std::u32string_view(U"“《「『‘\"〈")) bits_[c] |= kQuoteBit;
  for (const char32_t c : std::u32string_view(U" 余多几来-—–~～―－至到以及(之左上有内"))
    bits_[c] |= kModifierBit;
  for (const char32_t c : std::u32string_view(U"年月时点:-/.—–~～―至到、")) bits_[c] |= kTimeBit;
}

}  // namespace fazhi::extraction
