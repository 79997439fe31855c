#include "services/aggregation/aggregation_stage.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/base/status_macros.h"
#include "services/runtime/stage/dead_letter.h"
#include "services/runtime/stage/derive.h"
#include "services/runtime/stage/envelope.h"
#include "services/runtime/stage/rpc_status.h"
#include "services/runtime/stage/topics.h"

namespace fazhi {
namespace {

using aggregation::SourceRecord;
using google::protobuf::util::TimeUtil;

constexpr char kStage[] = "aggregation";

aggregation::DeadLetterRow RowOf(const v1::DeadLetter& letter) {
  aggregation::DeadLetterRow row;
  row.topic = letter.source().topic();
  row.partition = letter.source().partition();
  row.offset = letter.source().offset();
  row.url = letter.url();
  row.document_sha256 = letter.document_sha256();
  row.stage = letter.stage();
  const absl::Status status = runtime::FromRpcStatus(letter.status());
  row.code = status.code();
  row.reason = ReasonOf(status);
  row.message = std::string(status.message());
  if (letter.has_failed_at()) row.failed_at = TimeUtil::TimestampToMicroseconds(letter.failed_at());
  return row;
}

template <typename Message>
absl::Status ReadContent(const runtime::Record& record, SourceRecord& into) {
  Message message;
  FAZHI_RETURN_IF_ERROR(runtime::ReadMessage(record, message));
  into.content = std::move(message);
  return absl::OkStatus();
}

absl::Status ReadRecord(const runtime::Record& record, const Catalog& catalog, SourceRecord& into) {
  const absl::string_view type = runtime::HeaderValue(record.headers, runtime::kCeTypeHeader);
  if (type == v1::Withdrawal::descriptor()->full_name()) return ReadContent<v1::Withdrawal>(record, into);
  if (type == v1::CheckRecord::descriptor()->full_name()) return ReadContent<v1::CheckRecord>(record, into);
  v1::ObservationSet set;
  FAZHI_RETURN_IF_ERROR(runtime::ReadMessage(record, set));
  v1::Report& report = *set.mutable_outline()->mutable_report();
  report.set_pipeline_version(ReadingVersion(report.pipeline_version()));
  into.content = aggregation::PrepareArrival(std::move(set), catalog);
  return absl::OkStatus();
}

// Publishes and waits for the acknowledgement.
absl::Status PublishAndWait(runtime::Publisher& publisher, const runtime::OutgoingRecord& record) {
  std::mutex mutex;
  std::condition_variable changed;
  absl::optional<absl::Status> outcome;
  publisher.Publish(record, [&](const absl::StatusOr<runtime::Publisher::Published>& published) {
    std::lock_guard<std::mutex> lock(mutex);
    outcome = published.status();
    changed.notify_one();
  });
  std::unique_lock<std::mutex> lock(mutex);
  changed.wait(lock, [&] { return outcome.has_value(); });
  return *outcome;
}

}  // namespace

runtime::StageLoop::Function AggregationStage(const Catalog& catalog) {
  return [&catalog](const runtime::Record& record) -> absl::StatusOr<std::unique_ptr<runtime::Output>> {
    auto contribution = std::make_unique<Contribution>();
    SourceRecord& made = contribution->record;
    made.topic = record.from.topic;
    made.partition = record.from.partition;
    made.offset = record.offset;
    if (record.from.topic == runtime::kDeadLettersTopic) {
      v1::DeadLetter letter;
      if (runtime::ReadMessage(record, letter).ok()) made.content = RowOf(letter);
    } else {
      FAZHI_RETURN_IF_ERROR(ReadRecord(record, catalog, made));
    }
    // A message in memory takes some four times its bytes.
    contribution->held_bytes = 4 * record.value.size();
    return contribution;
  };
}

absl::Status StoreSink::Commit(const CommitArgs& args) {
  absl::Status status = Take(args);
  if (status.ok()) {
    if (options_.committed) options_.committed(args.advances);
    return status;
  }
  if (!absl::IsUnavailable(status) && !absl::IsResourceExhausted(status) && !absl::IsAborted(status))
    return status;
  // What was given is used up, and a part of it may be in the database.
  return ErrorWithReason(absl::StatusCode::kAborted, ReasonOf(status), "", status.message());
}

absl::Status StoreSink::Take(const CommitArgs& args) {
  aggregation::SourceBatch batch;
  std::map<std::pair<runtime::TopicPartition, int64_t>, const runtime::Record*> records;
  for (const runtime::Settled& settled : *args.settled) {
    records[{settled.record.from, settled.record.offset}] = &settled.record;
    if (settled.dead_letter.has_value()) {
      FAZHI_RETURN_IF_ERROR(PublishAndWait(*options_.publisher, *settled.dead_letter));
    }
    if (settled.output != nullptr) {
      batch.records.push_back(std::move(static_cast<Contribution&>(*settled.output).record));
    }
  }
  for (const runtime::Advance& advance : args.advances) {
    batch.positions.push_back(
        {advance.partition.topic, advance.partition.partition, advance.expected, advance.next});
  }
  return aggregation::IngestBisecting(
      *options_.store, batch, [&](const SourceRecord& refused, const absl::Status& why) {
        const runtime::Record& record = *records.at({{refused.topic, refused.partition}, refused.offset});
        return PublishAndWait(
            *options_.publisher,
            runtime::DeadLetterRecord(record, {kStage, why, 1, absl::Now()}, options_.dead_letter_topic,
                                      options_.max_message_bytes));
      });
}

absl::StatusOr<std::vector<absl::optional<int64_t>>> StoreTracker::Load(const LoadArgs& args) {
  std::map<std::string, std::vector<int32_t>> by_topic;
  for (const runtime::TopicPartition& partition : args.partitions) {
    by_topic[partition.topic].push_back(partition.partition);
  }
  std::map<runtime::TopicPartition, int64_t> found;
  for (const auto& [topic, partitions] : by_topic) {
    FAZHI_ASSIGN_OR_RETURN(const std::vector<int64_t> positions, store_.ReadPositions({topic, partitions}));
    for (size_t i = 0; i < partitions.size(); ++i) found[{topic, partitions[i]}] = positions[i];
  }
  std::vector<absl::optional<int64_t>> offsets;
  for (const runtime::TopicPartition& partition : args.partitions) {
    const int64_t next = found[partition];
    offsets.push_back(next == 0 ? absl::nullopt : absl::make_optional(next));
  }
  return offsets;
}

}  // namespace fazhi
