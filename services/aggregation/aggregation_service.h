#pragma once

#include "fazhi/v1/aggregation_service.grpc.pb.h"
#include "services/aggregation/store/store.h"
#include "services/runtime/rpc/call_pool.h"

namespace fazhi {

// AggregationService bound to the store. Thread-safe.
class AggregationService : public v1::AggregationService::CallbackService {
 public:
  // Both must outlive it.
  AggregationService(runtime::CallPool* pool, aggregation::Store* store) : pool_(pool), store_(store) {}

  grpc::ServerUnaryReactor* GetDocument(grpc::CallbackServerContext* context,
                                        const v1::GetDocumentRequest* request,
                                        v1::GetDocumentResponse* response) override;
  grpc::ServerUnaryReactor* GetReport(grpc::CallbackServerContext* context,
                                      const v1::GetReportRequest* request,
                                      v1::GetReportResponse* response) override;
  grpc::ServerUnaryReactor* ListReports(grpc::CallbackServerContext* context,
                                        const v1::ListReportsRequest* request,
                                        v1::ListReportsResponse* response) override;
  grpc::ServerUnaryReactor* QueryObservations(grpc::CallbackServerContext* context,
                                              const v1::QueryObservationsRequest* request,
                                              v1::QueryObservationsResponse* response) override;
  grpc::ServerUnaryReactor* QueryAggregates(grpc::CallbackServerContext* context,
                                            const v1::QueryAggregatesRequest* request,
                                            v1::QueryAggregatesResponse* response) override;
  grpc::ServerUnaryReactor* ListFindings(grpc::CallbackServerContext* context,
                                         const v1::ListFindingsRequest* request,
                                         v1::ListFindingsResponse* response) override;
  grpc::ServerUnaryReactor* GetCoverage(grpc::CallbackServerContext* context,
                                        const v1::GetCoverageRequest* request,
                                        v1::GetCoverageResponse* response) override;
  grpc::ServerWriteReactor<v1::ExportObservationsResponse>* ExportObservations(
      grpc::CallbackServerContext* context, const v1::ExportObservationsRequest* request) override;

 private:
  class ExportCall;

  // A call that is answered by the Answer of its types.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context, const Request* request,
                                Response* response);
  absl::Status Answer(const v1::GetDocumentRequest& request, v1::GetDocumentResponse& response);
  absl::Status Answer(const v1::GetReportRequest& request, v1::GetReportResponse& response);
  absl::Status Answer(const v1::ListReportsRequest& request, v1::ListReportsResponse& response);
  absl::Status Answer(const v1::QueryObservationsRequest& request, v1::QueryObservationsResponse& response);
  absl::Status Answer(const v1::QueryAggregatesRequest& request, v1::QueryAggregatesResponse& response);
  absl::Status Answer(const v1::ListFindingsRequest& request, v1::ListFindingsResponse& response);
  absl::Status Answer(const v1::GetCoverageRequest& request, v1::GetCoverageResponse& response);

  runtime::CallPool* const pool_;
  aggregation::Store* const store_;
};

}  // namespace fazhi
