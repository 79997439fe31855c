#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// What a stage makes of an archive's error: one that passes, UNAVAILABLE/ARCHIVE_UNAVAILABLE, whatever it
// was. OK stays.
absl::Status ArchiveUnavailable(const absl::Status& status);

// Documents' bytes by their SHA-256 in a folder: `{root}/{first two digits}/{hash}`, never changed once
// written. Writing is atomic (a file of another name, flushed, then renamed) and safe to repeat, by any
// number of threads and processes at once. Thread-safe.
class FileArchive {
 public:
  // `root` is made on the first Put when it is not there.
  // `sync`: Put returns only when the disk has the bytes, so that a power cut takes nothing; without it some
  // bytes may then be missing (Get and Put notice), and writing many small documents is several times faster.
  explicit FileArchive(std::string root, bool sync = true) : root_(std::move(root)), sync_(sync) {}

  // Keeps the bytes and returns their SHA-256 as 64 lower-case hexadecimal digits.
  // RESOURCE_EXHAUSTED/DISK_FULL; PERMISSION_DENIED/CANNOT_WRITE for every other failure of the file system.
  absl::StatusOr<std::string> Put(absl::string_view bytes) const;

  // Whether so many bytes could be kept at the moment, as far as can be said without writing. Put's errors.
  absl::Status CheckRoom(uint64_t bytes) const;

  // The bytes. NOT_FOUND/NOT_ARCHIVED; DATA_LOSS/HASH_DIFFERS when the file no longer has that hash;
  // INVALID_ARGUMENT/BAD_HASH when `sha256` is not 64 lower-case hexadecimal digits.
  absl::StatusOr<std::string> Get(absl::string_view sha256) const;

  const std::string& root() const { return root_; }

 private:
  std::string PathOf(absl::string_view sha256) const;
  std::string root_;
  bool sync_;
};

}  // namespace fazhi
