#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ingestion/core/ingest.h"

namespace fazhi::sandbox {

// What goes over the socket between a process and its parser: frames of a header and a body. The process asks
// (kIngest, kDecode; body: a Document), the parser answers each question with one frame, and speaks first
// with kReady or, when it cannot shut itself in, kError. Both ends are of one program, so there is no
// version.

enum class FrameKind : uint32_t {
  kReady = 1,
  kIngest = 2,  // Document → Report
  kDecode = 3,  // Document → what a DecodedDocument holds, in a Report (PutDecoded)
  kReport = 4,  // the answer to either
  kError = 5,   // the answer to either: a status (PutStatus)
};

struct FrameHeader {
  FrameKind kind = FrameKind::kReady;
  // In an answer: not 0 when the parser ends after it, because reading has made it large.
  uint32_t last = 0;
  // Bytes of the body.
  uint64_t size = 0;
};

// The descriptor that a parser has its end of the socket at.
inline constexpr int kParserSocket = 3;

// How a parser ends that has no more memory to give; others end by a signal.
inline constexpr int kOutOfMemoryExit = 86;

// An error with its code, message, reason and field.
std::string PutStatus(const absl::Status& status);
// The same back. A body that PutStatus did not make is INTERNAL.
absl::Status GetStatus(absl::string_view body);

v1::Report PutDecoded(DecodedDocument decoded);
DecodedDocument GetDecoded(v1::Report report);

}  // namespace fazhi::sandbox
