#include "services/text/utf8.h"

#include <algorithm>
#include <cstring>

#include "unicode/utf8.h"

namespace fazhi {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Nearly all of a Chinese text are characters of three bytes, U+0800 to U+FFFF: the loops below look at eight
// bytes at once, where they hope for two of them, and take their time over whatever else comes.
constexpr size_t kGlance = sizeof(uint64_t);

// One past the last place that eight bytes can be looked at.
size_t GlanceEnd(absl::string_view bytes) { return bytes.size() - std::min(bytes.size(), kGlance - 1); }

// The first byte in memory is the lowest of a glance, on every machine.
uint64_t LowestFirst(uint64_t eight) {
  return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(eight) : eight;
}
uint64_t Glance(const char* at) {
  uint64_t eight;
  std::memcpy(&eight, at, sizeof(eight));
  return LowestFirst(eight);
}
bool LooksAscii(uint64_t glance) { return (glance & 0x8080808080808080u) == 0; }
bool LooksThreeBytes(uint64_t glance) { return (glance & 0xC0C0F0u) == 0x8080E0u; }
bool LooksTwiceThreeBytes(uint64_t glance) { return (glance & 0xC0C0F0C0C0F0u) == 0x8080E08080E0u; }
// What looks like three bytes, unless it is one of the few that are not well-formed: after E0 and ED some
// trail bytes are not allowed.
bool IsSureLead(uint64_t glance) { return (0xDFFEu >> (glance & 0xF) & 1) != 0; }
// Two code points of three bytes each, the second 24 bits above the first, and the six bytes that they are.
uint64_t DecodeTwo(uint64_t bytes) {
  return (bytes & 0x00000F00000Fu) << 12 | (bytes >> 2 & 0x000FC0000FC0u) | (bytes >> 16 & 0x00003F00003Fu);
}
uint64_t EncodeTwo(uint64_t points) {
  return (points >> 12 & 0x00000F00000Fu) | (points << 2 & 0x003F00003F00u) |
         (points << 16 & 0x3F00003F0000u) | 0x8080E08080E0u;
}
bool IsThreeBytes(char32_t c) { return c - 0x800u < 0xD000u; }  // and no surrogate

bool IsTrail(char byte) { return (static_cast<uint8_t>(byte) & 0xC0) == 0x80; }

// Writes one to four bytes and returns one past the last.
inline char* WriteUtf8(char32_t c, char* to) {
  const auto trail = [c](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    to[0] = static_cast<char>(c);
    return to + 1;
  }
  if (c < 0x800) {
    to[0] = static_cast<char>(0xC0 | c >> 6);
    to[1] = trail(0);
    return to + 2;
  }
  if (c < 0x10000) {
    if (c - 0xD800u < 0x800u) return WriteUtf8(kReplacement, to);
    to[0] = static_cast<char>(0xE0 | c >> 12);
    to[1] = trail(6);
    to[2] = trail(0);
    return to + 3;
  }
  if (c > 0x10FFFF) return WriteUtf8(kReplacement, to);
  to[0] = static_cast<char>(0xF0 | c >> 18);
  to[1] = trail(12);
  to[2] = trail(6);
  to[3] = trail(0);
  return to + 4;
}

// Writes all, and may write two bytes more than what it returns one past the last of.
char* WriteAll(const char32_t* begin, const char32_t* end, char* to) {
  while (begin < end) {
    if (end - begin >= 2 && IsThreeBytes(begin[0]) && IsThreeBytes(begin[1])) {
      const uint64_t six = LowestFirst(EncodeTwo(begin[0] | uint64_t{begin[1]} << 24));
      std::memcpy(to, &six, sizeof(six));
      begin += 2;
      to += 6;
    } else {
      to = WriteUtf8(*begin++, to);
    }
  }
  return to;
}

}  // namespace

char32_t DecodeUtf8(absl::string_view bytes, size_t& pos) {
  const auto lead = static_cast<uint8_t>(bytes[pos]);
  if (lead < 0x80) {
    ++pos;
    return lead;
  }
  auto at = static_cast<int64_t>(pos);
  UChar32 c;
  U8_NEXT(reinterpret_cast<const uint8_t*>(bytes.data()), at, static_cast<int64_t>(bytes.size()), c);
  if (c < 0) {
    ++pos;
    return kReplacement;
  }
  pos = static_cast<size_t>(at);
  return static_cast<char32_t>(c);
}

