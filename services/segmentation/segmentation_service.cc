#include "services/segmentation/segmentation_service.h"

#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/segmentation/core/segment.h"

namespace fazhi {

grpc::ServerUnaryReactor* SegmentationService::Segment(grpc::CallbackServerContext* context,
                                                       const v1::SegmentRequest* request,
                                                       v1::SegmentResponse* response) {
  return runtime::RunUnary(*pool_, context, request->ByteSizeLong(), [request, response] {
    if (!request->has_report()) return InvalidInput("NO_REPORT", "report", "`report` is required");
    FAZHI_ASSIGN_OR_RETURN(*response->mutable_outline(), fazhi::Segment(request->report()));
    return absl::OkStatus();
  });
}

}  // namespace fazhi
