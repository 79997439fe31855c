#pragma once

#include <cstdint>

namespace fazhi {

// How many bits are set. Any x86-64 runs this; what the compiler offers would call a library for it.
constexpr int CountBits(uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
  return static_cast<int>(bits * 0x0101010101010101u >> 56);
}

static_assert(CountBits(0) == 0 && CountBits(~uint64_t{0}) == 64 && CountBits(0x8000000000000101u) == 3);

}  // namespace fazhi
