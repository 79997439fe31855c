#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/bits.h"

namespace fazhi::extraction {

// Words with a value each, made for asking which is the longest one that a text begins with. Words that begin
// alike stand together, the longest first; the first code point and six bits of the second one find them, and
// a bit for each of those tells most texts that begin with none of them. The next code points are compared
// all at once. Immutable; thread-safe.
class WordGroups {
 public:
  WordGroups() : WordGroups(std::map<std::u32string, uint32_t>()) {}
  // Words that are empty or have a code point beyond the basic plane are ignored.
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

  // Whether a word stands anywhere in `text`.
  bool StandsIn(std::u32string_view text) const;
  // Whether a word of at most `longest` code points ends `text`.
  bool Ends(std::u32string_view text, size_t longest) const;

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
    uint64_t letters = 0;  // its second to fourth code points, 16 bits each, the second lowest; 0 for none
    uint64_t mask = 0;     // of those that it has
    uint32_t length = 0;   // of the whole word
    uint32_t tail = 0;     // where its fifth code point stands in `tails_`
    uint32_t value = 0;
  };
  static constexpr size_t kLetters = 4;  // code points of a word that stand in its group and entry

  // `text` is read in steps of `step` (1 or -1), `size` code points at most.
  template <typename Accept>
  Match Find(const char32_t* text, ptrdiff_t step, size_t size, Accept& accept) const {
    if (size == 0 || *text >= kBasicPlane) return {};
    const Group& group = groups_[group_of_[*text]];
    const uint64_t bit = size > 1 ? SecondBit(text[step]) : 0;
    if ((group.seconds & bit) != 0) {
      const uint32_t* const begin =
          &begins_[group.begin + static_cast<uint32_t>(CountBits(group.seconds & (bit - 1)))];
      const Entry* const end = entries_.data() + begin[1];
      const uint64_t letters = Letters(text, step, size);
      for (const Entry* entry = entries_.data() + begin[0]; entry != end; ++entry) {
        if ((letters & entry->mask) == entry->letters &&
            (entry->length <= kLetters || EndsAs(*entry, text, step, size)) &&
            accept(entry->length, entry->value)) {
          return {entry->length, entry->value};
        }
      }
    }
    if (group.alone != kNone && accept(1u, group.alone)) return {1, group.alone};
    return {};
  }

  static uint64_t SecondBit(char32_t second) { return uint64_t{1} << (second & 63); }

  // As Entry::letters.
  static uint64_t Letters(const char32_t* text, ptrdiff_t step, size_t size) {
    const auto letter = [&](ptrdiff_t i) -> uint64_t {
      const char32_t c = text[i * step];
      return c < kBasicPlane ? c : 0;
    };
    uint64_t letters = letter(1);
    if (size > 2) letters |= letter(2) << 16;
    if (size > 3) letters |= letter(3) << 32;
    return letters;
  }

  bool EndsAs(const Entry& entry, const char32_t* text, ptrdiff_t step, size_t size) const {
    if (entry.length > size) return false;
    for (uint32_t i = kLetters; i < entry.length; ++i) {
      if (tails_[entry.tail + i - kLetters] != text[static_cast<ptrdiff_t>(i) * step]) return false;
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
