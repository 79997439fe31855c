// The stage loop on Apache Kafka itself.
#include <atomic>
#include <cstdlib>
#include <map>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/runtime/kafka/errors.h"
#include "services/runtime/kafka/publisher.h"
#include "services/runtime/kafka/sink.h"
#include "services/runtime/kafka/source.h"
#include "services/runtime/kafka/testing.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/publications.h"
#include "services/runtime/stage/stage_loop.h"

namespace fazhi::runtime {

class KafkaPublisherTesting {
 public:
  // Librdkafka's own way to see what becomes of it.
  static void Break(const KafkaPublisher& publisher) {
    EXPECT_EQ(rd_kafka_test_fatal_error(publisher.producer().get(),
                                        RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "made by a test"),
              RD_KAFKA_RESP_ERR_NO_ERROR);
  }
};

namespace {

constexpr char kSourceHeader[] = "made-of";

using ::testing::SizeIs;

absl::StatusOr<std::unique_ptr<Output>> Relay(const std::string& to, const Record& record) {
  auto out = std::make_unique<Publications>();
  out->records.push_back(
      {to,
       record.key,
       record.value,
       {{kSourceHeader, absl::StrCat(record.from.topic, "/", record.from.partition, "/", record.offset)}}});
  return out;
}

// A replica: everything that one process of a stage has.
class Replica {
 public:
  Replica(const KafkaConfig& config, const std::string& topic, int ordinal) : config_(config), topic_(topic) {
    auto made =
        KafkaSource::Make(config_, {absl::StrCat("group-", topic), {topic}, absl::StrCat("relay-", ordinal)});
    EXPECT_OK(made);
    source_ = *std::move(made);
    tracker_ = std::make_unique<KafkaTracker>(*source_);
    StageLoop::Edges edges{source_.get(), tracker_.get(), {}};
    for (int n = 0; n < 2; ++n) {
      sinks_.push_back(std::make_unique<KafkaSink>(
          config_, *source_, KafkaSinkOptions{absl::StrCat("relay-", topic, "-", ordinal, "-", n), "relay"}));
      edges.sinks.push_back(sinks_.back().get());
    }
    StageOptions options;
    options.stage = "relay";
    options.workers = 1;
    options.batch_records = 50;
    loop = std::make_unique<StageLoop>(
        options, edges, [to = topic_ + "-out"](const Record& record) { return Relay(to, record); });
    thread_ = std::thread([this] { result_ = loop->Run(); });
  }
  ~Replica() { EXPECT_OK(Stop()); }
  absl::Status Stop() {
    if (thread_.joinable()) {
      loop->Stop();
      thread_.join();
    }
    return result_;
  }

  std::unique_ptr<StageLoop> loop;

 private:
  const KafkaConfig& config_;
  std::string topic_;
  std::unique_ptr<KafkaSource> source_;
  std::unique_ptr<KafkaTracker> tracker_;
  std::vector<std::unique_ptr<KafkaSink>> sinks_;
  std::thread thread_;
  absl::Status result_;
};

class StageOnKafka : public ::testing::Test {
 protected:
  StageOnKafka() : config(TestKafkaConfig()) {}

  void MakeTopics(const std::string& name, int partitions) {
    topic = name;
    MakeTopic(config, topic, partitions);
    MakeTopic(config, topic + "-out", partitions);
  }
  void Publish(int from, int to) {
    auto publisher = KafkaPublisher::Make(config, "test");
    ASSERT_OK(publisher);
    std::atomic<int> failed{0};
    for (int i = from; i < to; ++i) {
      (*publisher)
          ->Publish({topic, absl::StrCat("key", i), absl::StrCat("value", i), {}},
                    [&](const absl::StatusOr<Publisher::Published>& at) { failed += at.ok() ? 0 : 1; });
    }
    publisher->reset();
    ASSERT_EQ(failed, 0);
  }
  // Every record that was published has one output that a reader of committed records sees.
  void ExpectEachOnce(int n) {
    std::map<std::string, int> seen;
    size_t records = 0;
    // The end is known by count: wait for it, then look whether more comes.
    for (const Record& record : ReadCommitted(config, topic + "-out", static_cast<size_t>(n))) {
      ++seen[std::string(HeaderValue(record.headers, kSourceHeader))];
      ++records;
    }
    EXPECT_EQ(records, static_cast<size_t>(n));
    EXPECT_THAT(seen, SizeIs(n));
  }

