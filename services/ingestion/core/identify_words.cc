#include "services/ingestion/core/identify_words.h"

#include <algorithm>
#include <numeric>
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
  std::vector<absl::string_view> values;  // allowed ones; empty: any
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
      {"plan_word", &IdentifyWords::plan_word, {""}},
      {"place_suffix",
       &IdentifyWords::place_suffix,
       {"province", "city", "prefecture", "county", "township", "zone"}},
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
      {"unit_suffix", &IdentifyWords::unit_suffix, {"department", "other"}},
      {"own", &IdentifyWords::own, {"department", "other", "township", "region"}},
      {"anchor", &IdentifyWords::anchor, {""}},
      {"text_anchor", &IdentifyWords::text_anchor, {""}},
      {"not_signed", &IdentifyWords::not_signed, {""}},
  };
  return *rules;
}

}  // namespace

void WordList::Sort() {
  std::stable_sort(words_.begin(), words_.end(),
                   [](const Word& a, const Word& b) { return a.text.size() > b.text.size(); });
  by_first_.resize(words_.size());
  std::iota(by_first_.begin(), by_first_.end(), 0);
  std::stable_sort(by_first_.begin(), by_first_.end(),
                   [this](uint32_t a, uint32_t b) { return words_[a].text[0] < words_[b].text[0]; });
  for (uint32_t i = 0; i < by_first_.size(); ++i) {
    const char32_t first = words_[by_first_[i]].text[0];
    groups_.try_emplace(first, i, i).first->second.second = i + 1;
    first_[(first >> 6) & 63] |= uint64_t{1} << (first & 63);
  }
}

const WordList::Word* WordList::MatchGroup(std::u32string_view rest) const {
  auto group = groups_.find(rest[0]);
  if (group == groups_.end()) return nullptr;
  for (uint32_t i = group->second.first; i < group->second.second; ++i) {
    const Word& word = words_[by_first_[i]];
    if (rest.substr(0, word.text.size()) == word.text) return &word;
  }
  return nullptr;
}

const WordList::Word* WordList::MatchEnd(std::u32string_view text) const {
  for (const Word& word : words_) {
    if (text.size() >= word.text.size() && text.substr(text.size() - word.text.size()) == word.text)
      return &word;
  }
  return nullptr;
}

const WordList::Word* WordList::Find(std::u32string_view text, size_t* at) const {
  for (size_t pos = 0; pos < text.size(); ++pos) {
    if (const Word* word = MatchAt(text, pos)) {
      if (at != nullptr) *at = pos;
      return word;
    }
  }
  return nullptr;
}

bool WordList::Has(std::u32string_view word) const {
  const Word* found = MatchAt(word, 0);
  return found != nullptr && found->text.size() == word.size();
}

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
    if (!rule->values.empty() &&
        std::find(rule->values.begin(), rule->values.end(), fields[2]) == rule->values.end()) {
      return bad("unknown value");
    }
    WordList& list = words.*rule->list;
    std::u32string text = ToCodePoints(fields[1]);
    for (const WordList::Word& word : list.words()) {
      if (word.text == text) return bad("word stands twice");
    }
    list.Add({std::move(text), std::string(fields[2])});
  }
  for (const ListRule& rule : Rules()) {
    if ((words.*rule.list).words().empty()) return bad(absl::StrCat("no words for ", rule.name));
    (words.*rule.list).Sort();
  }
  return words;
}

}  // namespace fazhi
