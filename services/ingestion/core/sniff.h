#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "fazhi/v1/document.pb.h"

namespace fazhi {

// What the bytes are by their own look: CONTENT_KIND_PDF, CONTENT_KIND_DOCX (a zip file that may hold one),
// or CONTENT_KIND_TEXT for anything that may be text of any sort, HTML included. INVALID_ARGUMENT with reason
// ARCHIVE or BINARY, and a remedy, for what is never read. Pure and thread-safe.
absl::StatusOr<v1::ContentKind> SniffBytes(absl::string_view bytes);

// Whether a decoded text is HTML: by its declared media type and a tag, or by its tags alone.
bool LooksLikeHtml(absl::string_view utf8, absl::string_view content_type);

// Whether a decoded text is none: more than a few control characters or NULs.
bool LooksBinary(absl::string_view utf8);

}  // namespace fazhi
