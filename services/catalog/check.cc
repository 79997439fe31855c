#include "services/catalog/check.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "services/catalog/alias_index.h"
#include "services/catalog/same_words.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

bool IsId(absl::string_view id) {
  const size_t dot = id.find('.');
  if (dot == 0 || dot == absl::string_view::npos || dot + 1 == id.size()) return false;
  for (size_t i = 0; i < id.size(); ++i) {
    if (i != dot && !absl::ascii_islower(id[i]) && !absl::ascii_isdigit(id[i]) && id[i] != '_') return false;
  }
  return true;
}

// What SpellOutAlternatives leaves of a brace that is not closed.
bool HasBrace(absl::string_view text) { return text.find_first_of("{}") != absl::string_view::npos; }

class Checker {
 public:
  explicit Checker(const v1::Catalog& catalog) : catalog_(catalog) {
    for (const auto& indicator : catalog.indicators()) {
      if (!by_id_.emplace(indicator.id(), &indicator).second) Fault(indicator, "id is used twice");
    }
  }

  std::vector<std::string> Run() && {
    if (catalog_.version().empty()) faults_.push_back("catalog: no version");
    for (const auto& indicator : catalog_.indicators()) Check(indicator);
    CheckSameWords();
    CheckAlike();
    return std::move(faults_);
  }

 private:
  void Fault(const v1::Indicator& indicator, absl::string_view what) {
    faults_.push_back(absl::StrCat(indicator.id().empty() ? "(no id)" : indicator.id(), ": ", what));
  }

  void Check(const v1::Indicator& indicator) {
    if (!IsId(indicator.id())) Fault(indicator, "id is not `word.word` in lower case");
    if (indicator.zh_name().empty()) Fault(indicator, "zh_name is empty");
    if (indicator.en_name().empty()) Fault(indicator, "en_name is empty");
    if (indicator.domain() == v1::DOMAIN_UNSPECIFIED) Fault(indicator, "domain is not set");
    if (indicator.kind() == v1::INDICATOR_KIND_UNSPECIFIED) Fault(indicator, "kind is not set");
    if (indicator.aggregation() == v1::AGGREGATION_UNSPECIFIED) Fault(indicator, "aggregation is not set");
    if (indicator.tier() != 1 && indicator.tier() != 2) Fault(indicator, "tier is neither 1 nor 2");
    CheckUnits(indicator);
    CheckReferences(indicator);
    CheckAliases(indicator);
  }

  void CheckUnits(const v1::Indicator& indicator) {
    if (indicator.unit().empty()) Fault(indicator, "unit is empty");
    absl::flat_hash_set<absl::string_view> units;
    units.insert(indicator.unit());
    for (const auto* list : {&indicator.same_units(), &indicator.apart_units()}) {
      for (const auto& unit : *list) {
        if (!units.insert(unit).second) Fault(indicator, absl::StrCat("unit ", unit, " is named twice"));
      }
    }
  }

  void CheckReference(const v1::Indicator& indicator, absl::string_view field, const std::string& id) {
    if (id.empty()) return;
    if (!by_id_.contains(id)) Fault(indicator, absl::StrCat(field, " ", id, " is unknown"));
    if (id == indicator.id()) Fault(indicator, absl::StrCat(field, " is itself"));
  }

  void CheckReferences(const v1::Indicator& indicator) {
    CheckReference(indicator, "numerator", indicator.numerator());
    CheckReference(indicator, "denominator", indicator.denominator());
    CheckReference(indicator, "part_of", indicator.part_of());
    const bool weighted = indicator.aggregation() == v1::AGGREGATION_WEIGHTED_RATE;
    if (weighted != !indicator.numerator().empty() || weighted != !indicator.denominator().empty()) {
      Fault(indicator, "numerator and denominator belong to a weighted rate, and only to it");
    }
    const v1::Indicator* whole = &indicator;
    for (size_t steps = 0; !whole->part_of().empty(); ++steps) {
      auto it = by_id_.find(whole->part_of());
      if (it == by_id_.end()) break;
      whole = it->second;
      if (steps > by_id_.size()) {
        Fault(indicator, "part_of runs in a circle");
        break;
      }
    }
  }

