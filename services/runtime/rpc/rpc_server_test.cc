#include "services/runtime/rpc/rpc_server.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "fazhi/v1/pipeline_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "prometheus/text_serializer.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/base/status_matchers.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/pipeline_service.h"
#include "services/runtime/rpc/rpc_testing.h"

namespace fazhi::runtime {
namespace {

using testing::Contains;
using testing::HasSubstr;

constexpr char kName[] = "fazhi.v1.PipelineService";

// A pipeline whose drain takes as long as the test says.
class HeldSource : public StatusSource {
 public:
  v1::GetStatusResponse Status() const override {
    v1::GetStatusResponse status;
    status.set_stage("extraction");
    return status;
  }
  bool Ready() const override { return true; }
  absl::Status Drain(absl::Time /*deadline*/) override {
    ++drains;
    go.WaitForNotification();
    return absl::OkStatus();
  }
  std::atomic<int> drains{0};
  absl::Notification go;
};

struct Answer {
  grpc::Status status;
  v1::DrainResponse response;
};

Answer CallDrain(const std::shared_ptr<grpc::Channel>& channel, absl::Duration timeout) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  Answer answer;
  answer.status = v1::PipelineService::NewStub(channel)->Drain(&context, {}, &answer.response);
  return answer;
}

grpc::Status CallGetStatus(const std::shared_ptr<grpc::Channel>& channel,
                           const v1::GetStatusRequest& request = {},
                           v1::GetStatusResponse* response = nullptr) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  v1::GetStatusResponse unused;
  return v1::PipelineService::NewStub(channel)->GetStatus(&context, request,
                                                          response == nullptr ? &unused : response);
}

bool Eventually(const std::function<bool()>& holds) {
  for (int i = 0; i < 1000 && !holds(); ++i) absl::SleepFor(absl::Milliseconds(10));
  return holds();
}

TEST(RpcServer, AnswersAndDescribesItself) {
  CallPool pool({});
  PipelineService service(&pool, "query", nullptr);
  TestServer server({{kName, &service}});
  v1::GetStatusResponse status;
  ASSERT_TRUE(CallGetStatus(server.channel(), {}, &status).ok());
  EXPECT_EQ(status.stage(), "query");
  EXPECT_EQ(status.pipeline_version(), kPipelineVersion);
  EXPECT_GT(status.started_at().seconds(), 0);

  const auto services = ListServices(server.channel());
  ASSERT_OK(services.status());
  EXPECT_THAT(*services, Contains(kName));
  EXPECT_THAT(*services, Contains("grpc.health.v1.Health"));
}

TEST(RpcServer, ErrorsHaveReasonAndDetails) {
  CallPool pool({});
  PipelineService service(&pool, "query", nullptr);
  TestServer server({{kName, &service}});
  const Answer answer = CallDrain(server.channel(), absl::Seconds(20));
  EXPECT_EQ(answer.status.error_code(), grpc::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(answer.status)), "NO_PIPELINE");
}

TEST(RpcServer, HealthFollowsWhatItIsTold) {
  CallPool pool({});
  PipelineService service(&pool, "query", nullptr);
  prometheus::Registry registry;
  RpcMetrics metrics(registry);
  const auto server = RpcServer::Start({}, {{kName, &service}}, &metrics);
  ASSERT_OK(server.status());
  const auto channel =
      grpc::CreateChannel(absl::StrCat("localhost:", (*server)->port()), grpc::InsecureChannelCredentials());
  EXPECT_EQ(CheckHealth(channel, "").value(), 2);
  EXPECT_EQ(CheckHealth(channel, kName).value(), 2);
  (*server)->SetServing(kName, true);
  EXPECT_EQ(CheckHealth(channel, "").value(), 2);
  EXPECT_EQ(CheckHealth(channel, kName).value(), 1);
  (*server)->SetServing("", true);
  EXPECT_EQ(CheckHealth(channel, "").value(), 1);
  EXPECT_EQ(CheckHealth(channel, "fazhi.v1.Unknown").status().code(), absl::StatusCode::kNotFound);
  (*server)->StopServing();
  (*server)->SetServing(kName, true);
  EXPECT_EQ(CheckHealth(channel, "").value(), 2);
  EXPECT_EQ(CheckHealth(channel, kName).value(), 2);
}

