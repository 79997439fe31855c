#include "services/runtime/kafka/testing.h"

#include <functional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/runtime/kafka/client.h"
#include "services/runtime/kafka/errors.h"
#include "services/runtime/kafka/partition_list.h"
#include "services/runtime/kafka/produce.h"
#include "services/runtime/kafka/reader.h"

namespace fazhi::runtime {
namespace {

KafkaHandle MakeHandle(const KafkaConfig& config, KafkaClient client, std::vector<KafkaProperty> fixed) {
  KafkaConfig::MakeConfArgs args;
  args.client = client;
  args.fixed = std::move(fixed);
  absl::StatusOr<KafkaHandle> handle = MakeKafkaClient(config, args);
  EXPECT_OK(handle);
  return *std::move(handle);
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

void LeaveTransactionOpen(const KafkaConfig& config, const std::string& topic) {
  const KafkaHandle handle =
      MakeHandle(config, KafkaClient::kProducer,
                 {{"transactional.id", absl::StrCat("open-", absl::ToUnixNanos(absl::Now()))}});
  EXPECT_OK(KafkaError(rd_kafka_init_transactions(handle.get(), 10000), "starting"));
  EXPECT_OK(KafkaError(rd_kafka_begin_transaction(handle.get()), "beginning"));
  EXPECT_OK(Produce(handle.get(), {topic, "", "of an open transaction", {}}));
  EXPECT_OK(KafkaError(rd_kafka_flush(handle.get(), 10000), "publishing"));
}

void TellKafka(const char* command) {
  const char* folder = std::getenv("FAZHI_TEST_SERVERS");
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  ASSERT_TRUE(folder != nullptr && root != nullptr);
  ASSERT_EQ(std::system(absl::StrCat("python3 ", root, "/tests/servers/kafka.py ", command, " --folder ",
                                     folder, "/kafka")
                            .c_str()),
            0);
}

std::vector<Record> ReadCommitted(const KafkaConfig& config, const std::string& topic, size_t n) {
  std::vector<Record> records;
  const auto read = [&] {
    records.clear();
    EXPECT_OK(ReadTopic(config, topic, [&](Record record) {
      records.push_back(std::move(record));
      return absl::OkStatus();
    }));
  };
  const absl::Time by = absl::Now() + absl::Minutes(1);
  do {
    absl::SleepFor(absl::Milliseconds(200));
    read();
  } while (records.size() < n && absl::Now() < by);
  absl::SleepFor(absl::Seconds(2));
  read();
  return records;
}

}  // namespace fazhi::runtime
