#include "services/extraction/extraction_stage.h"

#include <utility>

#include "services/base/status_macros.h"
#include "services/extraction/core/extract.h"

namespace fazhi {

runtime::StageLoop::Function ExtractionStage(runtime::DeriveOptions options, const Catalog& catalog) {
  return [options = std::move(options),
          &catalog](const runtime::Record& record) -> absl::StatusOr<std::unique_ptr<runtime::Output>> {
    if (runtime::IsPassedOn(record)) return runtime::PassOn(record, options);
    v1::Outline outline;
    FAZHI_RETURN_IF_ERROR(runtime::ReadMessage(record, outline));
    FAZHI_ASSIGN_OR_RETURN(const v1::ObservationSet set, Extract(std::move(outline), catalog));
    const v1::DocumentRef& document = set.outline().report().document();
    return runtime::Derive(record, {record.key, set, document.url(), document.sha256()}, options);
  };
}

}  // namespace fazhi
