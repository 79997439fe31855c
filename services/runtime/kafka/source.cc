#include "services/runtime/kafka/source.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/bounded.h"
#include "services/runtime/kafka/errors.h"
#include "services/runtime/kafka/partition_list.h"

namespace fazhi::runtime {
namespace {

constexpr int kCommittedTimeoutMs = 5000;
constexpr int kSeekTimeoutMs = 5000;
// Statistics in a row: a broker that is only changed for another is not missed.
constexpr int kAloneStatistics = 3;
constexpr absl::Duration kDestroyWithin = absl::Seconds(2);
constexpr absl::Duration kCloseCheckLeast = absl::Milliseconds(500);
constexpr absl::Duration kCloseCheckMost = absl::Seconds(2);

std::string Bytes(const void* data, size_t size) {
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
}

}  // namespace

Record RecordOf(const rd_kafka_message_t& message) {
  Record record;
  record.from = {rd_kafka_topic_name(message.rkt), message.partition};
  record.offset = message.offset;
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  const int64_t time = rd_kafka_message_timestamp(&message, &type);
  if (type != RD_KAFKA_TIMESTAMP_NOT_AVAILABLE) record.timestamp_ms = time;
  record.key = Bytes(message.key, message.key_len);
  record.value = Bytes(message.payload, message.len);
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR) {
    const char* name = nullptr;
    const void* value = nullptr;
    size_t size = 0;
    for (size_t i = 0;
         rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
      record.headers.emplace_back(name, Bytes(value, size));
    }
  }
  return record;
}

absl::StatusOr<std::unique_ptr<KafkaSource>> KafkaSource::Make(const KafkaConfig& config,
                                                               const KafkaSourceOptions& options) {
  KafkaConfig::MakeConfArgs args;
  args.client = KafkaClient::kConsumer;
  args.defaults = {
      {"client.id", options.client_id},
      {"session.timeout.ms", "10000"},
      {"heartbeat.interval.ms", "3000"},
      {"queued.max.messages.kbytes", "16384"},
      {"fetch.wait.max.ms", "100"},
      {"topic.metadata.refresh.interval.ms", "30000"},
      {"statistics.interval.ms", "1000"},
      // Compressed; the broker gives one batch of records at least. A response is unpacked as a whole.
      {"fetch.max.bytes", "4194304"},
      {"fetch.message.max.bytes", "524288"},
  };
  args.fixed = {
      {"group.id", options.group},           {"enable.auto.commit", "false"},
      {"enable.auto.offset.store", "false"}, {"auto.offset.reset", "error"},
      {"isolation.level", "read_committed"}, {"partition.assignment.strategy", "cooperative-sticky"},
  };
  std::unique_ptr<KafkaSource> source(new KafkaSource());
  source->topics_ = options.topics;
  FAZHI_ASSIGN_OR_RETURN(source->handle_, MakeKafkaClient(config, args, [&](rd_kafka_conf_t* conf) {
                           rd_kafka_conf_set_rebalance_cb(conf, &KafkaSource::OnRebalance);
                           rd_kafka_conf_set_stats_cb(conf, &KafkaSource::OnStatistics);
                           rd_kafka_conf_set_opaque(conf, source.get());
                         }));
  rd_kafka_poll_set_consumer(source->handle_.get());
  return source;
}

KafkaSource::~KafkaSource() {
  if (handle_ == nullptr) return;
  // It waits for what has been asked of a broker.
  DoneBy([handle = std::shared_ptr<rd_kafka_t>(std::move(handle_))]() mutable { handle.reset(); },
         [by = absl::Now() + kDestroyWithin] { return by; });
}

absl::Status KafkaSource::Open(const OpenArgs& args) {
  listener_ = args.listener;
  PartitionList topics(rd_kafka_topic_partition_list_new(static_cast<int>(topics_.size())));
  for (const std::string& topic : topics_) {
    rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  }
  FAZHI_RETURN_IF_ERROR(KafkaError(rd_kafka_subscribe(handle_.get(), topics.get()), "subscribing"));
  open_ = true;
  return absl::OkStatus();
}

