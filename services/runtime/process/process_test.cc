#include "services/runtime/process/process.h"

#include <httplib.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "fazhi/v1/pipeline_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "services/base/errors.h"
#include "services/base/status_matchers.h"
#include "services/runtime/process/process_metrics.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/rpc_testing.h"

namespace fazhi::runtime {
namespace {

using testing::HasSubstr;

// Work as a stage does it, as far as the process sees.
class TestWork : public StatusSource {
 public:
  v1::GetStatusResponse Status() const override {
    v1::GetStatusResponse status;
    status.set_stage("extraction");
    status.set_state(v1::PIPELINE_STATE_RUNNING);
    status.set_records_settled(7);
    (*status.mutable_dead_letters_by_reason())["BROKEN_PDF"] = 1;
    v1::PartitionStatus& partition = *status.add_partitions();
    partition.set_topic("fazhi.outlines");
    partition.set_partition(3);
    partition.set_position(40);
    partition.set_lag(2);
    return status;
  }
  bool Ready() const override { return ready; }
  absl::Status Drain(absl::Time /*deadline*/) override {
    drained.Notify();
    ready = false;
    return absl::OkStatus();
  }

  BackgroundWork AsWork() {
    return {this,
            [this] {
              while (!drained.HasBeenNotified() && !stop.HasBeenNotified() && !fail) {
                absl::SleepFor(absl::Milliseconds(2));
              }
              if (fail) return ErrorWithReason(absl::StatusCode::kInternal, "BROKEN", "", "the edge is gone");
              return absl::OkStatus();
            },
            [this] {
              stop.Notify();
              stopped = true;
            }};
  }

  std::atomic<bool> ready{true}, fail{false}, stopped{false};
  absl::Notification drained, stop;
};

ProcessOptions Options() {
  ProcessOptions options;
  options.program = "fazhi-test";
  options.stage = "extraction";
  return options;
}

bool Eventually(const std::function<bool()>& holds) {
  for (int i = 0; i < 1000 && !holds(); ++i) absl::SleepFor(absl::Milliseconds(10));
  return holds();
}

// A process that runs while the test looks at it.
class Running {
 public:
  explicit Running(Process& process) : process_(process), thread_([this] { code_ = process_.Run(); }) {
    EXPECT_TRUE(Eventually([this] { return process_.grpc_port() != 0 && process_.http_port() != 0; }));
  }
  ~Running() {
    if (thread_.joinable()) Wait();
  }

  std::shared_ptr<grpc::Channel> channel() {
    return grpc::CreateChannel(absl::StrCat("localhost:", process_.grpc_port()),
                               grpc::InsecureChannelCredentials());
  }
  int Http(const std::string& path) {
    httplib::Client client("127.0.0.1", process_.http_port());
    const auto answer = client.Get(path.c_str());
    return answer ? answer->status : 0;
  }
  std::string Body(const std::string& path) {
    return httplib::Client("127.0.0.1", process_.http_port()).Get(path.c_str())->body;
  }
  int Wait() {
    thread_.join();
    return code_;
  }

 private:
  Process& process_;
  int code_ = -1;
  std::thread thread_;
};

TEST(Process, ServesUntilItIsTold) {
  for (const int signal : {SIGTERM, SIGINT}) {
    Process process(Options());
    TestWork work;
    process.SetWork(work.AsWork());
    Running running(process);
    EXPECT_TRUE(Eventually([&] { return running.Http("/readyz") == 200; }));
    EXPECT_EQ(running.Http("/healthz"), 200);
    EXPECT_TRUE(Eventually([&] { return CheckHealth(running.channel(), "").value_or(0) == 1; }));
    EXPECT_EQ(CheckHealth(running.channel(), "fazhi.v1.PipelineService").value(), 1);
    EXPECT_THAT(running.Body("/status"), HasSubstr("\"extraction\""));
    EXPECT_FALSE(work.stopped);
    kill(getpid(), signal);
    EXPECT_EQ(running.Wait(), 0);
    EXPECT_TRUE(work.stopped);
  }
}

TEST(Process, LogsWhatStateItsStageIsIn) {
  testing::internal::CaptureStderr();
  {
    Process process(Options());
    TestWork work;
    process.SetWork(work.AsWork());
    Running running(process);
    kill(getpid(), SIGTERM);
    EXPECT_EQ(running.Wait(), 0);
  }
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::ContainsRegex("INFO fazhi-test: stage state=running\n"));
}

TEST(Process, ReadinessFollowsTheWork) {
  Process process(Options());
  TestWork work;
  work.ready = false;
  process.SetWork(work.AsWork());
  Running running(process);
  EXPECT_EQ(running.Http("/healthz"), 200);
  EXPECT_EQ(running.Http("/readyz"), 503);
  EXPECT_EQ(CheckHealth(running.channel(), "").value(), 2);
  // Calls are answered all the same.
  EXPECT_EQ(CheckHealth(running.channel(), "fazhi.v1.PipelineService").value_or(0), 1);
  work.ready = true;
  EXPECT_EQ(running.Http("/readyz"), 200);
  EXPECT_TRUE(Eventually([&] { return CheckHealth(running.channel(), "").value_or(0) == 1; }));
  kill(getpid(), SIGTERM);
}

TEST(Process, StaysUpAndUnreadyOnceDrained) {
  Process process(Options());
  TestWork work;
  process.SetWork(work.AsWork());
  Running running(process);
  grpc::ClientContext context;
  v1::DrainResponse response;
  ASSERT_OK(FromGrpcStatus(v1::PipelineService::NewStub(running.channel())->Drain(&context, {}, &response)));
  EXPECT_EQ(response.status().records_settled(), 7U);
  EXPECT_EQ(running.Http("/readyz"), 503);
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ(running.Http("/healthz"), 200);
  kill(getpid(), SIGTERM);
  EXPECT_EQ(running.Wait(), 0);
}

TEST(Process, EndsWhenItsWorkFails) {
  Process process(Options());
  TestWork work;
  process.SetWork(work.AsWork());
  Running running(process);
  testing::internal::CaptureStderr();
  work.fail = true;
  EXPECT_EQ(running.Wait(), 1);
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr("the edge is gone code=INTERNAL reason=BROKEN"));
}

