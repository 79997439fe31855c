#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// Words of one list, found in code points. Immutable once sorted; thread-safe.
class WordList {
 public:
  struct Word {
    std::u32string text;
    std::string value;
  };

  void Add(Word word) { words_.push_back(std::move(word)); }
  // To be called once after the last Add.
  void Sort();

  const std::vector<Word>& words() const { return words_; }
  // The longest word at `pos`, or null.
  const Word* MatchAt(std::u32string_view text, size_t pos) const {
    return pos < text.size() && MayBegin(text[pos]) ? MatchGroup(text.substr(pos)) : nullptr;
  }
  // The longest word that `text` ends with, or null.
  const Word* MatchEnd(std::u32string_view text) const;
  // The first word in `text`, or null; `at`, when given, gets its place.
  const Word* Find(std::u32string_view text, size_t* at = nullptr) const;
  bool Has(std::u32string_view word) const;

 private:
  bool MayBegin(char32_t c) const { return (first_[(c >> 6) & 63] >> (c & 63) & 1) != 0; }

  const Word* MatchGroup(std::u32string_view rest) const;

  std::vector<Word> words_;  // longest first
  // Words by their first code point, longest first: (index of the first, of one past the last) in by_first_.
  absl::flat_hash_map<char32_t, std::pair<uint32_t, uint32_t>> groups_;
  std::vector<uint32_t> by_first_;
  std::array<uint64_t, 64> first_{};  // a bit for the low 12 bits of every first code point
};

// What Identify knows of titles, bodies and phrases: data/identify.tsv, where each list is explained.
// Immutable.
struct IdentifyWords {
  WordList topic, report_word, other_report, kind_tail, kind_end, speech_opening, opening_word, title_end,
      last_year, plan_word, place_suffix, stem_stop, stem_bad, sentence_stem_bad, stem_last, level_word,
      zone_stem, after_place, subject_verb, transparent, anonymous, government_unit, party_unit,
      township_unit, other_unit, department, unit_suffix, own, anchor, text_anchor, not_signed;

  static const IdentifyWords& Default();
  // INVALID_ARGUMENT with reason BAD_WORD_LIST for an unknown list or value, an empty or doubled word, or an
  // empty list.
  static absl::StatusOr<IdentifyWords> Parse(absl::string_view tsv);
};

}  // namespace fazhi
