#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace fazhi {

// Takes byte positions of an HTML source to code point positions. Rising look-ups take time in proportion to
// the distance.
class SourceIndex {
 public:
  explicit SourceIndex(absl::string_view utf8);
  uint32_t CodePointAt(size_t byte);
  // Tells that so many code points stand before `byte`: the next look-up begins there.
  void Note(size_t byte, uint32_t code_points) {
    byte_ = byte;
    point_ = code_points;
  }

 private:
  absl::string_view utf8_;
  std::vector<uint32_t> blocks_;  // code points before every block of bytes
  size_t byte_ = 0;
  uint32_t point_ = 0;
};

// One code point of a text node and the bytes of the source that it was made of.
struct SourceChar {
  char32_t code_point;
  uint32_t begin;
  uint32_t length;
};

// Goes through a text node's source beside its decoded text and tells which bytes each code point came from:
// itself, a line end, or an entity with or without semicolon. `source` may hold tags and comments that the
// parser ignored; they are skipped. Linear in both.
class TextAligner {
 public:
  TextAligner(absl::string_view source, absl::string_view decoded) : source_(source), decoded_(decoded) {}
  // Passes over what both have alike from here on, up to the next entity at the most, and returns it; empty
  // when there is nothing such. `begin` gets its place in `source`.
  absl::string_view TakeSame(uint32_t& begin);
  // The next code point. False at the end. `begin` counts in `source`.
  bool Next(SourceChar& out);

 private:
  size_t EntityLength(size_t at) const;
  absl::string_view source_;
  absl::string_view decoded_;
  size_t at_ = 0;
  size_t decoded_at_ = 0;
  size_t ampersand_ = 0;  // the first at or behind at_, once looked for
  size_t entity_begin_ = 0;
  size_t entity_length_ = 0;
};

}  // namespace fazhi
