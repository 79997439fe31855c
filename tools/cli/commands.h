#pragma once

#include "CLI/CLI.hpp"

namespace fazhi {

// Exit codes of the tool.
inline constexpr int kExitOk = 0;
inline constexpr int kExitSomeFailed =
    1;  // some documents failed, each was named; or the database or disk did
inline constexpr int kExitUsage = 2;
inline constexpr int kExitStopped = 130;  // by Ctrl-C or SIGTERM; what was done is kept

// Each adds one subcommand to the app. When the subcommand is chosen, parsing runs it, and `exit_code` says
// how it went. The file of the same name holds it. `exit_code` must outlive the parsing.
void AddRun(CLI::App& app, int& exit_code);
void AddInspect(CLI::App& app, int& exit_code);
void AddExtract(CLI::App& app, int& exit_code);
void AddCheck(CLI::App& app, int& exit_code);
void AddQuery(CLI::App& app, int& exit_code);
void AddExport(CLI::App& app, int& exit_code);
void AddOverview(CLI::App& app, int& exit_code);
void AddPublish(CLI::App& app, int& exit_code);
void AddReplay(CLI::App& app, int& exit_code);
void AddReprocess(CLI::App& app, int& exit_code);
void AddMigrate(CLI::App& app, int& exit_code);
void AddCatalog(CLI::App& app, int& exit_code);
void AddTopics(CLI::App& app, int& exit_code);
void AddVersion(CLI::App& app, int& exit_code);

}  // namespace fazhi
