#include "services/runtime/stage/stage_loop.h"

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/runtime/fake/memory_edges.h"
#include "services/runtime/stage/publications.h"

namespace fazhi::runtime {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;

const TopicPartition kZero{"in", 0};
const TopicPartition kOne{"in", 1};

absl::StatusOr<std::unique_ptr<Output>> Double(const Record& record) {
  auto out = std::make_unique<Publications>();
  out->records.push_back({"out", record.key, record.value + record.value, {}});
  return out;
}

// A loop over edges in memory, on a thread of its own.
class StageLoopTest : public ::testing::Test {
 protected:
  StageLoopTest() : source(log) {
    options.stage = "doubling";
    options.workers = 3;
    options.linger = absl::Milliseconds(2);
    options.retry_first = absl::Milliseconds(1);
    options.retry_most = absl::Milliseconds(5);
    options.stop_within = absl::Seconds(5);
    options.log = [](const std::string&) {};
  }
  ~StageLoopTest() override { Stop().IgnoreError(); }

  void Start(StageLoop::Function function = Double, size_t lanes = 2) {
    for (size_t i = 0; i < lanes; ++i) sinks.push_back(std::make_unique<MemorySink>(log));
    StageLoop::Edges edges{&source, &tracker, {}};
    for (auto& sink : sinks) edges.sinks.push_back(sink.get());
    loop = std::make_unique<StageLoop>(options, edges, std::move(function));
    thread = std::thread([this] { result = loop->Run(); });
  }
  absl::Status Stop() {
    for (auto& sink : sinks) sink->Uncork();
    if (thread.joinable()) {
      loop->Stop();
      thread.join();
    }
    return result;
  }
  void Fill(const TopicPartition& partition, int n) {
    for (int i = 0; i < n; ++i) log.Append(partition, absl::StrCat("k", i), absl::StrCat(i, ";"));
  }
  // Waits for what must come, failing after long enough.
  void Await(const std::function<bool()>& condition) {
    for (int i = 0; i < 10000 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ASSERT_TRUE(condition()) << loop->Status().DebugString();
  }
  void AwaitSettled(size_t n) {
    Await([&] { return log.settled().size() >= n; });
  }
  // Every record of the partition is settled once, in its order.
  void ExpectEachOnce(const TopicPartition& partition, int n) {
    std::vector<std::string> lines;
    for (const std::string& line : log.settled()) {
      if (line.rfind(absl::StrCat(partition.topic, "/", partition.partition, "/"), 0) == 0)
        lines.push_back(line);
    }
    ASSERT_THAT(lines, SizeIs(n));
    for (int i = 0; i < n; ++i) {
      EXPECT_EQ(lines[i],
                absl::StrCat(partition.topic, "/", partition.partition, "/", i, " ", i, ";", i, ";"));
    }
  }

  MemoryLog log;
  MemorySource source;
  MemoryTracker tracker{log};
  std::vector<std::unique_ptr<MemorySink>> sinks;
  StageOptions options;
  std::unique_ptr<StageLoop> loop;
  std::thread thread;
  absl::Status result;
};

TEST_F(StageLoopTest, SettlesEveryRecordOnceInOrder) {
  Fill(kZero, 500);
  Fill(kOne, 300);
  Start();
  source.Assign({kZero, kOne});
  AwaitSettled(800);
  EXPECT_OK(Stop());
  ExpectEachOnce(kZero, 500);
  ExpectEachOnce(kOne, 300);
  EXPECT_EQ(log.Position(kZero), 500);
  EXPECT_EQ(loop->Status().records_settled(), 800);
  EXPECT_EQ(loop->Status().state(), v1::PIPELINE_STATE_DRAINED);
}

TEST_F(StageLoopTest, BatchesAreBounded) {
  options.batch_records = 10;
  options.linger = absl::Seconds(1);
  Fill(kZero, 105);
  Start(Double, 1);
  source.Assign({kZero});
  AwaitSettled(105);
  EXPECT_THAT(log.batch_sizes(), Each(Le(10)));
  EXPECT_LT(log.batch_sizes().size(), 30);
}

TEST_F(StageLoopTest, OffsetsMayHaveGaps) {
  log.Append(kZero, "a", "x", {}, 7);
  log.Append(kZero, "b", "y", {}, 1);
  Start();
  source.Assign({kZero});
  AwaitSettled(2);
  EXPECT_THAT(log.settled(), ElementsAre("in/0/7 xx", "in/0/9 yy"));
  EXPECT_EQ(log.Position(kZero), 10);
}

TEST_F(StageLoopTest, GoesOnWhereItStopped) {
  Fill(kZero, 10);
  log.SetPosition(kZero, 4);
  Start();
  source.Assign({kZero});
  AwaitSettled(6);
  EXPECT_OK(Stop());
  EXPECT_THAT(log.settled(), SizeIs(6));
  EXPECT_EQ(log.settled().front(), "in/0/4 4;4;");
}

TEST_F(StageLoopTest, ARecordMayYieldNothing) {
  Fill(kZero, 3);
  Start([](const Record&) -> absl::StatusOr<std::unique_ptr<Output>> { return std::unique_ptr<Output>(); });
  source.Assign({kZero});
  AwaitSettled(3);
  EXPECT_EQ(log.Position(kZero), 3);
}

TEST_F(StageLoopTest, BadInputBecomesADeadLetterAndTheRestGoesOn) {
  Fill(kZero, 5);
  Start([](const Record& record) -> absl::StatusOr<std::unique_ptr<Output>> {
    if (record.offset == 2) return InvalidInput("BROKEN_PDF", "content", "bad page");
    return Double(record);
  });
  source.Assign({kZero});
  AwaitSettled(5);
  EXPECT_OK(Stop());
  EXPECT_THAT(log.settled(), ElementsAre("in/0/0 0;0;", "in/0/1 1;1;", "in/0/2 dead:bad page", "in/0/3 3;3;",
                                         "in/0/4 4;4;"));
  EXPECT_EQ(loop->Status().dead_letters(), 1);
  EXPECT_EQ(loop->Status().dead_letters_by_reason().at("BROKEN_PDF"), 1);
  EXPECT_EQ(loop->Status().last_error_record().offset(), 2);
}

TEST_F(StageLoopTest, TransientErrorsAreRetriedWhileTheOtherPartitionGoesOn) {
  std::atomic<bool> down{true};
  Fill(kZero, 3);
  Fill({"in", 2}, 3);  // of the same lane
  Start([&](const Record& record) -> absl::StatusOr<std::unique_ptr<Output>> {
    if (down && record.from == kZero) return absl::UnavailableError("archive");
    return Double(record);
  });
  source.Assign({kZero, {"in", 2}});
  AwaitSettled(3);
  Await([&] { return source.paused().count(kZero) == 1; });
  EXPECT_THAT(log.settled(), Each(HasSubstr("in/2/")));
  EXPECT_EQ(loop->Status().partitions(0).pause_reason(), v1::PAUSE_REASON_RETRYING);
  down = false;
  AwaitSettled(6);
  EXPECT_OK(Stop());
  ExpectEachOnce(kZero, 3);
}

TEST_F(StageLoopTest, AReferenceThatStaysAwayIsGivenUp) {
  options.give_up_after = absl::Milliseconds(20);
  Fill(kZero, 2);
  Start([&](const Record& record) -> absl::StatusOr<std::unique_ptr<Output>> {
    if (record.offset == 0) {
      return ErrorWithReason(absl::StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE", "", "gone");
    }
    return Double(record);
  });
  source.Assign({kZero});
  AwaitSettled(2);
  EXPECT_THAT(log.settled(), ElementsAre("in/0/0 dead:gone", "in/0/1 1;1;"));
}

TEST_F(StageLoopTest, OtherWaitsDoNotCountForGivingUp) {
  options.give_up_after = absl::Milliseconds(20);
  Fill(kZero, 1);
  const absl::Time start = absl::Now();
  std::atomic<bool> tried{false};
  Start([&](const Record& record) -> absl::StatusOr<std::unique_ptr<Output>> {
    if (absl::Now() < start + absl::Milliseconds(100)) return absl::UnavailableError("archive");
    if (!tried.exchange(true)) {
      return ErrorWithReason(absl::StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE", "", "gone");
    }
    return Double(record);
  });
  source.Assign({kZero});
  AwaitSettled(1);
  EXPECT_THAT(log.settled(), ElementsAre("in/0/0 0;0;"));
}

TEST_F(StageLoopTest, OnlyTimeThatAReferenceIsAwayCountsForGivingItUp) {
  options.give_up_after = absl::Milliseconds(50);
  Fill(kZero, 1);
  Fill(kOne, 1);
  const absl::Time start = absl::Now();
  std::atomic<bool> tried[2] = {};
  Start([&](const Record& record) -> absl::StatusOr<std::unique_ptr<Output>> {
    if (!tried[record.from.partition].exchange(true))
      return ErrorWithReason(absl::StatusCode::kUnavailable, "REFERENCE_UNAVAILABLE", "", "gone");
    if (absl::Now() < start + absl::Milliseconds(200)) {
      if (record.from == kZero)
        return ErrorWithReason(absl::StatusCode::kResourceExhausted, "REFERENCE_WAITS", "", "");
      return absl::UnavailableError("archive");
    }
    return Double(record);
  });
  source.Assign({kZero, kOne});
  AwaitSettled(2);
  EXPECT_OK(Stop());
  ExpectEachOnce(kZero, 1);
  ExpectEachOnce(kOne, 1);
}

TEST_F(StageLoopTest, WaitingForItsTurnIsNoAttempt) {
  std::atomic<int> lines{0};
  std::atomic<int> calls{0};
  options.log = [&](const std::string&) { ++lines; };
  Fill(kZero, 1);
  Start([&](const Record& record) -> absl::StatusOr<std::unique_ptr<Output>> {
    if (++calls < 5) return ErrorWithReason(absl::StatusCode::kResourceExhausted, "REFERENCE_WAITS", "", "");
    return Double(record);
  });
  source.Assign({kZero});
  AwaitSettled(1);
  EXPECT_OK(Stop());
  EXPECT_EQ(lines, 0);
  EXPECT_EQ(loop->Status().last_error().code(), 0);
}

TEST_F(StageLoopTest, ReleasesAFunctionThatWaitsForOthers) {
  std::atomic<bool> released{false};
  std::atomic<bool> waiting{false};
  options.workers = 1;
  options.waiting_workers = 1;
  options.stop_within = absl::Milliseconds(50);
  options.release = [&] { released = true; };
  Fill(kZero, 1);
  Fill(kOne, 20);
  Start([&](const Record& record) -> absl::StatusOr<std::unique_ptr<Output>> {
    if (record.from == kOne) return Double(record);
    waiting = true;
    while (!released) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return absl::CancelledError("released");
  });
  source.Assign({kZero, kOne});
  Await([&] { return waiting.load(); });
  AwaitSettled(20);
  EXPECT_FALSE(released);
  EXPECT_OK(Stop());
  EXPECT_TRUE(released);
  EXPECT_EQ(log.Position(kZero), absl::nullopt);
}

TEST_F(StageLoopTest, TooManyFaultsOfOursEndTheStage) {
  options.own_faults_window = 50;
  Fill(kZero, 200);
  Start([&](const Record&) -> absl::StatusOr<std::unique_ptr<Output>> { return absl::InternalError("bug"); });
  source.Assign({kZero});
  thread.join();
  EXPECT_THAT(result, FailsWith(absl::StatusCode::kInternal, "TOO_MANY_OWN_FAULTS"));
  EXPECT_EQ(loop->Status().state(), v1::PIPELINE_STATE_FAILED);
  EXPECT_FALSE(loop->Ready());
  EXPECT_LT(log.settled().size(), 100);
}

TEST_F(StageLoopTest, GarbageOfPublishersNeverEndsTheStage) {
  options.own_faults_window = 50;
  Fill(kZero, 200);
  Start([&](const Record&) -> absl::StatusOr<std::unique_ptr<Output>> {
    return InvalidInput("BINARY", "", "garbage");
  });
  source.Assign({kZero});
  AwaitSettled(200);
  EXPECT_OK(Stop());
}

TEST_F(StageLoopTest, AFullLanePausesItsPartitionsAndLaterResumesThem) {
  options.lane_bytes = 4000;
  Fill(kZero, 2000);
  Start(Double, 1);
  sinks[0]->Cork();
  source.Assign({kZero});
  Await([&] { return source.paused().count(kZero) == 1; });
  sinks[0]->WaitUntilHeld();
  EXPECT_EQ(loop->Status().partitions(0).pause_reason(), v1::PAUSE_REASON_FULL);
  sinks[0]->Uncork();
  AwaitSettled(2000);
  EXPECT_OK(Stop());
  ExpectEachOnce(kZero, 2000);
}

TEST_F(StageLoopTest, OutputsThatAreNotMadeYetCountForAFullLane) {
  options.lane_bytes = size_t{4} << 20;
  const size_t value = 20000;
  for (int i = 0; i < 400; ++i) log.Append(kZero, absl::StrCat("k", i), std::string(value, 'x'));
  std::atomic<bool> paused{false};
  std::atomic<int> made{0};
  const auto ten_times = [&](const Record& record) {
    while (!paused) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    auto out = std::make_unique<Publications>();
    out->records.push_back({"out", record.key, std::string(10 * record.value.size(), 'x'), {}});
    ++made;
    return out;
  };
  Start(ten_times, 1);
  sinks[0]->Cork();
  source.Assign({kZero});
  Await([&] { return source.paused().count(kZero) == 1; });
  paused = true;
  for (int before = -1; before != made; std::this_thread::sleep_for(std::chrono::milliseconds(50)))
    before = made;
  // By their own bytes alone more than 200 would have been let in.
  EXPECT_THAT(loop->Status().bytes_in_work(), Le(150 * 11 * value));
  EXPECT_OK(Stop());  // before what the function uses is gone
}

TEST_F(StageLoopTest, OutputsLargerThanExpectedStayBehindAHeadThatWaits) {
  constexpr size_t kOutput = 10000;
  options.lane_bytes = 20 * kOutput;
  Fill(kZero, 400);
  Fill(kOne, 400);
  std::atomic<bool> down{true};
  std::atomic<int> calls{0};
  Start(
      [&](const Record& record) -> absl::StatusOr<std::unique_ptr<Output>> {
        if (record.offset == 0 && down) return absl::UnavailableError("away");
        ++calls;
        auto out = std::make_unique<Publications>();
        out->records.push_back({"out", record.key, std::string(kOutput, 'x'), {}});
        return out;
      },
      1);
  source.Assign({kZero, kOne});
  for (int before = -1; before != calls; std::this_thread::sleep_for(std::chrono::milliseconds(100)))
    before = calls;
  EXPECT_GE(calls, 20);
  EXPECT_LT(calls, 30);
  EXPECT_THAT(log.settled(), IsEmpty());
  down = false;
  AwaitSettled(800);
  EXPECT_OK(Stop());
  EXPECT_EQ(log.Position(kZero), 400);
  EXPECT_EQ(log.Position(kOne), 400);
}

TEST_F(StageLoopTest, OneHugeRecordIsAlwaysLetIn) {
  options.lane_bytes = 10;
  log.Append(kZero, "a", std::string(100000, 'x'));
  log.Append(kZero, "b", std::string(100000, 'y'));
  Start();
  source.Assign({kZero});
  AwaitSettled(2);
}

TEST_F(StageLoopTest, ACommitThatDidNotHappenIsTriedAgain) {
  Fill(kZero, 20);
  Start(Double, 1);
  sinks[0]->FailNext(absl::UnavailableError("broker"));
  sinks[0]->FailNext(absl::ResourceExhaustedError("disk full"));
  source.Assign({kZero});
  AwaitSettled(20);
  EXPECT_OK(Stop());
  ExpectEachOnce(kZero, 20);
  EXPECT_EQ(loop->Status().rewinds(), 0);
}

TEST_F(StageLoopTest, WhenTheOutcomeIsNotKnownThePositionsAreReadAgain) {
  for (const bool happened : {false, true}) {
    SCOPED_TRACE(happened);
    MemoryLog fresh;
    Fill(kZero, happened ? 0 : 50);
    if (!happened) Start(Double, 1);
    sinks[0]->FailNext(absl::AbortedError("time-out in commit"), happened);
    if (!happened) source.Assign({kZero});
    if (happened) {
      for (int i = 50; i < 90; ++i) log.Append(kZero, "", absl::StrCat(i, ";"));
      AwaitSettled(90);
    } else {
      AwaitSettled(50);
    }
  }
  EXPECT_OK(Stop());
  ExpectEachOnce(kZero, 90);
  EXPECT_EQ(loop->Status().rewinds(), 2);
}

TEST_F(StageLoopTest, AnErrorOfTheSinkThatCannotBeMendedEndsTheStage) {
  Fill(kZero, 5);
  Start(Double, 1);
  sinks[0]->FailNext(absl::FailedPreconditionError("unknown schema"));
  source.Assign({kZero});
  thread.join();
  EXPECT_THAT(result, FailsWith(absl::StatusCode::kFailedPrecondition, ""));
  EXPECT_THAT(log.settled(), IsEmpty());
}

TEST_F(StageLoopTest, RevokingWaitsForTheCommitThatTouchesIt) {
  Fill(kZero, 10);
  Start(Double, 1);
  sinks[0]->Cork();
  source.Assign({kZero});
  sinks[0]->WaitUntilHeld();
  std::atomic<bool> revoked{false};
  std::thread revoker([&] {
    source.Revoke({kZero});
    revoked = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(revoked);
  sinks[0]->Uncork();
  revoker.join();
  EXPECT_EQ(loop->Status().partitions_size(), 0);
  const size_t settled = log.settled().size();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(log.settled().size(), settled);
  source.Assign({kZero});
  AwaitSettled(10);
  EXPECT_OK(Stop());
  ExpectEachOnce(kZero, 10);
}

TEST_F(StageLoopTest, ACommitThatCannotHappenDoesNotKeepAPartition) {
  Fill(kZero, 10);
  options.retry_first = options.retry_most = absl::Seconds(100);
  Start(Double, 1);
  sinks[0]->FailNext(absl::UnavailableError("broker"));
  source.Assign({kZero});
  Await([&] { return loop->Status().has_last_error(); });
  source.Revoke({kZero});
  EXPECT_THAT(log.settled(), IsEmpty());
}

TEST_F(StageLoopTest, APartitionThatComesBackBeginsWhereOthersLeftIt) {
  Fill(kZero, 10);
  Start();
  source.Assign({kZero});
  AwaitSettled(10);
  source.Revoke({kZero}, true);
  Fill(kZero, 10);
  log.SetPosition(kZero, 15);
  source.Assign({kZero});
  AwaitSettled(15);
  EXPECT_EQ(log.settled()[10].substr(0, 8), "in/0/15 ");
}

TEST_F(StageLoopTest, StopSettlesWhatIsInWork) {
  Fill(kZero, 100);
  options.linger = absl::Seconds(60);
  Start();
  source.Assign({kZero});
  EXPECT_OK(Stop());
  EXPECT_EQ(log.Position(kZero), static_cast<int64_t>(log.settled().size()));
  EXPECT_GT(log.settled().size(), 0);
}

TEST_F(StageLoopTest, StopBeforeAnythingIsAssigned) {
  Start();
  EXPECT_OK(Stop());
  EXPECT_EQ(loop->Status().state(), v1::PIPELINE_STATE_DRAINED);
}

TEST_F(StageLoopTest, DrainTwice) {
  Fill(kZero, 10);
  Start();
  source.Assign({kZero});
  AwaitSettled(10);
  EXPECT_TRUE(loop->Ready());
  EXPECT_OK(loop->Drain(absl::Now() + absl::Seconds(10)));
  EXPECT_OK(loop->Drain(absl::Now() + absl::Seconds(10)));
  EXPECT_FALSE(loop->Ready());
}

TEST_F(StageLoopTest, DrainHasADeadline) {
  Fill(kZero, 10);
  Start(Double, 1);
  sinks[0]->Cork();
  source.Assign({kZero});
  sinks[0]->WaitUntilHeld();
  EXPECT_EQ(loop->Drain(absl::Now() + absl::Milliseconds(10)).code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(StageLoopTest, ASourceThatIsAwayIsPolledOn) {
  Fill(kZero, 10);
  Start();
  source.FailNextPoll(absl::UnavailableError("all brokers down"));
  source.Assign({kZero});
  AwaitSettled(10);
  EXPECT_TRUE(loop->Status().has_last_error());
}

TEST_F(StageLoopTest, ASourceThatCannotGoOnEndsTheStage) {
  Start();
  source.FailNextPoll(absl::PermissionDeniedError("topic authorization failed"));
  thread.join();
  EXPECT_EQ(result.code(), absl::StatusCode::kPermissionDenied);
}

// Whatever happens in whatever order, each record is settled once and in order.
TEST_F(StageLoopTest, EachOnceUnderRebalancesAndFailures) {
  options.batch_records = 7;
  options.lane_bytes = 20000;
  const int n = 3000;
  for (const TopicPartition& p : {kZero, kOne, TopicPartition{"in", 2}}) Fill(p, n);
  std::atomic<int> calls{0};
  Start([&](const Record& record) -> absl::StatusOr<std::unique_ptr<Output>> {
    if (++calls % 97 == 0) return absl::UnavailableError("now and then");
    return Double(record);
  });
  source.Assign({kZero, kOne});
  for (int round = 0; round < 40; ++round) {
    sinks[round % 2]->FailNext(absl::AbortedError("unknown"), round % 3 == 0);
    sinks[(round + 1) % 2]->FailNext(absl::UnavailableError("away"));
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
    source.Revoke({kOne}, round % 4 == 0);
    source.Assign({TopicPartition{"in", 2}});
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
    source.Revoke({TopicPartition{"in", 2}});
    source.Assign({kOne});
  }
  source.Assign({TopicPartition{"in", 2}});
  AwaitSettled(3 * n);
  EXPECT_OK(Stop());
  for (const TopicPartition& p : {kZero, kOne, TopicPartition{"in", 2}}) ExpectEachOnce(p, n);
}

}  // namespace
}  // namespace fazhi::runtime
