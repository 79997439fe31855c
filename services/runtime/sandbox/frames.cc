#include "services/runtime/sandbox/frames.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"

namespace fazhi::sandbox {
namespace {

// Reasons and fields hold no such character; the message, which may, stands last.
constexpr char kBetween = '\n';

}  // namespace

std::string PutStatus(const absl::Status& status) {
  const std::string between(1, kBetween);
  return absl::StrCat(static_cast<int>(status.code()), between, ReasonOf(status), between, FieldOf(status),
                      between, status.message());
}

absl::Status GetStatus(absl::string_view body) {
  const std::vector<absl::string_view> parts = absl::StrSplit(body, absl::MaxSplits(kBetween, 3));
  int code = 0;
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[0], &code) || code <= 0 || code > 16)
    return absl::InternalError("a parser answered with what is no status");
  return ErrorWithReason(static_cast<absl::StatusCode>(code), parts[1], parts[2], parts[3]);
}

v1::Report PutDecoded(DecodedDocument decoded) {
  v1::Report report;
  report.mutable_document()->set_content_kind(decoded.kind);
  report.mutable_document()->set_charset(std::move(decoded.charset));
  report.mutable_document()->set_replaced_sequences(decoded.replaced_sequences);
  report.set_text(std::move(decoded.text));
  return report;
}

DecodedDocument GetDecoded(v1::Report report) {
  DecodedDocument decoded;
  decoded.kind = report.document().content_kind();
  decoded.charset = report.document().charset();
  decoded.replaced_sequences = report.document().replaced_sequences();
  decoded.text = std::move(*report.mutable_text());
  return decoded;
}

}  // namespace fazhi::sandbox
