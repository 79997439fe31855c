#include "services/segmentation/core/glue.h"

#include <algorithm>
#include <cstdlib>

#include "fazhi_segmentation_data.h"
#include "services/segmentation/core/char_class.h"
#include "services/segmentation/core/phrase_table.h"
#include "services/text/affixes.h"

namespace fazhi::segmentation {
namespace {

constexpr int kMinHeading = 4;
constexpr uint32_t kMaxHeading = 50;
constexpr float kSpaceScore = 8;
constexpr float kParallelScore = 2;
constexpr float kSplitScore = 4;  // for a second half of a word or two
constexpr int kParallelSlack = 6;
// Words that are enough on their side alone, and what is taken off then.
constexpr float kSureEnd = 4;
constexpr float kSureStart = 2.5;
constexpr float kOneSided = 1;

struct GlueWords {
  PhraseTable ends{PhraseTable::Anchor::kEnd};
  PhraseTable starts{PhraseTable::Anchor::kBegin};
};

const GlueWords& Words() {
  static const GlueWords* const kWords = [] {
    auto* words = new GlueWords;
    const auto rows = ParseLexicon(segmentation_data::Data("glue.tsv"), 3);
    for (const auto& [fields, weight] : rows.value()) {
      (fields[0] == "end" ? words->ends : words->starts).Add(fields[1], 0, weight);
    }
    return words;
  }();
  return *kWords;
}

// A heading does not end before these.
bool GoesOn(char32_t c) {
  const CharClass what = ClassOf(c);
  return what == CharClass::kComma || what == CharClass::kColon || what == CharClass::kStop ||
         what == CharClass::kSemicolon || what == CharClass::kClose || IsAnyOf(c, U"和与及的、等之暨");
}

bool StartsWithYear(std::u32string_view text) {
  return text.size() > 4 && IsDigit(text[0]) && IsDigit(text[1]) && IsDigit(text[2]) && IsDigit(text[3]) &&
         text[4] == U'年';
}

// How much speaks for an end between text[at - 1] and text[at]; 0 when too little does.
float Score(std::u32string_view text, uint32_t at) {
  if (GoesOn(text[at])) return 0;
  float end = 0;
  float start = StartsWithYear(text.substr(at)) ? 4 : 0;
  Words().ends.At(text, at, [&](const auto& phrase) { end = std::max(end, phrase.weight); });
  Words().starts.At(text, at, [&](const auto& phrase) { start = std::max(start, phrase.weight); });
  if (end > 0 && start > 0) return end + start;
  return std::max(end >= kSureEnd ? end - kOneSided : 0, start >= kSureStart ? start - kOneSided : 0);
}

}  // namespace

uint32_t FindGluedEnd(std::u32string_view text, float min_score) {
  const auto limit = static_cast<uint32_t>(std::min<size_t>(text.size(), kMaxHeading));
  uint32_t best = 0;
  float best_score = 0;
  uint32_t comma = 0;
  int commas = 0;
  int depth = 0;
  for (uint32_t at = 1; at < limit; ++at) {
    const CharClass before = ClassOf(text[at - 1]);
    if (before == CharClass::kStop || before == CharClass::kSemicolon) break;
    if (before == CharClass::kOpen) ++depth;
    if (before == CharClass::kClose) --depth;
    if (depth > 0 || at < static_cast<uint32_t>(kMinHeading)) continue;
    if (before == CharClass::kComma) {
      comma = at;
      ++commas;
    }
    if (commas > 2) break;
    float score = 0;
    uint32_t end = at;
    if (before == CharClass::kSpace) {
      while (end > 0 && IsSpace(text[end - 1])) --end;
      if (end > 0 && IsHan(text[end - 1]) && IsHan(text[at])) score = kSpaceScore;
    } else {
      score = Score(text, at);
      if (score == 0) continue;
      if (commas > 0) {
        const int first = static_cast<int>(comma) - 1;
        const int second = static_cast<int>(at - comma);
        if (second < kMinHeading) {
          score -= kSplitScore;
        } else if (commas == 1 && std::abs(first - second) <= kParallelSlack) {
          score += kParallelScore;
        } else {
          score -= 1;
        }
      }
    }
    if (score > best_score) {
      best_score = score;
      best = end;
    }
  }
  return best_score >= min_score ? best : 0;
}

}  // namespace fazhi::segmentation
