#include "services/runtime/stage/incoming.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/cut_utf8.h"
#include "services/base/document_url.h"
#include "services/base/errors.h"
#include "services/base/plausible_time.h"
#include "services/base/sha256.h"
#include "services/base/status_macros.h"
#include "services/runtime/stage/document_reference.h"
#include "services/runtime/stage/envelope.h"
#include "services/text/utf8.h"

namespace fazhi::runtime {
namespace {

using google::protobuf::util::TimeUtil;

constexpr size_t kMostUrlBytes = 8192;

// The media type without its parameters, in lower case.
std::string MediaType(absl::string_view content_type) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(content_type.substr(0, content_type.find(';'))));
}

template <typename Message>
absl::StatusOr<Message> Parse(const Record& record) {
  Message message;
  if (!message.ParseFromString(record.value)) {
    return InvalidInput(
        "BAD_MESSAGE", "value",
        absl::StrCat("the value of ", record.value.size(), " bytes is no ", message.GetTypeName(),
                     ": publish the serialised message, or the page itself with its own content-type"));
  }
  return message;
}

absl::StatusOr<std::string> Utf8(absl::string_view value, absl::string_view name) {
  if (FindInvalidUtf8(value) == absl::string_view::npos) return std::string(value);
  return InvalidInput("BAD_HEADER", name,
                      absl::StrCat("`", name, "` is not UTF-8: escape such bytes as %XX"));
}

absl::Status Require(bool there, absl::string_view field) {
  if (there) return absl::OkStatus();
  return InvalidInput("BAD_MESSAGE", field, absl::StrCat("`", field, "` is required"));
}

absl::StatusOr<Incoming> ReadWithdrawal(const Record& record) {
  FAZHI_ASSIGN_OR_RETURN(v1::Withdrawal withdrawal, Parse<v1::Withdrawal>(record));
  FAZHI_RETURN_IF_ERROR(Require(!withdrawal.url().empty(), "url"));
  FAZHI_RETURN_IF_ERROR(Require(withdrawal.has_withdrawn_at(), "withdrawn_at"));
  return withdrawal;
}

bool IsSite(absl::string_view site) {
  const bool host = absl::StrContains(site, '.') && site.find_first_of(" \t\r\n") == absl::string_view::npos;
  return host || CheckDocumentUrl(site, "site").ok();
}

absl::StatusOr<Incoming> ReadCheck(const Record& record) {
  FAZHI_ASSIGN_OR_RETURN(v1::CheckRecord check, Parse<v1::CheckRecord>(record));
  const size_t digits = check.region_code().size();
  if ((digits != 2 && digits != 4 && digits != 6) ||
      check.region_code().find_first_not_of("0123456789") != std::string::npos) {
    return InvalidInput("BAD_MESSAGE", "region_code", "`region_code` has 2, 4 or 6 digits (GB/T 2260)");
  }
  FAZHI_RETURN_IF_ERROR(Require(check.year() >= 1990 && check.year() <= 2100, "year"));
  if (!IsSite(check.site())) {
    return InvalidInput("BAD_MESSAGE", "site", "`site` is a host name or a URL, like www.example.gov.cn");
  }
  FAZHI_RETURN_IF_ERROR(Require(check.has_checked_at(), "checked_at"));
  return check;
}

// The time that a document was fetched at, as the headers have it, else the record.
absl::Status SetTime(const Record& record, v1::Document& document) {
  const std::string time(HeaderValue(record.headers, kCeTimeHeader));
  if (time.empty()) {
    if (record.timestamp_ms > 0) {
      // Whatever a producer's clock says; TimeUtil would end the process over the year 10000.
      document.mutable_fetched_at()->set_seconds(record.timestamp_ms / 1000);
      document.mutable_fetched_at()->set_nanos(static_cast<int32_t>(record.timestamp_ms % 1000) * 1000000);
    }
  } else if (!TimeUtil::FromString(time, document.mutable_fetched_at())) {
    return InvalidInput(
        "BAD_TIME", kCeTimeHeader,
        absl::StrCat("`", Shown(time), "` is no time of RFC 3339, such as 2024-03-28T10:00:00Z"));
  }
  return absl::OkStatus();
}

