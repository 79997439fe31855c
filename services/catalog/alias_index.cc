#include "services/catalog/alias_index.h"

#include "services/text/utf8.h"

namespace fazhi {
namespace {

uint32_t NumberOf(const std::string& word, TermTrie& trie, uint32_t& count) {
  const std::u32string points = ToCodePoints(word);
  const uint32_t known = trie.Find(points);
  if (known != TermTrie::kNone) return known;
  trie.Add(points, count);
  return count++;
}

}  // namespace

AliasIndex::AliasIndex(const v1::Catalog& catalog) {
  for (int i = 0; i < catalog.indicators_size(); ++i) {
    const v1::Indicator& indicator = catalog.indicators(i);
    std::vector<uint32_t>& required = required_.emplace_back();
    for (const auto& word : indicator.required_context())
      required.push_back(NumberOf(word, topics_, topic_count_));
    std::vector<uint32_t>& forbidden = forbidden_.emplace_back();
    for (const auto& word : indicator.forbidden_context()) {
      forbidden.push_back(NumberOf(word, forbidden_words_, forbidden_count_));
    }
    for (int k = 0; k < indicator.aliases_size(); ++k) {
      const v1::Alias& alias = indicator.aliases(k);
      Use use{static_cast<uint32_t>(i), static_cast<uint32_t>(k), alias.weak(),
              static_cast<uint32_t>(words_.size()), 0};
      if (alias.weak()) {
        for (const auto& word : alias.topic()) words_.push_back(NumberOf(word, topics_, topic_count_));
        if (alias.topic().empty()) words_.insert(words_.end(), required.begin(), required.end());
      }
      use.topics_end = static_cast<uint32_t>(words_.size());
      const std::u32string points = ToCodePoints(alias.text());
      uint32_t number = aliases_.Find(points);
      if (number == TermTrie::kNone) {
        number = static_cast<uint32_t>(uses_.size());
        uses_.emplace_back();
        aliases_.Add(points, number);
      }
      uses_[number].push_back(use);
    }
  }
  AddUnits(catalog);
}

void AliasIndex::AddUnits(const v1::Catalog& catalog) {
  const auto count = static_cast<size_t>(catalog.indicators_size());
  const auto set = [&](const std::string& unit, size_t indicator, UnitFit fit) {
    auto& fits = unit_fits_[unit];
    fits.resize(count, UnitFit::kNone);
    fits[indicator] = fit;
  };
  for (size_t i = 0; i < count; ++i) {
    const v1::Indicator& indicator = catalog.indicators(static_cast<int>(i));
    set(indicator.unit(), i, UnitFit::kSame);
    for (const auto& unit : indicator.same_units()) set(unit, i, UnitFit::kSame);
    for (const auto& unit : indicator.apart_units()) set(unit, i, UnitFit::kApart);
    // 位居全市第二: a rank needs no unit.
    if (indicator.kind() == v1::INDICATOR_KIND_RANK) set("", i, UnitFit::kSame);
  }
}

}  // namespace fazhi
