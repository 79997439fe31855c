#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "services/ingestion/core/page.h"

namespace fazhi {

// Another report behind the first of a file, or the first one again.
struct NextReport {
  size_t line = 0;       // its first: of its document number or title
  std::u32string title;  // folded, for matching
  std::u32string printed_title;
  bool same = false;
};

// Looks for another report among lines [begin, end) of the page, which follow the head of the report titled
// `title`. It has to have a title of the same sort with another body or year, and what surrounds one: a
// signature or document number above it, an addressee below it, or headings that count from 一 again. A title
// alone, quoted, of an attachment or of what a notice issues, is none. The same title again counts where the
// text comes again with it. Nothing where either text is too short for a report. `title` is in
// NormalizeLine's form. Linear in the lines.
std::optional<NextReport> FindNextReport(const Page& page, size_t begin, size_t end,
                                         std::u32string_view title);

}  // namespace fazhi