size_t CountLeadBytes(absl::string_view utf8) {
  return CountBytes(utf8, [](char byte) { return !IsTrail(byte); });
}

void AppendCodePoints(absl::string_view utf8, std::u32string& out) {
  const size_t begin = out.size();
  // Trail bytes without a lead count one each: room for those is made when they come.
  out.resize(begin + CountLeadBytes(utf8), kReplacement);
  size_t spare = 0;
  char32_t* to = out.data() + begin;
  const size_t glance_end = GlanceEnd(utf8);
  for (size_t pos = 0; pos < utf8.size();) {
    while (pos < glance_end) {
      const uint64_t glance = Glance(utf8.data() + pos);
      if (LooksTwiceThreeBytes(glance) && IsSureLead(glance) && IsSureLead(glance >> 24)) {
        const uint64_t both = DecodeTwo(glance);
        to[0] = static_cast<char16_t>(both);
        to[1] = static_cast<char32_t>(both >> 24);
        to += 2;
        pos += 6;
      } else if (LooksThreeBytes(glance) && IsSureLead(glance)) {
        *to++ = static_cast<char16_t>(DecodeTwo(glance));
        pos += 3;
      } else if (const char byte = static_cast<char>(glance); static_cast<uint8_t>(byte) < 0x80) {
        *to++ = static_cast<char32_t>(byte);
        ++pos;
      } else {
        break;
      }
    }
    if (pos == utf8.size()) break;
    if (IsTrail(utf8[pos])) {
      if (spare == 0) {
        const auto written = static_cast<size_t>(to - out.data());
        spare = utf8.size() - pos;
        out.resize(out.size() + spare, kReplacement);
        to = out.data() + written;
      }
      --spare;
    }
    *to++ = DecodeUtf8(utf8, pos);
  }
  out.resize(static_cast<size_t>(to - out.data()));
}

std::u32string ToCodePoints(absl::string_view utf8) {
  std::u32string out;
  AppendCodePoints(utf8, out);
  return out;
}

void AppendUtf8(char32_t c, std::string& out) {
  char bytes[4];
  out.append(bytes, static_cast<size_t>(WriteUtf8(c, bytes) - bytes));
}

std::string ToUtf8(const char32_t* begin, size_t size) {
  constexpr size_t kPiece = 64;  // code points that are written before they are appended
  char bytes[kPiece * 4 + 2];
  const auto write = [&](size_t from) {
    return static_cast<size_t>(WriteAll(begin + from, begin + std::min(size, from + kPiece), bytes) - bytes);
  };
  if (size <= kPiece) return std::string(bytes, write(0));
  std::string out;
  out.reserve(size * 3);
  for (size_t from = 0; from < size; from += kPiece) out.append(bytes, write(from));
  return out;
}

size_t CountCodePoints(absl::string_view utf8) {
  size_t n = 0;
  for (size_t pos = 0; pos < utf8.size(); ++n) DecodeUtf8(utf8, pos);
  return n;
}

std::string WellFormedUtf8(absl::string_view bytes) {
  if (FindInvalidUtf8(bytes) == absl::string_view::npos) return std::string(bytes);
  return ToUtf8(ToCodePoints(bytes));
}

size_t FindInvalidUtf8(absl::string_view bytes) {
  const size_t glance_end = GlanceEnd(bytes);
  for (size_t pos = 0; pos < bytes.size();) {
    while (pos < glance_end) {
      const uint64_t glance = Glance(bytes.data() + pos);
      if (LooksTwiceThreeBytes(glance) && IsSureLead(glance) && IsSureLead(glance >> 24)) {
        pos += 6;
      } else if (LooksThreeBytes(glance) && IsSureLead(glance)) {
        pos += 3;
      } else if (LooksAscii(glance)) {
        pos += kGlance;
      } else if (static_cast<uint8_t>(glance) < 0x80) {
        ++pos;
      } else {
        break;
      }
    }
    if (pos == bytes.size()) break;
    const size_t start = pos;
    if (DecodeUtf8(bytes, pos) == kReplacement && pos == start + 1) return start;
  }
  return absl::string_view::npos;
}

}  // namespace fazhi
