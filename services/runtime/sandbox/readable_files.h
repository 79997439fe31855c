#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace fazhi::sandbox {

// Files that are opened once, so that a process that can open nothing more still has them. For one thread.
class ReadableFiles {
 public:
  // Opens every file and folder at or below `folders`; one that is not there is passed over. The descriptors
  // stay open until the process ends. RESOURCE_EXHAUSTED when there are more than it may open.
  absl::Status OpenAll(const std::vector<std::string>& folders);

  // As open(2) of a file for reading, from its beginning: a new descriptor, or an error number below zero
  // (-EACCES for anything else). `path` as the folders were given, nothing resolved. Makes system calls on
  // descriptors only and allocates nothing: may be called in a signal handler.
  int Open(absl::string_view path, int flags) const noexcept;

  // One more than the highest descriptor in use.
  int first_free() const { return first_free_; }

 private:
  std::vector<std::pair<std::string, int>> files_;  // by path
  int first_free_ = 0;
};

}  // namespace fazhi::sandbox
