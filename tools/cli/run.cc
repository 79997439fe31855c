#include "services/runtime/local/run.h"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/aggregation/store/open_store.h"
#include "services/base/status_macros.h"
#include "tools/cli/commands.h"
#include "tools/cli/database.h"
#include "tools/cli/export_files.h"
#include "tools/cli/failures.h"
#include "tools/cli/inputs.h"
#include "tools/cli/parsers.h"
#include "tools/cli/progress.h"
#include "tools/cli/summary.h"

namespace fazhi {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string manifest;
  std::string out = kDefaultFolder;
  std::string database;
  RunOptions run;
  ParserOptions parsers;
  SummaryOptions summary;
  bool no_export = false;
};

// Two files under one URL stand for one page fetched twice: without fetch times the database cannot know
// which is newer.
void WarnOfSharedUrls(const std::vector<LocalFile>& files) {
  absl::flat_hash_map<std::string, const LocalFile*> seen;
  for (const LocalFile& file : files) {
    auto [it, is_new] = seen.emplace(absl::StrCat(file.url, " ", file.fetched_at), &file);
    if (is_new) continue;
    std::fprintf(
        stderr,
        "fazhi: %s and %s have the same URL %s; give the folder above both, or their URLs by --manifest\n",
        it->second->path.c_str(), file.path.c_str(), file.url.c_str());
  }
}

absl::Status RunAndReport(const Options& options, int& exit_code) {
  FAZHI_ASSIGN_OR_RETURN(FileList list, FilesToRead(options.paths, options.manifest));
  if (list.files.empty()) {
    for (const FailedFile& file : list.failed) PrintFailure(file.path, file.status);
    exit_code = kExitSomeFailed;
    return absl::OkStatus();
  }
  WarnOfSharedUrls(list.files);
  const std::string database =
      options.database.empty() ? PathIn(options.out, kDatabaseName) : options.database;
  FAZHI_ASSIGN_OR_RETURN(const auto store, OpenForWriting(database));
  // The files themselves are still there, so a power cut that takes unflushed bytes of the archive loses
  // nothing.
  const FileArchive archive(PathIn(options.out, kArchiveName), /*sync=*/false);

  RunResult result;
  const size_t files = list.files.size() + list.failed.size();
  result.failed = std::move(list.failed);
  const FileSource source(std::move(list.files), options.run.max_bytes);
  RunOptions run = options.run;
  const std::unique_ptr<ParserPool> parsers = MakeParsers(options.parsers, run.threads);
  run.parsers = parsers.get();
  run.stop = &StopOnSignal();
  ProgressBar bar;
  run.progress = [&](const RunProgress& progress) { bar.Show(progress); };
  absl::Status status = RunDocuments(source, *store, &archive, run, result);
  bar.Clear();

  for (const FailedFile& file : result.failed) PrintFailure(file.path, file.status);
  const std::string counts = absl::StrCat(files, " files: ", result.read, " read, ", result.known,
                                          " known already, ", result.failed.size(), " failed");
  exit_code = result.failed.empty() ? kExitOk : kExitSomeFailed;
  if (!status.ok()) {
    std::fprintf(stderr, "fazhi: %s; what was read before is kept, and the same command goes on from there\n",
                 counts.c_str());
    return status;
  }
  if (result.stopped) {
    std::fprintf(stderr,
                 "fazhi: stopped; %s. What was read is kept, and the same command goes on from there\n",
                 counts.c_str());
    exit_code = kExitStopped;
    return absl::OkStatus();
  }
  SummaryOptions summary = options.summary;
  summary.sha256 = &result.sha256;
  summary.database_argument = DatabaseArgument(database);
  FAZHI_RETURN_IF_ERROR(PrintSummary(*store, summary, WriteToStdout));
  std::vector<std::string> written;
  if (!options.no_export) {
    for (const ExportFormat format : {ExportFormat::kCsv, ExportFormat::kJsonl})
      FAZHI_RETURN_IF_ERROR(ExportFiles(*store, options.out, format, *run.stop, written));
  }
  std::string end = absl::StrCat("\n", counts, "\n  database  ", aggregation::ShownDatabase(database), "\n");
  if (!written.empty()) {
    absl::StrAppend(&end, "  exports   ",
                    PathIn(options.out, "{reports,observations,values,findings}.{csv,jsonl}"), "\n");
  }
  absl::StrAppend(&end, "  bytes     ", archive.root(), "/ (as read, by their SHA-256)\n\nNext\n");
  const std::string& with = summary.database_argument;
  const std::pair<std::string, const char*> next[] = {
      {absl::StrCat("query values --indicator 'legal_aid.*'", with), "an indicator over regions and years"},
      {absl::StrCat("query search 行政复议", with), "where the reports say it"},
      {"extract FILE --explain", "why each figure was read so"},
      {absl::StrCat("check DRAFT", with), "a report before it is published"}};
  for (const auto& [command, what] : next)
    absl::StrAppend(&end, "  tools/fazhi ", command, "\n      ", what, "\n");
  return WriteToStdout(end);
}

}  // namespace

void AddRun(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("run", "Read documents into a database, export it, and show what came out");
  command->add_option("PATH", options->paths, "Files and folders (text, HTML, DOCX, PDF)")->required();
  command->add_option("--out", options->out, "Folder for the database, the exports and the archive of bytes")
      ->check(CheckFolderName)
      ->capture_default_str();
  command->add_option("--database", options->database,
                      std::string(kDatabaseHelp) + "; else it is in that folder");
  command->add_option("--manifest", options->manifest, kManifestHelp);
  command->add_option("--max-bytes", options->run.max_bytes, "Refuse larger files")
      ->check(CLI::Range(uint64_t{1}, uint64_t{1} << 40))
      ->capture_default_str();
  command->add_option("--threads", options->run.threads, "Worker threads; 0 is one a core")
      ->check(CLI::Range(0, 1024));
  AddParserOptions(*command, options->parsers);
  command->add_option("--rows", options->summary.max_values, "Lines of the table of indicators")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  command->add_flag("--again", options->run.again, "Read documents again that the database knows");
  command->add_flag("--no-export", options->no_export, "Leave the exported files as they are");
  command->footer(
      "Files that are in the database already (the same bytes under the same URL, read by this version) are "
      "passed over,\n"
      "so that a run that was stopped goes on where it was. A document that fails is named and the rest goes "
      "on.\n"
      "Of several texts of one report the latest stands: by its date of publication, then by when it was "
      "fetched,\n"
      "which is when the file was last written unless a manifest says it.\n"
      "Examples:\n"
      "  fazhi run reports/                           into ./fazhi-out\n"
      "  fazhi run 2023/ 2024/ --out /data/fazhi      elsewhere\n"
      "  fazhi run pages/ --manifest pages.jsonl      with the URLs and times of a crawl\n");
  command->callback([options, &exit_code] {
    const absl::Status status = RunAndReport(*options, exit_code);
    exit_code = ExitCode(status, exit_code);
  });
}

}  // namespace fazhi
