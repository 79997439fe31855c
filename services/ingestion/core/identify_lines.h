#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fazhi/v1/report.pb.h"

namespace fazhi {

// The two ends of a report, where it says what it is: whole lines, but for a long one that is cut. Its size
// is bounded whatever the report's.
struct ReportLines {
  ReportLines() = default;
  ReportLines(ReportLines&&) = default;
  ReportLines& operator=(ReportLines&&) = default;

  struct Line {
    std::u32string_view printed;
    std::u32string_view folded;  // for matching: simplified characters, the same places
    v1::BlockKind kind = v1::BLOCK_KIND_UNSPECIFIED;
  };
  std::vector<Line> head;
  std::vector<Line> tail;  // may hold lines of the head again

  // The first line of the kind in the head, or null.
  const Line* FirstOf(v1::BlockKind kind) const;

  // What the folded lines of a traditional text point into; not to be changed.
  std::vector<char32_t> folded_head, folded_tail;
};

// Code points taken from either end, at most.
inline constexpr size_t kHeadSize = 2000;
inline constexpr size_t kTailSize = 600;

// `text` is the report's as code points; it has to outlive the lines.
ReportLines ReadReportLines(const v1::Report& report, std::u32string_view text);

}  // namespace fazhi
