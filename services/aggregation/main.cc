// fazhi-aggregation: observations kept, and queries of them.
#include <memory>

#include "services/aggregation/aggregation_service.h"
#include "services/aggregation/aggregation_stage.h"
#include "services/aggregation/store/open_store.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/pipeline/pipeline_work.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/process.h"
#include "services/runtime/stage/topics.h"

namespace fazhi {
namespace {

struct Settings {
  runtime::ProcessOptions process;
  runtime::PipelineSettings pipeline;
  std::string database = "fazhi-out/fazhi.db";
  std::string role = "all";

  bool consumes() const { return role != "query"; }
};

absl::StatusOr<std::unique_ptr<runtime::PipelineWork>> Consume(const Settings& settings,
                                                               aggregation::Store& store,
                                                               runtime::OffsetTracker& tracker,
                                                               runtime::Process& process) {
  return runtime::PipelineWork::Keeping(
      settings.pipeline, "aggregation", {runtime::kObservationsTopic, runtime::kDeadLettersTopic}, process,
      AggregationStage(), &tracker, [&store](runtime::KafkaSource& source, runtime::Publisher& publisher) {
        StoreSink::Options sink;
        sink.store = &store;
        sink.publisher = &publisher;
        sink.dead_letter_topic = runtime::kDeadLettersTopic;
        sink.committed = [&source](const std::vector<runtime::Advance>& advances) {
          source.Mirror(advances);
        };
        return std::make_unique<StoreSink>(std::move(sink));
      });
}

absl::StatusOr<int> Serve(const Settings& settings) {
  runtime::Process process(settings.process);
  aggregation::OpenStoreOptions database;
  database.database = settings.database;
  database.must_exist = database.read_only = !settings.consumes();
  FAZHI_ASSIGN_OR_RETURN(const auto store, aggregation::OpenStore(database));
  StoreTracker tracker(*store);
  std::unique_ptr<runtime::PipelineWork> work;
  if (settings.consumes()) {
    FAZHI_ASSIGN_OR_RETURN(work, Consume(settings, *store, tracker, process));
  }
  AggregationService service(&process.calls(), store.get());
  if (settings.role != "consumer") process.Serve(v1::AggregationService::service_full_name(), &service);
  return process.Run();
}

}  // namespace
}  // namespace fazhi

int main(int argc, char** argv) {
  using namespace fazhi;
  Settings settings;
  settings.process.program = "fazhi-aggregation";
  settings.process.rpc.address = "127.0.0.1:7104";
  settings.process.http_address = "127.0.0.1:7204";
  runtime::Flags flags(settings.process.program,
                       "Keeps observations in a database, and answers queries from it.");
  settings.process.Register(flags);
  settings.pipeline.Register(flags);
  flags.String("database", &settings.database,
               "postgresql://user@host:port/database, made ready by `fazhi migrate`; or SQLite's file, as "
               "`fazhi run` makes it");
  flags.Choice("role", &settings.role, {"all", "consumer", "query"},
               "consumer: takes observations in; query: answers queries; all: both");
  flags.Check({"role", "brokers", "kafka_config"}, [&settings, &flags]() -> absl::Status {
    settings.process.stage = settings.consumes() ? "aggregation" : "query";
    if (!settings.consumes()) {
      return runtime::PipelineSettings::CheckUnused(flags, "--role=query reads no topic; leave it out");
    }
    if (settings.pipeline.has_kafka()) return absl::OkStatus();
    return InvalidInput("BAD_SETTINGS", "brokers",
                        "--brokers or --kafka_config: needed, but for --role=query");
  });
  return runtime::RunMain(flags, argc, argv, [&] { return Serve(settings); });
}
