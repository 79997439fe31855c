#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/ingestion/core/page.h"

namespace fazhi {

// How the lines of a text are parted into the cells of a table's rows. Cells are ranges of the text, trimmed
// of blanks. Pure; each function is linear in its line.

// What parts the cells of a row.
enum class RowMark : uint8_t { kNone, kTab, kBar, kGap, kBlank, kLineEach };

struct TextCell {
  uint32_t begin, end;
  uint32_t size() const { return end - begin; }
};

// One without cells is no row.
struct TextRow {
  RowMark mark = RowMark::kNone;
  std::vector<TextCell> cells;
};

// Code points of a cell between tabs or bars, and of one behind a gap: a longer one is prose with a hole in
// it.
constexpr uint32_t kLongestCell = 200;
constexpr uint32_t kLongestBetweenGaps = 40;

// The lines of a page and the row that each is. `lines` has to outlive it.
struct TextLines {
  TextLines(std::u32string_view text, const std::vector<Line>& lines);

  size_t size() const { return lines.size(); }
  std::u32string_view View(size_t line) const { return text.substr(lines[line].begin, lines[line].size()); }
  std::u32string_view View(const TextCell& cell) const { return text.substr(cell.begin, cell.size()); }

  std::u32string_view text;
  const std::vector<Line>& lines;
  std::vector<TextRow> rows;  // by tabs, bars, or gaps of two blanks or more; for each line
};

// The cells of a line as a PDF's layout has it, where a single blank may part them: at least three, and
// nothing that parts sentences.
TextRow ReadBlankRow(std::u32string_view text, const Line& line);

// The row that a line without tabs is among others that have them: one cell.
TextRow OneCell(std::u32string_view text, const Line& line);

bool IsBar(char32_t c);

// 临渭区 |: appends a cell that takes a line of its own, and the empty ones that further bars behind it
// close. False, and nothing appended, for any other line.
bool AppendStackedCells(std::u32string_view text, const Line& line, std::vector<TextCell>& cells);

// |---|:---:| below the heads
bool IsRule(std::u32string_view text, const TextRow& row);

// ┌──┬──┐ +---+---+ around rows and between them
bool IsFrame(std::u32string_view text, const Line& line);

}  // namespace fazhi
