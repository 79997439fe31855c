#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// Whether it can be a document's URL: `scheme://host…`, or `file:` and a path, as local files have.
// INVALID_ARGUMENT/BAD_URL, naming `field`, for anything else, and for a page's with control characters: a
// document is known by its URL, and what is none names another's sooner or later. Blanks and characters that
// a URL writes as %XX are taken as they come. Pure and thread-safe.
absl::Status CheckDocumentUrl(absl::string_view url, absl::string_view field);

}  // namespace fazhi
