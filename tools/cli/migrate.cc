#include <cstdio>
#include <memory>
#include <string>

#include "services/aggregation/store/schema.h"
#include "services/base/status_macros.h"
#include "tools/cli/commands.h"
#include "tools/cli/database.h"
#include "tools/cli/failures.h"

namespace fazhi {
namespace {

absl::Status Migrate(const std::string& database) {
  FAZHI_ASSIGN_OR_RETURN(const int64_t from, MigrateDatabase(database));
  if (from == aggregation::kSchemaVersion) {
    std::printf("schema version %lld, nothing to do\n", static_cast<long long>(from));
  } else {
    std::printf("schema version %lld, was %lld\n", static_cast<long long>(aggregation::kSchemaVersion),
                static_cast<long long>(from));
  }
  return absl::OkStatus();
}

}  // namespace

void AddMigrate(CLI::App& app, int& exit_code) {
  auto database = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("migrate", "Bring a database to the schema that this version of fazhi uses");
  AddDatabaseOption(*command, *database);
  command->footer(
      "Nothing else changes a schema; services only check it. Safe to repeat. A new file of SQLite needs no "
      "migration.\n"
      "Examples:\n"
      "  fazhi migrate --database fazhi-out/fazhi.db\n"
      "  fazhi migrate --database postgresql://fazhi@localhost/fazhi\n");
  command->callback([database, &exit_code] { exit_code = ExitCode(Migrate(*database), kExitOk); });
}

}  // namespace fazhi
