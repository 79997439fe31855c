// fazhi-extraction: quantities and their meaning.
#include "services/catalog/catalog.h"
#include "services/extraction/extraction_service.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/process.h"

int main(int argc, char** argv) {
  using namespace fazhi;
  runtime::ProcessOptions options;
  options.program = "fazhi-extraction";
  options.stage = "extraction";
  options.rpc.address = "127.0.0.1:7103";
  options.http_address = "127.0.0.1:7203";
  runtime::Flags flags(options.program, "Reads the quantities out of outlines and texts.");
  options.Register(flags);

  return runtime::RunMain(flags, argc, argv, [&]() -> absl::StatusOr<int> {
    runtime::Process process(options);
    ExtractionService service(&process.calls(), &Catalog::Default());
    process.Serve(v1::ExtractionService::service_full_name(), &service);
    return process.Run();
  });
}
