#include "services/runtime/kafka/reader.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/errors.h"
#include "services/runtime/kafka/partition_list.h"
#include "services/runtime/kafka/source.h"

namespace fazhi::runtime {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(30);
constexpr int kPatienceMs = 30000;

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

absl::Status ReadPartition(rd_kafka_t* handle, const TopicPartition& partition,
                           const std::function<absl::Status(Record)>& take) {
  const PartitionList list = MakePartitionList({partition});
  list->elems[0].offset = RD_KAFKA_OFFSET_BEGINNING;
  FAZHI_RETURN_IF_ERROR(KafkaError(rd_kafka_assign(handle, list.get()), "reading a topic"));
  absl::Time heard = absl::Now();
  while (absl::Now() < heard + kPatience) {
    rd_kafka_message_t* message = rd_kafka_consumer_poll(handle, 100);
    if (message == nullptr) continue;
    const rd_kafka_resp_err_t code = message->err;
    absl::Status status;
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
      heard = absl::Now();
      status = take(RecordOf(*message));
    }
    rd_kafka_message_destroy(message);
    if (code == RD_KAFKA_RESP_ERR__PARTITION_EOF) return absl::OkStatus();
    FAZHI_RETURN_IF_ERROR(status);
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
  for (int i = 0; i < partitions; ++i) FAZHI_RETURN_IF_ERROR(ReadPartition(handle.get(), {topic, i}, take));
  return absl::OkStatus();
}

}  // namespace fazhi::runtime
