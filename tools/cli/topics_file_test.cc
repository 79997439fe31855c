#include "tools/cli/topics_file.h"

#include "fazhi_topics_data.h"
#include "services/base/status_matchers.h"

namespace fazhi {
namespace {

using runtime::KafkaTopics;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using Kind = TopicDifference::Kind;

KafkaTopics OfTheProject(int replication_factor = 0) {
  const auto topics = ParseTopics(topics_data::Data("topics.yaml"), "topics.yaml", replication_factor);
  EXPECT_OK(topics);
  return topics.value_or(KafkaTopics());
}

std::string FaultOf(absl::string_view text) {
  const absl::Status status = ParseTopics(text, "t.yaml").status();
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_TOPICS"));
  return std::string(status.message());
}

TEST(TopicsOfTheProject, AreWhatTheServicesRelyOn) {
  const KafkaTopics topics = OfTheProject();
  EXPECT_THAT(topics, ElementsAre(Key("fazhi.dead-letters"), Key("fazhi.documents"),
                                  Key("fazhi.observations"), Key("fazhi.outlines"), Key("fazhi.reports")));
  for (const auto& [name, topic] : topics) {
    EXPECT_EQ(topic.settings.at("max.message.bytes").value, "16777216") << name;
    EXPECT_EQ(topic.settings.at("cleanup.policy").value, "delete") << name;
    EXPECT_GT(topic.replication_factor, std::stoi(topic.settings.at("min.insync.replicas").value)) << name;
  }
  EXPECT_EQ(topics.at("fazhi.documents").settings.at("retention.ms").value, "-1");
  EXPECT_EQ(topics.at("fazhi.documents").settings.at("retention.bytes").value, "-1");
  EXPECT_EQ(topics.at("fazhi.reports").settings.at("retention.ms").value,
            std::to_string(14LL * 24 * 3600 * 1000));
}

TEST(TopicsOfTheProject, FitOneNodeWithOneReplica) {
  for (const auto& [name, topic] : OfTheProject(1)) {
    EXPECT_EQ(topic.replication_factor, 1) << name;
    EXPECT_EQ(topic.settings.at("min.insync.replicas").value, "1") << name;
  }
}

TEST(ParseTopics, LaysATopicOverTheDefaults) {
  ASSERT_OK_AND_ASSIGN(
      const KafkaTopics topics,
      ParseTopics("defaults: {partitions: 4, settings: {a: 1, b: x y}}\n"
                  "topics:\n"
                  "  - {name: one}\n"
                  "  - {name: two, partitions: 2, replication_factor: 3, settings: {a: 2}}\n",
                  "t.yaml"));
  EXPECT_EQ(topics.at("one").partitions, 4);
  EXPECT_EQ(topics.at("one").replication_factor, 1);
  EXPECT_EQ(topics.at("one").settings.at("a").value, "1");
  EXPECT_EQ(topics.at("two").partitions, 2);
  EXPECT_EQ(topics.at("two").replication_factor, 3);
  EXPECT_EQ(topics.at("two").settings.at("a").value, "2");
  EXPECT_EQ(topics.at("two").settings.at("b").value, "x y");
}

TEST(ParseTopics, NamesTheLineOfAFault) {
  EXPECT_EQ(FaultOf("topics:\n  - {name: a, partition: 2}\n"),
            "t.yaml:2: unknown key partition; there are name, partitions, replication_factor, settings");
  EXPECT_EQ(FaultOf("topics:\n  - name: a\n    partitions: 0\n"),
            "t.yaml:3: partitions: expected a number above 0");
  EXPECT_EQ(FaultOf("topics:\n  - name: a\n  - name: a\n"), "t.yaml:3: a stands there twice");
  EXPECT_EQ(FaultOf("topics:\n  - partitions: 1\n"), "t.yaml:2: a topic without a name");
  EXPECT_EQ(FaultOf("topics:\n  - name: a\n    settings:\n      x: [1]\n"),
            "t.yaml:4: x: expected one value");
  EXPECT_EQ(FaultOf("topics: 3"), "t.yaml:1: topics: expected a list of topics");
  EXPECT_THAT(FaultOf(""), HasSubstr("expected defaults, topics"));
  EXPECT_THAT(FaultOf("topics: [\n"), HasSubstr("t.yaml:2: "));
}

TEST(DifferencesOf, TellsEachKind) {
  const KafkaTopics wanted = {{"gone", {1, 1, {}}},
                              {"more", {4, 1, {}}},
                              {"other", {4, 3, {{"a", {"1"}}, {"b", {"2"}}, {"c", {"3"}}}}}};
  const KafkaTopics found = {{"more", {6, 2, {{"a", {"9"}}}}},
                             {"other", {2, 1, {{"a", {"1"}}, {"b", {"7"}}}}},
                             {"theirs", {1, 1, {}}}};
  const auto differences = DifferencesOf(wanted, found);
  std::vector<std::string> told;
  told.reserve(differences.size());
  for (const TopicDifference& d : differences) {
    told.push_back(std::to_string(static_cast<int>(d.kind)) + " " + d.topic + " " + d.setting + " " +
                   d.wanted + " " + d.found);
  }
  const auto kind = [](Kind k) { return std::to_string(static_cast<int>(k)); };
  EXPECT_THAT(told,
              ElementsAre(kind(Kind::kMissing) + " gone  there not there",
                          kind(Kind::kMorePartitions) + " more  4 6", kind(Kind::kPartitions) + " other  4 2",
                          kind(Kind::kReplicas) + " other  3 1", kind(Kind::kSetting) + " other b 2 7",
                          kind(Kind::kSetting) + " other c 3 (unknown to Kafka)"));
  EXPECT_THAT(DifferencesOf(wanted, wanted), IsEmpty());
}

TEST(DifferencesOf, AsksForNoMoreInSyncThanThereAreReplicas) {
  const auto topic = [](int replicas, const char* in_sync) {
    return KafkaTopics{{"t", {1, replicas, {{"min.insync.replicas", {in_sync}}}}}};
  };
  const auto settings = [&](const KafkaTopics& found) {
    std::vector<std::string> told;
    for (const TopicDifference& d : DifferencesOf(topic(3, "2"), found)) {
      if (d.kind == Kind::kSetting) told.push_back(d.wanted + " " + d.found);
    }
    return told;
  };
  EXPECT_THAT(settings(topic(1, "1")), IsEmpty());
  EXPECT_THAT(settings(topic(1, "2")), ElementsAre("1 2"));
  EXPECT_THAT(settings(topic(2, "1")), ElementsAre("2 1"));
  EXPECT_THAT(settings(topic(3, "1")), ElementsAre("2 1"));
  EXPECT_THAT(settings(topic(5, "2")), IsEmpty());
}

}  // namespace
}  // namespace fazhi
