#include "services/runtime/sandbox/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/sandbox/child_arguments.h"

namespace fazhi::sandbox {
namespace {

constexpr char kThisProgram[] = "/proc/self/exe";
constexpr absl::Duration kStartCpu = absl::Seconds(30);
constexpr absl::Duration kStartWall = absl::Minutes(2);

absl::Status CannotStart(absl::string_view what, int error) {
  const bool passes = error == EAGAIN || error == ENOMEM || error == EMFILE || error == ENFILE;
  return ErrorWithReason(passes ? absl::StatusCode::kUnavailable : absl::StatusCode::kInternal,
                         "PARSER_NOT_STARTED", "",
                         absl::StrCat("no parser could be started (", what, ": ", std::strerror(error),
                                      "): look at this machine's limits of processes, files and memory"));
}

// What a parser is started with: no descriptor but the socket, no variable of the environment (some hold
// passwords) but the path of libraries, no signal blocked, a process group of its own so that Ctrl-C does not
// end it in the middle of a document.
class SpawnSettings {
 public:
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  int Spawn(int socket, uint64_t memory_bytes, pid_t& pid) {
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    for (const int error :
         {posix_spawn_file_actions_adddup2(&actions_, socket, kParserSocket),
          posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDWR, 0),
          posix_spawn_file_actions_adddup2(&actions_, STDIN_FILENO, STDOUT_FILENO),
          posix_spawn_file_actions_adddup2(&actions_, STDIN_FILENO, STDERR_FILENO),
          posix_spawn_file_actions_addclosefrom_np(&actions_, kParserSocket + 1),
          posix_spawnattr_setpgroup(&attributes_, 0), posix_spawnattr_setsigmask(&attributes_, &none),
          posix_spawnattr_setsigdefault(&attributes_, &all),
          posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)}) {
      if (error != 0) return error;
    }
    std::vector<std::string> arguments = {kThisProgram, kParserArgument, absl::StrCat(::getpid()),
                                          absl::StrCat(memory_bytes)};
    std::vector<std::string> environment = {absl::StrCat(kParserVariable, "=1")};
    if (const char* const path = std::getenv("LD_LIBRARY_PATH"); path != nullptr)
      environment.push_back(absl::StrCat("LD_LIBRARY_PATH=", path));
    return posix_spawn(&pid, kThisProgram, &actions_, &attributes_, Pointers(arguments).data(),
                       Pointers(environment).data());
  }

 private:
  static std::vector<char*> Pointers(std::vector<std::string>& strings) {
    std::vector<char*> pointers;
    pointers.reserve(strings.size() + 1);
    for (std::string& string : strings) pointers.push_back(&string[0]);
    pointers.push_back(nullptr);
    return pointers;
  }

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

absl::Duration CpuTimeOf(pid_t pid) {
  clockid_t clock = 0;
  timespec used = {};
  if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
    return absl::ZeroDuration();
  return absl::DurationFromTimespec(used);
}

}  // namespace

// Counts what a parser uses from its construction on.
class ChildProcess::Deadline {
 public:
  Deadline(pid_t pid, absl::Duration cpu, absl::Duration wall)
      : pid_(pid), cpu_end_(CpuTimeOf(pid) + cpu), wall_end_(absl::Now() + wall) {}

  // Time that is certainly left; zero when there is none.
  absl::Duration Left() const {
    return std::max(absl::ZeroDuration(), std::min(cpu_end_ - CpuTimeOf(pid_), wall_end_ - absl::Now()));
  }
  bool Passed() const { return Left() == absl::ZeroDuration(); }

 private:
  pid_t pid_;
  absl::Duration cpu_end_;
  absl::Time wall_end_;
};

