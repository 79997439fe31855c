#include "services/ingestion/core/plain_text.h"

#include "services/ingestion/core/text_tables.h"
#include "services/text/affixes.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

bool EndsLine(char32_t c) { return (c >= 0xA && c <= 0xD) || c == 0x85 || c == 0x2028 || c == 0x2029; }

// ## 一、主要举措: a heading as Markdown marks it, the mark left out of the line.
void ReadHeadingMark(std::u32string_view text, Line& line) {
  constexpr uint8_t kDeepest = 6;
  uint32_t begin = line.begin;
  while (begin < line.end && text[begin] == U'#') ++begin;
  const uint32_t level = begin - line.begin;
  if (level == 0 || level > kDeepest || begin == line.end || text[begin] != U' ') return;
  if (!MeasureLine(text, begin, line.end, line)) return;
  line.heading = static_cast<uint8_t>(level);
}

// **一、主要举措**: a line that Markdown marks as bold throughout, the marks left out of it.
void ReadBoldMark(std::u32string_view text, Line& line) {
  constexpr std::u32string_view kMark = U"**";
  const std::u32string_view view = text.substr(line.begin, line.size());
  if (view.size() <= 2 * kMark.size() || !StartsWith(view, kMark) || !EndsWith(view, kMark)) return;
  const auto mark = static_cast<uint32_t>(kMark.size());
  const std::u32string_view inside = view.substr(mark, view.size() - 2 * mark);
  if (Contains(inside, U'*') || !MeasureLine(text, line.begin + mark, line.end - mark, line)) return;
  line.bold = line.size();
}

}  // namespace

Page ReadPlainText(absl::string_view utf8) {
  Page page;
  page.text = ToCodePoints(utf8);
  const std::u32string_view text = page.text;
  const auto size = static_cast<uint32_t>(text.size());
  uint8_t before = 0;
  for (uint32_t begin = 0; begin < size;) {
    uint32_t end = begin;
    while (end < size && (text[end] >= 0x2030 || !EndsLine(text[end]))) ++end;
    Line line;
    if (MeasureLine(text, begin, end, line)) {
      ReadHeadingMark(text, line);
      ReadBoldMark(text, line);
      line.flags = before;
      before = 0;
      page.lines.push_back(line);
    } else {
      before |= Line::kBlankBefore;
    }
    if (end < size && text[end] == U'\f') before |= Line::kPageBreak;
    if (end + 1 < size && text[end] == U'\r' && text[end + 1] == U'\n') ++end;
    begin = end + 1;
  }
  FindTextTables(page);
  page.content_end = page.lines.size();
  return page;
}

}  // namespace fazhi
