#include "services/extraction/core/word_groups.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace fazhi::extraction {

WordGroups::WordGroups(const std::map<std::u32string, uint32_t>& words) : group_of_(kBasicPlane), groups_(1) {
  using Word = std::pair<std::u32string_view, uint32_t>;
  std::vector<Word> sorted;
  for (const auto& [word, value] : words) {
    const bool fits = std::all_of(word.begin(), word.end(), [](char32_t c) { return c < kBasicPlane; });
    if (!word.empty() && fits) sorted.emplace_back(word, value);
  }
  const auto place = [](std::u32string_view word) {
    return std::tuple(word[0], word.size() > 1 ? word[1] & 63 : 0, ~word.size());
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Word& a, const Word& b) { return place(a.first) < place(b.first); });
  for (const auto& [word, value] : sorted) {
    uint16_t& index = group_of_[word[0]];
    if (index == 0) {
      index = static_cast<uint16_t>(groups_.size());
      groups_.emplace_back().begin = static_cast<uint32_t>(begins_.size());
    }
    Group& group = groups_[index];
    if (word.size() == 1) {
      group.alone = value;
      continue;
    }
    if ((group.seconds & SecondBit(word[1])) == 0) begins_.push_back(static_cast<uint32_t>(entries_.size()));
    group.seconds |= SecondBit(word[1]);
    const std::u32string_view head = word.substr(0, kLetters);
    entries_.push_back({Letters(head.data(), 1, head.size()),
                        ~uint64_t{0} >> 16 * (kLetters + 1 - head.size()), static_cast<uint32_t>(word.size()),
                        static_cast<uint32_t>(tails_.size()), value});
    tails_.append(word.substr(head.size()));
  }
  begins_.push_back(static_cast<uint32_t>(entries_.size()));
}

bool WordGroups::StandsIn(std::u32string_view text) const {
  for (size_t i = 0; i < text.size(); ++i) {
    if (Longest(text.substr(i)).length != 0) return true;
  }
  return false;
}

bool WordGroups::Ends(std::u32string_view text, size_t longest) const {
  for (size_t length = 1; length <= std::min(longest, text.size()); ++length) {
    if (Longest(text.substr(text.size() - length)).length == length) return true;
  }
  return false;
}

}  // namespace fazhi::extraction
