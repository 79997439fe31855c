#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fazhi/v1/report.pb.h"
#include "services/segmentation/core/heading_extent.h"
#include "services/segmentation/core/numbering.h"
#include "services/segmentation/core/splitter.h"

namespace fazhi::segmentation {

// A heading that was found. [begin, end) is its span with its numbering, `number_length` of it the numbering.
struct Heading {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t resume =
      0;              // where what stands below it begins, on the same line; the line's end when nothing does
  uint32_t line = 0;  // index of its line
  uint32_t number_length = 0;
  NumberKind kind = NumberKind::kNone;
  uint32_t ordinal = 0;
  bool run_in = false;
  uint32_t hint = 0;   // the block's heading hint, of an unnumbered one
  uint32_t level = 0;  // as in v1::Section
  uint32_t above = 0;  // as in Numbering
};

// The lines of a text and what the splitter saw in them.
struct Lines {
  std::u32string_view text;
  std::vector<Line> lines;
  std::vector<Mark> marks;
};

// Finds the numbered headings in order. A numbering at the beginning of a line is a heading when it measures
// as one; inside a line it has to be the next number of its kind below the heading that is open, and no line
// may begin with that number later. So a missing, repeated or restarted number does not spoil what follows,
// and (一) in a cross-reference is none. Headings by counting words (一是 …。) are found between them, two or
// more in a row, where each has text of its own.
std::vector<Heading> FindNumberedHeadings(const Lines& lines);

// Finds the headings without number on lines that `numbered` (sorted) leaves: by the source's mark-up, on
// short lines of their own above a paragraph, and as the first short sentence of two or more paragraphs in a
// row. Below a numbered heading only, unless the source marks them or their words name a section of a report
// (`year` is the report's, 0 when unknown).
std::vector<Heading> FindUnnumberedHeadings(const Lines& lines, const v1::Report& report,
                                            const std::vector<Heading>& numbered);

// Sets `level` of all headings of a text, sorted by `begin`.
void SetLevels(std::u32string_view text, uint32_t year, std::vector<Heading>& headings);

}  // namespace fazhi::segmentation
