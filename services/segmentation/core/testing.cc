#include "services/segmentation/core/testing.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "services/segmentation/core/char_class.h"
#include "services/text/utf8.h"

namespace fazhi::segmentation {
namespace {

std::string SectionFault(const v1::Outline& outline, const std::u32string& text) {
  if (outline.sections_size() == 0) return "no section 0";
  const v1::Section& preamble = outline.sections(0);
  if (preamble.level() != 0 || preamble.role() != v1::ROLE_PREAMBLE || preamble.span().begin() != 0) {
    return "section 0 is no preamble";
  }
  uint32_t before = preamble.span().end();
  for (int i = 1; i < outline.sections_size(); ++i) {
    const v1::Section& section = outline.sections(i);
    const std::string name = absl::StrCat("section ", i, ": ");
    const uint32_t begin = section.span().begin(), end = section.span().end();
    if (section.level() == 0) return name + "level 0";
    if (section.role() == v1::ROLE_UNSPECIFIED) return name + "no role";
    if (section.heading().begin() != begin) return name + "does not begin with its heading";
    if (section.heading().end() <= begin || section.heading().end() > end) return name + "heading outside";
    if (end > text.size()) return name + "behind the text";
    if (i == 1 && begin != before) return name + "does not follow section 0";
    if (i > 1 && begin < outline.sections(i - 1).heading().end())
      return name + "begins in the heading before";
    const std::u32string heading = text.substr(begin, section.heading().end() - begin);
    if (section.heading_text() != ToUtf8(heading)) return name + "heading text differs";
    if (section.heading_text().compare(0, section.number().size(), section.number()) != 0) {
      return name + "number is not the heading's beginning";
    }
    if (section.parent() >= static_cast<uint32_t>(i)) return name + "parent behind it";
    const v1::Section& parent = outline.sections(static_cast<int>(section.parent()));
    if (parent.level() >= section.level()) return name + "parent is not above it";
    if (section.parent() != 0 && (parent.span().begin() > begin || parent.span().end() < end)) {
      return name + "is not inside its parent";
    }
    uint32_t expected = static_cast<uint32_t>(text.size());
    if (i + 1 < outline.sections_size() && outline.sections(i + 1).level() <= section.level()) {
      expected = outline.sections(i + 1).span().begin();
      if (end != expected) return name + "does not end where the next begins";
    }
  }
  return "";
}

std::string SentenceFault(const v1::Outline& outline, const std::u32string& text,
                          std::vector<uint8_t>& covered) {
  uint32_t before = 0, section = 0;
  for (int i = 0; i < outline.sentences_size(); ++i) {
    const v1::Sentence& sentence = outline.sentences(i);
    const std::string name = absl::StrCat("sentence ", i, ": ");
    if (sentence.begin() < before || sentence.begin() >= sentence.end() || sentence.end() > text.size()) {
      return name + "out of order";
    }
    before = sentence.end();
    if (sentence.section() < section ||
        sentence.section() >= static_cast<uint32_t>(outline.sections_size())) {
      return name + "section out of order";
    }
    section = sentence.section();
    const v1::Span& span = outline.sections(static_cast<int>(section)).span();
    if (sentence.begin() < span.begin() || sentence.end() > span.end()) return name + "outside its section";
    if (IsSpace(text[sentence.begin()]) || IsSpace(text[sentence.end() - 1]))
      return name + "white space at an end";
    if (sentence.clause_begin_size() == 0 || sentence.clause_begin(0) != sentence.begin()) {
      return name + "first clause";
    }
    for (int c = 1; c < sentence.clause_begin_size(); ++c) {
      if (sentence.clause_begin(c) <= sentence.clause_begin(c - 1) ||
          sentence.clause_begin(c) >= sentence.end()) {
        return name + "clauses do not rise";
      }
    }
    for (uint32_t k = sentence.begin(); k < sentence.end(); ++k) {
      if (text[k] == U'\n') return name + "runs over a line";
      ++covered[k];
    }
  }
  return "";
}

}  // namespace

v1::Report ReportOf(absl::string_view text) {
  v1::Report report;
  std::u32string points = ToCodePoints(text);
  if (points.empty() || points.back() != U'\n') points.push_back(U'\n');
  uint32_t begin = 0;
  for (uint32_t i = 0; i < points.size(); ++i) {
    if (points[i] != U'\n') continue;
    v1::Block* block = report.add_blocks();
    block->set_begin(begin);
    block->set_end(i);
    block->set_kind(v1::BLOCK_KIND_PARAGRAPH);
    begin = i + 1;
  }
  report.set_text(ToUtf8(points));
  report.set_kind(v1::REPORT_KIND_ANNUAL_REPORT);
  report.set_year(2024);
  return report;
}

std::string FaultOf(const v1::Outline& outline) {
  const std::u32string text = ToCodePoints(outline.report().text());
  std::string fault = SectionFault(outline, text);
  if (!fault.empty()) return fault;
  std::vector<uint8_t> covered(text.size());
  fault = SentenceFault(outline, text, covered);
  if (!fault.empty()) return fault;
  for (const v1::Section& section : outline.sections()) {
    if (section.level() == 0 || section.run_in()) continue;
    uint32_t end = section.heading().end();
    while (end < text.size() && (text[end] == U'。' || text[end] == U':' || IsSpace(text[end]))) ++end;
    for (uint32_t k = section.heading().begin(); k < end; ++k) ++covered[k];
  }
  for (const v1::Block& block : outline.report().blocks()) {
    if (block.kind() == v1::BLOCK_KIND_TITLE || block.kind() == v1::BLOCK_KIND_DOCUMENT_NUMBER ||
        block.kind() == v1::BLOCK_KIND_ADDRESSEE) {
      continue;
    }
    for (uint32_t k = block.begin(); k < block.end(); ++k) {
      if (IsSpace(text[k])) continue;
      if (covered[k] != 1)
        return absl::StrCat("code point ", k, " is in ", covered[k], " sentences and headings");
    }
  }
  return "";
}

std::vector<SpecLine> ReadSpec(absl::string_view name) {
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  std::ifstream file(
      absl::StrCat(root == nullptr ? "." : root, "/services/segmentation/core/testdata/", name));
  std::vector<SpecLine> lines;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (!line.empty() && line[0] != '#') lines.push_back({number, line});
  }
  return lines;
}

}  // namespace fazhi::segmentation
