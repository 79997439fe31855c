#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ingestion/core/page.h"

namespace fazhi {

// The lines of an HTML page or fragment: text nodes with entities decoded and white space collapsed, a line
// for every block element and <br>, without scripts, styles and hidden elements; tables of data as cells,
// layout tables as lines. The page's content is the smallest element that holds most of its running text.
// INVALID_ARGUMENT, reason TOO_DEEP, as HtmlTree says. Linear in the page.
absl::StatusOr<Page> ReadHtml(absl::string_view utf8);

}  // namespace fazhi
