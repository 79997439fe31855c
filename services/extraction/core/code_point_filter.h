#pragma once

#include <cstdint>

namespace fazhi::extraction {

// What may stand at a code point, by its lowest 12 bits: a small table that says no at once where a set of
// words need not be looked up. A yes may be wrong, a no never is. `Bits` holds one bit for each of the kinds
// that are told apart. Thread-safe once it is filled.
template <typename Bits>
class CodePointFilter {
 public:
  void Add(char32_t c, Bits kinds) { kinds_[c & kMask] = static_cast<Bits>(kinds_[c & kMask] | kinds); }
  Bits At(char32_t c) const { return kinds_[c & kMask]; }

 private:
  static constexpr uint32_t kMask = 0xFFF;
  Bits kinds_[kMask + 1] = {};
};

}  // namespace fazhi::extraction
