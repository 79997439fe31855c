#pragma once

#include <string>
#include <string_view>

#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/identify_lines.h"
#include "services/ingestion/core/identify_words.h"
#include "services/ingestion/core/page_metadata.h"

namespace fazhi {

// The report's title: its printed title lines joined; failing these what the page gives as its title, without
// site and column names. `hint` is what the crawler knows the document as. Empty when nothing is a title.
std::u32string FindTitle(const ReportLines& lines, const PageMetadata& page, std::u32string_view hint,
                         const IdentifyWords& words);

// What a notice of issue (关于印发X的通知, …《X》的通知) issues; empty for any other title.
std::u32string_view IssuedIn(std::u32string_view title);

// The same, where it stands below under a title of its own; else `title`, of which `folded` is the folded
// form.
std::u32string FindIssuedTitle(const ReportLines& lines, std::u32string_view folded,
                               const std::u32string& title);

// What kind of text it is, by its title and, where that leaves it open, by its opening.
v1::ReportKind FindKind(std::u32string_view title, const ReportLines& lines, const IdentifyWords& words);

}  // namespace fazhi
