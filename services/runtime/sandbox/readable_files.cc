#include "services/runtime/sandbox/readable_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "services/base/status_macros.h"

namespace fazhi::sandbox {
namespace {

bool Before(const std::pair<std::string, int>& file, absl::string_view path) {
  return absl::string_view(file.first) < path;
}

absl::Status OpenOne(const std::string& path, std::vector<std::pair<std::string, int>>& files) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd >= 0) {
    files.emplace_back(path, fd);
  } else if (errno == EMFILE || errno == ENFILE) {
    return absl::ResourceExhaustedError(
        absl::StrCat("cannot open ", path, " (", std::strerror(errno),
                     "): raise the number of files that a process may have open (ulimit -n)"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadableFiles::OpenAll(const std::vector<std::string>& folders) {
  namespace fs = std::filesystem;
  for (const std::string& folder : folders) {
    FAZHI_RETURN_IF_ERROR(OpenOne(folder, files_));
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
      FAZHI_RETURN_IF_ERROR(OpenOne(it->path().string(), files_));
    }
  }
  std::sort(files_.begin(), files_.end());
  for (const auto& file : files_) first_free_ = std::max(first_free_, file.second + 1);
  return absl::OkStatus();
}

int ReadableFiles::Open(absl::string_view path, int flags) const noexcept {
  if ((flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0) return -EACCES;
  const auto found = std::lower_bound(files_.begin(), files_.end(), path, Before);
  if (found == files_.end() || found->first != path) return -EACCES;
  const int fd = ::fcntl(found->second, F_DUPFD_CLOEXEC, 0);
  if (fd < 0) return -errno;
  // A copy shares its place with the original and with other copies: a parser reads one to its end before it
  // opens it again.
  if (::lseek(fd, 0, SEEK_SET) < 0) return -errno;
  return fd;
}

}  // namespace fazhi::sandbox
