#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "services/base/bits.h"
#include "services/extraction/core/linking_weights.h"
#include "services/text/term_trie.h"

namespace fazhi::extraction {

// Code points of a measure that are looked at: one bit of a mask each.
inline constexpr uint32_t kLongest = 64;

inline uint64_t Mask(uint32_t begin, uint32_t length) {
  if (begin >= kLongest || length == 0) return 0;
  return ~uint64_t{0} >> (kLongest - std::min(length, kLongest)) << begin;
}

inline int Count(uint64_t mask) { return CountBits(mask); }

// Where in a measure the words of each LinkWord stand.
struct WordMasks {
  uint64_t neutral = 0;
  uint64_t narrowing = 0;
  uint64_t whole = 0;
  uint64_t total = 0;
  uint64_t carrying = 0;  // their first code points
  uint64_t carriers = 0;  // all of them
  uint64_t partial = 0;   // a kPartialWord that it begins with, and a kRestWord that it ends with

  // All that stands before the last carrying verb before `end`.
  uint64_t Before(uint32_t end) const {
    const uint64_t verbs = carrying & Mask(0, end);
    return verbs == 0 ? 0 : (uint64_t{1} << (63 - __builtin_clzll(verbs))) - 1;
  }
};

inline WordMasks ReadWords(std::u32string_view phrase, const TermTrie& words) {
  WordMasks masks;
  words.All(phrase, [&](uint32_t begin, uint32_t length, uint32_t kinds) {
    const uint64_t mask = Mask(begin, length);
    if ((kinds & kNeutralWord) != 0) masks.neutral |= mask;
    if ((kinds & kNarrowingWord) != 0) masks.narrowing |= mask;
    if ((kinds & kWholeWord) != 0) masks.whole |= mask;
    if ((kinds & kTotalWord) != 0) masks.total |= mask;
    if ((kinds & kCarryingWord) != 0) {
      masks.carrying |= Mask(begin, 1);
      masks.carriers |= mask;
    }
    if (begin == 0) masks.partial |= (kinds & kPartialWord) != 0 ? mask : 0;
    if (begin + length == phrase.size()) masks.partial |= (kinds & kRestWord) != 0 ? mask : 0;
  });
  return masks;
}

// Names in quotation marks and what stands in brackets: a platform, a campaign, a remark.
inline uint64_t LabelMask(std::u32string_view phrase) {
  uint64_t mask = 0;
  uint32_t open = kLongest;
  for (uint32_t i = 0; i < phrase.size(); ++i) {
    const char32_t c = phrase[i];
    if (c > U'”') continue;
    if (c == U'“' || c == U'(') open = i;
    if ((c == U'”' || c == U')') && open < i) mask |= Mask(open, i + 1 - open);
  }
  return mask;
}

// All that stands before the 等 that ends a list.
inline uint64_t ExampleMask(std::u32string_view phrase) {
  const size_t list = phrase.find(U'、');
  const size_t etc = list == phrase.npos ? list : phrase.rfind(U'等');
  return etc == phrase.npos || etc < list ? 0 : Mask(0, static_cast<uint32_t>(etc));
}

}  // namespace fazhi::extraction
