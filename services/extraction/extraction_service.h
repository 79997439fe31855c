#pragma once

#include <vector>

#include "fazhi/v1/extraction_service.grpc.pb.h"
#include "services/catalog/catalog.h"
#include "services/runtime/rpc/call_pool.h"

namespace fazhi {

// ExtractionService bound to the stage's function and to a catalog. Thread-safe.
class ExtractionService : public v1::ExtractionService::CallbackService {
 public:
  // Both must outlive it.
  explicit ExtractionService(runtime::CallPool* pool, const Catalog* catalog = &Catalog::Default());

  grpc::ServerUnaryReactor* Extract(grpc::CallbackServerContext* context, const v1::ExtractRequest* request,
                                    v1::ExtractResponse* response) override;
  grpc::ServerUnaryReactor* ExtractText(grpc::CallbackServerContext* context,
                                        const v1::ExtractTextRequest* request,
                                        v1::ExtractTextResponse* response) override;
  grpc::ServerUnaryReactor* ListIndicators(grpc::CallbackServerContext* context,
                                           const v1::ListIndicatorsRequest* request,
                                           v1::ListIndicatorsResponse* response) override;
  grpc::ServerUnaryReactor* GetIndicator(grpc::CallbackServerContext* context,
                                         const v1::GetIndicatorRequest* request,
                                         v1::GetIndicatorResponse* response) override;

 private:
  absl::Status ReadText(const v1::ExtractTextRequest& request, v1::ExtractTextResponse& response) const;
  absl::Status List(const v1::ListIndicatorsRequest& request, v1::ListIndicatorsResponse& response) const;

  runtime::CallPool* const pool_;
  const Catalog& catalog_;
  std::vector<const v1::Indicator*> by_id_;  // ordered
};

}  // namespace fazhi
