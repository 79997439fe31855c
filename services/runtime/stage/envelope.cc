#include "services/runtime/stage/envelope.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"

namespace fazhi::runtime {
namespace {

// Lower-case hexadecimal digits, of which one is not 0.
bool IsHexId(absl::string_view digits, size_t size) {
  return digits.size() == size && digits.find_first_not_of("0123456789abcdef") == absl::string_view::npos &&
         digits.find_first_not_of('0') != absl::string_view::npos;
}

bool IsHexByte(absl::string_view digits) {
  return digits.size() == 2 && digits.find_first_not_of("0123456789abcdef") == absl::string_view::npos;
}

}  // namespace

bool IsTraceparent(absl::string_view value) {
  const std::vector<absl::string_view> parts = absl::StrSplit(value, '-');
  // A version later than 00 may have more parts behind these.
  if (parts.size() < 4 || (parts[0] == "00" && parts.size() > 4)) return false;
  return IsHexByte(parts[0]) && parts[0] != "ff" && IsHexId(parts[1], 32) && IsHexId(parts[2], 16) &&
         IsHexByte(parts[3]);
}

Headers MakeHeaders(const Envelope& envelope) {
  Headers headers;
  const auto add = [&headers](absl::string_view name, absl::string_view value) {
    if (!value.empty()) headers.emplace_back(name, value);
  };
  add(kContentTypeHeader, kProtobufMediaType);
  add(kCeSpecVersionHeader, "1.0");
  add(kCeIdHeader, envelope.id);
  add(kCeSourceHeader, envelope.source);
  add(kCeSubjectHeader, envelope.subject);
  add(kCeTypeHeader, envelope.type);
  add(kCeTimeHeader, absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", envelope.time, absl::UTCTimeZone()));
  if (IsTraceparent(envelope.traceparent)) add(kTraceparentHeader, envelope.traceparent);
  return headers;
}

}  // namespace fazhi::runtime