absl::StatusOr<std::unique_ptr<ChildProcess>> ChildProcess::Start(uint64_t memory_bytes) {
  if (std::getenv(kParserVariable) != nullptr) {
    return ErrorWithReason(absl::StatusCode::kInternal, "PARSER_NOT_STARTED", "",
                           "a parser was started in a program whose main does not begin with IsParserChild");
  }
  std::array<int, 2> ends = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return CannotStart("socketpair", errno);
  pid_t pid = -1;
  const int error = SpawnSettings().Spawn(ends[1], memory_bytes, pid);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    return CannotStart("posix_spawn", error);
  }
  std::unique_ptr<ChildProcess> child(new ChildProcess(pid, ends[0], memory_bytes));
  if (::fcntl(child->socket_, F_SETFL, O_NONBLOCK) != 0) return CannotStart("fcntl", errno);
  Answer ready;
  Deadline deadline(pid, kStartCpu, kStartWall);
  if (!child->Receive(ready, deadline)) {
    return ErrorWithReason(absl::StatusCode::kInternal, "PARSER_NOT_STARTED", "",
                           absl::StrCat("a parser ended before it had begun (", child->ending(), ")"));
  }
  if (ready.header.kind == FrameKind::kError) return GetStatus(ready.body);
  return child;
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0) End(/*timed_out=*/false);
}

bool ChildProcess::Ask(FrameKind kind, absl::string_view body, absl::Duration cpu_limit,
                       absl::Duration wall_limit, Answer& answer) {
  Deadline deadline(pid_, cpu_limit, wall_limit);
  FrameHeader header = {kind, 0, body.size()};
  // send() takes what is const elsewhere.
  return Transfer(POLLOUT, reinterpret_cast<char*>(&header), sizeof header, deadline) &&
         Transfer(POLLOUT, const_cast<char*>(body.data()), body.size(), deadline) &&
         Receive(answer, deadline);
}

bool ChildProcess::Receive(Answer& answer, Deadline& deadline) {
  if (!Transfer(POLLIN, reinterpret_cast<char*>(&answer.header), sizeof answer.header, deadline))
    return false;
  // What a parser cannot hold it cannot send in good faith.
  if (answer.header.size > memory_bytes_) {
    End(/*timed_out=*/false);
    return false;
  }
  answer.body.resize(answer.header.size);
  return Transfer(POLLIN, &answer.body[0], answer.body.size(), deadline);
}

bool ChildProcess::Transfer(short direction, char* data, size_t size, Deadline& deadline) {
  while (size > 0) {
    const ssize_t moved =
        direction == POLLIN ? ::recv(socket_, data, size, 0) : ::send(socket_, data, size, MSG_NOSIGNAL);
    if (moved > 0) {
      data += moved;
      size -= static_cast<size_t>(moved);
      continue;
    }
    if (moved < 0 && errno == EINTR) continue;
    if (moved == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
      End(/*timed_out=*/false);
      return false;
    }
    pollfd waiting = {socket_, direction, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(absl::ToInt64Milliseconds(deadline.Left())) + 1);
    if (ready == 0 && deadline.Passed()) {
      End(/*timed_out=*/true);
      return false;
    }
  }
  return true;
}

void ChildProcess::End(bool timed_out) {
  // A parser that has closed its end is on its way out by itself; how, is to be known. One that was not has
  // no state to lose.
  ::close(socket_);
  int status = 0;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  socket_ = -1;
  if (WIFSIGNALED(status)) {
    const char* const name = ::sigabbrev_np(WTERMSIG(status));
    ending_ = name == nullptr ? absl::StrCat("signal ", WTERMSIG(status)) : absl::StrCat("SIG", name);
    failure_ = WTERMSIG(status) == SIGKILL ? Failure::kKilled : Failure::kCrashed;
  } else {
    ending_ = absl::StrCat("exit code ", WEXITSTATUS(status));
    failure_ = WEXITSTATUS(status) == kOutOfMemoryExit ? Failure::kOutOfMemory : Failure::kCrashed;
  }
  if (timed_out) failure_ = Failure::kTimedOut;
}

}  // namespace fazhi::sandbox
