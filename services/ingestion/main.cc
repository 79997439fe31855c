// fazhi-ingestion: documents understood.
#include <atomic>
#include <memory>
#include <utility>

#include "services/base/status_macros.h"
#include "services/ingestion/ingestion_service.h"
#include "services/ingestion/ingestion_stage.h"
#include "services/ingestion/reference_settings.h"
#include "services/runtime/archive/file_archive.h"
#include "services/runtime/pipeline/pipeline_work.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/process.h"
#include "services/runtime/sandbox/parser_child.h"
#include "services/runtime/sandbox/parser_pool.h"
#include "services/runtime/stage/topics.h"

// Fewer than a service has threads for calls.
constexpr int kFetchesOfCalls = 2;

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
  runtime::PipelineSettings pipeline;
  pipeline.Register(flags);
  ReferenceSettings references;
  references.Register(flags);
  std::string archive_folder;
  flags.String("archive", &archive_folder,
               "the folder that keeps documents' bytes by their hash; empty: nothing is kept");

  return runtime::RunMain(flags, argc, argv, [&]() -> absl::StatusOr<int> {
    runtime::Process process(options);
    ParserPool parsers;
    FAZHI_RETURN_IF_ERROR(parsers.Start());
    const FileArchive archive(archive_folder);
    IngestionEdges edges;
    edges.ingest = [&](const v1::Document& document) { return parsers.Ingest(document); };
    if (!archive_folder.empty()) {
      edges.archive = [&](absl::string_view bytes) { return archive.Put(bytes).status(); };
    }
    FAZHI_ASSIGN_OR_RETURN(const std::unique_ptr<Fetcher> fetcher, Fetcher::Create(references.Options()));
    std::atomic<bool> released{false};
    edges.fetch = [&](v1::Document& document) {
      return fetcher->FillContent(document, [&] { return released.load(); });
    };
    pipeline.waiting_workers = references.hosts.empty() ? 0 : static_cast<int>(references.fetches);
    pipeline.release = [&] { released = true; };
    IngestionService::Options calls;
    calls.submission.check_reference = [&](const auto& reference) { return fetcher->Check(reference); };
    // A fetcher of their own, so that neither calls nor the stage wait for each other, nor all calls for a
    // host.
    FetcherOptions few = references.Options();
    few.max_at_once = kFetchesOfCalls;
    FAZHI_ASSIGN_OR_RETURN(const std::unique_ptr<Fetcher> fetcher_of_calls, Fetcher::Create(few));
    calls.fetch = [&](v1::Document& document, const Fetcher::Stop& stop) {
      return fetcher_of_calls->FillContent(document, stop);
    };
    std::unique_ptr<runtime::PipelineWork> work;
    std::unique_ptr<runtime::KafkaPublisher> publisher;
    if (pipeline.has_kafka()) {
      FAZHI_ASSIGN_OR_RETURN(
          work, runtime::PipelineWork::Publishing(
                    pipeline, options.stage, runtime::kDocumentsTopic, runtime::kReportsTopic, process,
                    [&](runtime::DeriveOptions derive) { return IngestionStage(edges, std::move(derive)); }));
      FAZHI_ASSIGN_OR_RETURN(publisher, work->MakePublisher(options.program));
      process.SetStopCalls([&publisher](absl::Time by) { publisher->StopBy(by); });
    }
    IngestionService service(&process.calls(), publisher.get(), edges.ingest, std::move(calls));
    process.Serve(v1::IngestionService::service_full_name(), &service);
    return process.Run();
  });
}
