// gRPC on the loopback: the time of calls as a client sees it, beside a bare echo of the same messages
// (callback API, no health, no metrics, no bounds) and beside the same work without gRPC. `tools/bench grpc`
// prints the table. Where FAZHI_GHZ names the program, ghz drives the same calls once more.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/util/json_util.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/server_builder.h"
#include "nlohmann/json.hpp"
#include "services/aggregation/aggregation_service.h"
#include "services/aggregation/core/arrival.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/base/sha256.h"
#include "services/extraction/extraction_service.h"
#include "services/runtime/local/reading.h"
#include "services/runtime/rpc/rpc_server.h"

namespace fazhi {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr char kParagraph[] =
    "2024年,全县共办理行政复议案件97件,审结88件,其中维持52件;行政机关负责人出庭应诉率97.4%,"
    "调解矛盾纠纷1.2万余件,调解成功率98.5%,培训行政执法人员326人次。";

// Answers at once with what it was sent.
class Echo : public v1::ExtractionService::CallbackService {
 public:
  grpc::ServerUnaryReactor* ExtractText(grpc::CallbackServerContext* context,
                                        const v1::ExtractTextRequest* request,
                                        v1::ExtractTextResponse* response) override {
    response->set_clean_text(request->text());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

struct Times {
  double p50 = 0;  // µs
  double p99 = 0;
  double per_second = 0;
};

Times Summarize(std::vector<double> micros, double seconds) {
  std::sort(micros.begin(), micros.end());
  const auto at = [&](double share) {
    return micros.empty() ? 0
                          : micros[std::min(micros.size() - 1,
                                            static_cast<size_t>(share * static_cast<double>(micros.size())))];
  };
  return {at(0.5), at(0.99), static_cast<double>(micros.size()) / seconds};
}

// Begins a call, which says when it has ended.
using Begin = std::function<void(grpc::ClientContext*, const std::function<void(const grpc::Status&)>&)>;

// Keeps `in_flight` calls going for `seconds`.
Times Drive(const Begin& begin, int in_flight, double seconds) {
  std::vector<double> micros;
  absl::Mutex mutex;
  absl::BlockingCounter running(in_flight);
  const auto start = Clock::now();
  const auto end = start + std::chrono::duration<double>(seconds);
  std::function<void()> next = [&] {
    auto context = std::make_shared<grpc::ClientContext>();
    const auto began = Clock::now();
    begin(context.get(), [&, context, began](const grpc::Status& status) {
      const auto ended = Clock::now();
      if (!status.ok()) {
        std::fprintf(stderr, "a call failed: %s\n", status.error_message().c_str());
        std::exit(1);
      }
      {
        absl::MutexLock lock(&mutex);
        micros.push_back(std::chrono::duration<double, std::micro>(ended - began).count());
      }
      if (ended < end) {
        next();
      } else {
        running.DecrementCount();
      }
    });
  };
  for (int i = 0; i < in_flight; ++i) next();
  running.Wait();
  return Summarize(std::move(micros), std::chrono::duration<double>(Clock::now() - start).count());
}

// The work without gRPC, one after the other.
Times Alone(const std::function<void()>& work, double seconds) {
  std::vector<double> micros;
  const auto start = Clock::now();
  const auto end = start + std::chrono::duration<double>(seconds);
  auto now = start;
  while (now < end) {
    work();
    const auto after = Clock::now();
    micros.push_back(std::chrono::duration<double, std::micro>(after - now).count());
    now = after;
  }
  return Summarize(std::move(micros), std::chrono::duration<double>(now - start).count());
}

std::string Root() {
  const char* const root = std::getenv("FAZHI_SOURCE_DIR");
  return root == nullptr ? "." : root;
}

struct Sample {
  std::string name;
  std::string content;
};

std::vector<Sample> Samples() {
  std::vector<Sample> samples;
  for (const auto& entry : fs::directory_iterator(fs::path(Root()) / "tests/samples")) {
    const std::string ending = entry.path().extension().string();
    if (ending != ".txt" && ending != ".html") continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    samples.push_back({entry.path().filename().string(), bytes.str()});
  }
  std::sort(samples.begin(), samples.end(), [](const Sample& a, const Sample& b) { return a.name < b.name; });
  return samples;
}

std::unique_ptr<aggregation::Store> FilledStore(const std::vector<Sample>& samples) {
  aggregation::SqliteOptions options;
  options.path = ":memory:";
  auto store = aggregation::OpenSqliteStore(options);
  if (!store.ok()) return nullptr;
  aggregation::IngestRequest request;
  for (const Sample& sample : samples) {
    v1::Document document;
    document.set_url("https://samples.example/" + sample.name);
    document.set_content(sample.content);
    document.set_sha256(Sha256Hex(sample.content));
    auto set = ReadSet(document);
    if (set.ok()) request.arrivals.push_back(aggregation::PrepareArrival(*std::move(set)));
  }
  if (!(*store)->Ingest(request).ok()) return nullptr;
  return *std::move(store);
}

void Line(const std::string& name, int in_flight, const Times& times, const Times& echo) {
  std::printf("%-34s %9d %10.0f %10.0f %10.0f %14.1f %14.1f\n", name.c_str(), in_flight, times.p50, times.p99,
              times.per_second, times.p50 / echo.p50, times.p99 / echo.p99);
}

// Drives calls by `ghz` (https://ghz.sh), given as a program; exits when it fails.
class Ghz {
 public:
  explicit Ghz(std::string program) : program_(std::move(program)) {
    fs::create_directory(folder_);
    // A set of descriptors: what ghz reads of .proto files knows no `optional`.
    Run(absl::StrCat("protoc -I ", Root(),
                     "/protos --include_imports --descriptor_set_out=", File("protoset"),
                     " fazhi/v1/extraction_service.proto fazhi/v1/aggregation_service.proto"));
  }
  ~Ghz() { fs::remove_all(folder_); }
  Ghz(const Ghz&) = delete;
  Ghz& operator=(const Ghz&) = delete;

  struct DriveArgs {
    int port = 0;
    std::string call;
    const google::protobuf::Message* request = nullptr;
    int in_flight = 1;
    double seconds = 1;
  };
  Times Drive(const DriveArgs& args) const {
    std::string json;
    if (!google::protobuf::util::MessageToJsonString(*args.request, &json).ok()) std::exit(1);
    std::ofstream(File("request")) << json;
    Run(absl::StrCat(program_, " --insecure --protoset=", File("protoset"), " --call=", args.call,
                     " --data-file=", File("request"), " --concurrency=", args.in_flight,
                     " --connections=1 --duration=", args.seconds,
                     "s --duration-stop=wait --format=json --output=", File("result"),
                     " 127.0.0.1:", args.port));
    const nlohmann::json result = nlohmann::json::parse(std::ifstream(File("result")));
    Times times;
    for (const nlohmann::json& at : result.at("latencyDistribution")) {
      if (at.at("percentage") == 50) times.p50 = at.at("latency").get<double>() / 1000;
      if (at.at("percentage") == 99) times.p99 = at.at("latency").get<double>() / 1000;
    }
    times.per_second = result.at("rps");
    return times;
  }

 private:
  std::string File(const char* name) const { return (folder_ / name).string(); }
  static void Run(const std::string& command) {
    if (std::system(command.c_str()) == 0) return;
    std::fprintf(stderr, "%s failed\n", command.c_str());
    std::exit(1);
  }

  const std::string program_;
  const fs::path folder_ = fs::temp_directory_path() / absl::StrCat("fazhi_ghz_", ::getpid());
};

int Main(double seconds) {
  const std::vector<Sample> samples = Samples();
  const auto store = FilledStore(samples);
  if (store == nullptr) {
    std::fprintf(stderr, "no store; FAZHI_SOURCE_DIR must be the project's folder\n");
    return 1;
  }
  std::string report;
  for (const Sample& sample : samples) {
    if (fs::path(sample.name).extension() == ".txt" && sample.content.size() > report.size())
      report = sample.content;
  }

  runtime::CallPool pool({});
  ExtractionService extraction(&pool);
  AggregationService aggregation(&pool, store.get());
  prometheus::Registry registry;
  runtime::RpcMetrics metrics(registry);
  const auto ours = runtime::RpcServer::Start({},
                                              {{v1::ExtractionService::service_full_name(), &extraction},
                                               {v1::AggregationService::service_full_name(), &aggregation}},
                                              &metrics);
  if (!ours.ok()) return 1;
  Echo echo;
  int echo_port = 0;
  const auto bare = grpc::ServerBuilder()
                        .AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &echo_port)
                        .RegisterService(&echo)
                        .BuildAndStart();

  const auto channel = [](int port) {
    return grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials());
  };
  const auto extract_stub = v1::ExtractionService::NewStub(channel((*ours)->port()));
  const auto aggregate_stub = v1::AggregationService::NewStub(channel((*ours)->port()));
  const auto echo_stub = v1::ExtractionService::NewStub(channel(echo_port));
  const auto extract_by = [](v1::ExtractionService::Stub* stub,
                             const v1::ExtractTextRequest* request) -> Begin {
    return
        [stub, request](grpc::ClientContext* context, const std::function<void(const grpc::Status&)>& done) {
          auto response = std::make_shared<v1::ExtractTextResponse>();
          stub->async()->ExtractText(context, request, response.get(),
                                     [response, done](const grpc::Status& status) { done(status); });
        };
  };

