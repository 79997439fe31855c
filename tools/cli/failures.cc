#include "tools/cli/failures.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "tools/cli/commands.h"
#include "tools/cli/table.h"

namespace fazhi {
namespace {

std::string WithReason(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  const std::string message(status.message());
  return reason.empty() ? message : absl::StrCat(reason, ": ", message);
}

}  // namespace

void PrintFailure(const std::string& path, const absl::Status& status) {
  const std::string line = OneLine(absl::StrCat("fazhi: failed ", path, ": ", WithReason(status)));
  std::fputs(absl::StrCat(line, "\n").c_str(), stderr);
}

int ExitCode(const absl::Status& status, int otherwise) {
  if (status.ok()) return otherwise;
  std::fputs(absl::StrCat("fazhi: ", WithReason(status), "\n").c_str(), stderr);
  if (absl::IsCancelled(status)) return kExitStopped;
  return absl::IsInvalidArgument(status) ? kExitUsage : kExitSomeFailed;
}

}  // namespace fazhi
