#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "services/base/status_macros.h"
#include "tools/cli/commands.h"
#include "tools/cli/database.h"
#include "tools/cli/export_files.h"
#include "tools/cli/failures.h"
#include "tools/cli/progress.h"
#include "tools/cli/record_writer.h"

namespace fazhi {
namespace {

struct Options {
  std::string database;
  std::string to = kDefaultFolder;
  std::string format = "csv";
  bool canonical = false;
};

absl::Status Export(const Options& options) {
  FAZHI_ASSIGN_OR_RETURN(const auto store, OpenForQueries(options.database));
  if (options.canonical) return store->CanonicalExport(WriteToStdout);
  std::vector<std::string> written;
  const ExportFormat format = options.format == "csv" ? ExportFormat::kCsv : ExportFormat::kJsonl;
  FAZHI_RETURN_IF_ERROR(ExportFiles(*store, options.to, format, StopOnSignal(), written));
  for (const std::string& path : written) std::printf("%s\n", path.c_str());
  return absl::OkStatus();
}

}  // namespace

void AddExport(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("export", "Write what is current to files: CSV for Excel, or JSON lines");
  AddDatabaseOption(*command, options->database);
  command->add_option("--to", options->to, "Folder of the files")
      ->check(CheckFolderName)
      ->capture_default_str();
  command->add_option("--format", options->format, "csv (UTF-8 with a byte order mark) or jsonl")
      ->check(CLI::IsMember({"csv", "jsonl"}))
      ->capture_default_str();
  command->add_flag(
      "--canonical", options->canonical,
      "Print the whole state to standard output instead, ordered and without times and counters: equal\n"
      "states print equal bytes");
  command->footer(
      "Examples:\n"
      "  fazhi export --to /tmp/tables                  reports.csv, observations.csv, values.csv, "
      "findings.csv\n"
      "  fazhi export --canonical | sha256sum           whether two databases hold the same\n");
  command->callback([options, &exit_code] { exit_code = ExitCode(Export(*options), kExitOk); });
}

}  // namespace fazhi
