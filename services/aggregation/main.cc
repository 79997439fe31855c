// fazhi-aggregation: observations kept, and queries of them.
#include "services/aggregation/aggregation_service.h"
#include "services/aggregation/store/open_store.h"
#include "services/base/status_macros.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/process.h"

int main(int argc, char** argv) {
  using namespace fazhi;
  runtime::ProcessOptions options;
  options.program = "fazhi-aggregation";
  options.stage = "query";
  options.rpc.address = "127.0.0.1:7104";
  options.http_address = "127.0.0.1:7204";
  aggregation::OpenStoreOptions database;
  database.database = "fazhi-out/fazhi.db";
  database.must_exist = true;
  database.read_only = true;
  runtime::Flags flags(options.program, "Answers queries from the database.");
  options.Register(flags);
  flags.String(
      "database", &database.database,
      "a file of SQLite as `fazhi run` makes it, or the URL of PostgreSQL: postgresql://user@host/name");

  return runtime::RunMain(flags, argc, argv, [&]() -> absl::StatusOr<int> {
    runtime::Process process(options);
    FAZHI_ASSIGN_OR_RETURN(const auto store, aggregation::OpenStore(database));
    AggregationService service(&process.calls(), store.get());
    process.Serve(v1::AggregationService::service_full_name(), &service);
    return process.Run();
  });
}
