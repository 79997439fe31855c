#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/variant.h"
#include "fazhi/v1/document.pb.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// Headers of ours beside those of CloudEvents (envelope.h).
inline constexpr char kParentHeader[] = "fazhi_parent";          // the page that a page is an attachment of
inline constexpr char kTitleHeader[] = "fazhi_title";            // title of that page, or of the link
inline constexpr char kSiteCodeHeader[] = "fazhi_site_code";     // 网站标识码
inline constexpr char kDocumentSha256Header[] = "fazhi_sha256";  // of the document that it is about
inline constexpr char kStageHeader[] = "fazhi_stage";            // of a dead letter: who refused it
inline constexpr char kReasonHeader[] = "fazhi_reason";          // of a dead letter: why

// What a record on `fazhi.documents` is.
using Incoming = absl::variant<v1::Document, v1::Withdrawal, v1::CheckRecord>;

// Reads a crawler's record. With `ce_type` fazhi.v1.Document, Withdrawal or CheckRecord, or with content-type
// application/protobuf alone (a Document), the value is that message; any other record is the page itself,
// with its `content-type`, its URL in `ce_subject` (else the key) and its time in `ce_time` (else the
// record's). A document's sha256 is set here; one that is a
// reference is left as one. Pure. INVALID_ARGUMENT: EMPTY (no value), NO_URL, URL_TOO_LONG, BAD_URL,
// BAD_HEADER (no UTF-8), BAD_MESSAGE (no such message, or with required fields missing), BAD_TIME,
// NOT_BINARY_MODE (CloudEvents in structured mode), HASH_DIFFERS, BAD_REFERENCE;
// UNIMPLEMENTED/UNKNOWN_MESSAGE: another fazhi message.
absl::StatusOr<Incoming> ReadIncoming(const Record& record);

// Whether its time can be: CheckPlausibleTime's errors, naming fetched_at, withdrawn_at or checked_at.
absl::Status CheckTimes(const Incoming& incoming, absl::Time now);

// The document's URL: `ce_subject`, else the key.
absl::string_view SubjectOf(const Record& record);

}  // namespace fazhi::runtime
