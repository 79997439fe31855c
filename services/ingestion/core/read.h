#pragma once

#include "absl/status/statusor.h"
#include "services/ingestion/core/ingest.h"
#include "services/ingestion/core/page.h"

namespace fazhi {

// Decodes a document and reads its lines in one go: Decode and the first half of Ingest. `page` is only
// filled when the answer is OK.
absl::StatusOr<DecodedDocument> ReadDocument(const v1::Document& document, const IngestOptions& options,
                                             Page& page);

}  // namespace fazhi