  KafkaConfig config;
  std::string topic;
};

TEST_F(StageOnKafka, RelaysEachOnceWhileReplicasComeAndGo) {
  MakeTopics("come-and-go", 4);
  Publish(0, 2000);
  {
    Replica first(config, topic, 0);
    Publish(2000, 4000);
    {
      Replica second(config, topic, 1);
      Replica third(config, topic, 2);
      Publish(4000, 6000);
      std::this_thread::sleep_for(std::chrono::seconds(4));
      Publish(6000, 7000);
    }
    Publish(7000, 8000);
    ExpectEachOnce(8000);
    EXPECT_TRUE(first.loop->Ready());
    EXPECT_EQ(first.loop->Status().partitions_size(), 4);
  }
}

TEST_F(StageOnKafka, SaysThatTheBrokerIsAwayAndGoesOnWhenItIsBack) {
  MakeTopics("restart", 2);
  Publish(0, 1000);
  Replica replica(config, topic, 0);
  Publish(1000, 3000);
  const auto comes_true = [&](bool (*holds)(const v1::GetStatusResponse&)) {
    const absl::Time by = absl::Now() + absl::Seconds(30);
    while (!holds(replica.loop->Status()) && absl::Now() < by) absl::SleepFor(absl::Milliseconds(50));
    return holds(replica.loop->Status());
  };
  EXPECT_FALSE(replica.loop->Status().has_unreachable_since());
  TellKafka("stop");
  // The error is told by the poll after the one that sees it.
  EXPECT_TRUE(comes_true(
      [](const auto& status) { return status.has_unreachable_since() && status.has_last_error(); }));
  TellKafka("start");
  EXPECT_TRUE(comes_true([](const auto& status) { return !status.has_unreachable_since(); }));
  Publish(3000, 5000);
  ExpectEachOnce(5000);
}

TEST_F(StageOnKafka, SeesPartitionsThatAreAdded) {
  MakeTopics("grow", 1);
  ASSERT_OK(config.Set("topic.metadata.refresh.interval.ms", "1000", "test"));
  Publish(0, 100);
  Replica replica(config, topic, 0);
  AddPartitions(config, topic, 3);
  for (int i = 0; i < 200 && replica.loop->Status().partitions_size() < 3; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  Publish(100, 1000);
  ExpectEachOnce(1000);
  EXPECT_EQ(replica.loop->Status().partitions_size(), 3);
}

// A commit of somebody who was taken for dead changes nothing.
TEST_F(StageOnKafka, AProducerThatWasReplacedIsFenced) {
  MakeTopics("fence", 1);
  auto source = KafkaSource::Make(config, {"group-fence", {topic}, "relay"});
  ASSERT_OK(source);
  KafkaSink stale(config, **source, {"fence-0", "relay"});
  KafkaSink fresh(config, **source, {"fence-0", "relay"});
  const auto commit = [&](KafkaSink& sink, const std::string& value) {
    std::vector<Settled> settled(1);
    auto output = std::make_unique<Publications>();
    output->records.push_back({topic + "-out", "", value, {{kSourceHeader, value}}});
    settled[0].output = std::move(output);
    return sink.Commit({&settled, {}});
  };
  ASSERT_OK(stale.Prepare());
  ASSERT_OK(fresh.Prepare());
  EXPECT_OK(commit(fresh, "a"));
  EXPECT_EQ(commit(stale, "b").code(), absl::StatusCode::kAborted);
  EXPECT_OK(commit(stale, "c"));  // made anew, and so fences in its turn
  ExpectEachOnce(2);
}

TEST_F(StageOnKafka, APositionThatIsGoneEndsTheStage) {
  MakeTopics("gone", 1);
  Publish(0, 10);
  CommitPosition(config, absl::StrCat("group-", topic), {topic, 0}, 1000);
  auto source = KafkaSource::Make(config, {absl::StrCat("group-", topic), {topic}, "relay"});
  ASSERT_OK(source);
  KafkaTracker tracker(**source);
  KafkaSink sink(config, **source, {"gone-0", "relay"});
  StageOptions options;
  options.stage = "relay";
  StageLoop loop(options, {source->get(), &tracker, {&sink}},
                 [&](const Record& record) { return Relay("gone-out", record); });
  EXPECT_THAT(loop.Run(), FailsWith(absl::StatusCode::kDataLoss, "POSITION_GONE"));
}

TEST_F(StageOnKafka, WhatIsTooLargeIsRefusedAtOnce) {
  MakeTopics("large", 1);
  auto publisher = KafkaPublisher::Make(config, "test");
  ASSERT_OK(publisher);
  absl::Status status;
  (*publisher)
      ->Publish({topic, "", std::string(17 << 20, 'x'), {}},
                [&](const absl::StatusOr<Publisher::Published>& at) { status = at.status(); });
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "KAFKA_MSG_SIZE_TOO_LARGE"));
}

TEST_F(StageOnKafka, APublisherIsMadeAnewAfterAFatalError) {
  MakeTopics("fatal", 1);
  ASSERT_OK(config.Set("linger.ms", "500", "test"));
  auto publisher = KafkaPublisher::Make(config, "test");
  ASSERT_OK(publisher);
  const auto publish = [&](const std::string& value) {
    absl::Notification told;
    absl::Status status;
    (*publisher)->Publish({topic + "-out", "", value, {{kSourceHeader, value}}}, [&](const auto& at) {
      status = at.status();
      told.Notify();
    });
    EXPECT_TRUE(told.WaitForNotificationWithTimeout(absl::Seconds(20)));
    return status;
  };
  EXPECT_OK(publish("a"));
  absl::Status status;
  (*publisher)->Publish({topic + "-out", "", "lost", {{kSourceHeader, "lost"}}}, [&](const auto& at) {
    absl::SleepFor(absl::Milliseconds(200));
    status = at.status();
  });
  KafkaPublisherTesting::Break(**publisher);
  (*publisher)->Flush();  // waits for what another producer had, too
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kUnavailable, "KAFKA_FATAL"));
  for (int i = 0; i < 50; ++i) {
    status = publish("b");
    if (status.ok()) break;
    absl::SleepFor(absl::Milliseconds(100));
  }
  EXPECT_OK(status);
  ExpectEachOnce(2);
}

