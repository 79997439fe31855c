#include "services/runtime/kafka/testing.h"

#include <functional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/runtime/kafka/errors.h"
#include "services/runtime/kafka/partition_list.h"
#include "services/runtime/kafka/source.h"

namespace fazhi::runtime {
namespace {

KafkaHandle MakeHandle(const KafkaConfig& config, KafkaClient client, std::vector<KafkaProperty> fixed) {
  KafkaConfig::MakeConfArgs args;
  args.client = client;
  args.fixed = std::move(fixed);
  auto conf = config.MakeConf(args);
  EXPECT_OK(conf);
  char error[512];
  KafkaHandle handle(rd_kafka_new(client == KafkaClient::kConsumer ? RD_KAFKA_CONSUMER : RD_KAFKA_PRODUCER,
                                  conf->release(), error, sizeof(error)));
  EXPECT_NE(handle, nullptr) << error;
  return handle;
}

// An administrative request, waited for.
void Administer(const KafkaConfig& config,
                const std::function<void(rd_kafka_t*, rd_kafka_queue_t*)>& request) {
  const KafkaHandle handle = MakeHandle(config, KafkaClient::kProducer, {});
  rd_kafka_queue_t* queue = rd_kafka_queue_new(handle.get());
  request(handle.get(), queue);
  rd_kafka_event_t* event = rd_kafka_queue_poll(queue, 30000);
  ASSERT_NE(event, nullptr);
  EXPECT_OK(KafkaError(rd_kafka_event_error(event), "administering"));
  rd_kafka_event_destroy(event);
  rd_kafka_queue_destroy(queue);
}

}  // namespace

KafkaConfig TestKafkaConfig() {
  const char* brokers = std::getenv("FAZHI_TEST_BROKERS");
  EXPECT_NE(brokers, nullptr) << "run by tests/servers/with_servers.py";
  auto config = KafkaConfig::Parse("", "test.properties");
  EXPECT_OK(config);
  EXPECT_OK(config->Set("bootstrap.servers", brokers == nullptr ? "" : brokers, "test"));
  return *std::move(config);
}

void MakeTopic(const KafkaConfig& config, const std::string& topic, int partitions) {
  Administer(config, [&](rd_kafka_t* handle, rd_kafka_queue_t* queue) {
    char error[512];
    rd_kafka_NewTopic_t* made = rd_kafka_NewTopic_new(topic.c_str(), partitions, 1, error, sizeof(error));
    rd_kafka_CreateTopics(handle, &made, 1, nullptr, queue);
    rd_kafka_NewTopic_destroy(made);
  });
}

void AddPartitions(const KafkaConfig& config, const std::string& topic, int partitions) {
  Administer(config, [&](rd_kafka_t* handle, rd_kafka_queue_t* queue) {
    char error[512];
    rd_kafka_NewPartitions_t* added =
        rd_kafka_NewPartitions_new(topic.c_str(), static_cast<size_t>(partitions), error, sizeof(error));
    rd_kafka_CreatePartitions(handle, &added, 1, nullptr, queue);
    rd_kafka_NewPartitions_destroy(added);
  });
}

void CommitPosition(const KafkaConfig& config, const std::string& group, const TopicPartition& partition,
                    int64_t next) {
  const KafkaHandle handle = MakeHandle(config, KafkaClient::kConsumer, {{"group.id", group}});
  const PartitionList list = MakePartitionList({partition});
  list->elems[0].offset = next;
  EXPECT_OK(KafkaError(rd_kafka_commit(handle.get(), list.get(), 0), "committing"));
}

void RestartKafka() {
  const char* folder = std::getenv("FAZHI_TEST_SERVERS");
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  ASSERT_TRUE(folder != nullptr && root != nullptr);
  ASSERT_EQ(std::system(
                absl::StrCat("python3 ", root, "/tests/servers/kafka.py restart --folder ", folder, "/kafka")
                    .c_str()),
            0);
}

std::vector<Record> ReadCommitted(const KafkaConfig& config, const std::string& topic, size_t n) {
  const KafkaHandle handle = MakeHandle(
      config, KafkaClient::kConsumer,
      {{"group.id", "reader"}, {"isolation.level", "read_committed"}, {"enable.auto.commit", "false"}});
  rd_kafka_poll_set_consumer(handle.get());
  const rd_kafka_metadata_t* metadata = nullptr;
  rd_kafka_topic_t* about = rd_kafka_topic_new(handle.get(), topic.c_str(), nullptr);
  std::vector<Record> records;
  EXPECT_OK(KafkaError(rd_kafka_metadata(handle.get(), 0, about, &metadata, 30000), "asking for partitions"));
  if (metadata == nullptr) return records;
  std::vector<TopicPartition> partitions;
  partitions.reserve(static_cast<size_t>(metadata->topics[0].partition_cnt));
  for (int i = 0; i < metadata->topics[0].partition_cnt; ++i) partitions.push_back({topic, i});
  rd_kafka_metadata_destroy(metadata);
  rd_kafka_topic_destroy(about);
  const PartitionList list = MakePartitionList(partitions);
  for (int i = 0; i < list->cnt; ++i) list->elems[i].offset = RD_KAFKA_OFFSET_BEGINNING;
  EXPECT_OK(KafkaError(rd_kafka_assign(handle.get(), list.get()), "assigning"));
  absl::Time by = absl::Now() + absl::Minutes(1);
  while (absl::Now() < by) {
    rd_kafka_message_t* message = rd_kafka_consumer_poll(handle.get(), 100);
    if (message == nullptr) continue;
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      records.push_back(RecordOf(*message));
      if (records.size() >= n) by = absl::Now() + absl::Seconds(2);
    }
    rd_kafka_message_destroy(message);
  }
  return records;
}

}  // namespace fazhi::runtime
