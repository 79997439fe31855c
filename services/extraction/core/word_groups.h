#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fazhi::extraction {

// Words with a value each, made for asking which is the longest one that a text begins with. Words that begin
// alike stand together, the longest first; the first code point and six bits of the second one find them, and
// a bit for each of those tells most texts that begin with none of them. Immutable; thread-safe.
class WordGroups {
 public:
  WordGroups() : WordGroups(std::map<std::u32string, uint32_t>()) {}
  // Words that are empty or begin beyond the basic plane are ignored.
  explicit WordGroups(const std::map<std::u32string, uint32_t>& words);

  struct Match {
    uint32_t length = 0;  // 0: none
    uint32_t value = 0;
  };

  // The longest word at the start of `text` for which `accept(length, value)` holds.
  template <typename Accept>
  Match Longest(std::u32string_view text, Accept&& accept) const {
    return Find(text.data(), 1, text.size(), accept);
  }
  Match Longest(std::u32string_view text) const {
    return Longest(text, [](uint32_t, uint32_t) { return true; });
  }

  // The same at the end of `text`, of words that were given back to front.
  template <typename Accept>
  Match LongestAtEnd(std::u32string_view text, Accept&& accept) const {
    return Find(text.data() + text.size() - 1, -1, text.size(), accept);
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr char32_t kBasicPlane = 0x10000;

  // Of one first code point.
  struct Group {
    uint64_t seconds = 0;    // SecondBit of every entry
    uint32_t begin = 0;      // in `begins_`, for the lowest of those bits
    uint32_t alone = kNone;  // value of the word of that code point alone
  };
  // A word of two code points or more.
  struct Entry {
    char32_t second = U'\0';
    uint32_t length = 0;  // of the whole word
    uint32_t tail = 0;    // where its third code point stands in `tails_`
    uint32_t value = 0;
  };

  // `text` is read in steps of `step` (1 or -1), `size` code points at most.
  template <typename Accept>
  Match Find(const char32_t* text, ptrdiff_t step, size_t size, Accept& accept) const {
    if (size == 0 || *text >= kBasicPlane) return {};
    const Group& group = groups_[group_of_[*text]];
    const uint64_t bit = size > 1 ? SecondBit(text[step]) : 0;
    if ((group.seconds & bit) != 0) {
      const uint32_t* const begin =
          &begins_[group.begin + static_cast<uint32_t>(__builtin_popcountll(group.seconds & (bit - 1)))];
      const Entry* const end = entries_.data() + begin[1];
      for (const Entry* entry = entries_.data() + begin[0]; entry != end; ++entry) {
        if (entry->second == text[step] && EndsAs(*entry, text, step, size) &&
            accept(entry->length, entry->value)) {
          return {entry->length, entry->value};
        }
      }
    }
    if (group.alone != kNone && accept(1u, group.alone)) return {1, group.alone};
    return {};
  }

  static uint64_t SecondBit(char32_t second) { return uint64_t{1} << (second & 63); }

  bool EndsAs(const Entry& entry, const char32_t* text, ptrdiff_t step, size_t size) const {
    if (entry.length > size) return false;
    for (uint32_t i = 2; i < entry.length; ++i) {
      if (tails_[entry.tail + i - 2] != text[static_cast<ptrdiff_t>(i) * step]) return false;
    }
    return true;
  }

  std::vector<uint16_t> group_of_;  // by code point; group 0 is empty
  std::vector<Group> groups_;
  std::vector<uint32_t> begins_;  // of the entries of one group and bit, which end where the next begin
  std::vector<Entry> entries_;
  std::u32string tails_;
};

}  // namespace fazhi::extraction
