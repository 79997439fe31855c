#include "services/ingestion/core/identify_lines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// Byte behind the first `count` code points.
size_t BytesOfHead(absl::string_view text, size_t count) {
  size_t pos = 0;
  while (pos < text.size() && count > 0) {
    do ++pos;
    while (pos < text.size() && (static_cast<unsigned char>(text[pos]) & 0xC0) == 0x80);
    --count;
  }
  return pos;
}

// Byte of the first of the last `count` code points.
size_t BytesBeforeTail(absl::string_view text, size_t count) {
  size_t pos = text.size();
  while (pos > 0 && count > 0) {
    do --pos;
    while (pos > 0 && (static_cast<unsigned char>(text[pos]) & 0xC0) == 0x80);
    --count;
  }
  return pos;
}

ReportLines::Line MakeLine(std::u32string text, v1::BlockKind kind, bool fold) {
  ReportLines::Line line;
  line.kind = kind;
  line.printed = std::move(text);
  line.folded = line.printed;
  if (fold) FoldTraditional(line.folded);
  return line;
}

}  // namespace

const ReportLines::Line* ReportLines::FirstOf(v1::BlockKind kind) const {
  auto found = std::find_if(head.begin(), head.end(), [kind](const Line& line) { return line.kind == kind; });
  return found == head.end() ? nullptr : &*found;
}

ReportLines ReadReportLines(const v1::Report& report) {
  ReportLines lines;
  if (report.blocks().empty()) return lines;
  const absl::string_view text = report.text();
  const bool fold = report.has_traditional();

  const std::u32string head = ToCodePoints(text.substr(0, BytesOfHead(text, kHeadSize)));
  for (const v1::Block& block : report.blocks()) {
    if (block.begin() >= head.size()) break;
    const size_t end = std::min<size_t>(block.end(), head.size());
    lines.head.push_back(MakeLine(head.substr(block.begin(), end - block.begin()), block.kind(), fold));
  }

  const size_t size = report.blocks().rbegin()->end() + (absl::EndsWith(text, "\n") ? 1 : 0);
  const size_t skipped = size > kTailSize ? size - kTailSize : 0;
  const std::u32string tail = ToCodePoints(text.substr(BytesBeforeTail(text, size - skipped)));
  int first = report.blocks_size();
  while (first > 0 && report.blocks(first - 1).end() > skipped) --first;
  for (int i = first; i < report.blocks_size(); ++i) {
    const size_t begin = std::max<size_t>(report.blocks(i).begin(), skipped) - skipped;
    const size_t end = std::min<size_t>(report.blocks(i).end() - skipped, tail.size());
    if (begin < end)
      lines.tail.push_back(MakeLine(tail.substr(begin, end - begin), report.blocks(i).kind(), fold));
  }
  return lines;
}

}  // namespace fazhi
