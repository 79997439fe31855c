#include <memory>
#include <string>

#include "services/base/status_macros.h"
#include "tools/cli/commands.h"
#include "tools/cli/database.h"
#include "tools/cli/failures.h"
#include "tools/cli/record_writer.h"
#include "tools/cli/summary.h"

namespace fazhi {
namespace {

struct Options {
  std::string database;
  SummaryOptions summary;
};

absl::Status Overview(const Options& options) {
  FAZHI_ASSIGN_OR_RETURN(const auto store, OpenForQueries(options.database));
  SummaryOptions summary = options.summary;
  summary.database_argument = DatabaseArgument(options.database);
  return PrintSummary(*store, summary, WriteToStdout);
}

}  // namespace

void AddOverview(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "overview", "Show of a database what a run shows at its end: reports, indicators, findings");
  AddDatabaseOption(*command, options->database);
  command->add_option("--rows", options->summary.max_values, "Lines of the table of indicators")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  command->footer(
      "Examples:\n"
      "  fazhi overview                                 of ./fazhi-out/fazhi.db\n"
      "  fazhi overview --database /data/fazhi.db --rows 200\n");
  command->callback([options, &exit_code] { exit_code = ExitCode(Overview(*options), kExitOk); });
}

}  // namespace fazhi
