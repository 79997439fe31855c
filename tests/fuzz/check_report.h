#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fazhi/v1/report.pb.h"
#include "services/text/source_map.h"
#include "services/text/utf8.h"

namespace fazhi {

inline void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

// Stops the program when a report breaks a promise of report.proto.
inline void CheckReport(const v1::Report& report, const std::string& decoded) {
  Require(FindInvalidUtf8(report.text()) == absl::string_view::npos, "text is UTF-8");
  const std::u32string text = ToCodePoints(report.text());
  const size_t source = CountCodePoints(decoded);
  uint32_t at = 0;
  for (const v1::Block& block : report.blocks()) {
    Require(block.begin() == at && block.end() > block.begin(), "blocks follow one another");
    Require(block.end() < text.size() && text[block.end()] == U'\n', "a block ends in a line feed");
    Require(block.bold_prefix() <= block.end() - block.begin(), "the bold prefix lies in its block");
    at = block.end() + 1;
  }
  Require(at == text.size(), "blocks are the whole text");
  for (const v1::Table& table : report.tables()) {
    for (const v1::TableRow& row : table.rows()) {
      for (const v1::TableCell& cell : row.cells()) {
        Require(cell.span().begin() <= cell.span().end() && cell.span().end() <= text.size(),
                "a cell lies in the text");
      }
    }
  }
  const v1::SourceMap& map = report.source_map();
  Require(
      map.clean_begin_size() == map.source_begin_size() && map.clean_begin_size() == map.source_length_size(),
      "runs are whole");
  SourceLocator locator(map, static_cast<uint32_t>(text.size()));
  uint32_t last = 0;
  for (uint32_t i = 0; i < text.size(); ++i) {
    const v1::Span span = locator.ToSource(i, i + 1);
    Require(span.begin() >= last, "source places do not go back");
    Require(span.begin() <= span.end() && span.end() <= source, "source places lie in the source");
    last = span.begin();
  }
  Require(report.body_source_span().end() <= source, "the body lies in the source");
}

}  // namespace fazhi
