#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"

namespace fazhi {

// What a Word paragraph style says that matters to reading; styles it is based on are counted in.
struct DocxStyle {
  uint8_t heading = 0;  // 1 to 6
  bool bold = false;
  bool contents = false;  // a line of the table of contents
  uint8_t align = 0;      // Line::kCentered, Line::kRight or 0
  bool indented = false;
  std::string number_id;
  uint32_t level = 0;
};

// The paragraph styles of word/styles.xml by their id; empty where that cannot be read.
std::map<std::string, DocxStyle> ReadDocxStyles(absl::string_view xml);

}  // namespace fazhi
