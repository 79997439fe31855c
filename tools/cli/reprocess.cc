#include <cstdio>
#include <memory>
#include <string>

#include "services/base/pipeline_version.h"
#include "services/base/status_macros.h"
#include "services/runtime/local/run.h"
#include "tools/cli/commands.h"
#include "tools/cli/database.h"
#include "tools/cli/failures.h"
#include "tools/cli/parsers.h"
#include "tools/cli/progress.h"

namespace fazhi {
namespace {

struct Options {
  std::string out = kDefaultFolder;
  std::string database;
  bool all = false;
  RunOptions run;
  ParserOptions parsers;
};

absl::Status Reprocess(const Options& options, int& exit_code) {
  const std::string database =
      options.database.empty() ? PathIn(options.out, kDatabaseName) : options.database;
  FAZHI_RETURN_IF_ERROR(OpenForQueries(database).status());
  FAZHI_ASSIGN_OR_RETURN(const auto store, OpenForWriting(database));
  const FileArchive archive(PathIn(options.out, kArchiveName));
  aggregation::ListArchivedRequest request;
  request.older_than_version = options.all ? 0 : kPipelineVersion;
  FAZHI_ASSIGN_OR_RETURN(auto documents, store->ListArchived(request));
  const ArchiveSource source(std::move(documents), archive);
  RunOptions run = options.run;
  run.again = true;
  const std::unique_ptr<ParserPool> parsers = MakeParsers(options.parsers, run.threads);
  run.parsers = parsers.get();
  run.stop = &StopOnSignal();
  ProgressBar bar;
  run.progress = [&](const RunProgress& progress) { bar.Show(progress); };
  RunResult result;
  absl::Status status = RunDocuments(source, *store, nullptr, run, result);
  bar.Clear();
  for (const FailedFile& file : result.failed) PrintFailure(file.path, file.status);
  std::printf(
      "%zu documents to read again: %zu read by pipeline version %u, %zu failed, %u slots changed%s\n",
      source.size(), result.read, kPipelineVersion, result.failed.size(), result.changed_slots,
      result.stopped ? "; stopped, the same command goes on from there" : "");
  if (source.size() == 0 && !options.all)
    std::printf("This version has read all that is archived; --all reads it again.\n");
  exit_code = result.stopped ? kExitStopped : result.failed.empty() ? kExitOk : kExitSomeFailed;
  return status;
}

}  // namespace

void AddReprocess(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("reprocess", "Read the archived bytes again with this version of fazhi");
  command->add_option("--out", options->out, "The folder that `fazhi run` wrote to")
      ->check(CheckFolderName)
      ->capture_default_str();
  command->add_option("--database", options->database,
                      std::string(kDatabaseHelp) + "; else it is in that folder");
  command->add_flag("--all", options->all, "Also what this version has read already");
  command->add_option("--threads", options->run.threads, "Worker threads; 0 is one a core")
      ->check(CLI::Range(0, 1024));
  AddParserOptions(*command, options->parsers);
  command->footer(
      "A document whose reading does not change stays as it is; one read differently replaces its old "
      "reading.\n"
      "Examples:\n"
      "  fazhi reprocess                after an update: everything that an older version read\n"
      "  fazhi reprocess --all          everything\n");
  command->callback([options, &exit_code] {
    options->run.max_bytes = ~uint64_t{0};
    const absl::Status status = Reprocess(*options, exit_code);
    exit_code = ExitCode(status, exit_code);
  });
}

}  // namespace fazhi
