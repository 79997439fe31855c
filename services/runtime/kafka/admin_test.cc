#include "services/runtime/kafka/admin.h"

#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "services/base/status_matchers.h"

namespace fazhi::runtime {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;

// Against the broker of tests/servers/with_servers.py.
KafkaConfig Config(const std::string& brokers = std::getenv("FAZHI_TEST_BROKERS")) {
  KafkaConfig config;
  EXPECT_OK(config.Set("bootstrap.servers", brokers, "test"));
  return config;
}

TEST(KafkaAdmin, MakesATopicAndChangesIt) {
  ASSERT_OK_AND_ASSIGN(const auto admin, KafkaAdmin::Create(Config()));
  KafkaTopic topic{2, 1, {{"retention.ms", {"1000000"}}, {"segment.bytes", {"2000000"}}}};
  ASSERT_OK(admin->CreateTopic("changing", topic));
  ASSERT_OK_AND_ASSIGN(KafkaTopics topics, admin->ListTopics());
  EXPECT_EQ(topics.at("changing").partitions, 2);
  EXPECT_EQ(topics.at("changing").replication_factor, 1);

  ASSERT_OK(admin->AddPartitions("changing", 5));
  ASSERT_OK_AND_ASSIGN(topics, admin->ListTopics());
  EXPECT_EQ(topics.at("changing").partitions, 5);

  // What is not named stays.
  ASSERT_OK(admin->SetSettings("changing", {{"retention.ms", "-1"}, {"max.message.bytes", "16777216"}}));
  ASSERT_OK_AND_ASSIGN(auto settings, admin->DescribeSettings({"changing"}));
  auto& of = settings.at("changing");
  EXPECT_EQ(of["retention.ms"].value, "-1");
  EXPECT_EQ(of["max.message.bytes"].value, "16777216");
  EXPECT_EQ(of["segment.bytes"].value, "2000000");
  EXPECT_TRUE(of["segment.bytes"].own);
  EXPECT_EQ(of["cleanup.policy"].value, "delete");
  EXPECT_FALSE(of["cleanup.policy"].own);
}

// A broker hears of a change a little later than the controller that took it.
TEST(KafkaAdmin, WhatWasSetIsDescribedAtOnce) {
  ASSERT_OK_AND_ASSIGN(const auto admin, KafkaAdmin::Create(Config()));
  ASSERT_OK(admin->CreateTopic("set-often", {1, 1, {}}));
  for (int i = 0; i < 100; ++i) {
    const std::string value = absl::StrCat(1000000 + i);
    ASSERT_OK(admin->SetSettings("set-often", {{"retention.ms", value}}));
    ASSERT_OK_AND_ASSIGN(auto settings, admin->DescribeSettings({"set-often"}));
    ASSERT_EQ(settings.at("set-often")["retention.ms"].value, value);
  }
}

TEST(KafkaAdmin, SaysWhatTheBrokerRefuses) {
  ASSERT_OK_AND_ASSIGN(const auto admin, KafkaAdmin::Create(Config()));
  const absl::Status replicas = admin->CreateTopic("refused", {1, 3, {}});
  EXPECT_THAT(replicas, FailsWith(absl::StatusCode::kFailedPrecondition, "KAFKA_REFUSED"));
  EXPECT_THAT(replicas.message(), HasSubstr("refused"));
  const absl::Status setting = admin->CreateTopic("refused", {1, 1, {{"retention.mss", {"1"}}}});
  EXPECT_THAT(setting.message(), HasSubstr("retention.mss"));
  ASSERT_OK(admin->CreateTopic("refused", {1, 1, {}}));
  EXPECT_THAT(admin->CreateTopic("refused", {1, 1, {}}),
              FailsWith(absl::StatusCode::kFailedPrecondition, "KAFKA_REFUSED"));
  EXPECT_THAT(admin->SetSettings("refused", {{"retention.ms", "soon"}}).message(), HasSubstr("retention.ms"));
  EXPECT_THAT(admin->AddPartitions("not-there", 3),
              FailsWith(absl::StatusCode::kFailedPrecondition, "KAFKA_REFUSED"));
  EXPECT_THAT(admin->DescribeSettings({"not-there"}),
              FailsWith(absl::StatusCode::kFailedPrecondition, "KAFKA_REFUSED"));
}

TEST(CheckTopics, SaysWhatIsMissingAndWhatToRunAndMakesNothing) {
  ASSERT_OK_AND_ASSIGN(const auto admin, KafkaAdmin::Create(Config()));
  ASSERT_OK(admin->CreateTopic("there", {1, 1, {}}));
  EXPECT_OK(CheckTopics(Config(), {"there"}));
  const absl::Status missing = CheckTopics(Config(), {"first", "there", "second"});
  EXPECT_THAT(missing, FailsWith(absl::StatusCode::kFailedPrecondition, "MISSING_TOPIC"));
  EXPECT_THAT(missing.message(), HasSubstr("no topic first, second"));
  EXPECT_THAT(missing.message(), HasSubstr("run: fazhi topics apply --brokers "));
  EXPECT_THAT(missing.message(), Not(HasSubstr("\n")));
  ASSERT_OK_AND_ASSIGN(const KafkaTopics topics, admin->ListTopics());
  EXPECT_THAT(topics, Not(Contains(Key("first"))));
}

TEST(CheckTopics, SaysWhyNoBrokerAnswers) {
  const absl::Status status = CheckTopics(Config("127.0.0.1:1"), {"there"}, absl::Seconds(3));
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kUnavailable, "BROKER_UNREACHABLE"));
  EXPECT_THAT(status.message(), HasSubstr("127.0.0.1:1"));
  EXPECT_THAT(status.message(), HasSubstr("Connection refused"));
}

}  // namespace
}  // namespace fazhi::runtime
