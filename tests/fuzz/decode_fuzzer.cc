// Any bytes at all, with any declared charset: decoded or refused, never a crash, a hang or a span outside.
#include <cstddef>
#include <cstdint>

#include "services/ingestion/core/ingest.h"
#include "tests/fuzz/check_report.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static constexpr const char* kTypes[] = {"", "text/plain; charset=gbk", "text/html; charset=utf-8",
                                           "text/html; charset=utf-16le", "text/plain; charset=big5"};
  if (size == 0) return 0;
  fazhi::v1::Document document;
  document.set_url("file:fuzz");
  // The last byte chooses, so that a file begins with its own magic bytes.
  document.set_content_type(kTypes[data[size - 1] % 5]);
  document.set_content(data, size - 1);
  const absl::StatusOr<fazhi::DecodedDocument> decoded = fazhi::Decode(document);
  const absl::StatusOr<fazhi::v1::Report> report = fazhi::Ingest(document);
  if (!decoded.ok()) {
    fazhi::Require(decoded.status().code() == absl::StatusCode::kInvalidArgument,
                   "bad input is INVALID_ARGUMENT");
    fazhi::Require(!report.ok(), "what cannot be decoded is no report");
    return 0;
  }
  fazhi::Require(fazhi::FindInvalidUtf8(decoded->text) == absl::string_view::npos, "decoded text is UTF-8");
  if (report.ok()) fazhi::CheckReport(*report, decoded->text);
  return 0;
}
