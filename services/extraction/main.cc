// fazhi-extraction: quantities and their meaning.
#include "services/base/status_macros.h"
#include "services/catalog/catalog.h"
#include "services/extraction/extraction_service.h"
#include "services/extraction/extraction_stage.h"
#include "services/runtime/pipeline/pipeline_work.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/process.h"
#include "services/runtime/stage/topics.h"

int main(int argc, char** argv) {
  using namespace fazhi;
  runtime::ProcessOptions options;
  options.program = "fazhi-extraction";
  options.stage = "extraction";
  options.rpc.address = "127.0.0.1:7103";
  options.http_address = "127.0.0.1:7203";
  runtime::Flags flags(options.program, "Reads the quantities out of outlines and texts.");
  options.Register(flags);
  runtime::PipelineSettings pipeline;
  pipeline.Register(flags);

  return runtime::RunMain(flags, argc, argv, [&]() -> absl::StatusOr<int> {
    runtime::Process process(options);
    ExtractionService service(&process.calls(), &Catalog::Default());
    process.Serve(v1::ExtractionService::service_full_name(), &service);
    std::unique_ptr<runtime::PipelineWork> work;
    if (pipeline.has_kafka()) {
      FAZHI_ASSIGN_OR_RETURN(
          work, runtime::PipelineWork::Publishing(
                    pipeline, options.stage, runtime::kOutlinesTopic, runtime::kObservationsTopic, process,
                    [](runtime::DeriveOptions derive) { return ExtractionStage(std::move(derive)); }));
    }
    return process.Run();
  });
}
