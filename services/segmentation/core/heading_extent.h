#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/segmentation/core/numbering.h"
#include "services/segmentation/core/splitter.h"

namespace fazhi::segmentation {

// A line of the clean text that may hold headings and text.
struct Line {
  uint32_t begin = 0;                     // first code point that is no space
  uint32_t end = 0;                       // one past the last such; equal to `begin` when the line is empty
  uint32_t block = 0;                     // index of the report's block
  uint32_t mark_begin = 0, mark_end = 0;  // its marks
  bool may_head = true;                   // a paragraph: it may be or hold headings
};

// How far a heading goes that begins with a numbering.
struct Extent {
  enum class Type : uint8_t {
    kOwnLine,   // to the end of the line (a stop at its end left out)
    kRunIn,     // to a stop or colon, the line goes on
    kGlued,     // to where its text seems to begin without any stop, or to the next numbering
    kListItem,  // not a heading: an entry of a list, ended by ;
    kText,      // not a heading: a sentence of text behind a number
  };
  Type type = Type::kText;
  uint32_t end = 0;      // one past the heading
  uint32_t resume = 0;   // where what stands below it begins, stop and spaces passed over
  uint32_t child = 0;    // where a numbering of a lower kind begins right behind it; 0 when none does
  uint32_t length = 0;   // code points without the numbering
  uint32_t commas = 0;   // clauses of it, less one
  bool stopped = false;  // a stop stands behind it
  bool is_heading() const { return type <= Type::kGlued; }
};

// What measuring needs to know of the place.
struct ExtentQuery {
  uint32_t body = 0;  // first code point behind the numbering
  NumberKind kind = NumberKind::kNone;
  uint32_t mark = 0;  // index of the first mark of the line that is at or behind `body`
  bool at_line_start = false;
  bool prefer_glued = false;  // its like in this text mostly run on without a stop
};

// Measures the heading at `query` in a line of `text`. Looks at about 120 code points at most. Pure.
Extent MeasureHeading(std::u32string_view text, const Line& line, const std::vector<Mark>& marks,
                      const ExtentQuery& query);

}  // namespace fazhi::segmentation
