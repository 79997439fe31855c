#include "services/runtime/kafka/log.h"

#include <vector>

#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/runtime/kafka/client.h"

namespace fazhi::runtime {
namespace {

KafkaLogLine Line(const std::string& client, const std::string& facility) {
  KafkaLogLine line;
  line.client = client;
  line.facility = facility;
  return line;
}

TEST(KafkaLogLimit, PassesOneInAWhile) {
  KafkaLogLimit limit(absl::Seconds(10));
  const absl::Time start = absl::FromUnixSeconds(1711600000);
  KafkaLogLine line = Line("a#producer-1", "FAIL");
  EXPECT_TRUE(limit.Pass(line, start));
  EXPECT_EQ(line.left_out, 0U);
  for (int i = 0; i < 5; ++i) {
    line = Line("a#producer-2", "FAIL");
    EXPECT_FALSE(limit.Pass(line, start + absl::Seconds(i)));
  }
  line = Line("a#producer-1", "REQTMOUT");
  EXPECT_TRUE(limit.Pass(line, start + absl::Seconds(5)));
  line = Line("b#producer-1", "FAIL");
  EXPECT_TRUE(limit.Pass(line, start + absl::Seconds(5)));
  line = Line("a#producer-1", "FAIL");
  line.level = KafkaLogLine::Level::kError;
  EXPECT_TRUE(limit.Pass(line, start + absl::Seconds(5)));
  line = Line("a#producer-1", "FAIL");
  EXPECT_TRUE(limit.Pass(line, start + absl::Seconds(11)));
  EXPECT_EQ(line.left_out, 5U);
}

TEST(KafkaLog, HasWhatHappensToConnections) {
  std::mutex mutex;
  std::vector<KafkaLogLine> lines;
  SetKafkaLog([&](const KafkaLogLine& line) {
    const std::lock_guard<std::mutex> lock(mutex);
    lines.push_back(line);
  });
  ASSERT_OK_AND_ASSIGN(KafkaConfig config, KafkaConfig::Parse("bootstrap.servers = 127.0.0.1:1", "test"));
  KafkaConfig::MakeConfArgs args;
  args.client = KafkaClient::kProducer;
  args.fixed = {{"client.id", "mine"}};
  testing::internal::CaptureStderr();
  {
    ASSERT_OK_AND_ASSIGN(const KafkaHandle client, MakeKafkaClient(config, args));
    const rd_kafka_metadata_t* metadata = nullptr;
    EXPECT_NE(rd_kafka_metadata(client.get(), 1, nullptr, &metadata, 1500), RD_KAFKA_RESP_ERR_NO_ERROR);
  }
  SetKafkaLog(nullptr);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  const std::lock_guard<std::mutex> lock(mutex);
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines[0].facility, "FAIL");
  EXPECT_EQ(lines[0].level, KafkaLogLine::Level::kError);
  EXPECT_EQ(lines[0].client, "mine#producer-1");
}

}  // namespace
}  // namespace fazhi::runtime
