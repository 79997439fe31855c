#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "google/protobuf/message.h"
#include "services/runtime/stage/edges.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// What a stage publishes, and as whom.
struct DeriveOptions {
  std::string stage;  // `ingestion`, …
  std::string topic;
  // A larger value is refused.
  size_t max_message_bytes = (size_t{16} << 20) - 65536;
  std::function<absl::Time()> now = absl::Now;
};

// A message made of a record.
struct Derived {
  absl::string_view key;
  const google::protobuf::Message& message;
  absl::string_view url;              // of the document that it is about; may be empty
  absl::string_view document_sha256;  // of that document; may be empty
};

// The output of a record: one record with the message. Its `ce_id` is the topic, partition and offset of the
// record that it was made of, so that it is the same however often it is made; traceparent is passed on.
// INVALID_ARGUMENT/OUTPUT_TOO_LARGE.
absl::StatusOr<std::unique_ptr<Output>> Derive(const Record& from, const Derived& derived,
                                               const DeriveOptions& options);

// The output of a record that the stage passes on as it is, under its own key.
absl::StatusOr<std::unique_ptr<Output>> PassOn(const Record& from, const DeriveOptions& options);

// Whether a record of a topic of ours is of a kind that every stage but the last passes on: a withdrawal, a
// check record.
bool IsPassedOn(const Record& record);

// Parses the value of a record of a topic of ours. UNIMPLEMENTED/UNKNOWN_MESSAGE when `ce_type` names another
// message, INVALID_ARGUMENT/BAD_MESSAGE.
absl::Status ReadMessage(const Record& record, google::protobuf::Message& message);

}  // namespace fazhi::runtime
