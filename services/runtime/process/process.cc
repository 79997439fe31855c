#include "services/runtime/process/process.h"

#include <grpc/support/log.h>
#include <pthread.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/runtime/process/process_metrics.h"
#include "services/runtime/rpc/http_server.h"
#include "services/runtime/rpc/pipeline_service.h"
#include "services/runtime/rpc/tls.h"

namespace fazhi::runtime {
namespace {

constexpr long kLookEveryNs = 200 * 1000 * 1000;
// What the end may take beyond the times that were asked for.
constexpr absl::Duration kSomeSeconds = absl::Seconds(10);

sigset_t EndingSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// `host:port` with a port of 0 to 65535; a host of IPv6 stands in brackets.
absl::StatusOr<HttpServer::Options> ReadHttpAddress(const std::string& address) {
  const size_t colon = address.rfind(':');
  HttpServer::Options options;
  if (colon == std::string::npos || colon == 0 ||
      !absl::SimpleAtoi(address.substr(colon + 1), &options.port) || options.port < 0 ||
      options.port > 65535) {
    return InvalidInput(
        "BAD_SETTINGS", "http_address",
        absl::StrCat("--http_address: `", address,
                     "` is not accepted; it takes host:port, such as 127.0.0.1:9090, or nothing for none"));
  }
  options.host = address.substr(0, colon);
  if (options.host.front() == '[' && options.host.back() == ']') {
    options.host = options.host.substr(1, options.host.size() - 2);
  }
  return options;
}

// The address with the port that it has come to.
std::string WithPort(const std::string& address, int port) {
  if (address.find("unix:") == 0) return address;
  return absl::StrCat(address.substr(0, address.rfind(':')), ":", port);
}

// The log of the process that was made last, also for what happens outside of one. Never deleted: gRPC's
// threads may outlive everything.
std::atomic<const Log*> g_log{nullptr};

// gRPC's own errors, such as a handshake that failed, are lines of ours.
void LogOfGrpc(gpr_log_func_args* args) {
  if (args->severity == GPR_LOG_SEVERITY_ERROR) g_log.load()->Error("gRPC", {{"detail", args->message}});
}

// `running` for PIPELINE_STATE_RUNNING.
std::string StateName(v1::PipelineState state) {
  const std::string& name = v1::PipelineState_Name(state);
  return absl::AsciiStrToLower(absl::StripPrefix(name, "PIPELINE_STATE_"));
}

// A line with what ended the process.
void LogFailure(const absl::Status& status) {
  const Log* log = g_log;
  if (log == nullptr) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return;
  }
  const std::string code = absl::StatusCodeToString(status.code());
  const std::string reason = ReasonOf(status);
  log->Error(status.message(), {{"code", code}, {"reason", reason.empty() ? code : reason}});
}

}  // namespace

void ProcessOptions::Register(Flags& flags) {
  flags.String("grpc_address", &rpc.address, "where gRPC is served: host:port, or unix:PATH");
  flags.String("http_address", &http_address,
               "where /healthz, /readyz and /metrics are served; empty: nowhere");
  flags.String("tls_certificate", &rpc.tls.certificate,
               "PEM file of the server's certificate and its chain; empty: no TLS");
  flags.String("tls_key", &rpc.tls.key, "PEM file of its key");
  flags.String("tls_client_ca", &rpc.tls.client_ca,
               "PEM file of the authorities that clients' certificates must be of (mTLS)");
  flags.Duration("keepalive", &rpc.keepalive, absl::Seconds(1), absl::Hours(24),
                 "how often idle connections are pinged");
  flags.Duration("max_connection_age", &rpc.max_connection_age, absl::Seconds(1), absl::InfiniteDuration(),
                 "after which clients are asked to connect anew, so that they find new replicas");
  flags.Integer("call_threads", &call_threads, 0, 1024, "threads that answer calls; 0 is two a core");
  flags.Integer("max_calls", &max_calls, 1, 100000, "calls taken in at a time; those above are refused");
  flags.Integer("max_call_mib", &max_call_mib, 33, 65536, "MiB of requests taken in at a time");
  flags.Integer("transport_mib", &transport_mib, 8, 65536,
                "MiB that connections may hold of requests under way");
  flags.Duration("grace", &grace, absl::ZeroDuration(), absl::Minutes(10),
                 "what calls at work get at the end");
  flags.Choice("log_format", &log_format, {"plain", "json"}, "of the lines on stderr");
  flags.Check({"tls_certificate", "tls_key", "tls_client_ca"}, [this] { return CheckTlsFiles(rpc.tls); });
  flags.Check({"http_address"}, [this] {
    return http_address.empty() ? absl::OkStatus() : ReadHttpAddress(http_address).status();
  });
}

Process::Process(ProcessOptions options)
    : options_(std::move(options)),
      log_(options_.program, options_.log_format == "json" ? Log::Format::kJson : Log::Format::kPlain),
      rpc_metrics_(metrics_),
      calls_([this] {
        // Before any thread is made.
        const sigset_t signals = EndingSignals();
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
        CallPool::Options calls;
        calls.threads = static_cast<int>(options_.call_threads);
        calls.max_calls = static_cast<size_t>(options_.max_calls);
        calls.max_bytes = static_cast<size_t>(options_.max_call_mib) << 20;
        return calls;
      }()) {
  g_log = new Log(log_);
  gpr_set_log_function(&LogOfGrpc);
}

