#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/runtime/local/files.h"

namespace fazhi {

// Says on standard error what failed and why: `fazhi: failed PATH: REASON: message`. Thread-safe.
void PrintFailure(const std::string& path, const absl::Status& status);

// Whether the paths given hold no file at all, not even one that fails; then it says so on standard error,
// and the command ends with kExitSomeFailed.
bool NoFiles(const FileList& list);

// Says an error of the whole command on standard error. Returns the exit code: `otherwise` when all is well,
// wrong usage for a request that makes no sense, and else kExitSomeFailed.
int ExitCode(const absl::Status& status, int otherwise);

}  // namespace fazhi
