#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "prometheus/registry.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/log.h"
#include "services/runtime/rpc/call_pool.h"
#include "services/runtime/rpc/rpc_server.h"
#include "services/runtime/stage/status_source.h"

namespace fazhi::runtime {

// What every service is told.
struct ProcessOptions {
  std::string program;  // `fazhi-ingestion`
  std::string stage;    // `ingestion`, or `query`
  RpcServerOptions rpc;
  std::string http_address = "127.0.0.1:0";  // `host:port`; empty: none
  int64_t call_threads = 0;
  int64_t max_calls = 256;
  int64_t max_call_mib = 256;
  int64_t transport_mib = 512;
  // What calls at work get when the process ends.
  absl::Duration grace = absl::Seconds(5);
  std::string log_format = "plain";

  // Adds the settings; the defaults are what is here.
  void Register(Flags& flags);
};

// What a process does besides answering calls: a stage.
struct BackgroundWork {
  // All called from other threads than each other.
  StatusSource* status = nullptr;
  std::function<absl::Status()> run;               // works until `stop`, or until it cannot go on: the error
  std::function<void()> stop;                      // makes `run` settle what is in work and return
  absl::Duration stop_within = absl::Seconds(20);  // how long that takes at most, but for some seconds
};

// A service's process: its gRPC server with health, reflection and PipelineService, its HTTP server, its
// threads for calls, and its end. Made first in main, while there is one thread: it keeps SIGTERM and SIGINT
// from all threads and programs that are started afterwards.
class Process {
 public:
  explicit Process(ProcessOptions options);
  ~Process();

  const Log& log() const { return log_; }
  CallPool& calls() { return calls_; }
  prometheus::Registry& metrics() { return metrics_; }

  // Before Run. What is given must outlive it.
  void Serve(const std::string& full_name, grpc::Service* service);
  void SetWork(BackgroundWork work);
  // `stop` is called once no call is taken in any more, with the time by which those at work are to end, also
  // when they wait for something else than this process.
  void SetStopCalls(std::function<void(absl::Time by)> stop);

  // Serves until SIGTERM or SIGINT, or until the work fails, and then stops: first NOT_SERVING, then the work
  // (its intake first), then the calls, at most `grace` longer. A second signal ends the process at once, and
  // so does this object, with a line in the log and exit code 1, when it is still there some seconds after
  // the work's `stop_within` and `grace`: something hangs, and what is killed loses nothing.
  // Gives the exit code: 0 after a signal, 1 when it could not start or the work failed. Once.
  int Run();

  // Where it listens, within Run; 0 before.
  int grpc_port() const { return grpc_port_; }
  int http_port() const { return http_port_; }

 private:
  bool Ready() const;
  void EndAnywayIn(absl::Duration time);

  const ProcessOptions options_;
  const Log log_;
  prometheus::Registry metrics_;
  RpcMetrics rpc_metrics_;
  CallPool calls_;
  std::vector<RpcServer::Service> services_;
  BackgroundWork work_;
  std::function<void(absl::Time)> stop_calls_;
  std::thread last_resort_;
  absl::Notification over_;
  std::atomic<bool> up_{false};
  std::atomic<int> grpc_port_{0};
  std::atomic<int> http_port_{0};
};

// The main of a service: parses the flags and calls `serve`, which makes the Process. Prints what is wrong
// with the settings, a line each, and logs what `serve` fails with. Exit codes: 0 all well, 1 could not start
// or go on, 2 bad settings.
int RunMain(Flags& flags, int argc, const char* const* argv,
            const std::function<absl::StatusOr<int>()>& serve);

}  // namespace fazhi::runtime
