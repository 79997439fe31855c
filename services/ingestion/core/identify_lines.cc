#include "services/ingestion/core/identify_lines.h"

#include <algorithm>

#include "services/text/normalize.h"

namespace fazhi {
namespace {

std::vector<char32_t> Folded(std::u32string_view text) {
  std::u32string folded(text);
  FoldTraditional(folded);
  return {folded.begin(), folded.end()};
}

ReportLines::Line MakeLine(std::u32string_view text, const std::vector<char32_t>& folded, size_t begin,
                           size_t end, v1::BlockKind kind) {
  ReportLines::Line line;
  line.kind = kind;
  line.printed = text.substr(begin, end - begin);
  line.folded = folded.empty() ? line.printed : std::u32string_view(folded.data() + begin, end - begin);
  return line;
}

}  // namespace

const ReportLines::Line* ReportLines::FirstOf(v1::BlockKind kind) const {
  auto found = std::find_if(head.begin(), head.end(), [kind](const Line& line) { return line.kind == kind; });
  return found == head.end() ? nullptr : &*found;
}

ReportLines ReadReportLines(const v1::Report& report, std::u32string_view text) {
  ReportLines lines;
  const size_t skipped = text.size() > kTailSize ? text.size() - kTailSize : 0;
  const std::u32string_view head = text.substr(0, kHeadSize);
  const std::u32string_view tail = text.substr(skipped);
  if (report.has_traditional()) {
    lines.folded_head = Folded(head);
    lines.folded_tail = Folded(tail);
  }
  for (const v1::Block& block : report.blocks()) {
    if (block.begin() >= head.size()) break;
    const size_t end = std::min<size_t>(block.end(), head.size());
    lines.head.push_back(MakeLine(head, lines.folded_head, block.begin(), end, block.kind()));
  }
  int first = report.blocks_size();
  while (first > 0 && report.blocks(first - 1).end() > skipped) --first;
  for (int i = first; i < report.blocks_size(); ++i) {
    const size_t begin = std::max<size_t>(report.blocks(i).begin(), skipped) - skipped;
    const size_t end = std::min<size_t>(report.blocks(i).end() - skipped, tail.size());
    if (begin < end) {
      lines.tail.push_back(MakeLine(tail, lines.folded_tail, begin, end, report.blocks(i).kind()));
    }
  }
  return lines;
}

}  // namespace fazhi
