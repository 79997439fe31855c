#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "services/runtime/sandbox/readable_files.h"

namespace fazhi::sandbox {

// Shuts this process in for good: what is left to it are its memory, the descriptors that it has, and the
// clock. To be called once, with one thread, after everything that it needs is loaded.
//  - A seccomp filter lets through what memory, open descriptors and the end of the process need. A socket, a
//    new process or program ends it (SIGSYS); opening one of `files` for reading succeeds (by SIGSYS caught
//    and answered out of `files`, which must outlive the process); all else fails with EPERM or EACCES.
//  - Its address space grows by `memory_bytes` at most. When that is used up, or when one request is larger,
//    it ends with kOutOfMemoryExit.
//  - No core dumps, no new files, no written ones.
// FAILED_PRECONDITION, reason SANDBOX_UNAVAILABLE, where the system has no seccomp or refuses it.
absl::Status Confine(const ReadableFiles& files, uint64_t memory_bytes);

}  // namespace fazhi::sandbox
