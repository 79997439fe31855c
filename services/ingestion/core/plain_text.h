#pragma once

#include "absl/strings/string_view.h"
#include "services/ingestion/core/page.h"

namespace fazhi {

// The lines of a plain text, or of an extractor's plain text (pages ended by form feeds). Lines end at LF, CR
// LF, CR, vertical tab, U+0085, U+2028 and U+2029. Linear in the length.
Page ReadPlainText(absl::string_view utf8);

}  // namespace fazhi
