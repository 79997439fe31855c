#include "services/catalog/alternatives.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace fazhi {
namespace {

bool HasAlternatives(absl::string_view text) { return text.find('{') != absl::string_view::npos; }

// Aliases that are written out come first, so that none of them is a repetition.
void SpellOutAliases(v1::Indicator& indicator) {
  google::protobuf::RepeatedPtrField<v1::Alias> aliases;
  absl::flat_hash_set<std::string> texts;
  for (const v1::Alias& alias : indicator.aliases()) {
    if (!HasAlternatives(alias.text())) texts.insert(alias.text());
  }
  for (const v1::Alias& alias : indicator.aliases()) {
    if (!HasAlternatives(alias.text())) {
      *aliases.Add() = alias;
      continue;
    }
    for (std::string& text : Alternatives(alias.text())) {
      if (!texts.insert(text).second) continue;
      v1::Alias& one = *aliases.Add() = alias;
      one.set_text(std::move(text));
    }
  }
  aliases.Swap(indicator.mutable_aliases());
}

void SpellOutWords(v1::SameWords& same) {
  google::protobuf::RepeatedPtrField<std::string> said;
  absl::flat_hash_set<std::string> words;
  for (const std::string& text : same.said()) {
    if (!HasAlternatives(text)) words.insert(text);
  }
  for (const std::string& text : same.said()) {
    if (!HasAlternatives(text)) {
      *said.Add() = text;
      continue;
    }
    for (std::string& word : Alternatives(text)) {
      if (words.insert(word).second) *said.Add() = std::move(word);
    }
  }
  said.Swap(same.mutable_said());
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
  for (v1::Indicator& indicator : *catalog.mutable_indicators()) SpellOutAliases(indicator);
  for (v1::SameWords& same : *catalog.mutable_same_words()) SpellOutWords(same);
}

}  // namespace fazhi
