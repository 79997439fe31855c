#include "services/ingestion/submission.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_macros.h"
#include "services/ingestion/read_checked.h"
#include "services/runtime/stage/envelope.h"

namespace fazhi {
namespace {

using google::protobuf::util::TimeUtil;

constexpr size_t kMaxRequestId = 128;

absl::Status CheckRequestId(absl::string_view id) {
  if (id.size() <= kMaxRequestId && std::all_of(id.begin(), id.end(), absl::ascii_isprint)) {
    return absl::OkStatus();
  }
  return InvalidInput(
      "BAD_REQUEST_ID", "request_id",
      absl::StrCat("a request_id is printable ASCII, at most ", kMaxRequestId, " characters"));
}

absl::Time ToTime(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

// The record of a message, checked as the stage will read it. `field` is the message's in its request.
template <typename Message>
absl::StatusOr<Submission> Submit(const Message& message, absl::string_view field, absl::string_view key,
                                  absl::string_view subject, absl::Time time, absl::string_view default_id,
                                  const SubmissionCall& call, const SubmissionOptions& options) {
  FAZHI_RETURN_IF_ERROR(CheckRequestId(call.request_id));
  runtime::Record read;
  read.key = std::string(key);
  read.value = message.SerializeAsString();
  Submission submission;
  submission.request_id = std::string(call.request_id);
  if (submission.request_id.empty()) {
    submission.request_id = default_id.empty() ? Sha256Hex(read.value) : std::string(default_id);
  }
  read.headers = runtime::MakeHeaders(
      {submission.request_id, options.source, subject, message.GetTypeName(), time, call.traceparent});
  FAZHI_RETURN_IF_ERROR(Below(field, ReadChecked(read, call.now).status()));
  submission.record = {options.topic, std::move(read.key), std::move(read.value), std::move(read.headers)};
  return submission;
}

absl::Status CheckReference(const v1::Document& document, const SubmissionOptions& options) {
  if (!document.has_reference()) return absl::OkStatus();
  if (options.check_reference) return Below("document", options.check_reference(document.reference()));
  return InvalidInput("REFERENCE_NOT_ALLOWED", "document.reference",
                      "this service fetches no references: submit the content");
}

}  // namespace

absl::Status Below(absl::string_view field, const absl::Status& status) {
  if (status.ok()) return status;
  const std::string inner = FieldOf(status);
  return ErrorWithReason(status.code(), ReasonOf(status),
                         inner.empty() ? std::string(field) : absl::StrCat(field, ".", inner),
                         status.message());
}

absl::StatusOr<Submission> SubmitDocument(v1::Document document, const SubmissionCall& call,
                                          const SubmissionOptions& options) {
  if (document.url().empty()) {
    return InvalidInput("NO_URL", "document.url", "where was the document fetched from? `url` is required");
  }
  if (document.content().empty() && !document.has_reference()) {
    return InvalidInput("EMPTY", "document.content", "the document has neither content nor a reference");
  }
  if (document.content().size() > options.max_content_bytes) {
    return InvalidInput(
        "TOO_LARGE", "document.content",
        absl::StrCat("a document of ", document.content().size(), " bytes; at most ",
                     options.max_content_bytes, " are published inline: submit a reference to it"));
  }
  FAZHI_RETURN_IF_ERROR(CheckReference(document, options));
  if (!document.has_fetched_at()) {
    *document.mutable_fetched_at() = TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(call.now));
  }
  const std::string sha256 =
      document.has_reference() ? document.reference().sha256() : Sha256Hex(document.content());
  if (document.sha256().empty()) document.set_sha256(sha256);
  FAZHI_ASSIGN_OR_RETURN(Submission submission, Submit(document, "document", document.url(), document.url(),
                                                       ToTime(document.fetched_at()), sha256, call, options));
  submission.document_sha256 = sha256;
  return submission;
}

absl::StatusOr<Submission> SubmitWithdrawal(const v1::Withdrawal& withdrawal, const SubmissionCall& call,
                                            const SubmissionOptions& options) {
  return Submit(withdrawal, "withdrawal", withdrawal.url(), withdrawal.url(),
                ToTime(withdrawal.withdrawn_at()), "", call, options);
}

absl::StatusOr<Submission> SubmitCheckRecord(const v1::CheckRecord& check, const SubmissionCall& call,
                                             const SubmissionOptions& options) {
  return Submit(check, "check_record", check.region_code(), check.site(), ToTime(check.checked_at()), "",
                call, options);
}

}  // namespace fazhi
