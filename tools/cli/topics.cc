#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "fazhi_topics_data.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/admin.h"
#include "tools/cli/commands.h"
#include "tools/cli/failures.h"
#include "tools/cli/kafka.h"
#include "tools/cli/table.h"
#include "tools/cli/topics_file.h"

namespace fazhi {
namespace {

using runtime::KafkaAdmin;
using runtime::KafkaTopics;
using Kind = TopicDifference::Kind;

struct Options {
  KafkaOptions kafka;
  std::string topics;
  int replication_factor = 0;
  double timeout_seconds = 15;
};

absl::StatusOr<KafkaTopics> WantedTopics(const Options& options) {
  constexpr char kEmbedded[] = "topics.yaml";
  if (options.topics.empty()) {
    return ParseTopics(topics_data::Data(kEmbedded), kEmbedded, options.replication_factor);
  }
  std::ostringstream text;
  if (!(text << std::ifstream(options.topics, std::ios::binary).rdbuf())) {
    return InvalidInput("BAD_OPTION", "topics", absl::StrCat("--topics: cannot read ", options.topics));
  }
  return ParseTopics(text.str(), options.topics, options.replication_factor);
}

// What the brokers have of the topics that are wanted.
absl::StatusOr<KafkaTopics> FoundTopics(KafkaAdmin& admin, const KafkaTopics& wanted) {
  FAZHI_ASSIGN_OR_RETURN(KafkaTopics found, admin.ListTopics());
  std::vector<std::string> names;
  for (const auto& [name, topic] : wanted) {
    if (found.count(name) != 0) names.push_back(name);
  }
  FAZHI_ASSIGN_OR_RETURN(auto settings, admin.DescribeSettings(names));
  for (auto& [name, of_topic] : settings) found.at(name).settings = std::move(of_topic);
  return found;
}

// What may stay as it is.
bool IsNote(const TopicDifference& difference) { return difference.kind == Kind::kMorePartitions; }

std::string NameOf(const TopicDifference& difference) {
  switch (difference.kind) {
    case Kind::kMissing:
      return "topic";
    case Kind::kPartitions:
    case Kind::kMorePartitions:
      return "partitions";
    case Kind::kReplicas:
      return "replication_factor";
    case Kind::kSetting:
      break;
  }
  return difference.setting;
}

std::string RemedyOf(const TopicDifference& difference) {
  switch (difference.kind) {
    case Kind::kReplicas:
      return "kafka-reassign-partitions; one node: --replication-factor 1";
    case Kind::kMorePartitions:
      return "may stay: partitions are never taken away";
    case Kind::kMissing:
    case Kind::kPartitions:
    case Kind::kSetting:
      break;
  }
  return "fazhi topics apply";
}

// What a command does about differences, of which there are some.
using Act = absl::StatusOr<int> (*)(const KafkaTopics& wanted,
                                    const std::vector<TopicDifference>& differences, KafkaAdmin& admin);

absl::StatusOr<int> Run(const Options& options, Act act) {
  FAZHI_ASSIGN_OR_RETURN(const KafkaTopics wanted, WantedTopics(options));
  FAZHI_ASSIGN_OR_RETURN(const runtime::KafkaConfig config, options.kafka.Config());
  FAZHI_ASSIGN_OR_RETURN(const auto admin,
                         KafkaAdmin::Create(config, absl::Seconds(options.timeout_seconds)));
  FAZHI_ASSIGN_OR_RETURN(const KafkaTopics found, FoundTopics(*admin, wanted));
  const std::vector<TopicDifference> differences = DifferencesOf(wanted, found);
  if (!differences.empty()) return act(wanted, differences, *admin);
  std::printf("%zu topics are as they should be\n", wanted.size());
  return kExitOk;
}

absl::StatusOr<int> Check(const KafkaTopics& /*wanted*/, const std::vector<TopicDifference>& differences,
                          KafkaAdmin& /*admin*/) {
  Table table({{"topic"}, {"what"}, {"file"}, {"Kafka"}, {"remedy", false, 60}});
  for (const TopicDifference& difference : differences) {
    table.AddRow(
        {difference.topic, NameOf(difference), difference.wanted, difference.found, RemedyOf(difference)});
  }
  std::fputs(table.ToString().c_str(), stdout);
  return std::all_of(differences.begin(), differences.end(), IsNote) ? kExitOk : kExitSomeFailed;
}

absl::StatusOr<int> Apply(const KafkaTopics& wanted, const std::vector<TopicDifference>& differences,
                          KafkaAdmin& admin) {
  std::map<std::string, std::map<std::string, std::string>> settings;  // to be set, by topic
  int exit_code = kExitOk;
  for (const TopicDifference& difference : differences) {
    const auto& [kind, name, setting, want, have] = difference;
    const runtime::KafkaTopic& topic = wanted.at(name);
    switch (kind) {
      case Kind::kMissing:
        FAZHI_RETURN_IF_ERROR(admin.CreateTopic(name, topic));
        std::printf("%s: made with %d partitions, %d replicas\n", name.c_str(), topic.partitions,
                    topic.replication_factor);
        break;
      case Kind::kPartitions:
        FAZHI_RETURN_IF_ERROR(admin.AddPartitions(name, topic.partitions));
        std::printf("%s: partitions %s -> %s\n", name.c_str(), have.c_str(), want.c_str());
        break;
      case Kind::kSetting:
        settings[name][setting] = want;
        break;
      case Kind::kReplicas:
        exit_code = kExitSomeFailed;
        [[fallthrough]];
      case Kind::kMorePartitions:
        std::printf("%s: %s stays %s, the file says %s (%s)\n", name.c_str(), NameOf(difference).c_str(),
                    have.c_str(), want.c_str(), RemedyOf(difference).c_str());
        break;
    }
  }
  for (const auto& [name, values] : settings) {
    FAZHI_RETURN_IF_ERROR(admin.SetSettings(name, values));
    for (const auto& [setting, value] : values) {
      std::printf("%s: %s -> %s\n", name.c_str(), setting.c_str(), value.c_str());
    }
  }
  return exit_code;
}

void AddOne(CLI::App& parent, int& exit_code, const char* name, const char* help, Act act) {
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand(name, help);
  AddKafkaOptions(*command, options->kafka);
  command->add_option("--topics", options->topics,
                      "A file to go by instead of the built-in deploy/topics.yaml");
  command
      ->add_option("--replication-factor", options->replication_factor,
                   "For all topics, instead of the file's; 1 for a cluster of one node")
      ->check(CLI::PositiveNumber);
  command->add_option("--timeout", options->timeout_seconds, "Seconds to wait for an answer of Kafka's")
      ->check(CLI::Range(0.1, 3600.0))
      ->capture_default_str();
  command->callback([options, act, &exit_code] {
    const absl::StatusOr<int> code = Run(*options, act);
    exit_code = code.ok() ? *code : ExitCode(code.status(), kExitSomeFailed);
  });
}

}  // namespace

void AddTopics(CLI::App& app, int& exit_code) {
  CLI::App* topics =
      app.add_subcommand("topics", "Make Kafka's topics what deploy/topics.yaml says, or check");
  topics->require_subcommand(1);
  topics->footer(
      "Examples:\n"
      "  fazhi topics check --brokers kafka:9092                                what differs\n"
      "  fazhi topics apply --brokers localhost:9092 --replication-factor 1     on a cluster of one node\n");
  AddOne(*topics, exit_code, "apply",
         "Make topics that are missing, add partitions, set settings that differ; take nothing away", Apply);
  AddOne(*topics, exit_code, "check", "Show what differs; exit with 1 when something does", Check);
}

}  // namespace fazhi