TEST(RpcServer, WorkOfAnExpiredCallIsNotBegun) {
  CallPool pool({1});
  HeldSource source;
  PipelineService service(&pool, "extraction", &source);
  TestServer server({{kName, &service}});
  const auto channel = server.channel();
  std::thread first([&] { EXPECT_TRUE(CallDrain(channel, absl::Seconds(30)).status.ok()); });
  ASSERT_TRUE(Eventually([&] { return source.drains == 1; }));
  // The only thread is held: this one waits until its deadline has passed.
  EXPECT_EQ(CallDrain(channel, absl::Milliseconds(100)).status.error_code(), grpc::DEADLINE_EXCEEDED);
  EXPECT_EQ(pool.admitted(), 2U);
  absl::SleepFor(absl::Milliseconds(100));  // the server's clock of the call began a little later
  source.go.Notify();
  first.join();
  ASSERT_TRUE(Eventually([&] { return pool.admitted() == 0; }));
  EXPECT_EQ(source.drains, 1);
}

TEST(RpcServer, AFloodIsRefused) {
  CallPool pool({2, 4});
  HeldSource source;
  PipelineService service(&pool, "extraction", &source);
  TestServer server({{kName, &service}});
  const auto channel = server.channel();
  std::atomic<int> refused{0}, answered{0};
  std::vector<std::thread> clients;
  clients.reserve(24);
  for (int i = 0; i < 24; ++i) {
    clients.emplace_back([&] {
      const Answer answer = CallDrain(channel, absl::Seconds(60));
      if (answer.status.ok()) {
        ++answered;
      } else if (ReasonOf(FromGrpcStatus(answer.status)) == "OVERLOADED") {
        EXPECT_EQ(answer.status.error_code(), grpc::RESOURCE_EXHAUSTED);
        ++refused;
      }
    });
  }
  EXPECT_TRUE(Eventually([&] { return refused == 20; })) << refused;
  // Status is answered all the same.
  EXPECT_TRUE(CallGetStatus(channel).ok());
  source.go.Notify();
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(answered, 4);
}

TEST(RpcServer, RefusesATooLargeMessage) {
  CallPool pool({});
  PipelineService service(&pool, "query", nullptr);
  RpcServerOptions options;
  options.max_message_bytes = 1 << 20;
  TestServer server({{kName, &service}}, options);
  v1::GetStatusRequest request;
  request.GetReflection()->MutableUnknownFields(&request)->AddLengthDelimited(
      100, std::string((size_t{1} << 20) + 1, 'x'));
  EXPECT_EQ(CallGetStatus(server.channel(), request).error_code(), grpc::RESOURCE_EXHAUSTED);
  request.GetReflection()->MutableUnknownFields(&request)->Clear();
  request.GetReflection()->MutableUnknownFields(&request)->AddLengthDelimited(100, std::string(1 << 19, 'x'));
  EXPECT_TRUE(CallGetStatus(server.channel(), request).ok());
}

TEST(RpcServer, APortThatIsTakenIsAnError) {
  CallPool pool({});
  PipelineService service(&pool, "query", nullptr);
  TestServer server({{kName, &service}});
  prometheus::Registry registry;
  RpcMetrics metrics(registry);
  RpcServerOptions options;
  options.address = absl::StrCat("127.0.0.1:", server.server().port());
  const auto second = RpcServer::Start(options, {{kName, &service}}, &metrics);
  EXPECT_EQ(ReasonOf(second.status()), "CANNOT_LISTEN");
  EXPECT_THAT(second.status().message(), HasSubstr(options.address));
}

TEST(RpcServer, ShutdownEndsCallsAtItsDeadline) {
  CallPool pool({1});
  HeldSource source;
  PipelineService service(&pool, "extraction", &source);
  TestServer server({{kName, &service}});
  const auto channel = server.channel();
  Answer answer;
  std::thread client([&] { answer = CallDrain(channel, absl::Seconds(60)); });
  ASSERT_TRUE(Eventually([&] { return source.drains == 1; }));
  std::thread shutdown([&] { server.server().Shutdown(absl::Now() + absl::Milliseconds(200)); });
  client.join();
  EXPECT_FALSE(answer.status.ok());
  source.go.Notify();
  shutdown.join();
}

