#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/record.h"

namespace fazhi {

// What a record of `fazhi.documents` is, by the one rule of all ways in: the stage reads records with it, and
// whoever publishes asks it first, so that nothing is acknowledged that is refused for its form afterwards.
// Thread-safe. Errors: runtime::ReadIncoming's, INVALID_ARGUMENT/BAD_TIME for a time that cannot be, and
// INVALID_ARGUMENT/BAD_REGION for a check record of a division that the table does not have.
absl::StatusOr<runtime::Incoming> ReadChecked(const runtime::Record& record, absl::Time now);

}  // namespace fazhi
