#include "tools/cli/inputs.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace fazhi {
namespace {

void TellPassedOver(const std::vector<LocalFile>& files) {
  if (files.empty()) return;
  std::fputs(absl::StrCat("fazhi: passed over ", files.size(), files.size() == 1 ? " file" : " files",
                          " that by their names are no documents, as ", files.front().path,
                          "; give such a file by itself to have it read\n")
                 .c_str(),
             stderr);
}

}  // namespace

absl::StatusOr<FileList> FilesToRead(const std::vector<std::string>& paths, const std::string& manifest) {
  FileList list = ListFiles(paths);
  if (!manifest.empty()) {
    const absl::Status status = ApplyManifest(manifest, list);
    if (!status.ok()) return InvalidInput(ReasonOf(status), "manifest", status.message());
  }
  TellPassedOver(list.passed_over);
  if (list.files.empty() && list.failed.empty()) return absl::NotFoundError("no files at the paths given");
  return list;
}

}  // namespace fazhi
