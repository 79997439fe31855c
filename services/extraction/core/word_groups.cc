#include "services/extraction/core/word_groups.h"

#include <algorithm>
#include <utility>

namespace fazhi::extraction {

WordGroups::WordGroups(const std::map<std::u32string, uint32_t>& words) : group_of_(kBasicPlane), groups_(1) {
  std::vector<std::pair<std::u32string_view, uint32_t>> sorted(words.begin(), words.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    const char32_t first = a.first.empty() ? U'\0' : a.first[0];
    const char32_t other = b.first.empty() ? U'\0' : b.first[0];
    return first != other ? first < other : a.first.size() > b.first.size();
  });
  for (const auto& [word, value] : sorted) {
    if (word.empty() || word[0] >= kBasicPlane) continue;
    uint16_t& index = group_of_[word[0]];
    if (index == 0) {
      index = static_cast<uint16_t>(groups_.size());
      groups_.emplace_back().begin = static_cast<uint32_t>(entries_.size());
    }
    Group& group = groups_[index];
    if (word.size() == 1) {
      group.alone = value;
    } else {
      group.seconds |= uint64_t{1} << (word[1] & 63);
      entries_.push_back(
          {word[1], static_cast<uint32_t>(word.size()), static_cast<uint32_t>(tails_.size()), value});
      tails_.append(word, 2);
    }
    group.end = static_cast<uint32_t>(entries_.size());
  }
}

}  // namespace fazhi::extraction
