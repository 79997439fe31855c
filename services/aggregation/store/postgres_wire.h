#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace fazhi::aggregation {

// Numbers in PostgreSQL's binary form: big-endian, `size` bytes of them, at most 8.
inline uint64_t BigEndian(const char* bytes, int size) {
  uint64_t value = 0;
  for (int i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

inline void AppendBigEndian(uint64_t value, int size, std::string& out) {
  char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> (8 * (7 - i)));
  out.append(bytes + 8 - size, static_cast<size_t>(size));
}

inline uint64_t BitsOf(double value) {
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

}  // namespace fazhi::aggregation
