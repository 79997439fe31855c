#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ingestion/core/word_list.h"

namespace fazhi {

// What the values of some lists mean (WordList::Word::kind).
enum class SuffixKind : uint8_t {
  kProvince,
  kCity,
  kPrefecture,
  kCounty,
  kTownship,
  kZone,
  kArea
};                                                                                        // place_suffix
enum class UnitSuffixKind : uint8_t { kDepartment, kOther };                              // unit_suffix
enum class OwnKind : uint8_t { kDepartment, kOther, kTownship, kTownshipBody, kRegion };  // own

// What Identify knows of titles, bodies and phrases: data/identify.tsv, where each list is explained.
// Immutable.
struct IdentifyWords {
  WordList topic, report_word, other_report, kind_tail, kind_end, speech_opening, opening_word, title_end,
      last_year, this_year, plan_word, plan_title, place_suffix, stem_stop, stem_bad, sentence_stem_bad,
      stem_last, level_word, zone_stem, after_place, subject_verb, transparent, anonymous, government_unit,
      party_unit, township_unit, other_unit, department, government_writer, unit_suffix, own, anchor,
      text_anchor, not_signed, post, office, elsewhere, plan_begin, contents, superior;

  static const IdentifyWords& Default();
  // INVALID_ARGUMENT with reason BAD_WORD_LIST for an unknown list or value, an empty or doubled word, or an
  // empty list.
  static absl::StatusOr<IdentifyWords> Parse(absl::string_view tsv);
};

}  // namespace fazhi
