#include "services/extraction/core/measures_lexicon.h"

#include <map>
#include <string>

#include "absl/strings/ascii.h"
#include "fazhi_extraction_words.h"
#include "services/extraction/core/word_lines.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

constexpr struct {
  const char* name;
  uint32_t value;
} kClasses[] = {
    {"lead", kLead},       {"trail", kTrail},       {"keep", kKeep},       {"act", kAct},
    {"bare", kBareWord},   {"join", kJoin},         {"whole", kWhole},     {"prep", kPrep},
    {"open", kOpen},       {"change", kChangeWord}, {"solid", kSolid},     {"tail", kTail},
    {"table", kTableWord}, {"into", kInto},         {"outcome", kOutcome}, {"body", kBody},
    {"person", kPerson},   {"organ", kOrgan},       {"light", kLight},     {"place", kPlace},
    {"review", kReview},   {"onpeople", kOnPeople}, {"have", kHave},       {"donewith", kDoneWith},
    {"between", kBetween}, {"give", kGive},         {"theme", kTheme},     {"predicate", kPredicate},
    {"paidfor", kPaidFor}, {"trend", kTrend},       {"ofall", kOfAll},     {"matter", kMatter},
};

}  // namespace

uint32_t WordClassOf(absl::string_view name) {
  for (const auto& entry : kClasses) {
    if (name == entry.name) return entry.value;
  }
  return 0;
}

const WordTable& WordTable::Get() {
  static const auto* const table = new WordTable(extraction_words::Data("phrase_words.txt"));
  return *table;
}

WordTable::WordTable(absl::string_view data) {
  std::map<std::u32string, uint32_t> forward;
  std::map<std::u32string, uint32_t> backward;
  for (const auto& [name, list] : ReadWordLines(data)) {
    const uint32_t word_class = WordClassOf(name);
    if (word_class == 0) continue;
    for (const absl::string_view word : list) {
      const std::u32string points = ToCodePoints(word);
      forward[points] |= word_class;
      backward[std::u32string(points.rbegin(), points.rend())] |= word_class;
      beginnings_.Add(points.front(), word_class);
      endings_.Add(points.back(), word_class);
    }
  }
  forward_ = WordGroups(forward);
  backward_ = WordGroups(backward);
}

Word WordTable::LongestPrefix(std::u32string_view text, uint32_t wanted) const {
  const auto match = forward_.Longest(text, [&](uint32_t, uint32_t classes) { return classes & wanted; });
  return {match.length, match.value};
}

Word WordTable::LongestSuffix(std::u32string_view text, uint32_t wanted) const {
  const auto match =
      backward_.LongestAtEnd(text, [&](uint32_t, uint32_t classes) { return classes & wanted; });
  return {match.length, match.value};
}

}  // namespace fazhi::extraction
