#include "services/ingestion/core/identify_words.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "fazhi_identify_data.h"
#include "services/base/errors.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

struct ListRule {
  absl::string_view name;
  WordList IdentifyWords::*list;
  std::vector<absl::string_view> values;  // allowed ones, in the order of their enum; empty: any
};

const std::vector<ListRule>& Rules() {
  static const auto* const rules = new std::vector<ListRule>{
      {"topic", &IdentifyWords::topic, {""}},
      {"report_word", &IdentifyWords::report_word, {""}},
      {"other_report", &IdentifyWords::other_report, {""}},
      {"kind_tail", &IdentifyWords::kind_tail, {""}},
      {"kind_end", &IdentifyWords::kind_end, {"speech", "plan"}},
      {"speech_opening", &IdentifyWords::speech_opening, {"speech", "other"}},
      {"opening_word", &IdentifyWords::opening_word, {""}},
      {"title_end", &IdentifyWords::title_end, {""}},
      {"last_year", &IdentifyWords::last_year, {""}},
      {"this_year", &IdentifyWords::this_year, {""}},
      {"plan_word", &IdentifyWords::plan_word, {""}},
      {"plan_title", &IdentifyWords::plan_title, {""}},
      {"place_suffix",
       &IdentifyWords::place_suffix,
       {"province", "city", "prefecture", "county", "township", "zone", "area"}},
      {"stem_stop", &IdentifyWords::stem_stop, {""}},
      {"stem_bad", &IdentifyWords::stem_bad, {""}},
      {"sentence_stem_bad", &IdentifyWords::sentence_stem_bad, {""}},
      {"stem_last", &IdentifyWords::stem_last, {""}},
      {"level_word", &IdentifyWords::level_word, {""}},
      {"zone_stem", &IdentifyWords::zone_stem, {""}},
      {"after_place", &IdentifyWords::after_place, {""}},
      {"subject_verb", &IdentifyWords::subject_verb, {""}},
      {"transparent", &IdentifyWords::transparent, {""}},
      {"anonymous", &IdentifyWords::anonymous, {""}},
      {"government_unit", &IdentifyWords::government_unit, {""}},
      {"party_unit", &IdentifyWords::party_unit, {""}},
      {"township_unit", &IdentifyWords::township_unit, {""}},
      {"other_unit", &IdentifyWords::other_unit, {""}},
      {"department", &IdentifyWords::department, {}},
      {"government_writer", &IdentifyWords::government_writer, {""}},
      {"unit_suffix", &IdentifyWords::unit_suffix, {"department", "other"}},
      {"own", &IdentifyWords::own, {"department", "other", "township", "township_body", "region"}},
      {"anchor", &IdentifyWords::anchor, {""}},
      {"text_anchor", &IdentifyWords::text_anchor, {""}},
      {"not_signed", &IdentifyWords::not_signed, {""}},
      {"office", &IdentifyWords::office, {""}},
      {"post", &IdentifyWords::post, {""}},
      {"elsewhere", &IdentifyWords::elsewhere, {""}},
      {"plan_begin", &IdentifyWords::plan_begin, {""}},
      {"contents", &IdentifyWords::contents, {""}},
      {"superior", &IdentifyWords::superior, {""}},
  };
  return *rules;
}

}  // namespace

const IdentifyWords& IdentifyWords::Default() {
  static const auto* const words = [] {
    // The file is checked by a test: a broken one is no state to go on in.
    absl::StatusOr<IdentifyWords> parsed = Parse(identify_data::Data("identify.tsv"));
    return new IdentifyWords(std::move(parsed).value());
  }();
  return *words;
}

absl::StatusOr<IdentifyWords> IdentifyWords::Parse(absl::string_view tsv) {
  IdentifyWords words;
  size_t line_number = 0;
  auto bad = [&line_number](absl::string_view what) {
    return InvalidInput("BAD_WORD_LIST", "", absl::StrCat("identify.tsv line ", line_number, ": ", what));
  };
  for (absl::string_view line : absl::StrSplit(tsv, '\n')) {
    ++line_number;
    if (line.empty() || line[0] == '#') continue;
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    if (fields.size() != 3 || fields[1].empty()) return bad("not a list, a word and a value");
    auto rule =
        std::find_if(Rules().begin(), Rules().end(), [&](const ListRule& r) { return r.name == fields[0]; });
    if (rule == Rules().end()) return bad("unknown list");
    const auto value = std::find(rule->values.begin(), rule->values.end(), fields[2]);
    if (!rule->values.empty() && value == rule->values.end()) return bad("unknown value");
    WordList& list = words.*rule->list;
    std::u32string text = ToCodePoints(fields[1]);
    for (const WordList::Word& word : list.words()) {
      if (word.text == text) return bad("word stands twice");
    }
    list.Add({std::move(text), std::string(fields[2]), static_cast<uint8_t>(value - rule->values.begin())});
  }
  for (const ListRule& rule : Rules()) {
    if ((words.*rule.list).words().empty()) return bad(absl::StrCat("no words for ", rule.name));
    (words.*rule.list).Sort();
  }
  return words;
}

}  // namespace fazhi
