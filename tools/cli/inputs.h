#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/runtime/local/files.h"

namespace fazhi {

// What --manifest does, for the help of every command that has it.
inline constexpr char kManifestHelp[] =
    "JSON lines that say where files come from: file (relative to the manifest's folder), url, fetched_at, "
    "content_type, site_code (网站标识码)";

// The files that a command is to read: those at `paths`, with what `manifest` says of them when it is not
// empty. Says on standard error which files of folders were passed over. INVALID_ARGUMENT for a manifest that
// cannot be applied, NOT_FOUND when there is no file at all, not even one that fails.
absl::StatusOr<FileList> FilesToRead(const std::vector<std::string>& paths, const std::string& manifest = "");

}  // namespace fazhi