void KafkaSource::OnRebalance(rd_kafka_t* handle, rd_kafka_resp_err_t code,
                              rd_kafka_topic_partition_list_t* partitions, void* opaque) {
  auto* self = static_cast<KafkaSource*>(opaque);
  if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    self->assign_error_ = self->Assign(partitions);
    return;
  }
  const bool lost = rd_kafka_assignment_lost(handle) != 0;
  self->listener_->OnRevoked(PartitionsOf(*partitions), lost);
  KafkaError(rd_kafka_incremental_unassign(handle, partitions), "giving partitions up").IgnoreError();
}

absl::Status KafkaSource::Assign(rd_kafka_topic_partition_list_t* partitions) {
  const std::vector<TopicPartition> held = PartitionsOf(*partitions);
  FAZHI_ASSIGN_OR_RETURN(const std::vector<absl::optional<int64_t>> offsets, listener_->OnAssigned(held));
  for (int i = 0; i < partitions->cnt; ++i) {
    partitions->elems[i].offset = offsets[static_cast<size_t>(i)].value_or(RD_KAFKA_OFFSET_BEGINNING);
  }
  FAZHI_RETURN_IF_ERROR(
      KafkaError(rd_kafka_incremental_assign(handle_.get(), partitions), "taking partitions"));
  // A pause outlives the assignment that it was made in.
  return Resume(held);
}

// Called within Poll. Of all states in the statistics only brokers' are in capitals.
int KafkaSource::OnStatistics(rd_kafka_t* /*handle*/, char* json, size_t size, void* opaque) {
  auto* self = static_cast<KafkaSource*>(opaque);
  if (absl::StrContains(absl::string_view(json, size), "\"state\":\"UP\"")) {
    self->alone_ = 0;
    self->told_alone_ = false;
    self->unreachable_since_us_ = 0;
    return 0;
  }
  if (self->alone_ == 0) self->alone_since_ = absl::Now();
  if (++self->alone_ >= kAloneStatistics)
    self->unreachable_since_us_ = absl::ToUnixMicros(self->alone_since_);
  return 0;  // the text is librdkafka's to free
}

absl::optional<absl::Time> KafkaSource::unreachable_since() const {
  const int64_t micros = unreachable_since_us_;
  return micros == 0 ? absl::nullopt : absl::make_optional(absl::FromUnixMicros(micros));
}

absl::StatusOr<std::vector<Record>> KafkaSource::Poll(const PollArgs& args) {
  std::vector<Record> records;
  size_t bytes = 0;
  int timeout = static_cast<int>(absl::ToInt64Milliseconds(args.timeout));
  while (records.size() < args.max_records && bytes < args.max_bytes) {
    // What was taken before an assignment failed is handed on first.
    if (!assign_error_.ok() && !records.empty()) break;
    FAZHI_RETURN_IF_ERROR(std::exchange(assign_error_, absl::OkStatus()));
    const Message message(rd_kafka_consumer_poll(handle_.get(), timeout));
    timeout = 0;
    if (message == nullptr) break;
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      // What was taken before the error is handed on first; the error comes again if it lasts.
      const absl::Status fault = Fault(*message);
      if (records.empty() || !absl::IsUnavailable(fault)) return fault;
      break;
    }
    records.push_back(RecordOf(*message));
    bytes += records.back().bytes();
  }
  if (records.empty() && unreachable_since().has_value() && !std::exchange(told_alone_, true)) {
    return ErrorWithReason(absl::StatusCode::kUnavailable, "BROKER_UNREACHABLE", "",
                           "no broker answers; records are waited for");
  }
  if (!joined_) {
    char* member = rd_kafka_memberid(handle_.get());
    joined_ = member != nullptr && *member != '\0';
    if (member != nullptr) rd_kafka_mem_free(handle_.get(), member);
  }
  return records;
}

absl::Status KafkaSource::Fault(const rd_kafka_message_t& message) const {
  char text[512];
  if (rd_kafka_fatal_error(handle_.get(), text, sizeof(text)) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return ErrorWithReason(absl::StatusCode::kInternal, "KAFKA_FATAL", "", text);
  }
  absl::Status status = KafkaError(message.err, rd_kafka_message_errstr(&message));
  if (absl::IsDataLoss(status)) {
    return ErrorWithReason(
        absl::StatusCode::kDataLoss, "POSITION_GONE", "",
        absl::StrCat(
            rd_kafka_message_errstr(&message),
            ": the position that is kept is not on the broker (retention, or a topic made anew); see "
            "docs/operations.md before anything is reset"));
  }
  if (absl::IsPermissionDenied(status) || absl::IsInternal(status)) return status;
  return absl::UnavailableError(status.message());
}

