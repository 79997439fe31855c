#pragma once

#include "CLI/CLI.hpp"

namespace fazhi {

// Exit codes of the tool.
inline constexpr int kExitOk = 0;
inline constexpr int kExitSomeFailed = 1;  // some documents failed; each was named
inline constexpr int kExitUsage = 2;

// Each adds one subcommand to the app. When the subcommand is chosen, parsing runs it, and `exit_code` says
// how it went. The file of the same name holds it. `exit_code` must outlive the parsing.
void AddExtract(CLI::App& app, int& exit_code);
void AddInspect(CLI::App& app, int& exit_code);

}  // namespace fazhi
