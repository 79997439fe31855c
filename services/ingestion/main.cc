// fazhi-ingestion: documents understood.
#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

#include "services/base/status_macros.h"
#include "services/ingestion/ingestion_service.h"
#include "services/ingestion/ingestion_stage.h"
#include "services/ingestion/reference_settings.h"
#include "services/ingestion/referred_content.h"
#include "services/runtime/archive/file_archive.h"
#include "services/runtime/pipeline/pipeline_work.h"
#include "services/runtime/process/flags.h"
#include "services/runtime/process/process.h"
#include "services/runtime/rpc/call_pool.h"
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
  ParserPoolOptions parser;
  int64_t parsers_at_most = 0;
  int64_t call_parsers = 1;
  int64_t parser_mib = static_cast<int64_t>(parser.memory_bytes >> 20);
  flags.Integer("parsers", &parsers_at_most, 0, 256,
                "documents that the stage parses at a time; 0: one a core");
  flags.Integer("call_parsers", &call_parsers, 1, 64,
                "documents that calls of Preview parse at a time, beside the stage's");
  flags.Integer("parser_mib", &parser_mib, 64, 65536, "MiB that a parser may take for a document");
  flags.Duration("parser_time", &parser.time_limit, absl::Seconds(1), absl::Hours(1),
                 "time that a parser may compute on a document");
  std::string archive_folder;
  flags.String("archive", &archive_folder,
               "the folder that keeps documents' bytes by their hash; empty: nothing is kept");

  return runtime::RunMain(flags, argc, argv, [&]() -> absl::StatusOr<int> {
    runtime::Process process(options);
    parser.memory_bytes = static_cast<uint64_t>(parser_mib) << 20;
    parser.children = static_cast<int>(parsers_at_most);
    ParserPool parsers(parser);
    FAZHI_RETURN_IF_ERROR(parsers.Start());
    parser.children = static_cast<int>(call_parsers);
    ParserPool parsers_of_calls(parser);
    runtime::CallPool previews(
        {static_cast<int>(call_parsers) + kFetchesOfCalls, static_cast<size_t>(options.max_calls)});
    const FileArchive archive(archive_folder);
    IngestionEdges edges;
    edges.ingest = [&](const v1::Document& document) { return parsers.Ingest(document); };
    if (!archive_folder.empty()) {
      edges.archive = [&](absl::string_view bytes) { return archive.Put(bytes).status(); };
    }
    FAZHI_ASSIGN_OR_RETURN(const std::unique_ptr<Fetcher> fetcher, Fetcher::Create(references.Options()));
    std::atomic<bool> released{false};
    const ReferredContent referred(fetcher.get(), archive_folder.empty() ? nullptr : &archive);
    edges.fetch = [&](v1::Document& document) {
      return referred.Fill(document, [&] { return released.load(); });
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
    const ReferredContent referred_of_calls(fetcher_of_calls.get(), nullptr);
    calls.fetch = [&](v1::Document& document, const Fetcher::Stop& stop) {
      return referred_of_calls.Fill(document, stop);
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
    IngestionService service(
        &process.calls(), &previews, publisher.get(),
        [&](const v1::Document& document) { return parsers_of_calls.Ingest(document); }, std::move(calls));
    process.Serve(v1::IngestionService::service_full_name(), &service);
    return process.Run();
  });
}
