#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/server.h"
#include "services/runtime/rpc/rpc_metrics.h"
#include "services/runtime/rpc/tls.h"

namespace fazhi::runtime {

struct RpcServerOptions {
  // `host:port`, port 0: a free one; or `unix:PATH`.
  std::string address = "127.0.0.1:0";
  TlsFiles tls;
  // Of a message, either way: a document of 32 MiB and what is around it. A greater one is refused with
  // RESOURCE_EXHAUSTED.
  size_t max_message_bytes = (size_t{32} << 20) + (size_t{1} << 20);
  // What the transport may hold over all connections; it slows clients down and refuses streams above it.
  size_t transport_bytes = size_t{512} << 20;
  // Pings on idle connections; one that does not answer within 20 s is closed.
  absl::Duration keepalive = absl::Seconds(60);
  // Connections are closed, their calls ended, after so long, so that clients spread over new replicas.
  absl::Duration max_connection_age = absl::InfiniteDuration();
};

// A gRPC server with the standard health service and reflection. Each service, and the server as a whole (the
// empty name), is NOT_SERVING until SetServing says otherwise. Thread-safe.
class RpcServer {
 public:
  struct Service {
    std::string name;  // full name, for health: `fazhi.v1.IngestionService`
    grpc::Service* service = nullptr;
  };
  // Services and metrics must outlive it. UNAVAILABLE/CANNOT_LISTEN when the address cannot be had;
  // INVALID_ARGUMENT/BAD_TLS_FILES.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(const RpcServerOptions& options,
                                                          const std::vector<Service>& services,
                                                          RpcMetrics* metrics);
  ~RpcServer();

  // The port that it listens on.
  int port() const { return port_; }

  void SetServing(const std::string& service, bool serving);
  // Everything is NOT_SERVING from now on, whatever SetServing says.
  void StopServing();

  // Takes no calls in any more, lets those at work end until `deadline`, cancels the others, and returns once
  // they have gone. Repeating it does nothing.
  void Shutdown(absl::Time deadline);

 private:
  RpcServer() = default;

  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace fazhi::runtime
