// fazhi-segmentation: reports cut into sections and sentences.
#include "services/base/status_macros.h"
#include "services/runtime/pipeline/pipeline_work.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/process.h"
#include "services/runtime/stage/topics.h"
#include "services/segmentation/segmentation_service.h"
#include "services/segmentation/segmentation_stage.h"

int main(int argc, char** argv) {
  using namespace fazhi;
  runtime::ProcessOptions options;
  options.program = "fazhi-segmentation";
  options.stage = "segmentation";
  options.rpc.address = "127.0.0.1:7102";
  options.http_address = "127.0.0.1:7202";
  runtime::Flags flags(options.program, "Cuts reports into sections and sentences.");
  options.Register(flags);
  runtime::PipelineSettings pipeline;
  pipeline.Register(flags);

  return runtime::RunMain(flags, argc, argv, [&]() -> absl::StatusOr<int> {
    runtime::Process process(options);
    SegmentationService service(&process.calls());
    process.Serve(v1::SegmentationService::service_full_name(), &service);
    std::unique_ptr<runtime::PipelineWork> work;
    if (pipeline.has_kafka()) {
      FAZHI_ASSIGN_OR_RETURN(
          work, runtime::PipelineWork::Publishing(
                    pipeline, options.stage, runtime::kReportsTopic, runtime::kOutlinesTopic, process,
                    [](runtime::DeriveOptions derive) { return SegmentationStage(std::move(derive)); }));
    }
    return process.Run();
  });
}
