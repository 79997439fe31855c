#include "tools/cli/inputs.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/errors.h"

namespace fazhi {
namespace {

void TellPassedOver(const FileList& list) {
  std::vector<std::string> told;
  const std::vector<LocalFile>& files = list.passed_over;
  if (!files.empty()) {
    told.push_back(absl::StrCat(files.size(),
                                files.size() == 1 ? " file that by its name is no document, "
                                                  : " files that by their names are no documents, as ",
                                files.front().path));
  }
  const std::vector<std::string>& links = list.linked_folders;
  if (!links.empty()) {
    told.push_back(absl::StrCat(
        links.size(), links.size() == 1 ? " link to a folder, " : " links to folders, as ", links.front()));
  }
  if (told.empty()) return;
  std::fputs(absl::StrCat("fazhi: passed over ", absl::StrJoin(told, ", and "),
                          "; to have one read, give it by itself\n")
                 .c_str(),
             stderr);
}

bool IsSameFile(const std::string& a, const std::string& b) {
  std::error_code error;
  return std::filesystem::equivalent(a, b, error) && !error;
}

}  // namespace

absl::StatusOr<FileList> FilesToRead(const std::vector<std::string>& paths, const std::string& manifest) {
  FileList list = ListFiles(paths);
  if (!manifest.empty()) {
    const absl::Status status = ApplyManifest(manifest, list);
    if (!status.ok()) return InvalidInput(ReasonOf(status), "manifest", status.message());
    auto& others = list.passed_over;
    others.erase(std::remove_if(others.begin(), others.end(),
                                [&](const LocalFile& file) { return IsSameFile(file.path, manifest); }),
                 others.end());
  }
  TellPassedOver(list);
  if (list.files.empty() && list.failed.empty())
    return ErrorWithReason(absl::StatusCode::kNotFound, "NO_DOCUMENTS", "path",
                           absl::StrCat("no documents in ", absl::StrJoin(paths, ", "),
                                        "; name files, or folders that hold them (text, HTML, DOCX, PDF)"));
  return list;
}

}  // namespace fazhi