  v1::ExtractTextRequest paragraph;
  paragraph.set_text(kParagraph);
  v1::ExtractTextRequest whole;
  whole.set_text(report);
  v1::QueryAggregatesRequest query;
  query.set_children(v1::REGION_LEVEL_COUNTY);
  query.set_indicator("reconsideration.*");
  aggregation::ListAggregatesRequest stored;
  stored.children = aggregation::Level::kCounty;
  stored.indicator = query.indicator();
  const Begin query_by = [&](grpc::ClientContext* context,
                             const std::function<void(const grpc::Status&)>& done) {
    auto response = std::make_shared<v1::QueryAggregatesResponse>();
    aggregate_stub->async()->QueryAggregates(context, &query, response.get(),
                                             [response, done](const grpc::Status& status) { done(status); });
  };
  const auto read = [](const std::string& text) {
    v1::Document document;
    document.set_content(text);
    document.set_content_type("text/plain; charset=utf-8");
    if (!ReadSet(document).ok()) std::exit(1);
  };

  std::printf("%-34s %9s %10s %10s %10s %14s %14s\n", "", "in flight", "p50 µs", "p99 µs", "calls/s",
              "p50 / echo's", "p99 / echo's");
  const std::string kilobytes = absl::StrCat(report.size() / 1024, " KB");
  for (const int in_flight : {1, 16}) {
    Drive(extract_by(echo_stub.get(), &paragraph), in_flight, seconds / 4);  // warms up
    Drive(extract_by(extract_stub.get(), &whole), in_flight, seconds / 4);
    const Times small = Drive(extract_by(echo_stub.get(), &paragraph), in_flight, seconds);
    const Times large = Drive(extract_by(echo_stub.get(), &whole), in_flight, seconds);
    Line("bare echo, a paragraph", in_flight, small, small);
    Line("ExtractText, a paragraph", in_flight,
         Drive(extract_by(extract_stub.get(), &paragraph), in_flight, seconds), small);
    Line("bare echo, a report of " + kilobytes, in_flight, large, large);
    Line("ExtractText, a report of " + kilobytes, in_flight,
         Drive(extract_by(extract_stub.get(), &whole), in_flight, seconds), large);
    Line("QueryAggregates", in_flight, Drive(query_by, in_flight, seconds), small);
    if (in_flight > 1) continue;
    Line("the same without gRPC: paragraph", 1, Alone([&] { read(paragraph.text()); }, seconds), small);
    Line("  report", 1, Alone([&] { read(report); }, seconds), large);
    Line("  aggregates", 1,
         Alone(
             [&] {
               if (!store->ListAggregates(stored).ok()) std::exit(1);
             },
             seconds),
         small);
  }
  if (const char* const program = std::getenv("FAZHI_GHZ")) {
    constexpr char kExtractText[] = "fazhi.v1.ExtractionService/ExtractText";
    constexpr char kQueryAggregates[] = "fazhi.v1.AggregationService/QueryAggregates";
    const Ghz ghz(program);
    const int port = (*ours)->port();
    std::printf("\nby ghz\n");
    for (const int in_flight : {1, 16}) {
      const Times echoed = ghz.Drive({echo_port, kExtractText, &paragraph, in_flight, seconds});
      Line("bare echo, a paragraph", in_flight, echoed, echoed);
      Line("ExtractText, a paragraph", in_flight,
           ghz.Drive({port, kExtractText, &paragraph, in_flight, seconds}), echoed);
      Line("QueryAggregates", in_flight, ghz.Drive({port, kQueryAggregates, &query, in_flight, seconds}),
           echoed);
    }
  }
  (*ours)->Shutdown(absl::Now());
  bare->Shutdown();
  return 0;
}

}  // namespace
}  // namespace fazhi

int main(int argc, char** argv) { return fazhi::Main(argc > 1 ? std::atof(argv[1]) : 4); }
