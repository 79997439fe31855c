#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "services/ingestion/core/ingest.h"
#include "services/ingestion/ingestion_service.h"
#include "services/runtime/fake/memory_publisher.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/rpc_testing.h"

namespace fazhi {

inline constexpr char kText[] = "沙泉县2024年法治政府建设年度报告\n2024年,全县办理行政复议案件97件。\n";
inline constexpr char kUrl[] = "https://www.shaquan.example/1.html";
inline constexpr char kTraceparent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

inline v1::Document MakeDocument() {
  v1::Document document;
  document.set_url(kUrl);
  document.set_content(kText);
  document.set_content_type("text/plain");
  document.mutable_fetched_at()->set_seconds(1711620000);
  return document;
}

inline IngestionService::Options MakeOptions() {
  IngestionService::Options options;
  options.submission.max_content_bytes = 1000;
  options.max_batch = 100;
  options.max_batch_bytes = 4000;
  options.now = [] { return absl::FromUnixSeconds(1711700000); };
  return options;
}

// The service on the loopback, with a publisher in memory; a test calls it as a client does.
class IngestionServiceTest : public testing::Test {
 protected:
  template <typename Response, typename Method, typename Request>
  absl::StatusOr<Response> Call(Method method, const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    context.AddMetadata("traceparent", kTraceparent);
    Response response;
    const grpc::Status status = ((*stub_).*method)(&context, request, &response);
    if (!status.ok()) return runtime::FromGrpcStatus(status);
    return response;
  }
  absl::StatusOr<v1::SubmitResponse> Submit(const v1::SubmitRequest& request) {
    return Call<v1::SubmitResponse>(&v1::IngestionService::Stub::Submit, request);
  }

  runtime::CallPool pool_{{}};
  runtime::CallPool previews_{{}};
  runtime::MemoryPublisher publisher_;
  IngestionService service_{&pool_, &previews_, &publisher_,
                            [](const v1::Document& document) { return Ingest(document); }, MakeOptions()};
  runtime::TestServer server_{{{"fazhi.v1.IngestionService", &service_}}};
  std::unique_ptr<v1::IngestionService::Stub> stub_ = v1::IngestionService::NewStub(server_.channel());
};

}  // namespace fazhi
