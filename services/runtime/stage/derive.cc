#include "services/runtime/stage/derive.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "fazhi/v1/document.pb.h"
#include "services/base/errors.h"
#include "services/runtime/stage/envelope.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/publications.h"

namespace fazhi::runtime {
namespace {

struct Made {
  absl::string_view key;
  std::string value;
  absl::string_view type;
  absl::string_view url;
  absl::string_view document_sha256;
};

absl::StatusOr<std::unique_ptr<Output>> Make(const Record& from, Made made, const DeriveOptions& options) {
  if (made.value.size() > options.max_message_bytes) {
    return InvalidInput(
        "OUTPUT_TOO_LARGE", "value",
        absl::StrCat("the ", made.type, " has ", made.value.size(), " bytes, ", options.topic, " takes ",
                     options.max_message_bytes, ": split the document, or read it with `fazhi run`"));
  }
  const std::string id = absl::StrCat(from.from.topic, "/", from.from.partition, "/", from.offset);
  const std::string source = absl::StrCat("fazhi-", options.stage);
  OutgoingRecord record;
  record.topic = options.topic;
  record.key = std::string(made.key);
  record.value = std::move(made.value);
  record.headers = MakeHeaders(
      {id, source, made.url, made.type, options.now(), HeaderValue(from.headers, kTraceparentHeader)});
  if (!made.document_sha256.empty()) record.headers.emplace_back(kDocumentSha256Header, made.document_sha256);
  auto output = std::make_unique<Publications>();
  output->records.push_back(std::move(record));
  return output;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Output>> Derive(const Record& from, const Derived& derived,
                                               const DeriveOptions& options) {
  return Make(from,
              {derived.key, derived.message.SerializeAsString(), derived.message.GetDescriptor()->full_name(),
               derived.url, derived.document_sha256},
              options);
}

absl::StatusOr<std::unique_ptr<Output>> PassOn(const Record& from, const DeriveOptions& options) {
  return Make(from,
              {from.key, from.value, HeaderValue(from.headers, kCeTypeHeader),
               HeaderValue(from.headers, kCeSubjectHeader), HeaderValue(from.headers, kDocumentSha256Header)},
              options);
}

bool IsPassedOn(const Record& record) {
  const absl::string_view type = HeaderValue(record.headers, kCeTypeHeader);
  return type == v1::Withdrawal::descriptor()->full_name() ||
         type == v1::CheckRecord::descriptor()->full_name();
}

absl::Status ReadMessage(const Record& record, google::protobuf::Message& message) {
  const std::string& expected = message.GetDescriptor()->full_name();
  const absl::string_view type = HeaderValue(record.headers, kCeTypeHeader);
  if (!type.empty() && type != expected) {
    return ErrorWithReason(absl::StatusCode::kUnimplemented, "UNKNOWN_MESSAGE", kCeTypeHeader,
                           absl::StrCat("`", type, "` where ", expected, " was to come"));
  }
  if (!record.value.empty() && message.ParseFromString(record.value)) return absl::OkStatus();
  return InvalidInput("BAD_MESSAGE", "value",
                      absl::StrCat("the value of ", record.value.size(), " bytes is no ", expected));
}

}  // namespace fazhi::runtime
