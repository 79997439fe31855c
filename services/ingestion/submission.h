#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "fazhi/v1/document.pb.h"
#include "services/runtime/stage/record.h"

namespace fazhi {

// What clients submit, as the records that are published for it: checked by the rule that the stage itself
// reads records with (ReadChecked).

struct SubmissionOptions {
  std::string topic = "fazhi.documents";
  std::string source = "fazhi-ingestion";  // `ce_source`
  size_t max_content_bytes = size_t{4} << 20;
  // Whether a document's reference will be fetched (Fetcher::Check). Null: references are refused.
  std::function<absl::Status(const v1::DocumentReference&)> check_reference = nullptr;
};

// About the call that submits.
struct SubmissionCall {
  absl::string_view request_id;   // becomes `ce_id`; empty: the default of each
  absl::string_view traceparent;  // passed on
  absl::Time now;
};

// A record ready to be published.
struct Submission {
  runtime::OutgoingRecord record;
  std::string request_id;       // its `ce_id`
  std::string document_sha256;  // of a document
};

// An unset `fetched_at` becomes the call's time; the default id is the SHA-256 of the content, or of what is
// referred to. INVALID_ARGUMENT: NO_URL, EMPTY, TOO_LARGE, BAD_REQUEST_ID, ReadChecked's and
// check_reference's, naming fields below `document`.
absl::StatusOr<Submission> SubmitDocument(v1::Document document, const SubmissionCall& call,
                                          const SubmissionOptions& options);

// The same error, of the field `field`, or of the one below it that the error names.
absl::Status Below(absl::string_view field, const absl::Status& status);

// The default id is the message's SHA-256. INVALID_ARGUMENT as above, fields below `withdrawal` and
// `check_record`.
absl::StatusOr<Submission> SubmitWithdrawal(const v1::Withdrawal& withdrawal, const SubmissionCall& call,
                                            const SubmissionOptions& options);
absl::StatusOr<Submission> SubmitCheckRecord(const v1::CheckRecord& check, const SubmissionCall& call,
                                             const SubmissionOptions& options);

}  // namespace fazhi
