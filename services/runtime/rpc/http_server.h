#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "fazhi/v1/pipeline_service.pb.h"
#include "prometheus/collectable.h"

namespace httplib {
class Server;
}

namespace fazhi::runtime {

// The small HTTP server for probes and scrapes: /healthz (200 while the process lives), /readyz (200 when it
// should be sent work, else 503), /metrics (Prometheus text format) and /status (the GetStatusResponse of
// PipelineService as JSON, for curl and scripts). Thread-safe.
class HttpServer {
 public:
  struct Options {
    std::string host = "127.0.0.1";
    int port = 0;  // 0: a free one
  };
  // What `metrics` points to must outlive it; `ready` and `status` are called on its threads; without
  // `status` there is no /status. UNAVAILABLE/CANNOT_LISTEN.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(
      const Options& options, std::vector<const prometheus::Collectable*> metrics,
      std::function<bool()> ready, std::function<v1::GetStatusResponse()> status = nullptr);
  ~HttpServer();

  int port() const { return port_; }

 private:
  HttpServer();

  std::unique_ptr<httplib::Server> server_;
  int port_ = 0;
  std::atomic<bool> ended_{false};  // of itself: it listens no more
  std::thread thread_;
};

}  // namespace fazhi::runtime
