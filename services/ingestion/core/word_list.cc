#include "services/ingestion/core/word_list.h"

#include <algorithm>
#include <numeric>

#include "services/text/affixes.h"

namespace fazhi {

void WordList::Sort() {
  std::stable_sort(words_.begin(), words_.end(),
                   [](const Word& a, const Word& b) { return a.text.size() > b.text.size(); });
  grouped_.clear();
  group_begin_.fill(0);
  for (const Word& word : words_) {
    const std::u32string& text = word.text;
    grouped_.push_back({text[0], text[1], static_cast<uint32_t>(grouped_.size())});
    ++group_begin_[GroupOf(text[0]) + 1];
    Set(first_, text[0]);
    if (text.size() == 1) {
      second_.fill(~uint64_t{0});
    } else {
      Set(second_, text[1]);
    }
  }
  for (size_t i = 0; i < either_.size(); ++i) either_[i] = first_[i] | second_[i];
  std::stable_sort(grouped_.begin(), grouped_.end(),
                   [](const Grouped& a, const Grouped& b) { return GroupOf(a.first) < GroupOf(b.first); });
  std::partial_sum(group_begin_.begin(), group_begin_.end(), group_begin_.begin());
}

const WordList::Word* WordList::MatchGroup(std::u32string_view rest) const {
  const size_t group = GroupOf(rest[0]);
  for (uint32_t i = group_begin_[group]; i < group_begin_[group + 1]; ++i) {
    if (grouped_[i].first != rest[0]) continue;
    if (grouped_[i].second != U'\0' && (rest.size() < 2 || grouped_[i].second != rest[1])) continue;
    const Word& word = words_[grouped_[i].index];
    if (StartsWith(rest, word.text)) return &word;
  }
  return nullptr;
}

const WordList::Word* WordList::MatchEnd(std::u32string_view text) const {
  for (const Word& word : words_) {
    if (EndsWith(text, word.text)) return &word;
  }
  return nullptr;
}

const WordList::Word* WordList::FindFrom(std::u32string_view text, size_t& pos) const {
  while (pos + 1 < text.size()) {
    // What neither begins a word nor stands second in one rules two places out.
    if (!Has(either_, text[pos + 1])) {
      pos += 2;
      continue;
    }
    if (const Word* word = MatchAt(text, pos)) return word;
    ++pos;
  }
  return MatchAt(text, pos);
}

bool WordList::Has(std::u32string_view word) const {
  const Word* found = MatchAt(word, 0);
  return found != nullptr && found->text.size() == word.size();
}

}  // namespace fazhi