TEST(Process, TellsCallsByWhenToEnd) {
  ProcessOptions options = Options();
  options.grace = absl::Seconds(2);
  Process process(options);
  absl::Time by;
  process.SetStopCalls([&](absl::Time time) { by = time; });
  Running running(process);
  const absl::Time before = absl::Now();
  kill(getpid(), SIGTERM);
  EXPECT_EQ(running.Wait(), 0);
  EXPECT_GE(by, before + options.grace);
  EXPECT_LE(by, absl::Now() + options.grace);
}

TEST(ProcessDeathTest, EndsAnywayWhenItsWorkHangs) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const auto hang = [] {
    ProcessOptions options = Options();
    options.grace = absl::ZeroDuration();
    Process process(options);
    TestWork work;
    BackgroundWork hangs = work.AsWork();
    hangs.run = [] {
      absl::SleepFor(absl::Minutes(5));
      return absl::OkStatus();
    };
    hangs.stop_within = absl::ZeroDuration();
    process.SetWork(hangs);
    Running running(process);
    kill(getpid(), SIGTERM);
    running.Wait();
  };
  EXPECT_EXIT(hang(), testing::ExitedWithCode(1), "not stopped in time");
}

TEST(Process, DoesNotStartOnAPortThatIsTaken) {
  Process process(Options());
  Running running(process);
  ProcessOptions options = Options();
  options.rpc.address = absl::StrCat("127.0.0.1:", process.grpc_port());
  Process second(options);
  EXPECT_EQ(second.Run(), 1);
  kill(getpid(), SIGTERM);
  EXPECT_EQ(running.Wait(), 0);
}

struct Settings {
  ProcessOptions options = Options();
  std::string role = "all";
  absl::StatusOr<bool> Parse(std::vector<const char*> arguments) {
    Flags flags("fazhi-test", "A test.");
    options.Register(flags);
    flags.Choice("role", &role, {"all", "consumer", "query"}, "what it does");
    arguments.insert(arguments.begin(), "fazhi-test");
    return flags.Parse(static_cast<int>(arguments.size()), arguments.data());
  }
};

TEST(Flags, AreReadFromArgumentsAndTheEnvironment) {
  Settings settings;
  setenv("FAZHI_MAX_CALLS", "7", 1);
  setenv("FAZHI_GRACE", "9s", 1);
  EXPECT_TRUE(settings.Parse({"--grpc_address=0.0.0.0:50051", "--grace", "1m30s", "--role=query"}).value());
  unsetenv("FAZHI_MAX_CALLS");
  unsetenv("FAZHI_GRACE");
  EXPECT_EQ(settings.options.rpc.address, "0.0.0.0:50051");
  EXPECT_EQ(settings.options.max_calls, 7);
  EXPECT_EQ(settings.options.grace, absl::Seconds(90));
  EXPECT_EQ(settings.role, "query");
  EXPECT_EQ(settings.options.max_call_mib, 256);
}

