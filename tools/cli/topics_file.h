#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/runtime/kafka/admin.h"

namespace fazhi {

// The topics of a file like deploy/topics.yaml. With a `replication_factor` above 0 every topic has that one
// instead of the file's, and min.insync.replicas is no greater. INVALID_ARGUMENT/BAD_TOPICS with the first
// fault and its line; `path` is for that message.
absl::StatusOr<runtime::KafkaTopics> ParseTopics(absl::string_view text, absl::string_view path,
                                                 int replication_factor = 0);

// What differs of one topic between the file and the brokers.
struct TopicDifference {
  enum class Kind {
    kMissing,     // the topic is not there
    kPartitions,  // fewer than in the file
    kReplicas,    // fewer than in the file: brokers have to move data, which takes a plan of its own
    kSetting,
    kMorePartitions,  // than in the file: as it may be
  };
  Kind kind = Kind::kMissing;
  std::string topic;
  std::string setting;  // of kSetting
  std::string wanted;
  std::string found;
};

// In the order of the topics' names. `found` has the topics of the brokers, those of the file with settings.
std::vector<TopicDifference> DifferencesOf(const runtime::KafkaTopics& wanted,
                                           const runtime::KafkaTopics& found);

}  // namespace fazhi