TEST_F(StageOnKafka, APublisherThatStopsTellsWhatWaits) {
  ASSERT_OK(config.Set("bootstrap.servers", "127.0.0.1:1", "test"));  // nobody is there
  auto publisher = KafkaPublisher::Make(config, "test");
  ASSERT_OK(publisher);
  absl::Notification told;
  absl::Status status;
  (*publisher)->Publish({"any", "", "value", {}}, [&](const absl::StatusOr<Publisher::Published>& at) {
    status = at.status();
    told.Notify();
  });
  EXPECT_FALSE(told.WaitForNotificationWithTimeout(absl::Milliseconds(300)));
  (*publisher)->StopBy(absl::Now() + absl::Milliseconds(200));
  ASSERT_TRUE(told.WaitForNotificationWithTimeout(absl::Seconds(5)));
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kUnavailable, "KAFKA_PURGE_QUEUE"));
  (*publisher)->Publish({"any", "", "value", {}}, [&](const absl::StatusOr<Publisher::Published>& at) {
    status = at.status();
  });
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kUnavailable, "STOPPING"));
  const absl::Time begun = absl::Now();
  publisher->reset();
  EXPECT_LT(absl::Now() - begun, absl::Seconds(3));
}

}  // namespace
}  // namespace fazhi::runtime
