#include "services/runtime/kafka/reader.h"

#include <memory>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/errors.h"
#include "services/runtime/kafka/partition_list.h"
#include "services/runtime/kafka/produce.h"
#include "services/runtime/kafka/source.h"

namespace fazhi::runtime {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(30);
constexpr int kPatienceMs = 30000;
// Brokers look for transactions that are over their time every 10 s (transaction.abort.timed.out.…), and tell
// the partition then.
constexpr absl::Duration kBrokerNotices = absl::Seconds(20);

absl::Duration TransactionTimeout(const KafkaConfig& config) {
  int64_t ms = 0;
  return absl::SimpleAtoi(config.Get("transaction.timeout.ms").value_or(""), &ms) ? absl::Milliseconds(ms)
                                                                                  : kTransactionTimeout;
}

absl::StatusOr<int> PartitionCount(rd_kafka_t* handle, const std::string& topic) {
  rd_kafka_topic_t* about = rd_kafka_topic_new(handle, topic.c_str(), nullptr);
  const rd_kafka_metadata_t* metadata = nullptr;
  const rd_kafka_resp_err_t code = rd_kafka_metadata(handle, 0, about, &metadata, kPatienceMs);
  rd_kafka_topic_destroy(about);
  FAZHI_RETURN_IF_ERROR(KafkaError(code, absl::StrCat("asking for the partitions of ", topic)));
  const rd_kafka_resp_err_t fault = metadata->topics[0].err;
  const int count = metadata->topics[0].partition_cnt;
  rd_kafka_metadata_destroy(metadata);
  FAZHI_RETURN_IF_ERROR(KafkaError(fault, topic));
  return count;
}

// The offset behind the last record of a partition, committed or not. `asker` reads uncommitted records:
// others are told where the first open transaction begins.
absl::StatusOr<int64_t> EndOf(rd_kafka_t* asker, const TopicPartition& partition) {
  int64_t low = 0;
  int64_t high = 0;
  FAZHI_RETURN_IF_ERROR(
      KafkaError(rd_kafka_query_watermark_offsets(asker, partition.topic.c_str(), partition.partition, &low,
                                                  &high, kPatienceMs),
                 absl::StrCat("asking for the end of ", partition.topic, "/", partition.partition)));
  return high;
}

struct Until {
  int64_t end = 0;
  absl::Duration transaction;  // what an open one gets to end
};

absl::Status ReadPartition(rd_kafka_t* handle, const TopicPartition& partition, const Until& until,
                           const std::function<absl::Status(Record)>& take) {
  if (until.end == 0) return absl::OkStatus();
  const PartitionList list = MakePartitionList({partition});
  list->elems[0].offset = RD_KAFKA_OFFSET_BEGINNING;
  FAZHI_RETURN_IF_ERROR(KafkaError(rd_kafka_assign(handle, list.get()), "reading a topic"));
  absl::Time heard = absl::Now();
  absl::Time waiting_since = absl::InfiniteFuture();  // at the beginning of an open transaction
  int64_t next = 0;
  while (absl::Now() < heard + kPatience || waiting_since != absl::InfiniteFuture()) {
    if (absl::Now() > waiting_since + until.transaction) {
      return ErrorWithReason(
          absl::StatusCode::kUnavailable, "TRANSACTION_OPEN", "",
          absl::StrCat(partition.topic, "/", partition.partition,
                       ": a transaction that is open since offset ", next, " did not end within ",
                       absl::FormatDuration(until.transaction),
                       ", and what is behind it cannot be read: end the producer, then try again"));
    }
    const Message message(rd_kafka_consumer_poll(handle, 100));
    if (message == nullptr) continue;
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      heard = absl::Now();
      waiting_since = absl::InfiniteFuture();
      next = message->offset + 1;
      FAZHI_RETURN_IF_ERROR(take(RecordOf(*message)));
    } else if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
      // Of what is committed. It is told again once there is more.
      heard = absl::Now();
      next = message->offset;
      waiting_since = absl::Now();
    }
    if (next >= until.end) return absl::OkStatus();
  }
  return ErrorWithReason(
      absl::StatusCode::kUnavailable, "BROKER_SILENT", "",
      absl::StrCat(partition.topic, "/", partition.partition, ": no answer for half a minute; try again"));
}

}  // namespace

absl::Status ReadTopic(const KafkaConfig& config, const std::string& topic,
                       const std::function<absl::Status(Record)>& take) {
  KafkaConfig::MakeConfArgs args;
  args.client = KafkaClient::kConsumer;
  args.fixed = {{"group.id", "fazhi-reader"},  // required, never joined
                {"enable.auto.commit", "false"},
                {"isolation.level", "read_committed"},
                {"enable.partition.eof", "true"}};
  FAZHI_ASSIGN_OR_RETURN(const KafkaHandle handle, MakeKafkaClient(config, args));
  rd_kafka_poll_set_consumer(handle.get());
  FAZHI_ASSIGN_OR_RETURN(const int partitions, PartitionCount(handle.get(), topic));
  args.fixed = {{"group.id", "fazhi-reader"}, {"isolation.level", "read_uncommitted"}};
  FAZHI_ASSIGN_OR_RETURN(const KafkaHandle asker, MakeKafkaClient(config, args));
  const absl::Duration transaction = TransactionTimeout(config) + kBrokerNotices;
  // All ends as they are now, before anything is taken.
  std::vector<Until> untils;
  for (int i = 0; i < partitions; ++i) {
    FAZHI_ASSIGN_OR_RETURN(const int64_t end, EndOf(asker.get(), {topic, i}));
    untils.push_back({end, transaction});
  }
  for (int i = 0; i < partitions; ++i) {
    FAZHI_RETURN_IF_ERROR(ReadPartition(handle.get(), {topic, i}, untils[static_cast<size_t>(i)], take));
  }
  return absl::OkStatus();
}

}  // namespace fazhi::runtime
