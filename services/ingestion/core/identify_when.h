#pragma once

#include <optional>
#include <string_view>

#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/identify_dates.h"
#include "services/ingestion/core/identify_lines.h"
#include "services/ingestion/core/identify_words.h"

namespace fazhi {

// The year that a text is on, by its title, then its opening and headings, then its date; 0 when nothing
// says. `dated` is when it was signed or published, as far as known: it decides only together with words like
// 去年, and for speeches and plans.
int FindReportYear(v1::ReportKind kind, std::u32string_view title, const ReportLines& lines,
                   const std::optional<DateMention>& signed_on, const std::optional<DateMention>& published,
                   const IdentifyWords& words);

}  // namespace fazhi
