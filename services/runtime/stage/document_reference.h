#pragma once

#include "absl/status/status.h"
#include "fazhi/v1/document.pb.h"

namespace fazhi::runtime {

// Whether a reference says what it must: URL, size and SHA-256. Which of them are fetched is the fetcher's to
// say (services/runtime/fetch). Pure. INVALID_ARGUMENT/BAD_REFERENCE, naming the field below `reference`;
// the message never repeats more than a URL of 8 KiB.
absl::Status CheckForm(const v1::DocumentReference& reference);

// The same for a document that holds a reference: it must not hold content beside it, and its own SHA-256,
// where it has one, must be the reference's. INVALID_ARGUMENT: BAD_REFERENCE, HASH_DIFFERS.
absl::Status CheckReferenceOf(const v1::Document& document);

}  // namespace fazhi::runtime
