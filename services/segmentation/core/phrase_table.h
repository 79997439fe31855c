#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi::segmentation {

// A line of a lexicon file: fields separated by tabs, the last of them a weight; `#` begins a comment line.
struct LexiconRow {
  std::vector<std::string> fields;  // without the weight
  float weight = 0;
};

// The rows of a lexicon file. INVALID_ARGUMENT with reason BAD_LEXICON and the line's number when a row does
// not have `fields` fields, one of them is empty, or the last is no positive number.
absl::StatusOr<std::vector<LexiconRow>> ParseLexicon(absl::string_view file, size_t fields);

// Weighted phrases with a small label each, found at a given place of a text. Phrases are looked up by their
// first or last code point, so that most places cost one look-up. Immutable once filled, then thread-safe.
class PhraseTable {
 public:
  enum class Anchor : uint8_t { kBegin, kEnd };
  explicit PhraseTable(Anchor anchor) : anchor_(anchor) {}

  struct Phrase {
    std::u32string text;
    int label;
    float weight;
  };
  void Add(absl::string_view phrase, int label, float weight);

  // Calls visit(const Phrase&) for every phrase that begins at `pos` (kBegin) or ends before `pos` (kEnd)
  // inside `text`.
  template <typename Visit>
  void At(std::u32string_view text, size_t pos, Visit visit) const {
    const bool at_begin = anchor_ == Anchor::kBegin;
    if (at_begin ? pos >= text.size() : pos == 0) return;
    const auto found = phrases_.find(text[at_begin ? pos : pos - 1]);
    if (found == phrases_.end()) return;
    for (const Phrase& phrase : found->second) {
      const size_t size = phrase.text.size();
      if (!at_begin && size > pos) continue;
      if (text.substr(at_begin ? pos : pos - size, size) == phrase.text) visit(phrase);
    }
  }

 private:
  Anchor anchor_;
  absl::flat_hash_map<char32_t, std::vector<Phrase>> phrases_;
};

}  // namespace fazhi::segmentation