TEST(RpcServer, CountsCallsByMethodAndCode) {
  CallPool pool({});
  PipelineService service(&pool, "query", nullptr);
  TestServer server({{kName, &service}});
  const auto channel = server.channel();
  CallGetStatus(channel).ok();
  CallGetStatus(channel).ok();
  CallDrain(channel, absl::Seconds(20)).status.ok();
  std::string text;
  EXPECT_TRUE(Eventually([&] {
    text = prometheus::TextSerializer().Serialize(server.registry().Collect());
    return text.find("fazhi_rpc_calls_in_flight 0") != std::string::npos;
  }));
  EXPECT_THAT(
      text, HasSubstr("fazhi_rpc_calls_total{code=\"OK\",method=\"fazhi.v1.PipelineService/GetStatus\"} 2"));
  EXPECT_THAT(text, HasSubstr("code=\"FAILED_PRECONDITION\",method=\"fazhi.v1.PipelineService/Drain\"} 1"));
  EXPECT_THAT(text, HasSubstr("fazhi_rpc_seconds_count{method=\"fazhi.v1.PipelineService/GetStatus\"} 2"));
}

TEST(RpcMetrics, MethodsThatNobodyHasAreOne) {
  prometheus::Registry registry;
  RpcMetrics metrics(registry);
  EXPECT_EQ(metrics.Find("/fazhi.v1.PipelineService/Drain").name, "fazhi.v1.PipelineService/Drain");
  EXPECT_EQ(metrics.Find("/grpc.health.v1.Health/Check").name, "grpc.health.v1.Health/Check");
  for (const char* path : {"/fazhi.v1.PipelineService/Other", "/a/b", "x", ""}) {
    EXPECT_EQ(metrics.Find(path).name, "other");
  }
}

class Tls : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = testing::TempDir() + "/fazhi_rpc_tls_" + std::to_string(getpid());
    std::filesystem::create_directories(folder_);
    const absl::Status made = MakeCertificates(folder_);
    ASSERT_TRUE(made.ok()) << made;
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }

  static std::string File(const std::string& name) { return folder_ + "/" + name; }
  static std::shared_ptr<grpc::ChannelCredentials> Client(const std::string& ca,
                                                          const std::string& identity) {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = ReadTestFile(File(ca));
    if (!identity.empty()) {
      options.pem_cert_chain = ReadTestFile(File(identity + ".pem"));
      options.pem_private_key = ReadTestFile(File(identity + ".key"));
    }
    return grpc::SslCredentials(options);
  }
  static RpcServerOptions Options(bool mutual) {
    RpcServerOptions options;
    options.tls.certificate = File("server.pem");
    options.tls.key = File("server.key");
    if (mutual) options.tls.client_ca = File("ca.pem");
    return options;
  }

  static std::string folder_;
  CallPool pool_{{}};
  PipelineService service_{&pool_, "query", nullptr};
};
std::string Tls::folder_;

TEST_F(Tls, ServerIsVerified) {
  TestServer server({{kName, &service_}}, Options(false));
  EXPECT_TRUE(CallGetStatus(server.channel(Client("ca.pem", ""))).ok());
  EXPECT_EQ(CallGetStatus(server.channel(Client("stranger.pem", ""))).error_code(), grpc::UNAVAILABLE);
  EXPECT_EQ(CallGetStatus(server.channel()).error_code(), grpc::UNAVAILABLE);
}

TEST_F(Tls, MutualTlsWantsACertificateOfTheAuthority) {
  TestServer server({{kName, &service_}}, Options(true));
  EXPECT_TRUE(CallGetStatus(server.channel(Client("ca.pem", "client"))).ok());
  EXPECT_EQ(CallGetStatus(server.channel(Client("ca.pem", "stranger"))).error_code(), grpc::UNAVAILABLE);
  EXPECT_EQ(CallGetStatus(server.channel(Client("ca.pem", ""))).error_code(), grpc::UNAVAILABLE);
}

TEST_F(Tls, AllFaultsOfTheFilesAtOnce) {
  EXPECT_OK(CheckTlsFiles({}));
  EXPECT_OK(CheckTlsFiles({File("server.pem"), File("server.key"), File("ca.pem")}));
  const absl::Status missing = CheckTlsFiles({File("none.pem"), "", File("server.csr")});
  EXPECT_EQ(ReasonOf(missing), "BAD_TLS_FILES");
  EXPECT_THAT(missing.message(), HasSubstr("--tls_key is missing"));
  EXPECT_THAT(missing.message(),
              HasSubstr("--tls_certificate: " + File("none.pem") + ": No such file or directory"));
  EXPECT_THAT(missing.message(), HasSubstr("--tls_client_ca: " + File("server.csr")));
  // Of another certificate.
  EXPECT_THAT(CheckTlsFiles({File("server.pem"), File("client.key"), ""}).message(),
              HasSubstr("--tls_key: " + File("client.key")));
}

}  // namespace
}  // namespace fazhi::runtime
