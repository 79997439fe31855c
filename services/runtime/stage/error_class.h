#pragma once

#include "absl/status/status.h"

namespace fazhi::runtime {

// What a stage does about an error of one record.
enum class ErrorClass {
  kBadInput,   // the record's own fault: a dead letter, and the rest goes on
  kOurs,       // a fault of ours that this record shows: a dead letter and an alarm; too many of them end the
               // stage
  kTransient,  // of the world around: the partition waits and the record is tried again, for ever
};

// INVALID_ARGUMENT, DATA_LOSS, OUT_OF_RANGE, FAILED_PRECONDITION and UNIMPLEMENTED (a message of a kind that
// is not known) are bad input; UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, ABORTED and CANCELLED are
// transient; the rest is ours. `status` is not OK.
ErrorClass Classify(const absl::Status& status);

// Whether an edge that fails so has done nothing, so that the same call may be made again (edges.h).
bool NothingHappened(const absl::Status& status);

}  // namespace fazhi::runtime
