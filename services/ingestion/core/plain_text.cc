#include "services/ingestion/core/plain_text.h"

#include "services/text/utf8.h"

namespace fazhi {
namespace {

bool EndsLine(char32_t c) { return (c >= 0xA && c <= 0xD) || c == 0x85 || c == 0x2028 || c == 0x2029; }

}  // namespace

Page ReadPlainText(absl::string_view utf8) {
  Page page;
  page.text = ToCodePoints(utf8);
  const auto size = static_cast<uint32_t>(page.text.size());
  uint8_t before = 0;
  for (uint32_t begin = 0; begin < size;) {
    uint32_t end = begin;
    while (end < size && (page.text[end] >= 0x2030 || !EndsLine(page.text[end]))) ++end;
    Line line;
    if (MeasureLine(page.text, begin, end, line)) {
      line.flags = before;
      before = 0;
      page.lines.push_back(line);
    } else {
      before |= Line::kBlankBefore;
    }
    if (end < size && page.text[end] == U'\f') before |= Line::kPageBreak;
    if (end + 1 < size && page.text[end] == U'\r' && page.text[end + 1] == U'\n') ++end;
    begin = end + 1;
  }
  page.content_end = page.lines.size();
  return page;
}

}  // namespace fazhi
