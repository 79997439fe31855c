#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// Unpacks the named files of a zip archive (libarchive). A name that the archive lacks is missing in the
// answer; `names` with exact paths (`word/document.xml`). INVALID_ARGUMENT: TRUNCATED_ARCHIVE when the
// archive's directory or a file's end is missing, ENCRYPTED, and DOCX_BOMB when the named files together
// unpack to more than 64 MiB, or to more than 8 MiB and 500 times the archive's size, or one of them is there
// twice.
struct ZipFiles {
  std::map<std::string, std::string> files;  // the unpacked files that were asked for
  std::vector<std::string> names;            // of all files in the archive, at most 10,000
};
absl::StatusOr<ZipFiles> UnzipFiles(absl::string_view bytes, const std::vector<std::string>& names);

}  // namespace fazhi
