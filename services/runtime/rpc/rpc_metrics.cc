#include "services/runtime/rpc/rpc_metrics.h"

#include <chrono>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"

namespace fazhi::runtime {
namespace {

using Clock = std::chrono::steady_clock;
using grpc::experimental::InterceptionHookPoints;

// 0.5 ms to 10 s.
const prometheus::Histogram::BucketBoundaries& Boundaries() {
  static const auto* const boundaries = new prometheus::Histogram::BucketBoundaries{
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  return *boundaries;
}

class CallTimer : public grpc::experimental::Interceptor {
 public:
  CallTimer(RpcMetrics* metrics, const RpcMetrics::Method* method)
      : metrics_(metrics), method_(method), begin_(Clock::now()) {
    metrics_->Begin();
  }
  ~CallTimer() override {
    metrics_->End(*method_, code_, std::chrono::duration<double>(Clock::now() - begin_).count());
  }

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      code_ = methods->GetSendStatus().error_code();
    }
    methods->Proceed();
  }

 private:
  RpcMetrics* const metrics_;
  const RpcMetrics::Method* const method_;
  const Clock::time_point begin_;
  int code_ = grpc::StatusCode::CANCELLED;  // unless a status is sent
};

class Factory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit Factory(RpcMetrics* metrics) : metrics_(metrics) {}
  grpc::experimental::Interceptor* CreateServerInterceptor(grpc::experimental::ServerRpcInfo* info) override {
    return new CallTimer(metrics_, &metrics_->Find(info->method()));
  }

 private:
  RpcMetrics* const metrics_;
};

// Whether some service has the method: clients may ask for whatever they like.
bool IsKnown(absl::string_view path) {
  if (!absl::ConsumePrefix(&path, "/")) return false;
  // Health's messages are in no pool.
  if (path == "grpc.health.v1.Health/Check" || path == "grpc.health.v1.Health/Watch") return true;
  const std::string name = absl::StrReplaceAll(path, {{"/", "."}});
  return google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name) != nullptr;
}

}  // namespace

RpcMetrics::RpcMetrics(prometheus::Registry& registry)
    : calls_(prometheus::BuildCounter()
                 .Name("fazhi_rpc_calls_total")
                 .Help("Calls that have ended, by method and canonical code")
                 .Register(registry)),
      seconds_(prometheus::BuildHistogram()
                   .Name("fazhi_rpc_seconds")
                   .Help("Time of a call from its headers to its status, by method")
                   .Register(registry)),
      in_flight_(prometheus::BuildGauge()
                     .Name("fazhi_rpc_calls_in_flight")
                     .Help("Calls that have begun and not ended")
                     .Register(registry)
                     .Add({})) {}

const RpcMetrics::Method& RpcMetrics::Find(const char* path) {
  const std::string name = path != nullptr && IsKnown(path) ? path + 1 : "other";
  const std::lock_guard<std::mutex> lock(mutex_);
  std::unique_ptr<Method>& method = methods_[name];
  if (method == nullptr) {
    method = std::make_unique<Method>();
    method->name = name;
    method->seconds = &seconds_.Add({{"method", name}}, Boundaries());
  }
  return *method;
}

void RpcMetrics::Begin() { in_flight_.Increment(); }

void RpcMetrics::End(const Method& method, int code, double seconds) {
  in_flight_.Decrement();
  method.seconds->Observe(seconds);
  calls_
      .Add({{"method", method.name}, {"code", absl::StatusCodeToString(static_cast<absl::StatusCode>(code))}})
      .Increment();
}

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> RpcMetrics::MakeInterceptors() {
  return std::make_unique<Factory>(this);
}

}  // namespace fazhi::runtime
