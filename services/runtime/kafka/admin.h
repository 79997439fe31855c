#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/kafka/config.h"

namespace fazhi::runtime {

// A topic as it should be, or as the brokers have it.
struct KafkaTopic {
  struct Setting {
    std::string value;
    bool own = true;  // set at the topic, not taken over from the brokers' settings
  };
  int partitions = 0;
  int replication_factor = 0;  // the least of its partitions
  std::map<std::string, Setting> settings;
};
using KafkaTopics = std::map<std::string, KafkaTopic>;  // by name

// Looks at topics and makes them. (An interface so that librdkafka does not show.) Each call waits for at
// most the time-out. Not thread-safe.
//
// Errors: UNAVAILABLE/BROKER_UNREACHABLE when no broker answers in time (what the connection says is in the
// message); PERMISSION_DENIED/NOT_AUTHORIZED; FAILED_PRECONDITION/KAFKA_REFUSED with the broker's own words.
class KafkaAdmin {
 public:
  static absl::StatusOr<std::unique_ptr<KafkaAdmin>> Create(const KafkaConfig& config,
                                                            absl::Duration timeout = absl::Seconds(15));
  virtual ~KafkaAdmin() = default;

  // Partitions and replicas of every topic that this user may see, without settings. Makes none, also where
  // brokers make topics that are asked for.
  virtual absl::StatusOr<KafkaTopics> ListTopics() = 0;

  // Settings of topics that exist, own and taken over.
  virtual absl::StatusOr<std::map<std::string, std::map<std::string, KafkaTopic::Setting>>> DescribeSettings(
      const std::vector<std::string>& topics) = 0;

  // Returns once the topic is there for everyone, or the time is over.
  virtual absl::Status CreateTopic(const std::string& name, const KafkaTopic& topic) = 0;

  // Partitions are added at the end; none is ever taken away.
  virtual absl::Status AddPartitions(const std::string& topic, int total) = 0;

  // Sets these, and leaves all others of the topic as they are. Returns once a broker describes them so, or
  // the time is over. Somebody else's change of the same topic at the same moment may be undone: librdkafka
  // 2.0 can only send all that a topic has.
  virtual absl::Status SetSettings(const std::string& topic,
                                   const std::map<std::string, std::string>& settings) = 0;
};

// For whoever begins to use topics: FAILED_PRECONDITION/MISSING_TOPIC names what is missing and says what to
// run.
absl::Status CheckTopics(const KafkaConfig& config, const std::vector<std::string>& names,
                         absl::Duration timeout = absl::Seconds(15));

}  // namespace fazhi::runtime
