#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/security/credentials.h"
#include "prometheus/registry.h"
#include "services/runtime/rpc/rpc_metrics.h"
#include "services/runtime/rpc/rpc_server.h"

namespace fazhi::runtime {

// A server on a free port of the loopback with a channel to it, for tests of services.
class TestServer {
 public:
  // Serves at once. Fails the test when it cannot be started.
  explicit TestServer(const std::vector<RpcServer::Service>& services, const RpcServerOptions& options = {});
  ~TestServer();

  RpcServer& server() { return *server_; }
  const prometheus::Registry& registry() const { return registry_; }
  std::string target() const;
  std::shared_ptr<grpc::Channel> channel() const;
  std::shared_ptr<grpc::Channel> channel(const std::shared_ptr<grpc::ChannelCredentials>& credentials) const;

 private:
  prometheus::Registry registry_;
  RpcMetrics metrics_{registry_};
  std::unique_ptr<RpcServer> server_;
};

// What the standard health service says: SERVING 1, NOT_SERVING 2; NOT_FOUND for a service that it does not
// know.
absl::StatusOr<int> CheckHealth(const std::shared_ptr<grpc::Channel>& channel, const std::string& service);

// The full names of the services that reflection lists.
absl::StatusOr<std::set<std::string>> ListServices(const std::shared_ptr<grpc::Channel>& channel);

// PEM files made by openssl in `folder`: an authority (`ca.pem`), certificates that it signed (`server.pem`,
// `client.pem`, each with its `.key`), and a stranger's (`stranger.pem`). Server and client are `localhost`.
absl::Status MakeCertificates(const std::string& folder);

std::string ReadTestFile(const std::string& path);

}  // namespace fazhi::runtime
