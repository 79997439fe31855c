#include "services/segmentation/segmentation_stage.h"

#include <utility>

#include "services/base/status_macros.h"
#include "services/segmentation/core/segment.h"

namespace fazhi {

runtime::StageLoop::Function SegmentationStage(runtime::DeriveOptions options) {
  return [options = std::move(options)](
             const runtime::Record& record) -> absl::StatusOr<std::unique_ptr<runtime::Output>> {
    if (runtime::IsPassedOn(record)) return runtime::PassOn(record, options);
    v1::Report report;
    FAZHI_RETURN_IF_ERROR(runtime::ReadMessage(record, report));
    FAZHI_ASSIGN_OR_RETURN(const v1::Outline outline, Segment(std::move(report)));
    const v1::DocumentRef& document = outline.report().document();
    return runtime::Derive(record, {record.key, outline, document.url(), document.sha256()}, options);
  };
}

}  // namespace fazhi
