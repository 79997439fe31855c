#include "services/catalog/alternatives.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace fazhi {
namespace {

bool HasAlternatives(absl::string_view text) { return text.find('{') != absl::string_view::npos; }

// Puts the alternatives of every entry in its place, each as `with(entry, text)`, but for those that another
// entry is or gave before. Entries that are written out come first, so that none of them is a repetition.
template <typename Entry, typename TextOf, typename With>
void SpellOut(google::protobuf::RepeatedPtrField<Entry>& entries, const TextOf& text_of, const With& with) {
  const auto written_out = [&](const Entry& entry) { return !HasAlternatives(text_of(entry)); };
  if (absl::c_all_of(entries, written_out)) return;
  absl::flat_hash_set<std::string> texts;
  for (const Entry& entry : entries) {
    if (written_out(entry)) texts.insert(text_of(entry));
  }
  google::protobuf::RepeatedPtrField<Entry> spelled;
  for (Entry& entry : entries) {
    if (written_out(entry)) {
      *spelled.Add() = std::move(entry);
      continue;
    }
    for (const std::string& text : Alternatives(text_of(entry))) {
      if (texts.insert(text).second) *spelled.Add() = with(entry, text);
    }
  }
  entries.Swap(&spelled);
}

}  // namespace

std::vector<std::string> Alternatives(absl::string_view text) {
  const size_t open = text.find('{');
  const size_t close = text.find('}', std::min(open, text.size()));
  if (close == absl::string_view::npos) return {std::string(text)};
  const std::vector<std::string> rest = Alternatives(text.substr(close + 1));
  std::vector<std::string> all;
  for (const absl::string_view choice : absl::StrSplit(text.substr(open + 1, close - open - 1), ',')) {
    for (const std::string& behind : rest) all.push_back(absl::StrCat(text.substr(0, open), choice, behind));
  }
  return all;
}

void SpellOutAlternatives(v1::Catalog& catalog) {
  for (v1::Indicator& indicator : *catalog.mutable_indicators()) {
    SpellOut(
        *indicator.mutable_aliases(),
        [](const v1::Alias& alias) -> const std::string& { return alias.text(); },
        [](v1::Alias alias, const std::string& text) {
          alias.set_text(text);
          return alias;
        });
  }
  for (v1::SameWords& same : *catalog.mutable_same_words()) {
    SpellOut(
        *same.mutable_said(), [](const std::string& said) -> const std::string& { return said; },
        [](const std::string&, const std::string& text) { return text; });
  }
}

}  // namespace fazhi
