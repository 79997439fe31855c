#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"

namespace fazhi {

// The automatic numbers of a Word document (ECMA-376 part 1, 17.9), as they are printed: 一、 （二） 3. They
// stand nowhere in the document's own text, only their definition does. Not thread-safe.
class DocxNumbering {
 public:
  // `xml` is word/numbering.xml; anything that cannot be read gives no numbers.
  explicit DocxNumbering(absl::string_view xml);

  // Counts the next paragraph of list `number_id` at `level` (from 0) and gives what is printed before it;
  // empty for bullets, unknown lists, and what would be longer than 64 characters.
  std::string Next(const std::string& number_id, uint32_t level);

 private:
  static constexpr uint32_t kLevels = 9;
  struct Level {
    int64_t start = 1;
    std::string format = "decimal";
    std::string text;
  };
  struct List {
    std::array<Level, kLevels> levels;
    std::array<int64_t, kLevels> counts{};
    std::array<bool, kLevels> begun{};
  };
  std::map<std::string, List> lists_;           // by abstractNumId, or by numId where a num overrides
  std::map<std::string, std::string> list_of_;  // numId to key in lists_
};

// `value` in one of Word's number formats (w:numFmt): decimal, chineseCounting, upperRoman …; unknown ones as
// decimal.
std::string FormatNumber(int64_t value, absl::string_view format);

}  // namespace fazhi
