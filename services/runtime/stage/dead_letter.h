#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "fazhi/v1/dead_letter.pb.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// Why, by whom and when a record is given up.
struct Refusal {
  absl::string_view stage;
  const absl::Status& status;
  uint32_t attempts = 1;
  absl::Time now;
};

// The dead letter of a record, without its value when the letter would exceed `max_bytes`.
v1::DeadLetter MakeDeadLetter(const Record& record, const Refusal& refusal, size_t max_bytes);

// The same ready to be published on `topic`, under the document's URL where that is known.
OutgoingRecord DeadLetterRecord(const Record& record, const Refusal& refusal, absl::string_view topic,
                                size_t max_bytes);

// The record that a dead letter keeps, as `fazhi replay` publishes it again on the topic it came from.
// FAILED_PRECONDITION/VALUE_NOT_KEPT when the letter was too large to hold it.
absl::StatusOr<OutgoingRecord> OriginalOf(const v1::DeadLetter& letter);

}  // namespace fazhi::runtime
