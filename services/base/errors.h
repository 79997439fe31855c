#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// Errors of this project carry, beside the canonical code and a message for people (what, where, remedy), a
// reason in UPPER_SNAKE_CASE for programs (NO_TEXT_LAYER, TRUNCATED_ARCHIVE …) and the field of the input
// that is at fault. The edges turn both into google.rpc.ErrorInfo and BadRequest. Thread-safe.

// Bad input: never to be retried. `field` may be empty.
absl::Status InvalidInput(absl::string_view reason, absl::string_view field, absl::string_view message);

// The same with another code.
absl::Status ErrorWithReason(absl::StatusCode code, absl::string_view reason, absl::string_view field,
                             absl::string_view message);

// The same error, of the field `to` where it is of `from`: for an edge that calls it otherwise.
absl::Status RenameField(const absl::Status& status, absl::string_view from, absl::string_view to);

// The reason or field that an error carries; empty when it has none.
std::string ReasonOf(const absl::Status& status);
std::string FieldOf(const absl::Status& status);

}  // namespace fazhi
