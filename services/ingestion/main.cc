// fazhi-ingestion: documents understood.
#include "services/ingestion/ingestion_service.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/process.h"
#include "services/runtime/sandbox/parser_child.h"
#include "services/runtime/sandbox/parser_pool.h"

int main(int argc, char** argv) {
  using namespace fazhi;
  if (IsParserChild(argc, argv)) return RunParserChild(argc, argv);
  runtime::ProcessOptions options;
  options.program = "fazhi-ingestion";
  options.stage = "ingestion";
  options.rpc.address = "127.0.0.1:7101";
  options.http_address = "127.0.0.1:7201";
  runtime::Flags flags(options.program, "Takes documents in and understands them.");
  options.Register(flags);

  return runtime::RunMain(flags, argc, argv, [&]() -> absl::StatusOr<int> {
    runtime::Process process(options);
    ParserPool parsers;
    IngestionService service(&process.calls(), nullptr,
                             [&](const v1::Document& document) { return parsers.Ingest(document); }, {});
    process.Serve(v1::IngestionService::service_full_name(), &service);
    return process.Run();
  });
}