  void CheckAliases(const v1::Indicator& indicator) {
    if (indicator.aliases().empty()) Fault(indicator, "no alias");
    absl::flat_hash_set<absl::string_view> texts;
    for (const auto& alias : indicator.aliases()) {
      if (alias.text().empty()) Fault(indicator, "an alias is empty");
      if (HasBrace(alias.text()))
        Fault(indicator, absl::StrCat("alias ", alias.text(), " has a brace that is not closed"));
      const std::vector<absl::string_view> words = absl::StrSplit(alias.text(), AliasIndex::kGap);
      if (words.size() > 2 || (words.size() == 2 && (words[0].empty() || words[1].empty()))) {
        Fault(indicator, absl::StrCat("alias ", alias.text(), " is not one word or two"));
      }
      if (!texts.insert(alias.text()).second)
        Fault(indicator, absl::StrCat("alias ", alias.text(), " stands twice"));
      if (alias.weak() && alias.topic().empty() && indicator.topic().empty() &&
          indicator.required_context().empty()) {
        Fault(indicator, absl::StrCat("weak alias ", alias.text(), " has no topic"));
      }
    }
  }

  void CheckSameWords() {
    absl::flat_hash_set<absl::string_view> words, said;
    const auto fault = [&](absl::string_view word, absl::string_view what) {
      faults_.push_back(absl::StrCat("same_words ", word, ": ", what));
    };
    for (const auto& same : catalog_.same_words()) {
      if (same.word().empty() || same.said().empty()) fault(same.word(), "a word is missing");
      if (!words.insert(same.word()).second) fault(same.word(), "the word has two entries");
    }
    for (const auto& same : catalog_.same_words()) {
      for (const auto& word : same.said()) {
        if (word.empty()) fault(same.word(), "a word of said is empty");
        if (HasBrace(word)) fault(same.word(), absl::StrCat(word, " has a brace that is not closed"));
        if (!said.insert(word).second) fault(same.word(), absl::StrCat(word, " is said twice"));
        if (word != same.word() && words.contains(word))
          fault(same.word(), absl::StrCat(word, " is a word itself"));
      }
    }
  }

  // 审核合同 of one indicator and 审看合同 of another: by words that mean the same nobody could tell them
  // apart. Those that a topic decides between may be alike.
  void CheckAlike() {
    const SameWordsIndex same_words(catalog_);
    absl::flat_hash_map<std::u32string, std::pair<const v1::Indicator*, absl::string_view>> by_wording;
    for (const auto& indicator : catalog_.indicators()) {
      for (const auto& alias : indicator.aliases()) {
        if (alias.weak() || !alias.topic().empty()) continue;
        const std::u32string spelled = ToCodePoints(alias.text());
        std::u32string wording = same_words.Say(spelled);
        if (wording == spelled && !same_words.StandIn(spelled)) continue;
        const auto [it, fresh] =
            by_wording.try_emplace(std::move(wording), &indicator, absl::string_view(alias.text()));
        const auto& [other, text] = it->second;
        if (!fresh && other != &indicator && text != alias.text() && ShareUnit(*other, indicator)) {
          Fault(indicator, absl::StrCat("alias ", alias.text(), " is ", text, " of ", other->id(),
                                        " in words that mean the same"));
        }
      }
    }
  }

  // Whether both are said in a unit as their own; one that keeps it apart gives way.
  static bool ShareUnit(const v1::Indicator& one, const v1::Indicator& other) {
    const auto says = [](const v1::Indicator& indicator, const std::string& unit) {
      return indicator.unit() == unit || absl::c_linear_search(indicator.same_units(), unit);
    };
    return says(other, one.unit()) ||
           absl::c_any_of(one.same_units(), [&](const std::string& unit) { return says(other, unit); });
  }

  const v1::Catalog& catalog_;
  absl::flat_hash_map<std::string, const v1::Indicator*> by_id_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> CatalogFaults(const v1::Catalog& catalog) { return Checker(catalog).Run(); }

}  // namespace fazhi
