#pragma once

#include <librdkafka/rdkafka.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/runtime/kafka/client.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/stage/edges.h"

namespace fazhi::runtime {

struct GroupMetadataDeleter {
  void operator()(rd_kafka_consumer_group_metadata_t* metadata) const {
    rd_kafka_consumer_group_metadata_destroy(metadata);
  }
};
using GroupMetadata = std::unique_ptr<rd_kafka_consumer_group_metadata_t, GroupMetadataDeleter>;

struct MessageDeleter {
  void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
};
using Message = std::unique_ptr<rd_kafka_message_t, MessageDeleter>;

// A message that is no error, copied.
Record RecordOf(const rd_kafka_message_t& message);

struct KafkaSourceOptions {
  std::string group;
  std::vector<std::string> topics;
  std::string client_id;
};

// A member of a consumer group: cooperative-sticky, committed records only, positions as the listener says.
// What librdkafka fetches ahead is bounded (queued.max.messages.kbytes, 16 MiB unless the configuration says
// more).
class KafkaSource : public Source {
 public:
  // Configuration errors; does not wait for a broker.
  static absl::StatusOr<std::unique_ptr<KafkaSource>> Make(const KafkaConfig& config,
                                                           const KafkaSourceOptions& options);
  ~KafkaSource() override;

  absl::Status Open(const OpenArgs& args) override;
  absl::StatusOr<std::vector<Record>> Poll(const PollArgs& args) override;
  bool joined() const override { return joined_; }
  absl::Status Pause(const std::vector<TopicPartition>& partitions) override;
  absl::Status Resume(const std::vector<TopicPartition>& partitions) override;
  absl::Status Seek(const SeekArgs& args) override;
  absl::optional<int64_t> End(const TopicPartition& partition) const override;
  // By librdkafka's statistics (statistics.interval.ms, a second unless the configuration says another; 0:
  // never), once several in a row know no broker that is connected.
  absl::optional<absl::Time> unreachable_since() const override;
  absl::Status Close(const CloseArgs& args) override;

  // What the members of the group know of each other now; a transaction that carries it is refused when it
  // has changed since. Thread-safe, before Close.
  GroupMetadata group_metadata() const;

  // The group's committed positions. Thread-safe, before Close.
  absl::StatusOr<std::vector<absl::optional<int64_t>>> Committed(
      const std::vector<TopicPartition>& partitions) const;

  // Tells the group positions that are kept elsewhere, so that its lag can be seen; what becomes of it is not
  // heard. Thread-safe, before Close.
  void Mirror(const std::vector<Advance>& advances);

 private:
  KafkaSource() = default;
  static void OnRebalance(rd_kafka_t* handle, rd_kafka_resp_err_t code,
                          rd_kafka_topic_partition_list_t* partitions, void* self);
  static int OnStatistics(rd_kafka_t* handle, char* json, size_t size, void* self);
  absl::Status Assign(rd_kafka_topic_partition_list_t* partitions);
  absl::Status Fault(const rd_kafka_message_t& message) const;

  std::vector<std::string> topics_;
  KafkaHandle handle_;
  Listener* listener_ = nullptr;
  absl::Status assign_error_;
  bool joined_ = false;
  bool open_ = false;
  // Of the polling thread: the first of the statistics in a row that know no connected broker, how many they
  // are, and whether Poll has told.
  absl::Time alone_since_;
  int alone_ = 0;
  bool told_alone_ = false;
  std::atomic<int64_t> unreachable_since_us_{0};  // Unix time; 0: a broker is connected
};

// Positions that the group keeps in Kafka.
class KafkaTracker : public OffsetTracker {
 public:
  // `source` must outlive this.
  explicit KafkaTracker(const KafkaSource& source) : source_(source) {}
  absl::StatusOr<std::vector<absl::optional<int64_t>>> Load(const LoadArgs& args) override {
    return source_.Committed(args.partitions);
  }

 private:
  const KafkaSource& source_;
};

}  // namespace fazhi::runtime
