#pragma once

#include <cstddef>
#include <string>

#include "services/ingestion/core/page.h"

namespace fazhi {

// Lines of a page as they are looked at while its body is sought. Pure; cheap for short lines.

// Code points of a line that are looked at closely; more cannot be a label or title.
inline constexpr size_t kLongestLine = 400;

// Whether the line stands with the one before it, or is part of the printed page alone.
inline bool Continues(const Page& page, size_t line) {
  return page.lines[line].Has(Line::kJoins) || page.lines[line].Has(Line::kRunning);
}

// The line with those that continue it, up to kLongestLine, in NormalizeLine's form.
std::u32string PrintedLine(const Page& page, size_t line);

// The same for matching: in simplified characters, which stand at the same places.
std::u32string FoldedLine(const Page& page, size_t line);

}  // namespace fazhi
