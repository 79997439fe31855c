#include "services/text/utf8.h"

#include "unicode/utf8.h"

namespace fazhi {
namespace {

size_t CountLeadBytes(absl::string_view utf8) {
  size_t n = 0;
  for (const char byte : utf8) n += (static_cast<uint8_t>(byte) & 0xC0) != 0x80;
  return n;
}

// Writes one to four bytes and returns one past the last.
inline char* WriteUtf8(char32_t c, char* to) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    *to++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *to++ = static_cast<char>(0xC0 | c >> 6);
    *to++ = static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *to++ = static_cast<char>(0xE0 | c >> 12);
    *to++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *to++ = static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *to++ = static_cast<char>(0xF0 | c >> 18);
    *to++ = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    *to++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *to++ = static_cast<char>(0x80 | (c & 0x3F));
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
  const auto trail = [&](size_t k) { return static_cast<uint8_t>(bytes[pos + k]); };
  if ((lead & 0xF0) == 0xE0 && pos + 2 < bytes.size() && (trail(1) & 0xC0) == 0x80 &&
      (trail(2) & 0xC0) == 0x80) {
    const char32_t c = (lead & 0x0Fu) << 12 | (trail(1) & 0x3Fu) << 6 | (trail(2) & 0x3Fu);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
      pos += 3;
      return c;
    }
  }
  auto at = static_cast<int64_t>(pos);
  UChar32 c;
  U8_NEXT(reinterpret_cast<const uint8_t*>(bytes.data()), at, static_cast<int64_t>(bytes.size()), c);
  if (c < 0) {
    ++pos;
    return 0xFFFD;
  }
  pos = static_cast<size_t>(at);
  return static_cast<char32_t>(c);
}

std::u32string ToCodePoints(absl::string_view utf8) {
  // Ill-formed input gives more code points than it has lead bytes: room for those is made when they come.
  std::u32string out(CountLeadBytes(utf8), U'\0');
  size_t n = 0;
  for (size_t pos = 0; pos < utf8.size();) {
    if (n == out.size()) out.resize(out.size() + utf8.size() - pos);
    out[n++] = DecodeUtf8(utf8, pos);
  }
  out.resize(n);
  return out;
}

void AppendUtf8(char32_t c, std::string& out) {
  char bytes[4];
  out.append(bytes, static_cast<size_t>(WriteUtf8(c, bytes) - bytes));
}

std::string ToUtf8(const char32_t* begin, size_t size) {
  size_t bytes = 0;
  for (size_t i = 0; i < size; ++i) {
    const char32_t c = begin[i];
    bytes += 1 + (c >= 0x80) + (c >= 0x800) + (c >= 0x10000 && c <= 0x10FFFF);
  }
  std::string out(bytes, '\0');
  char* to = out.data();
  for (size_t i = 0; i < size; ++i) to = WriteUtf8(begin[i], to);
  return out;
}

size_t CountCodePoints(absl::string_view utf8) {
  size_t n = 0;
  for (size_t pos = 0; pos < utf8.size(); ++n) DecodeUtf8(utf8, pos);
  return n;
}

size_t FindInvalidUtf8(absl::string_view bytes) {
  for (size_t pos = 0; pos < bytes.size();) {
    const size_t start = pos;
    if (DecodeUtf8(bytes, pos) == 0xFFFD && pos == start + 1) return start;
  }
  return absl::string_view::npos;
}

}  // namespace fazhi
