#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace fazhi {

// Columns that the text takes on a terminal: East Asian wide and full-width characters take two (UAX #11),
// combining marks none.
size_t DisplayWidth(absl::string_view text);

// The text cut to at most `width` columns, the last of them `…` when something was left out.
std::string Ellipsize(absl::string_view text, size_t width);

// The text on one line: line breaks, tabs and all else that moves a terminal's cursor are blanks.
std::string OneLine(absl::string_view text);

// No limit to a column's width.
inline constexpr size_t kWhole = static_cast<size_t>(-1);

// Columns of what is wrapped for people.
inline constexpr size_t kTextWidth = 110;

// The text broken into lines of at most `width` columns, each behind `indent` blanks and ended by a line
// feed. Breaks between Chinese characters and at blanks, not inside Latin words and numbers unless one fills
// a line, and never before closing punctuation, which may stand over by a column or two.
std::string Wrap(absl::string_view text, size_t width, size_t indent);

// A table for people: a head line, a rule, rows; columns padded to their widest cell, two blanks between. Not
// thread-safe.
class Table {
 public:
  struct Column {
    std::string head;
    bool right = false;     // numbers
    size_t max_width = 40;  // wider cells are cut; kWhole for names that something can be asked by
  };
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // Missing cells are empty, cells too many are dropped.
  void AddRow(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }

  // Each line ended by a line feed and without blanks at its end; `indent` blanks before each.
  std::string ToString(size_t indent = 0) const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace fazhi