absl::Status KafkaSource::Pause(const std::vector<TopicPartition>& partitions) {
  return KafkaError(rd_kafka_pause_partitions(handle_.get(), MakePartitionList(partitions).get()), "pausing");
}

absl::Status KafkaSource::Resume(const std::vector<TopicPartition>& partitions) {
  return KafkaError(rd_kafka_resume_partitions(handle_.get(), MakePartitionList(partitions).get()),
                    "resuming");
}

absl::Status KafkaSource::Seek(const SeekArgs& args) {
  const PartitionList list = MakePartitionList({args.partition});
  list->elems[0].offset = args.offset.value_or(RD_KAFKA_OFFSET_BEGINNING);
  FAZHI_RETURN_IF_ERROR(KafkaError(rd_kafka_seek_partitions(handle_.get(), list.get(), kSeekTimeoutMs),
                                   "going back to a position"));
  return KafkaError(list->elems[0].err, "going back to a position");
}

absl::optional<int64_t> KafkaSource::End(const TopicPartition& partition) const {
  int64_t low = 0;
  int64_t high = 0;
  if (rd_kafka_get_watermark_offsets(handle_.get(), partition.topic.c_str(), partition.partition, &low,
                                     &high) != RD_KAFKA_RESP_ERR_NO_ERROR ||
      high < 0) {
    return absl::nullopt;
  }
  return high;
}

absl::Status KafkaSource::Close(const CloseArgs& args) {
  if (!std::exchange(open_, false)) return absl::OkStatus();
  // Without a broker librdkafka would not be done with leaving for a minute, whatever is asked of it then.
  const absl::Duration left = std::max(kCloseCheckLeast, std::min(kCloseCheckMost, args.by - absl::Now()));
  const rd_kafka_metadata_t* metadata = nullptr;
  if (rd_kafka_metadata(handle_.get(), 0, nullptr, &metadata,
                        static_cast<int>(absl::ToInt64Milliseconds(left))) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return absl::DeadlineExceededError(
        "no broker answers, so the group could not be left; its other members wait for this one's session");
  }
  rd_kafka_metadata_destroy(metadata);
  // rd_kafka_consumer_close would wait for a broker for ever.
  rd_kafka_queue_t* queue = rd_kafka_queue_get_consumer(handle_.get());
  absl::Status status = KafkaError(rd_kafka_consumer_close_queue(handle_.get(), queue), "leaving the group");
  rd_kafka_queue_destroy(queue);
  while (status.ok() && rd_kafka_consumer_closed(handle_.get()) == 0) {
    if (absl::Now() >= args.by) {
      status = absl::DeadlineExceededError(
          "the group could not be left in time; its other members wait for this one's session");
    }
    const Message message(rd_kafka_consumer_poll(handle_.get(), 100));
  }
  return status;
}

GroupMetadata KafkaSource::group_metadata() const {
  return GroupMetadata(rd_kafka_consumer_group_metadata(handle_.get()));
}

absl::StatusOr<std::vector<absl::optional<int64_t>>> KafkaSource::Committed(
    const std::vector<TopicPartition>& partitions) const {
  const PartitionList list = MakePartitionList(partitions);
  FAZHI_RETURN_IF_ERROR(
      KafkaError(rd_kafka_committed(handle_.get(), list.get(), kCommittedTimeoutMs), "reading positions"));
  std::vector<absl::optional<int64_t>> offsets;
  for (int i = 0; i < list->cnt; ++i) {
    FAZHI_RETURN_IF_ERROR(KafkaError(list->elems[i].err, "reading positions"));
    offsets.push_back(list->elems[i].offset < 0 ? absl::nullopt : absl::make_optional(list->elems[i].offset));
  }
  return offsets;
}

void KafkaSource::Mirror(const std::vector<Advance>& advances) {
  PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(advances.size())));
  for (const Advance& advance : advances) {
    rd_kafka_topic_partition_list_add(list.get(), advance.partition.topic.c_str(),
                                      advance.partition.partition)
        ->offset = advance.next;
  }
  KafkaError(rd_kafka_commit(handle_.get(), list.get(), 1), "mirroring positions").IgnoreError();
}

}  // namespace fazhi::runtime
