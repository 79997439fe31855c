#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "prometheus/registry.h"

namespace httplib {
class Server;
}

namespace fazhi::runtime {

// The small HTTP server for probes and scrapes: /healthz (200 while the process lives), /readyz (200 when it
// should be sent work, else 503) and /metrics (Prometheus text format). Thread-safe.
class HttpServer {
 public:
  struct Options {
    std::string host = "127.0.0.1";
    int port = 0;  // 0: a free one
  };
  // `registry` must outlive it; `ready` is called on its threads. UNAVAILABLE/CANNOT_LISTEN.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(const Options& options,
                                                           const prometheus::Registry* registry,
                                                           std::function<bool()> ready);
  ~HttpServer();

  int port() const { return port_; }

 private:
  HttpServer();

  std::unique_ptr<httplib::Server> server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace fazhi::runtime
