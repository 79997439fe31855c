#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/runtime/sandbox/frames.h"

namespace fazhi::sandbox {

// The process's end of one parser. For one thread at a time.
class ChildProcess {
 public:
  struct Answer {
    FrameHeader header;
    std::string body;
  };
  // Why a parser gave no answer.
  enum class Failure {
    kCrashed,      // by its own fault; `ending` says how
    kKilled,       // by somebody else's SIGKILL: a person, or the system for lack of memory
    kOutOfMemory,  // of what it may have
    kTimedOut,     // and was ended for it
  };

  // Starts the running program over as a parser and waits until it is shut in. A parser ends with the thread
  // that starts it. UNAVAILABLE when the system has no process or memory to give just now,
  // FAILED_PRECONDITION (SANDBOX_UNAVAILABLE) when it can shut nothing in, else INTERNAL.
  static absl::StatusOr<std::unique_ptr<ChildProcess>> Start(uint64_t memory_bytes);

  // Ends it.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Sends a question and waits for the answer, until the parser has computed for `cpu_limit` or `wall_limit`
  // has gone by: a process that waits for a processor, or is stopped as a whole, does not lose its document.
  // When false, the parser has ended.
  bool Ask(FrameKind kind, absl::string_view body, absl::Duration cpu_limit, absl::Duration wall_limit,
           Answer& answer);

  // After Ask has said false.
  Failure failure() const { return failure_; }
  // What ended it: `SIGSEGV`, `exit code 1`.
  const std::string& ending() const { return ending_; }

  pid_t pid() const { return pid_; }

 private:
  class Deadline;
  ChildProcess(pid_t pid, int socket, uint64_t memory_bytes)
      : pid_(pid), socket_(socket), memory_bytes_(memory_bytes) {}

  bool Transfer(short direction, char* data, size_t size, Deadline& deadline);
  bool Receive(Answer& answer, Deadline& deadline);
  void End(bool timed_out);

  pid_t pid_;
  int socket_;
  uint64_t memory_bytes_;
  Failure failure_ = Failure::kCrashed;
  std::string ending_;
};

}  // namespace fazhi::sandbox
