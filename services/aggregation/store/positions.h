#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/aggregation/store/store.h"

namespace fazhi::aggregation {

// Whether what a request says of partitions makes sense in itself: names, no step back, none twice.
// INVALID_ARGUMENT/BAD_POSITION.
absl::Status CheckPositions(const std::vector<PartitionPosition>& positions);

// INVALID_ARGUMENT/BAD_DEAD_LETTER for one without its place.
absl::Status CheckDeadLetter(const DeadLetterRow& letter);

}  // namespace fazhi::aggregation
