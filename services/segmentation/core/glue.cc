#include "services/segmentation/core/glue.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "fazhi_segmentation_data.h"
#include "services/segmentation/core/char_class.h"
#include "services/segmentation/core/phrase_table.h"

namespace fazhi::segmentation {
namespace {

constexpr uint32_t kMinHeading = 4;
constexpr uint32_t kMaxHeading = 50;
constexpr float kSpaceScore = 6;
constexpr float kParallelScore = 2;

struct GlueWords {
  PhraseTable ends{PhraseTable::Anchor::kEnd};
  PhraseTable starts{PhraseTable::Anchor::kBegin};
};

const GlueWords& Words() {
  static const GlueWords* const kWords = [] {
    auto* words = new GlueWords;
    const auto rows = ParseLexicon(segmentation_data::Data("glue.tsv"), 3);
    for (const LexiconRow& row : rows.value()) {
      float weight = 0;
      (void)absl::SimpleAtof(row[2], &weight);
      (row[0] == "end" ? words->ends : words->starts).Add(row[1], 0, weight);
    }
    return words;
  }();
  return *kWords;
}

bool StartsWithYear(std::u32string_view text) {
  return text.size() > 4 && IsDigit(text[0]) && IsDigit(text[1]) && IsDigit(text[2]) && IsDigit(text[3]) &&
         text[4] == U'年';
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
    if (depth > 0 || at < kMinHeading) continue;
    if (before == CharClass::kComma) {
      comma = at;
      ++commas;
    }
    if (commas > 2) break;
    float score = 0;
    uint32_t end = at;
    if (before == CharClass::kSpace) {
      if (at >= 2 && IsHan(text[at - 2]) && IsHan(text[at])) score = kSpaceScore;
      end = at - 1;
    } else {
      float end_score = 0;
      float start_score = StartsWithYear(text.substr(at)) ? 4 : 0;
      Words().ends.At(text, at, [&](const auto& phrase) { end_score = std::max(end_score, phrase.weight); });
      if (end_score == 0) continue;
      Words().starts.At(text, at,
                        [&](const auto& phrase) { start_score = std::max(start_score, phrase.weight); });
      if (start_score == 0) continue;
      score = end_score + start_score;
      if (commas == 1) {
        const int first = static_cast<int>(comma) - 1;
        const int second = static_cast<int>(at - comma);
        if (std::abs(first - second) <= 4) score += kParallelScore;
        if (second < 4) score -= kParallelScore;
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