Process::~Process() {
  over_.Notify();
  if (last_resort_.joinable()) last_resort_.join();
  const sigset_t signals = EndingSignals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

void Process::Serve(const std::string& full_name, grpc::Service* service) {
  services_.push_back({full_name, service});
}

void Process::SetWork(BackgroundWork work) { work_ = std::move(work); }

void Process::SetStopCalls(std::function<void(absl::Time by)> stop) { stop_calls_ = std::move(stop); }

void Process::EndAnywayIn(absl::Duration time) {
  last_resort_ = std::thread([this, time] {
    if (over_.WaitForNotificationWithTimeout(time)) return;
    log_.Error("not stopped in time: ends as if it were killed", {{"after", absl::FormatDuration(time)}});
    std::_Exit(1);
  });
}

bool Process::Ready() const { return up_ && (work_.status == nullptr || work_.status->Ready()); }

int Process::Run() {
  const auto process_metrics = std::make_shared<ProcessMetrics>(work_.status);
  PipelineService pipeline(&calls_, options_.stage, work_.status);
  std::unique_ptr<HttpServer> http;
  if (!options_.http_address.empty()) {
    auto address = ReadHttpAddress(options_.http_address);
    auto started = address.ok() ? HttpServer::Start(
                                      *address, {&metrics_, process_metrics.get()},
                                      [this] { return Ready(); }, [&] { return pipeline.Status(); })
                                : absl::StatusOr<std::unique_ptr<HttpServer>>(address.status());
    if (!started.ok()) {
      LogFailure(started.status());
      return 1;
    }
    http = *std::move(started);
    http_port_ = http->port();
  }

  std::vector<RpcServer::Service> services = services_;
  services.push_back({v1::PipelineService::service_full_name(), &pipeline});
  RpcServerOptions rpc_options = options_.rpc;
  rpc_options.transport_bytes = static_cast<size_t>(options_.transport_mib) << 20;
  auto rpc = RpcServer::Start(rpc_options, services, &rpc_metrics_);
  if (!rpc.ok()) {
    LogFailure(rpc.status());
    return 1;
  }
  grpc_port_ = (*rpc)->port();

  // What the work has come to: of the thread below until it is joined.
  absl::Status outcome;
  std::atomic<bool> failed{false};
  std::thread worker;
  if (work_.run) {
    worker = std::thread([&] {
      outcome = work_.run();
      failed = !outcome.ok();
    });
  }
  for (const RpcServer::Service& service : services) (*rpc)->SetServing(service.name, true);
  up_ = true;
  log_.Info("serving", {{"grpc", WithPort(options_.rpc.address, grpc_port_)},
                        {"http", http == nullptr ? "none" : WithPort(options_.http_address, http_port_)},
                        {"pipeline_version", absl::StrCat(kPipelineVersion)}});

  v1::PipelineState state = v1::PIPELINE_STATE_UNSPECIFIED;
  const auto note_state = [&] {
    if (work_.status == nullptr) return;
    const v1::PipelineState now = work_.status->Status().state();
    if (now != std::exchange(state, now)) log_.Info("stage", {{"state", StateName(now)}});
  };
  const sigset_t signals = EndingSignals();
  const timespec look_every = {0, kLookEveryNs};
  int signal = -1;
  while (signal < 0 && !failed) {
    note_state();
    (*rpc)->SetServing("", Ready());
    signal = sigtimedwait(&signals, nullptr, &look_every);
  }

  up_ = false;
  (*rpc)->StopServing();
  log_.Info("stopping", {{"because", signal < 0          ? "the work failed"
                                     : signal == SIGTERM ? "SIGTERM"
                                                         : "SIGINT"}});
  // A second signal ends the process.
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  EndAnywayIn((work_.run ? work_.stop_within : absl::ZeroDuration()) + options_.grace + kSomeSeconds);
  if (worker.joinable()) {
    work_.stop();
    note_state();
    worker.join();
    note_state();
  }
  const absl::Time calls_by = absl::Now() + options_.grace;
  if (stop_calls_) stop_calls_(calls_by);
  (*rpc)->Shutdown(calls_by);
  if (!outcome.ok()) {
    LogFailure(outcome);
    return 1;
  }
  log_.Info("stopped");
  return 0;
}

int RunMain(Flags& flags, int argc, const char* const* argv,
            const std::function<absl::StatusOr<int>()>& serve) {
  const absl::StatusOr<bool> parsed = flags.Parse(argc, argv);
  if (!parsed.ok()) {
    std::fprintf(stderr, "%s\n", std::string(parsed.status().message()).c_str());
    return 2;
  }
  if (!*parsed) return 0;
  const absl::StatusOr<int> code = serve();
  if (code.ok()) return *code;
  LogFailure(code.status());
  return 1;
}

}  // namespace fazhi::runtime
