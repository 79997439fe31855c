#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "grpcpp/support/server_interceptor.h"
#include "prometheus/counter.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace fazhi::runtime {

// Counts and times every call of a server (docs/metrics.md has the names). Thread-safe.
class RpcMetrics {
 public:
  // What is kept for one method.
  struct Method {
    std::string name;  // `fazhi.v1.ExtractionService/ExtractText`
    prometheus::Histogram* seconds = nullptr;
  };

  // The registry must outlive it.
  explicit RpcMetrics(prometheus::Registry& registry);

  // By the method's path (`/fazhi.v1.ExtractionService/ExtractText`); all that no service has are `other`.
  const Method& Find(const char* path);
  void Begin();
  void End(const Method& method, int code, double seconds);

  // For grpc::ServerBuilder. The metrics must outlive the server.
  std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeInterceptors();

 private:
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Gauge& in_flight_;
  std::mutex mutex_;
  absl::flat_hash_map<std::string, std::unique_ptr<Method>> methods_;
};

}  // namespace fazhi::runtime
