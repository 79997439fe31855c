#include "services/extraction/core/word_sets.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "fazhi_extraction_lexicon.h"
#include "services/extraction/core/word_groups.h"
#include "services/extraction/core/word_lines.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

constexpr auto kSets = static_cast<size_t>(WordSet::kCount);

// The words of all sets, indexed from both ends. Immutable.
class Table {
 public:
  static const Table& Get() {
    static const auto* const table = new Table;
    return *table;
  }

  uint32_t Beginning(std::u32string_view text, WordSet set) const {
    return forward_.Longest(text, [&](uint32_t, uint32_t word) { return Holds(word, set); }).length;
  }
  uint32_t End(std::u32string_view text, WordSet set) const {
    if (text.empty()) return 0;
    return backward_.LongestAtEnd(text, [&](uint32_t, uint32_t word) { return Holds(word, set); }).length;
  }

 private:
  Table() {
    std::map<std::u32string, uint32_t> forward;
    std::map<std::u32string, uint32_t> backward;
    for (const WordLine& line : ReadWordLines(lexicon::Data("word_sets.txt"))) {
      const WordSet set = WordSetOf(line.name);
      if (set == WordSet::kCount) continue;
      for (const absl::string_view word : line.words) {
        const std::u32string points = ToCodePoints(word);
        const auto [known, fresh] = forward.emplace(points, static_cast<uint32_t>(sets_.size()));
        if (fresh) {
          backward[std::u32string(points.rbegin(), points.rend())] = known->second;
          sets_.emplace_back();
        }
        sets_[known->second].set(static_cast<size_t>(set));
      }
    }
    forward_ = WordGroups(forward);
    backward_ = WordGroups(backward);
  }

  bool Holds(uint32_t word, WordSet set) const { return sets_[word][static_cast<size_t>(set)]; }

  std::vector<std::bitset<kSets>> sets_;  // that a word is in
  WordGroups forward_;
  WordGroups backward_;
};

}  // namespace

WordSet WordSetOf(absl::string_view name) {
  constexpr absl::string_view kNames[] = {
#define FAZHI_WORD_SET(name, value) #name,
      FAZHI_WORD_SETS(FAZHI_WORD_SET)
#undef FAZHI_WORD_SET
  };
  return static_cast<WordSet>(std::find(std::begin(kNames), std::end(kNames), name) - std::begin(kNames));
}

uint32_t BeginningLength(std::u32string_view text, WordSet set) { return Table::Get().Beginning(text, set); }

uint32_t EndLength(std::u32string_view text, WordSet set) { return Table::Get().End(text, set); }

bool IsOneOf(std::u32string_view text, WordSet set) {
  return !text.empty() && Table::Get().Beginning(text, set) == text.size();
}

bool ContainsOneOf(std::u32string_view text, WordSet set) {
  const Table& table = Table::Get();
  for (size_t i = 0; i < text.size(); ++i) {
    if (table.Beginning(text.substr(i), set) != 0) return true;
  }
  return false;
}

}  // namespace fazhi::extraction
