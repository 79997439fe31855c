#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// The text layer of a PDF (poppler), UTF-8, lines ended by line feeds and pages by form feeds, in the layout
// of the page, so that indents stay. INVALID_ARGUMENT: ENCRYPTED when it needs a password, BROKEN_PDF when it
// cannot be read at all, NO_TEXT_LAYER when its pages have hardly any characters (a scan), TOO_LARGE over
// 3,000 pages or 64 MiB of text. Thread-safe.
absl::StatusOr<std::string> ReadPdfText(absl::string_view bytes);

}  // namespace fazhi
