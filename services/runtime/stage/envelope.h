#pragma once

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// Names of the headers that every record of the pipeline has: the media type, and CloudEvents 1.0 in the
// Kafka binding's binary mode.
inline constexpr char kContentTypeHeader[] = "content-type";
inline constexpr char kCeSpecVersionHeader[] = "ce_specversion";
inline constexpr char kCeIdHeader[] = "ce_id";
inline constexpr char kCeSourceHeader[] = "ce_source";
inline constexpr char kCeSubjectHeader[] = "ce_subject";
inline constexpr char kCeTypeHeader[] = "ce_type";
inline constexpr char kCeTimeHeader[] = "ce_time";
inline constexpr char kTraceparentHeader[] = "traceparent";  // W3C Trace Context

inline constexpr char kProtobufMediaType[] = "application/protobuf";

// What the headers of a record whose value is one message of fazhi.v1 say.
struct Envelope {
  absl::string_view id;       // of the event; equal ids of one source are the same event
  absl::string_view source;   // the producing program (`fazhi-ingestion`)
  absl::string_view subject;  // the document's URL
  absl::string_view type;     // the message's full name (`fazhi.v1.Document`)
  absl::Time time;
  absl::string_view traceparent;  // as it came in; left out when empty or malformed
};

// The headers, in a fixed order; those whose value would be empty are left out. `time` is printed in UTC by
// RFC 3339, to the microsecond.
Headers MakeHeaders(const Envelope& envelope);

// Whether it is a traceparent that may be passed on: version, trace id, parent id, flags.
bool IsTraceparent(absl::string_view value);

}  // namespace fazhi::runtime
