#include "tools/cli/topics_file.h"

#include <algorithm>
#include <initializer_list>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "yaml-cpp/yaml.h"

namespace fazhi {
namespace {

using runtime::KafkaTopic;
using runtime::KafkaTopics;

constexpr char kMinInSync[] = "min.insync.replicas";

// Reads with the place at hand.
class Reader {
 public:
  explicit Reader(absl::string_view path) : path_(path) {}

  absl::Status Fault(const YAML::Mark& mark, absl::string_view what) const {
    return InvalidInput("BAD_TOPICS", "topics", absl::StrCat(path_, ":", mark.line + 1, ": ", what));
  }

  absl::Status OnlyKeys(const YAML::Node& node, std::initializer_list<absl::string_view> keys) const {
    if (!node.IsMap()) {
      return Fault(node.Mark(), absl::StrCat("expected ", absl::StrJoin(keys, ", "), " with their values"));
    }
    for (const auto& entry : node) {
      if (!absl::c_linear_search(keys, entry.first.Scalar())) {
        return Fault(entry.first.Mark(), absl::StrCat("unknown key ", entry.first.Scalar(), "; there are ",
                                                      absl::StrJoin(keys, ", ")));
      }
    }
    return absl::OkStatus();
  }

  // Lays what the node says over the topic.
  absl::Status Read(const YAML::Node& node, KafkaTopic& topic) const {
    FAZHI_RETURN_IF_ERROR(ReadCount(node, "partitions", topic.partitions));
    FAZHI_RETURN_IF_ERROR(ReadCount(node, "replication_factor", topic.replication_factor));
    const YAML::Node settings = node["settings"];
    if (!settings) return absl::OkStatus();
    if (!settings.IsMap()) return Fault(settings.Mark(), "settings: expected names with their values");
    for (const auto& setting : settings) {
      if (!setting.second.IsScalar()) {
        return Fault(setting.first.Mark(), absl::StrCat(setting.first.Scalar(), ": expected one value"));
      }
      topic.settings[setting.first.Scalar()].value = setting.second.Scalar();
    }
    return absl::OkStatus();
  }

 private:
  absl::Status ReadCount(const YAML::Node& node, const char* key, int& count) const {
    const YAML::Node value = node[key];
    if (!value) return absl::OkStatus();
    if (!value.IsScalar() || !absl::SimpleAtoi(value.Scalar(), &count) || count < 1) {
      return Fault(value.Mark(), absl::StrCat(key, ": expected a number above 0"));
    }
    return absl::OkStatus();
  }

  absl::string_view path_;
};

absl::StatusOr<KafkaTopics> ReadAll(const YAML::Node& root, const Reader& reader) {
  FAZHI_RETURN_IF_ERROR(reader.OnlyKeys(root, {"defaults", "topics"}));
  KafkaTopic defaults{/*partitions=*/1, /*replication_factor=*/1, {}};
  if (const YAML::Node node = root["defaults"]) {
    FAZHI_RETURN_IF_ERROR(reader.OnlyKeys(node, {"partitions", "replication_factor", "settings"}));
    FAZHI_RETURN_IF_ERROR(reader.Read(node, defaults));
  }
  const YAML::Node list = root["topics"];
  if (!list || !list.IsSequence()) return reader.Fault(root.Mark(), "topics: expected a list of topics");
  KafkaTopics topics;
  for (const YAML::Node& node : list) {
    FAZHI_RETURN_IF_ERROR(reader.OnlyKeys(node, {"name", "partitions", "replication_factor", "settings"}));
    const YAML::Node name = node["name"];
    if (!name || !name.IsScalar()) return reader.Fault(node.Mark(), "a topic without a name");
    const auto [place, is_new] = topics.emplace(name.Scalar(), defaults);
    if (!is_new) return reader.Fault(name.Mark(), absl::StrCat(name.Scalar(), " stands there twice"));
    FAZHI_RETURN_IF_ERROR(reader.Read(node, place->second));
  }
  return topics;
}

// The number that the text is, or `most` where it is larger.
std::string AtMost(const std::string& text, int most) {
  int number = 0;
  return absl::SimpleAtoi(text, &number) ? absl::StrCat(std::min(number, most)) : text;
}

void SetReplication(KafkaTopic& topic, int replication_factor) {
  topic.replication_factor = replication_factor;
  const auto in_sync = topic.settings.find(kMinInSync);
  if (in_sync != topic.settings.end())
    in_sync->second.value = AtMost(in_sync->second.value, replication_factor);
}

}  // namespace

absl::StatusOr<KafkaTopics> ParseTopics(absl::string_view text, absl::string_view path,
                                        int replication_factor) {
  const Reader reader(path);
  absl::StatusOr<KafkaTopics> topics;
  try {
    topics = ReadAll(YAML::Load(std::string(text)), reader);
  } catch (const YAML::Exception& error) {
    return reader.Fault(error.mark, error.msg);
  }
  if (topics.ok() && replication_factor > 0) {
    for (auto& [name, topic] : *topics) SetReplication(topic, replication_factor);
  }
  return topics;
}

std::vector<TopicDifference> DifferencesOf(const KafkaTopics& wanted, const KafkaTopics& found) {
  using Kind = TopicDifference::Kind;
  std::vector<TopicDifference> differences;
  for (const auto& [name, want] : wanted) {
    const auto there = found.find(name);
    if (there == found.end()) {
      differences.push_back({Kind::kMissing, name, "", "there", "not there"});
      continue;
    }
    const KafkaTopic& have = there->second;
    if (have.partitions != want.partitions) {
      differences.push_back({have.partitions < want.partitions ? Kind::kPartitions : Kind::kMorePartitions,
                             name, "", absl::StrCat(want.partitions), absl::StrCat(have.partitions)});
    }
    if (have.replication_factor < want.replication_factor) {
      differences.push_back({Kind::kReplicas, name, "", absl::StrCat(want.replication_factor),
                             absl::StrCat(have.replication_factor)});
    }
    for (const auto& [key, setting] : want.settings) {
      const auto set = have.settings.find(key);
      const std::string value = set == have.settings.end() ? "(unknown to Kafka)" : set->second.value;
      // No more in sync than there are replicas: nothing could be written.
      const std::string asked =
          key == kMinInSync ? AtMost(setting.value, have.replication_factor) : setting.value;
      if (value != asked) {
        differences.push_back({Kind::kSetting, name, key, asked, value});
      }
    }
  }
  return differences;
}

}  // namespace fazhi
