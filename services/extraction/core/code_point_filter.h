#pragma once

#include <cstdint>
#include <string_view>

namespace fazhi::extraction {

// What may stand at a code point, by its lowest 12 bits: a small table that says no at once where a set of
// words need not be looked up. A yes may be wrong, a no never is. `Bits` holds one bit for each of the kinds
// that are told apart. Thread-safe once it is filled.
template <typename Bits>
class CodePointFilter {
 public:
  void Add(char32_t c, Bits kinds) { kinds_[c & kMask] = static_cast<Bits>(kinds_[c & kMask] | kinds); }
  Bits At(char32_t c) const { return kinds_[c & kMask]; }

  // The first place in [at, end) of the text where one of the wanted kinds may stand; `end` when there is
  // none.
  uint32_t Next(std::u32string_view text, uint32_t at, uint32_t end, Bits wanted) const {
    const char32_t* point = text.data() + at;
    const char32_t* const last = text.data() + end;
    while (point < last && !(kinds_[*point & kMask] & wanted)) ++point;
    return static_cast<uint32_t>(point - text.data());
  }

 private:
  static constexpr uint32_t kMask = 0xFFF;
  Bits kinds_[kMask + 1] = {};
};

}  // namespace fazhi::extraction
