#include "services/runtime/stage/dead_letter.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/base/sha256.h"
#include "services/runtime/stage/envelope.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/rpc_status.h"
#include "services/text/utf8.h"

namespace fazhi::runtime {

using google::protobuf::util::TimeUtil;

namespace {

constexpr size_t kMostReadable = 8192;

// A name as a message may hold it: UTF-8, and not longer than names are.
std::string Readable(absl::string_view bytes) { return WellFormedUtf8(bytes.substr(0, kMostReadable)); }

}  // namespace

v1::DeadLetter MakeDeadLetter(const Record& record, const Refusal& refusal, size_t max_bytes) {
  v1::DeadLetter letter;
  letter.mutable_source()->set_topic(record.from.topic);
  letter.mutable_source()->set_partition(record.from.partition);
  letter.mutable_source()->set_offset(record.offset);
  for (const auto& [name, value] : record.headers) {
    v1::RecordHeader& header = *letter.add_headers();
    header.set_name(Readable(name));
    header.set_value(value);
  }
  // Beyond the year 9999 no time can be told (TimeUtil would end the process).
  if (record.timestamp_ms > 0 && record.timestamp_ms / 1000 <= TimeUtil::kTimestampMaxSeconds) {
    *letter.mutable_record_time() = TimeUtil::MillisecondsToTimestamp(record.timestamp_ms);
  }
  letter.set_value_sha256(Sha256Hex(record.value));
  letter.set_value_size(record.value.size());
  letter.set_stage(std::string(refusal.stage));
  *letter.mutable_status() = ToRpcStatus(refusal.status);
  letter.set_attempts(refusal.attempts);
  *letter.mutable_failed_at() = TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(refusal.now));
  letter.set_url(Readable(SubjectOf(record)));
  letter.set_document_sha256(Readable(HeaderValue(record.headers, kDocumentSha256Header)));
  letter.set_pipeline_version(kPipelineVersion);
  // What does not fit is left out, the value first: a letter that cannot be published would stop the stage.
  if (letter.ByteSizeLong() + record.key.size() + 2 * kMostReadable > max_bytes) letter.clear_headers();
  const size_t rest = letter.ByteSizeLong() + 2 * kMostReadable;
  if (rest + record.key.size() <= max_bytes) letter.set_key(record.key);
  if (rest + record.key.size() + record.value.size() <= max_bytes) letter.set_value(record.value);
  return letter;
}

OutgoingRecord DeadLetterRecord(const Record& record, const Refusal& refusal, absl::string_view topic,
                                size_t max_bytes) {
  const v1::DeadLetter letter = MakeDeadLetter(record, refusal, max_bytes);
  const std::string id =
      absl::StrCat(refusal.stage, "/", record.from.topic, "/", record.from.partition, "/", record.offset);
  const std::string source = absl::StrCat("fazhi-", refusal.stage);
  OutgoingRecord out;
  out.topic = std::string(topic);
  out.key = letter.url();
  out.value = letter.SerializeAsString();
  out.headers = MakeHeaders({id, source, letter.url(), "fazhi.v1.DeadLetter", refusal.now,
                             HeaderValue(record.headers, kTraceparentHeader)});
  out.headers.emplace_back(kStageHeader, refusal.stage);
  out.headers.emplace_back(kReasonHeader, ReasonOf(FromRpcStatus(letter.status())));
  return out;
}

absl::StatusOr<OutgoingRecord> OriginalOf(const v1::DeadLetter& letter) {
  if (letter.value_size() > 0 && letter.value().empty()) {
    return ErrorWithReason(absl::StatusCode::kFailedPrecondition, "VALUE_NOT_KEPT", "value",
                           absl::StrCat("the record of ", letter.value_size(),
                                        " bytes was too large to be kept in its dead letter; "
                                        "publish it again from ",
                                        letter.source().topic(), "/", letter.source().partition(), "/",
                                        letter.source().offset()));
  }
  OutgoingRecord out;
  out.topic = letter.source().topic();
  out.key = letter.key();
  out.value = letter.value();
  bool timed = false;
  for (const v1::RecordHeader& header : letter.headers()) {
    out.headers.emplace_back(header.name(), header.value());
    timed = timed || header.name() == kCeTimeHeader;
  }
  // A page's time of fetch is its record's, where no header says it; the record that is published now has
  // another.
  if (!timed && letter.has_record_time()) {
    out.headers.emplace_back(kCeTimeHeader, TimeUtil::ToString(letter.record_time()));
  }
  return out;
}

}  // namespace fazhi::runtime
