#include "services/segmentation/core/segment.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/base/status_macros.h"
#include "services/segmentation/core/char_class.h"
#include "services/segmentation/core/headings.h"
#include "services/segmentation/core/roles.h"
#include "services/segmentation/core/sentences.h"
#include "services/text/normalize.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

using segmentation::Heading;
using segmentation::Lines;

absl::Status BadReport(absl::string_view field, absl::string_view message) {
  return InvalidInput("BAD_REPORT", field, message);
}

absl::Status CheckReport(const v1::Report& report, const std::u32string& text) {
  uint32_t next = 0;
  for (int i = 0; i < report.blocks_size(); ++i) {
    const v1::Block& block = report.blocks(i);
    if (block.begin() != next || block.end() < block.begin() || block.end() >= text.size() ||
        text[block.end()] != U'\n') {
      return BadReport("blocks", absl::StrCat("block ", i, " is no line of the text"));
    }
    next = block.end() + 1;
  }
  if (next != text.size()) return BadReport("blocks", "the blocks do not cover the text");
  const v1::SourceMap& map = report.source_map();
  if (map.clean_begin_size() != map.source_begin_size() ||
      map.clean_begin_size() != map.source_length_size()) {
    return BadReport("source_map", "the arrays are not of one length");
  }
  for (int i = 0; i < map.clean_begin_size(); ++i) {
    if (i == 0 ? map.clean_begin(0) != 0 : map.clean_begin(i) <= map.clean_begin(i - 1)) {
      return BadReport("source_map", absl::StrCat("run ", i, " is out of order"));
    }
  }
  if (map.clean_begin_size() > 0 && map.clean_begin(map.clean_begin_size() - 1) >= text.size()) {
    return BadReport("source_map", "the last run begins behind the text");
  }
  return absl::OkStatus();
}

// Whether a line of this kind may hold headings and sentences.
bool IsBody(v1::BlockKind kind) {
  return kind != v1::BLOCK_KIND_TITLE && kind != v1::BLOCK_KIND_DOCUMENT_NUMBER &&
         kind != v1::BLOCK_KIND_ADDRESSEE;
}

constexpr uint32_t kLeader = 3;  // dots between an entry of the table of contents and its page

// 一、主要做法……3: whether a page's number stands at the line's end, behind `leader` dots or blanks at least.
bool EndsWithPage(std::u32string_view text, const segmentation::Line& line, uint32_t leader) {
  uint32_t digits = line.end;
  while (digits > line.begin && IsDigit(text[digits - 1])) --digits;
  uint32_t words = digits;
  while (words > line.begin && (segmentation::IsSpace(text[words - 1]) || text[words - 1] == U'.' ||
                                text[words - 1] == U'·' || text[words - 1] == U'-'))
    --words;
  return digits < line.end && line.end - digits <= 3 && digits - words >= leader && words > line.begin;
}

bool IsContentsHead(std::u32string_view text, const segmentation::Line& line) {
  if (line.end - line.begin < 2 || line.end - line.begin > 6 || text[line.begin] != U'目') return false;
  return text[line.end - 1] == U'录' &&
         std::all_of(text.begin() + line.begin + 1, text.begin() + line.end - 1, segmentation::IsSpace);
}

