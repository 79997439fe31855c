#include "services/runtime/archive/file_archive.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_macros.h"

namespace fazhi {
namespace {

absl::Status CannotWrite(const std::string& path) {
  const int error = errno;
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return ErrorWithReason(full ? absl::StatusCode::kResourceExhausted : absl::StatusCode::kPermissionDenied,
                         full ? "DISK_FULL" : "CANNOT_WRITE", "archive",
                         absl::StrCat(path, ": ", std::strerror(error)));
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// The names in a folder are on the disk only when it is flushed itself.
absl::Status SyncFolder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return CannotWrite(path);
  absl::Status status = ::fsync(folder) == 0 ? absl::OkStatus() : CannotWrite(path);
  ::close(folder);
  return status;
}

// Makes the folder and all above it.
absl::Status MakeFolder(const std::string& path, bool sync) {
  if (path.empty()) return absl::OkStatus();
  if (::mkdir(path.c_str(), 0755) != 0) {
    if (errno == EEXIST) return absl::OkStatus();
    const std::string above = FolderOf(path);
    if (errno != ENOENT || above.size() >= path.size()) return CannotWrite(path);
    FAZHI_RETURN_IF_ERROR(MakeFolder(above, sync));
    if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) return CannotWrite(path);
  }
  return sync ? SyncFolder(FolderOf(path)) : absl::OkStatus();
}

absl::Status WriteAll(int file, absl::string_view bytes, bool sync, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return CannotWrite(path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return !sync || ::fsync(file) == 0 ? absl::OkStatus() : CannotWrite(path);
}

}  // namespace

absl::Status ArchiveUnavailable(const absl::Status& status) {
  if (status.ok()) return status;
  return ErrorWithReason(absl::StatusCode::kUnavailable, "ARCHIVE_UNAVAILABLE", "", status.message());
}

std::string FileArchive::PathOf(absl::string_view sha256) const {
  return absl::StrCat(root_, "/", sha256.substr(0, 2), "/", sha256);
}

absl::StatusOr<std::string> FileArchive::Put(absl::string_view bytes) const {
  std::string sha256 = Sha256Hex(bytes);
  struct stat info;
  // A file of another size was cut short by a power cut: it is written anew.
  if (::stat(PathOf(sha256).c_str(), &info) == 0 && static_cast<size_t>(info.st_size) == bytes.size())
    return sha256;
  const std::string folder = absl::StrCat(root_, "/", sha256.substr(0, 2));
  FAZHI_RETURN_IF_ERROR(MakeFolder(folder, sync_));
  static std::atomic<uint64_t> counter{0};
  std::string temporary;
  int file;
  do {
    // In a container the process numbers come again, so that a killed run may have left this very name.
    temporary = absl::StrCat(folder, "/.", sha256.substr(0, 12), ".", ::getpid(), ".", ++counter);
    file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  } while (file < 0 && errno == EEXIST);
  if (file < 0) return CannotWrite(temporary);
  absl::Status status = WriteAll(file, bytes, sync_, temporary);
  if (::close(file) != 0 && status.ok()) status = CannotWrite(temporary);
  if (status.ok() && ::rename(temporary.c_str(), PathOf(sha256).c_str()) != 0)
    status = CannotWrite(temporary);
  if (!status.ok()) {
    ::unlink(temporary.c_str());
    return status;
  }
  if (sync_) FAZHI_RETURN_IF_ERROR(SyncFolder(folder));
  return sha256;
}

absl::Status FileArchive::CheckRoom(uint64_t bytes) const {
  FAZHI_RETURN_IF_ERROR(MakeFolder(root_, sync_));
  if (::access(root_.c_str(), W_OK | X_OK) != 0) return CannotWrite(root_);
  struct statvfs disk;
  if (::statvfs(root_.c_str(), &disk) != 0) return CannotWrite(root_);
  if (disk.f_bavail >= bytes / disk.f_frsize) return absl::OkStatus();
  errno = ENOSPC;
  return CannotWrite(root_);
}

absl::StatusOr<std::string> FileArchive::Get(absl::string_view sha256) const {
  if (!IsSha256Hex(sha256)) {
    return InvalidInput("BAD_HASH", "sha256",
                        absl::StrCat("no SHA-256 in 64 lower-case digits: ", Shown(sha256)));
  }
  const std::string path = PathOf(sha256);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return ErrorWithReason(absl::StatusCode::kNotFound, "NOT_ARCHIVED", "sha256",
                           absl::StrCat(path, ": ", std::strerror(errno)));
  }
  std::string bytes;
  char buffer[1 << 16];
  while (true) {
    const ssize_t got = ::read(file, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    bytes.append(buffer, static_cast<size_t>(got));
  }
  ::close(file);
  if (Sha256Hex(bytes) != sha256) {
    return ErrorWithReason(absl::StatusCode::kDataLoss, "HASH_DIFFERS", "sha256",
                           absl::StrCat(path, " no longer holds what was archived"));
  }
  return bytes;
}

}  // namespace fazhi
