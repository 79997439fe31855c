#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/core/page_metadata.h"
#include "services/text/source_map.h"

namespace fazhi {

// What every kind of document is turned into before its body is looked for: the text as a reader sees it,
// nothing normalised, and its lines. Values only; no thread safety needed.

// Takes positions of a page's text to positions of the decoded document. A map without runs is the identity.
class PageMap {
 public:
  // The next `length` code points of the text are source [source, source + source_length); equal lengths are
  // one to one.
  void Append(uint32_t length, uint32_t source, uint32_t source_length);

  // Appends to `out` where text [begin, end) came from, for `clean_length` code points made of it: one to one
  // when `clean_length` is the length of the range, else all of them from all of it.
  void AppendTo(SourceMapBuilder& out, uint32_t begin, uint32_t end, uint32_t clean_length) const;

  bool identity() const { return runs_.empty(); }

  // First source code point of the text's code point `at`, and one past its last.
  uint32_t SourceBegin(uint32_t at) const;
  uint32_t SourceEnd(uint32_t at) const;

 private:
  struct Run {
    uint32_t begin, source, length, source_length;
  };
  // The run that holds `at`; look-ups in rising order take constant time on average.
  const Run& Find(uint32_t at) const;

  std::vector<Run> runs_;
  mutable size_t last_ = 0;
};

// A cell of a table of data; a layout table has none.
struct Cell {
  uint32_t table = 0;
  uint32_t row = 0;
  uint32_t column = 0;
  uint32_t column_span = 1;
  uint32_t row_span = 1;
  bool head = false;
};

// A line of the page that is not blank.
struct Line {
  enum Flag : uint8_t {
    kBlankBefore = 1,  // at least one blank line stands before it
    kPageBreak = 2,    // a page begins with it
    kCentered = 4,
    kRight = 8,
    kChrome = 16,   // stands in a part of the page that the source marks as navigation, header or footer
    kCaption = 32,  // a table's caption
    kRunning = 64,  // a page number, a running header or footer; set by MarkWraps
    kJoins = 128,   // continues the line before; set by MarkWraps
  };
  // In the page's text, without the white space at both ends.
  uint32_t begin = 0;
  uint32_t end = 0;
  // Code points from `begin` on that are bold, and code points anywhere that are links.
  uint32_t bold = 0;
  uint32_t links = 0;
  // Index into the page's cells, or -1.
  int32_t cell = -1;
  // Columns (a wide character has two) of the whole line, `indent` included; both stop counting at their
  // type's limit.
  uint16_t width = 0;
  uint8_t indent = 0;
  // 1 to 6 where the source marks a heading.
  uint8_t heading = 0;
  uint8_t flags = 0;
  // A list, a table or a part of the page ended before it.
  bool apart = false;

  bool Has(Flag flag) const { return (flags & flag) != 0; }
  uint32_t size() const { return end - begin; }
};

struct Page {
  std::u32string text;
  PageMap map;
  std::vector<Line> lines;
  std::vector<Cell> cells;
  uint32_t tables = 0;
  // Its lines are those of a printed page: whatever is long was broken.
  bool laid_out = false;
  // A web page, which may hold its text more than once.
  bool web = false;
  // What the source says in its own data (HTML's <title> and <meta>).
  PageMetadata metadata;
  // The lines that hold the content, [content_begin, content_end); everything unless the source has a
  // structure.
  size_t content_begin = 0;
  size_t content_end = 0;
  // Addresses of files and frames that the source refers to, one of which may hold the report.
  std::vector<std::string> files;
  std::vector<std::string> frames;

  std::u32string_view View(const Line& line) const {
    return std::u32string_view(text).substr(line.begin, line.size());
  }
};

// Columns that a character takes.
inline uint32_t ColumnsOf(char32_t c) { return c < 0x1100 ? 1 : 2; }

// Sets begin, end, indent and width of a line that lies in text [begin, end). False when there is nothing but
// white space.
bool MeasureLine(std::u32string_view text, uint32_t begin, uint32_t end, Line& line);

}  // namespace fazhi
