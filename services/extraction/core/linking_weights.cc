#include "services/extraction/core/linking_weights.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "fazhi_extraction_words.h"
#include "services/extraction/core/word_lines.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

constexpr struct {
  const char* name;
  float LinkWeights::*field;
} kFields[] = {
    {"strong", &LinkWeights::strong},
    {"weak", &LinkWeights::weak},
    {"coverage", &LinkWeights::coverage},
    {"neutral", &LinkWeights::neutral},
    {"alias_length", &LinkWeights::alias_length},
    {"topic_measure", &LinkWeights::topic_measure},
    {"topic_sentence", &LinkWeights::topic_sentence},
    {"topic_heading", &LinkWeights::topic_heading},
    {"topic_section", &LinkWeights::topic_section},
    {"topic_ahead", &LinkWeights::topic_ahead},
    {"topic_document", &LinkWeights::topic_document},
    {"aside", &LinkWeights::aside},
    {"taken", &LinkWeights::taken},
    {"family", &LinkWeights::family},
    {"apart_unit", &LinkWeights::apart_unit},
    {"narrowing", &LinkWeights::narrowing},
    {"whole", &LinkWeights::whole},
    {"threshold", &LinkWeights::threshold},
    {"other_kind", &LinkWeights::other_kind},
    {"other_kind_of_field", &LinkWeights::other_kind_of_field},
};

uint32_t WordKind(absl::string_view name) {
  if (name == "neutral") return kNeutralWord;
  if (name == "narrowing") return kNarrowingWord;
  if (name == "whole") return kWholeWord;
  if (name == "total") return kTotalWord;
  if (name == "carrying") return kCarryingWord;
  if (name == "partial") return kPartialWord;
  if (name == "rest") return kRestWord;
  return 0;
}

}  // namespace

const LinkWeights& LinkWeights::Get() {
  static const auto* const weights =
      new LinkWeights(extraction_words::Data("link_weights.txt"), extraction_words::Data("link_words.txt"));
  return *weights;
}

LinkWeights::LinkWeights(absl::string_view weights, absl::string_view word_lines) {
  for (absl::string_view line : absl::StrSplit(weights, '\n')) {
    const std::pair<absl::string_view, absl::string_view> entry =
        absl::StrSplit(line, absl::MaxSplits(' ', 1));
    for (const auto& field : kFields) {
      if (entry.first == field.name) (void)absl::SimpleAtof(entry.second, &(this->*field.field));
    }
  }
  struct {
    absl::string_view name;
    WordGroups* groups;
    std::map<std::u32string, uint32_t> words;
  } groups[] = {{"field", &fields, {}},
                {"field_body", &field_bodies, {}},
                {"field_object", &field_objects, {}},
                {"plain_case", &plain_cases, {}},
                {"dispute_kind", &dispute_kinds, {}},
                {"event", &events, {}},
                {"not_event", &not_events, {}},
                {"small_body", &small_bodies, {}},
                {"not_small_body", &not_small_bodies, {}},
                {"single_object", &single_objects, {}},
                {"single_place", &single_places, {}},
                {"plain_object", &plain_objects, {}},
                {"returns", &returns, {}},
                {"not_upper", &not_upper, {}},
                {"title", &of_the_field, {}},
                {"held_against", &held_against, {}},
                {"not_township", &not_townships, {}},
                {"law", &law, {}},
                {"carried_out", &carried_out, {}},
                {"act", &acts, {}},
                {"reviews", &reviews, {}},
                {"reviews_of_title", &reviews_of_title, {}},
                {"kinds_of_cases", &kinds_of_cases, {}},
                {"short_case", &short_cases, {}},
                {"made", &made, {}},
                {"lacks", &lacks, {}},
                {"granted", &granted, {}},
                {"taken_on", &taken_on, {}},
                {"not_waiting", &not_waiting, {}},
                {"compared", &compared, {}},
                {"average", &averages, {}},
                {"share_of_all", &share_of_all, {}}};
  const struct {
    absl::string_view name;
    IndicatorList* indicators;
  } lists[] = {{"of_all", &of_all},
               {"of_field_bodies", &of_field_bodies},
               {"of_enforcement", &of_enforcement},
               {"of_territory", &of_territory},
               {"of_kinds", &of_kinds},
               {"of_gap_kinds", &of_gap_kinds},
               {"of_groups", &of_groups},
               {"of_bodies_deeds", &of_bodies_deeds},
               {"of_oneself", &of_oneself},
               {"of_event_too", &of_event_too},
               {"of_ours", &of_ours},
               {"not_of_courts", &not_of_courts},
               {"not_of_procuratorates", &not_of_procuratorates},
               {"of_courts_deeds", &of_courts_deeds},
               {"of_own_deeds", &of_own_deeds},
               {"of_law", &of_law},
               {"of_reviews", &of_reviews},
               {"not_of_reviews", &not_of_reviews},
               {"of_law_only", &of_law_only},
               {"of_respondent", &of_respondent},
               {"of_itself", &of_itself},
               {"of_field", &of_field},
               {"of_inspectors", &of_inspectors},
               {"of_lists", &of_lists},
               {"of_items", &of_items},
               {"of_title_on_more", &of_title_on_more},
               {"of_service", &of_service},
               {"service", &service}};
  const struct {
    absl::string_view name;
    std::vector<std::string>* words;
  } texts[] = {{"of_all_matters", &of_all_matters}, {"respondent", &respondent}, {"decides", &decides}};
  for (const auto& [name, list] : ReadWordLines(word_lines)) {
    const uint32_t kind = WordKind(name);
    std::vector<std::u32string> line;
    for (const absl::string_view word : list) {
      const std::u32string& points = line.emplace_back(ToCodePoints(word));
      if (kind != 0) {
        const uint32_t before = words.Find(points);
        words.Add(points, before == TermTrie::kNone ? kind : before | kind);
      }
      for (auto& group : groups) {
        if (name == group.name) group.words[points] = 1;
      }
      for (const auto& indicators : lists) {
        if (name == indicators.name) indicators.indicators->Add(word);
      }
      for (const auto& text : texts) {
        if (name == text.name) text.words->emplace_back(word);
      }
    }
    if (name == "matter") {
      Matter& matter = matters.emplace_back();
      for (const absl::string_view word : list) {
        if (absl::ascii_islower(word.front())) {
          matter.not_of_it.Add(word);
        } else {
          matter.words.emplace_back(word);
        }
      }
    }
    if (name == "of_department") departments.emplace_back(line.front(), line);
    if (name == "part_of_field") parts_of_fields.emplace_back(line.front(), line);
  }
  for (const auto& group : groups) *group.groups = WordGroups(group.words);
}

}  // namespace fazhi::extraction