TEST(Flags, AllFaultsAtOnce) {
  Settings settings;
  const auto parsed = settings.Parse(
      {"--nosuch=1", "--max_calls=many", "--grace=5", "--role=other", "extra", "--call_threads"});
  EXPECT_THAT(parsed, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_SETTINGS"));
  const std::vector<std::string> lines = absl::StrSplit(parsed.status().message(), '\n');
  EXPECT_THAT(
      lines,
      testing::UnorderedElementsAre(
          HasSubstr("unknown: --nosuch=1"), HasSubstr("unknown: extra"),
          HasSubstr("--max_calls (FAZHI_MAX_CALLS): `many` is not accepted; it takes a whole number, 1 to"),
          HasSubstr("--grace (FAZHI_GRACE): `5` is not accepted; it takes a time such as"),
          HasSubstr("--role (FAZHI_ROLE): `other` is not accepted; it takes all, consumer, query"),
          HasSubstr("--call_threads (FAZHI_CALL_THREADS): `` is not accepted")));
}

TEST(Flags, ChecksOverSeveralSettings) {
  Settings settings;
  const auto parsed = settings.Parse({"--tls_key=/none.pem", "--http_address=nowhere"});
  EXPECT_THAT(parsed.status().message(), HasSubstr("--tls_certificate is missing"));
  EXPECT_THAT(parsed.status().message(), HasSubstr("--tls_key: /none.pem"));
  EXPECT_THAT(parsed.status().message(), HasSubstr("--http_address: `nowhere` is not accepted"));
}

TEST(Flags, ChecksAreNotHeldUpByOtherSettings) {
  Settings settings;
  const auto parsed = settings.Parse({"--tls_key=/none.pem", "--max_calls=0", "--http_address"});
  EXPECT_THAT(parsed.status().message(), HasSubstr("--max_calls"));
  EXPECT_THAT(parsed.status().message(), HasSubstr("--tls_key: /none.pem"));
}

TEST(Flags, HelpListsAll) {
  Settings settings;
  testing::internal::CaptureStdout();
  EXPECT_FALSE(settings.Parse({"--help"}).value());
  const std::string help = testing::internal::GetCapturedStdout();
  for (const char* flag :
       {"--grpc_address", "--tls_client_ca", "--role", "FAZHI_LOG_FORMAT", "all, consumer, query"}) {
    EXPECT_THAT(help, HasSubstr(flag));
  }
}

TEST(Log, OneLineInBothFormats) {
  testing::internal::CaptureStderr();
  Log("fazhi-test", Log::Format::kPlain).Error("two\nlines", {{"file", "a\nb"}});
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::MatchesRegex("20..-..-..T..:..:......Z ERROR fazhi-test: two . lines file=a . b\n"));
  testing::internal::CaptureStderr();
  Log("fazhi-test", Log::Format::kJson).Info("法\xff", {{"file", "x"}});
  EXPECT_THAT(
      testing::internal::GetCapturedStderr(),
      testing::EndsWith("\"severity\":\"INFO\",\"program\":\"fazhi-test\",\"message\":\"法\xef\xbf\xbd\","
                        "\"file\":\"x\"}\n"));
}

// The names, types and labels of docs/metrics.md are those that are served.
TEST(ProcessMetrics, AreAsDocumented) {
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  std::ifstream file(absl::StrCat(root == nullptr ? "." : root, "/docs/metrics.md"));
  std::set<std::string> documented;
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> cells = absl::StrSplit(line, '|');
    if (cells.size() < 5 || cells[1].find('`') == std::string::npos) continue;
    std::string row = absl::StrCat(cells[1], cells[2], cells[3]);
    for (const char drop : {'`', ' ', ','}) row.erase(std::remove(row.begin(), row.end(), drop), row.end());
    documented.insert(row);
  }

  prometheus::Registry registry;
  RpcMetrics rpc(registry);
  rpc.Begin();
  rpc.End(rpc.Find("/fazhi.v1.ExtractionService/ExtractText"), 0, 0.1);
  TestWork work;
  std::vector<prometheus::MetricFamily> families = registry.Collect();
  for (prometheus::MetricFamily& family : ProcessMetrics(&work).Collect()) families.push_back(family);
  std::set<std::string> served;
  for (const prometheus::MetricFamily& family : families) {
    const char* type = family.type == prometheus::MetricType::Counter     ? "counter"
                       : family.type == prometheus::MetricType::Histogram ? "histogram"
                                                                          : "gauge";
    std::set<std::string> labels;
    for (const auto& label : family.metric.at(0).label) labels.insert(label.name);
    std::string row = absl::StrCat(family.name, type);
    for (const std::string& label : labels) row += label;
    served.insert(row);
  }
  EXPECT_EQ(served, documented);
}

TEST(ProcessMetrics, SayWhatTheSystemSays) {
  for (const prometheus::MetricFamily& family : ProcessMetrics(nullptr).Collect()) {
    const double value = family.metric.at(0).gauge.value + family.metric.at(0).counter.value;
    if (family.name == "process_resident_memory_bytes") {
      EXPECT_GT(value, 1e6);
    }
    if (family.name == "process_open_fds") {
      EXPECT_GE(value, 3);
    }
  }
}

}  // namespace
}  // namespace fazhi::runtime
