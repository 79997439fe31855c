#include "services/runtime/kafka/replay.h"

#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/base/status_matchers.h"
#include "services/runtime/kafka/publisher.h"
#include "services/runtime/kafka/testing.h"
#include "services/runtime/stage/dead_letter.h"

namespace fazhi::runtime {
namespace {

TEST(Replay, SendsWhatIsChosenOnceEach) {
  const KafkaConfig config = TestKafkaConfig();
  MakeTopic(config, "replay-letters", 2);
  MakeTopic(config, "replay-in", 2);
  const absl::Time start = absl::FromUnixSeconds(1711600000);
  {
    auto publisher = KafkaPublisher::Make(config, "test");
    ASSERT_OK(publisher);
    for (int i = 0; i < 30; ++i) {
      Record record;
      record.from = {"replay-in", 0};
      record.offset = i;
      record.key = "key" + std::to_string(i);
      record.value = "value" + std::to_string(i);
      record.headers = {{"content-type", "text/html"}};
      const absl::Status status = InvalidInput(i % 3 == 0 ? "BROKEN_PDF" : "NO_REPORT", "", "refused");
      (*publisher)
          ->Publish(
              DeadLetterRecord(record,
                               {i % 2 == 0 ? "ingestion" : "extraction", status, 1, start + absl::Seconds(i)},
                               "replay-letters", 1 << 20),
              [](const absl::StatusOr<Publisher::Published>& at) { EXPECT_OK(at); });
    }
    (*publisher)
        ->Publish({"replay-letters", "k", "garbage", {}}, [](const absl::StatusOr<Publisher::Published>&) {});
  }
  ReplayOptions options;
  options.topic = "replay-letters";
  options.stage = "ingestion";
  options.reason = "BROKEN_PDF";  // 0, 6, 12, 18, 24
  options.from = start + absl::Seconds(1);
  options.until = start + absl::Seconds(24);  // 6, 12, 18
  options.dry_run = true;
  ASSERT_OK_AND_ASSIGN(ReplayResult result, ReplayDeadLetters(config, options));
  EXPECT_EQ(result.letters, 30);
  EXPECT_EQ(result.chosen, 3);
  EXPECT_EQ(result.sent, 3);
  options.dry_run = false;
  ASSERT_OK_AND_ASSIGN(result, ReplayDeadLetters(config, options));
  EXPECT_EQ(result.sent, 3);
  ASSERT_OK_AND_ASSIGN(result, ReplayDeadLetters(config, options));
  EXPECT_EQ(result.chosen, 3);
  EXPECT_EQ(result.before, 3);
  EXPECT_EQ(result.sent, 0);
  options.until = absl::InfiniteFuture();
  ASSERT_OK_AND_ASSIGN(result, ReplayDeadLetters(config, options));
  EXPECT_EQ(result.sent, 1);
  const std::vector<Record> sent = ReadCommitted(config, "replay-in", 4);
  ASSERT_EQ(sent.size(), 4);
  for (const Record& record : sent) {
    EXPECT_EQ(record.value, "value" + record.key.substr(3));
    EXPECT_EQ(HeaderValue(record.headers, "content-type"), "text/html");
  }
}

TEST(Replay, TellsWhatWasNotKept) {
  const KafkaConfig config = TestKafkaConfig();
  MakeTopic(config, "replay-large", 1);
  {
    auto publisher = KafkaPublisher::Make(config, "test");
    ASSERT_OK(publisher);
    Record record;
    record.from = {"replay-in", 0};
    record.value = std::string(5000, 'x');
    const absl::Status status = absl::InternalError("bug");
    (*publisher)
        ->Publish(DeadLetterRecord(record, {"extraction", status, 1, absl::Now()}, "replay-large", 4000),
                  [](const absl::StatusOr<Publisher::Published>& at) { EXPECT_OK(at); });
  }
  ReplayOptions options;
  options.topic = "replay-large";
  ASSERT_OK_AND_ASSIGN(const ReplayResult result, ReplayDeadLetters(config, options));
  EXPECT_EQ(result.chosen, 1);
  EXPECT_EQ(result.not_kept, 1);
  EXPECT_EQ(result.sent, 0);
}

// A stage that was killed leaves a transaction open, and what was replayed since stands behind it.
TEST(Replay, SendsNothingAgainThatStandsBehindAnOpenTransaction) {
  KafkaConfig config = TestKafkaConfig();
  MakeTopic(config, "replay-open", 1);
  MakeTopic(config, "replay-open-in", 1);
  {
    auto publisher = KafkaPublisher::Make(config, "test");
    ASSERT_OK(publisher);
    Record record;
    record.from = {"replay-open-in", 0};
    record.value = "value";
    (*publisher)
        ->Publish(DeadLetterRecord(record, {"extraction", absl::InternalError("bug"), 1, absl::Now()},
                                   "replay-open", 1 << 20),
                  [](const absl::StatusOr<Publisher::Published>& at) { EXPECT_OK(at); });
  }
  ASSERT_OK(config.Set("transaction.timeout.ms", "5000", "test"));
  LeaveTransactionOpen(config, "replay-open");
  ReplayOptions options;
  options.topic = "replay-open";
  absl::SleepFor(absl::Milliseconds(20));  // the letter is of before
  ASSERT_OK_AND_ASSIGN(const ReplayResult first, ReplayDeadLetters(config, options));
  EXPECT_EQ(first.sent, 1);
  LeaveTransactionOpen(config, "replay-open");
  ASSERT_OK_AND_ASSIGN(const ReplayResult second, ReplayDeadLetters(config, options));
  EXPECT_EQ(second.letters, 1);
  EXPECT_EQ(second.before, 1);
  EXPECT_EQ(second.sent, 0);
}

}  // namespace
}  // namespace fazhi::runtime
