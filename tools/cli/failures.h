#pragma once

#include <string>

#include "absl/status/status.h"

namespace fazhi {

// Says on standard error what failed and why: `fazhi: failed PATH: REASON: message`. Thread-safe.
void PrintFailure(const std::string& path, const absl::Status& status);

// Says an error of the whole command on standard error. Returns the exit code: `otherwise` when all is well,
// wrong usage for a request that makes no sense, kExitStopped for one that was stopped, else kExitSomeFailed.
int ExitCode(const absl::Status& status, int otherwise);

}  // namespace fazhi