// What the headers of a page say of it.
absl::StatusOr<v1::Document> ReadPage(const Record& record) {
  v1::Document document;
  document.set_content(record.value);
  FAZHI_ASSIGN_OR_RETURN(*document.mutable_content_type(),
                         Utf8(HeaderValue(record.headers, kContentTypeHeader), kContentTypeHeader));
  FAZHI_ASSIGN_OR_RETURN(*document.mutable_parent_url(),
                         Utf8(HeaderValue(record.headers, kParentHeader), kParentHeader));
  FAZHI_ASSIGN_OR_RETURN(*document.mutable_title_hint(),
                         Utf8(HeaderValue(record.headers, kTitleHeader), kTitleHeader));
  FAZHI_ASSIGN_OR_RETURN(*document.mutable_site_code(),
                         Utf8(HeaderValue(record.headers, kSiteCodeHeader), kSiteCodeHeader));
  return document;
}

}  // namespace

absl::Status CheckTimes(const Incoming& incoming, absl::Time now) {
  if (const auto* withdrawal = absl::get_if<v1::Withdrawal>(&incoming)) {
    return CheckPlausibleTime(withdrawal->withdrawn_at().seconds(), "withdrawn_at", now);
  }
  if (const auto* check = absl::get_if<v1::CheckRecord>(&incoming)) {
    return CheckPlausibleTime(check->checked_at().seconds(), "checked_at", now);
  }
  const auto& document = absl::get<v1::Document>(incoming);
  // Without any it sorts lowest.
  if (!document.has_fetched_at()) return absl::OkStatus();
  return CheckPlausibleTime(document.fetched_at().seconds(), "fetched_at", now);
}

absl::string_view SubjectOf(const Record& record) {
  const absl::string_view subject = HeaderValue(record.headers, kCeSubjectHeader);
  return subject.empty() ? absl::string_view(record.key) : subject;
}

absl::StatusOr<Incoming> ReadIncoming(const Record& record) {
  if (record.value.empty()) {
    return InvalidInput(
        "EMPTY", "value",
        "the record has no value: publish the page, or a fazhi.v1.Withdrawal to take one back");
  }
  const absl::string_view type = HeaderValue(record.headers, kCeTypeHeader);
  const std::string media = MediaType(HeaderValue(record.headers, kContentTypeHeader));
  if (type == "fazhi.v1.Withdrawal") return ReadWithdrawal(record);
  if (type == "fazhi.v1.CheckRecord") return ReadCheck(record);
  const bool message = type == "fazhi.v1.Document" || (type.empty() && media == kProtobufMediaType);
  if (!message && (absl::StartsWith(type, "fazhi.") || media == kProtobufMediaType)) {
    return ErrorWithReason(
        absl::StatusCode::kUnimplemented, "UNKNOWN_MESSAGE", kCeTypeHeader,
        absl::StrCat("`", Shown(type),
                     "` is no message of this topic: fazhi.v1.Document, fazhi.v1.Withdrawal or "
                     "fazhi.v1.CheckRecord"));
  }
  if (absl::StartsWith(media, "application/cloudevents")) {
    return InvalidInput(
        "NOT_BINARY_MODE", kContentTypeHeader,
        "CloudEvents come in binary mode here: attributes in ce_ headers, the page as the value");
  }
  FAZHI_ASSIGN_OR_RETURN(v1::Document document, message ? Parse<v1::Document>(record) : ReadPage(record));
  const char* const url_field = document.url().empty() ? "ce_subject or key" : "url";
  if (document.url().empty()) {
    FAZHI_ASSIGN_OR_RETURN(*document.mutable_url(), Utf8(SubjectOf(record), url_field));
  }
  if (document.url().empty()) {
    return InvalidInput("NO_URL", kCeSubjectHeader,
                        "the page has no URL: put it into ce_subject, or into the key");
  }
  if (document.url().size() > kMostUrlBytes || record.key.size() > kMostUrlBytes) {
    return InvalidInput("URL_TOO_LONG", url_field,
                        absl::StrCat("a URL or key of more than ", kMostUrlBytes,
                                     " bytes: publish the page under a shorter one"));
  }
  FAZHI_RETURN_IF_ERROR(CheckDocumentUrl(document.url(), url_field));
  if (!document.has_fetched_at()) FAZHI_RETURN_IF_ERROR(SetTime(record, document));
  if (document.has_reference()) {
    FAZHI_RETURN_IF_ERROR(CheckReferenceOf(document));
    document.set_sha256(document.reference().sha256());
    return document;
  }
  const std::string sha256 = Sha256Hex(document.content());
  if (!document.sha256().empty() && document.sha256() != sha256) {
    return InvalidInput("HASH_DIFFERS", "sha256",
                        absl::StrCat("the content's SHA-256 is ", sha256, ", not ", document.sha256()));
  }
  document.set_sha256(sha256);
  return document;
}

}  // namespace fazhi::runtime
