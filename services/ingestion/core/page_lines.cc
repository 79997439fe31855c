#include "services/ingestion/core/page_lines.h"

#include "services/text/normalize.h"

namespace fazhi {

std::u32string PrintedLine(const Page& page, size_t line) {
  std::u32string text = NormalizeLine(page.View(page.lines[line]).substr(0, kLongestLine));
  for (size_t next = line + 1;
       next < page.lines.size() && Continues(page, next) && text.size() < kLongestLine; ++next) {
    if (page.lines[next].Has(Line::kJoins))
      text += NormalizeLine(page.View(page.lines[next]).substr(0, kLongestLine));
  }
  return text;
}

std::u32string FoldedLine(const Page& page, size_t line) {
  std::u32string text = PrintedLine(page, line);
  FoldTraditional(text);
  return text;
}

}  // namespace fazhi