Lines ReadLines(const v1::Report& report, std::u32string_view text) {
  Lines lines{text, {}, {}};
  lines.lines.reserve(static_cast<size_t>(report.blocks_size()));
  lines.marks.reserve(text.size() / 10);
  segmentation::Splitter splitter;
  bool in_contents = false;
  for (int i = 0; i < report.blocks_size(); ++i) {
    const v1::Block& block = report.blocks(i);
    if (!IsBody(block.kind())) continue;
    segmentation::Line line;
    line.begin = block.begin();
    line.end = block.end();
    while (line.begin < line.end && segmentation::IsSpace(text[line.begin])) ++line.begin;
    while (line.end > line.begin && segmentation::IsSpace(text[line.end - 1])) --line.end;
    line.block = static_cast<uint32_t>(i);
    line.may_head = block.kind() == v1::BLOCK_KIND_PARAGRAPH || block.kind() == v1::BLOCK_KIND_UNSPECIFIED;
    line.mark_begin = static_cast<uint32_t>(lines.marks.size());
    in_contents = in_contents ? EndsWithPage(text, line, 1) : IsContentsHead(text, line);
    line.may_head = line.may_head && !in_contents && !EndsWithPage(text, line, kLeader);
    if (block.kind() != v1::BLOCK_KIND_TABLE_ROW) splitter.Split(text, line.begin, line.end, lines.marks);
    line.mark_end = static_cast<uint32_t>(lines.marks.size());
    lines.lines.push_back(line);
  }
  return lines;
}

std::vector<Heading> FindHeadings(const Lines& lines, const v1::Report& report) {
  std::vector<Heading> headings = segmentation::FindNumberedHeadings(lines);
  const std::vector<Heading> unnumbered = segmentation::FindUnnumberedHeadings(lines, report, headings);
  const auto middle = static_cast<std::ptrdiff_t>(headings.size());
  headings.insert(headings.end(), unnumbered.begin(), unnumbered.end());
  std::inplace_merge(headings.begin(), headings.begin() + middle, headings.end(),
                     [](const Heading& a, const Heading& b) { return a.begin < b.begin; });
  segmentation::SetLevels(lines.text, report.year(), headings);
  return headings;
}

void AddSections(std::u32string_view text, const std::vector<Heading>& headings, v1::Outline& outline) {
  const auto size = static_cast<uint32_t>(text.size());
  outline.mutable_sections()->Reserve(static_cast<int>(headings.size()) + 1);
  v1::Section* preamble = outline.add_sections();
  preamble->mutable_span()->set_end(headings.empty() ? size : headings.front().begin);
  preamble->mutable_heading();
  std::vector<uint32_t> open;  // the sections that the next heading may stand below
  const auto close = [&](uint32_t level, uint32_t end) {
    while (!open.empty() && outline.sections(static_cast<int>(open.back())).level() >= level) {
      outline.mutable_sections(static_cast<int>(open.back()))->mutable_span()->set_end(end);
      open.pop_back();
    }
  };
  for (const Heading& heading : headings) {
    close(heading.level, heading.begin);
    v1::Section* section = outline.add_sections();
    section->mutable_span()->set_begin(heading.begin);
    section->mutable_heading()->set_begin(heading.begin);
    section->mutable_heading()->set_end(heading.end);
    section->set_heading_text(ToUtf8(text.data() + heading.begin, heading.end - heading.begin));
    section->set_number(ToUtf8(text.data() + heading.begin, heading.number_length));
    section->set_level(heading.level);
    section->set_parent(open.empty() ? 0 : open.back());
    section->set_run_in(heading.run_in);
    open.push_back(static_cast<uint32_t>(outline.sections_size()) - 1);
  }
  close(0, size);
}

}  // namespace

absl::StatusOr<v1::Outline> Segment(v1::Report report) {
  const std::u32string text = ToCodePoints(report.text());
  FAZHI_RETURN_IF_ERROR(CheckReport(report, text));
  v1::Outline outline;
  std::u32string simplified;  // for matching, the same places
  if (report.has_traditional()) {
    simplified = text;
    FoldTraditional(simplified);
  }
  const std::u32string_view folded = report.has_traditional() ? simplified : text;
  const Lines lines = ReadLines(report, folded);
  const std::vector<Heading> headings = FindHeadings(lines, report);
  AddSections(text, headings, outline);
  segmentation::AssignRoles(folded, report, outline);
  segmentation::AddSentences(lines, headings, report, outline);
  *outline.mutable_report() = std::move(report);
  outline.mutable_report()->set_pipeline_version(ReadingVersion(outline.report().pipeline_version()));
  return outline;
}

}  // namespace fazhi
