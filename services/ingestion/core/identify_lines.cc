#include "services/ingestion/core/identify_lines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

// The first `count` code points at most.
std::vector<char32_t> Head(absl::string_view text, size_t count) {
  std::vector<char32_t> head;
  head.reserve(count);
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  for (size_t pos = 0; pos < text.size() && head.size() < count;) {
    // Nearly every character has three bytes.
    if (pos + 2 < text.size() && bytes[pos] >= 0xE1 && bytes[pos] <= 0xEC &&
        (bytes[pos + 1] & 0xC0) == 0x80 && (bytes[pos + 2] & 0xC0) == 0x80) {
      head.push_back((bytes[pos] & 0x0Fu) << 12 | (bytes[pos + 1] & 0x3Fu) << 6 | (bytes[pos + 2] & 0x3Fu));
      pos += 3;
    } else {
      head.push_back(DecodeUtf8(text, pos));
    }
  }
  return head;
}

// The last `count` code points at most.
std::vector<char32_t> Tail(absl::string_view text, size_t count) {
  size_t begin = text.size();
  for (size_t left = count; begin > 0 && left > 0; --left) {
    --begin;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  }
  return Head(text.substr(begin), count);
}

std::vector<char32_t> Folded(const std::vector<char32_t>& text) {
  std::u32string folded(text.data(), text.size());
  FoldTraditional(folded);
  return {folded.begin(), folded.end()};
}

ReportLines::Line MakeLine(const std::vector<char32_t>& text, const std::vector<char32_t>& folded,
                           size_t begin, size_t end, v1::BlockKind kind) {
  ReportLines::Line line;
  line.kind = kind;
  line.printed = std::u32string_view(text.data() + begin, end - begin);
  line.folded = folded.empty() ? line.printed : std::u32string_view(folded.data() + begin, end - begin);
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
  const size_t size = report.blocks().rbegin()->end() + (absl::EndsWith(text, "\n") ? 1 : 0);
  const size_t skipped = size > kTailSize ? size - kTailSize : 0;
  lines.head_text = Head(text, kHeadSize);
  lines.tail_text = Tail(text, size - skipped);
  if (report.has_traditional()) {
    lines.folded_head = Folded(lines.head_text);
    lines.folded_tail = Folded(lines.tail_text);
  }
  for (const v1::Block& block : report.blocks()) {
    if (block.begin() >= lines.head_text.size()) break;
    const size_t end = std::min<size_t>(block.end(), lines.head_text.size());
    lines.head.push_back(MakeLine(lines.head_text, lines.folded_head, block.begin(), end, block.kind()));
  }
  int first = report.blocks_size();
  while (first > 0 && report.blocks(first - 1).end() > skipped) --first;
  for (int i = first; i < report.blocks_size(); ++i) {
    const size_t begin = std::max<size_t>(report.blocks(i).begin(), skipped) - skipped;
    const size_t end = std::min<size_t>(report.blocks(i).end() - skipped, lines.tail_text.size());
    if (begin < end) {
      lines.tail.push_back(MakeLine(lines.tail_text, lines.folded_tail, begin, end, report.blocks(i).kind()));
    }
  }
  return lines;
}

}  // namespace fazhi
