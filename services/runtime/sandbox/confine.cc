#include "services/runtime/sandbox/confine.h"

#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <new>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/sandbox/frames.h"

namespace fazhi::sandbox {
namespace {

// What the signal handlers look at. Set once, before they are installed.
const ReadableFiles* readable_files = nullptr;
size_t probe_bytes = 0;

absl::Status Unavailable(absl::string_view what, int error) {
  return ErrorWithReason(absl::StatusCode::kFailedPrecondition, "SANDBOX_UNAVAILABLE", "",
                         absl::StrCat("parsers cannot be shut in here (", what, ": ", std::strerror(error),
                                      "): allow seccomp to this process"));
}

[[noreturn]] void EndForLackOfMemory() { ::_exit(kOutOfMemoryExit); }

// A system call that the filter caught: which, with what, and where its answer goes.
class CaughtCall {
 public:
  CaughtCall(const siginfo_t* info, void* context)
      : number_(info->si_syscall), context_(static_cast<ucontext_t*>(context)) {}
  long number() const { return number_; }
#if defined(__x86_64__)
  uint64_t Argument(size_t i) const {
    constexpr std::array<int, 6> kRegisters = {REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8, REG_R9};
    return static_cast<uint64_t>(context_->uc_mcontext.gregs[kRegisters[i]]);
  }
  void Answer(long value) { context_->uc_mcontext.gregs[REG_RAX] = value; }
#elif defined(__aarch64__)
  uint64_t Argument(size_t i) const { return context_->uc_mcontext.regs[i]; }
  void Answer(long value) { context_->uc_mcontext.regs[0] = static_cast<uint64_t>(value); }
#else
#error "add this processor's registers of system calls (man 2 syscall)"
#endif

 private:
  long number_;
  ucontext_t* context_;
};

void OnCaughtCall(int, siginfo_t* info, void* context) {
  const int kept = errno;
  CaughtCall call(info, context);
  int path = -1;
  if (call.number() == SYS_openat) path = 1;
#ifdef SYS_open
  if (call.number() == SYS_open) path = 0;
#endif
  // All else that is caught asks for more memory than there may be.
  if (path < 0) EndForLackOfMemory();
  const auto* const name =
      reinterpret_cast<const char*>(call.Argument(path));  // NOLINT(performance-no-int-to-ptr)
  call.Answer(readable_files->Open(name, static_cast<int>(call.Argument(path + 1))));
  errno = kept;
}

// A parser that was refused memory often falls over the null pointer: told from other faults by asking for
// some more.
void OnFault(int signal, siginfo_t*, void*) {
  void* const probe =
      ::mmap(nullptr, probe_bytes, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (probe == MAP_FAILED) EndForLackOfMemory();
  ::raise(signal);  // once more, without this handler
}

absl::Status InstallHandlers() {
  static std::array<char, size_t{64} << 10> stack;
  stack_t alternative = {};
  alternative.ss_sp = stack.data();
  alternative.ss_size = stack.size();
  if (::sigaltstack(&alternative, nullptr) != 0) return Unavailable("sigaltstack", errno);
  struct sigaction action = {};
  action.sa_sigaction = OnCaughtCall;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  if (::sigaction(SIGSYS, &action, nullptr) != 0) return Unavailable("sigaction", errno);
  action.sa_sigaction = OnFault;
  action.sa_flags = static_cast<int>(SA_SIGINFO | SA_ONSTACK | SA_RESETHAND);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    if (::sigaction(signal, &action, nullptr) != 0) return Unavailable("sigaction", errno);
  }
  std::set_new_handler(EndForLackOfMemory);
  return absl::OkStatus();
}

// Only ever down: above its hard limit no process comes.
absl::Status SetLimit(decltype(RLIMIT_AS) resource, rlim_t value) {
  struct rlimit limit = {};
  if (::getrlimit(resource, &limit) != 0) return Unavailable("getrlimit", errno);
  limit.rlim_max = std::min(limit.rlim_max, value);
  limit.rlim_cur = limit.rlim_max;
  return ::setrlimit(resource, &limit) == 0 ? absl::OkStatus() : Unavailable("setrlimit", errno);
}

absl::StatusOr<uint64_t> AddressSpace() {
  uint64_t pages = 0;
  if (!(std::ifstream("/proc/self/statm") >> pages)) return Unavailable("/proc/self/statm", ENOENT);
  return pages * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
}

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

// Rules that libseccomp refuses, for a call that this processor does not have, are left out by it.
int AddRules(scmp_filter_ctx filter, uint64_t memory_bytes) {
  constexpr uint64_t kNoWrite = 0;
  const auto heap_end = reinterpret_cast<uintptr_t>(::sbrk(0)) + memory_bytes;
  int error = 0;
  const auto add = [&](uint32_t action, int call, const std::vector<scmp_arg_cmp>& arguments = {}) {
    if (error == 0)
      error = seccomp_rule_add_array(filter, action, call, static_cast<unsigned>(arguments.size()),
                                     arguments.data());
  };
  const auto none_of = [](unsigned argument, uint64_t bits) {
    return scmp_arg_cmp{argument, SCMP_CMP_MASKED_EQ, bits, 0};
  };
  for (const int call :
       {// Open descriptors.
        SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev),
        SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(getdents64),
        SCMP_SYS(close),
        // Memory.
        SCMP_SYS(munmap), SCMP_SYS(madvise), SCMP_SYS(futex),
        // Time, chance and what the process is.
        SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday),
        SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(uname),
        SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
        SCMP_SYS(getegid), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
        // Its own signals, and its end.
        SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
        SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group)}) {
    add(SCMP_ACT_ALLOW, call);
  }
  add(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), {{0, SCMP_CMP_EQ, static_cast<uint64_t>(::getpid()), 0}});
  // fstat of newer C libraries.
  add(SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), {{3, SCMP_CMP_EQ, AT_EMPTY_PATH, 0}});
  for (const uint64_t command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC})
    add(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), {{1, SCMP_CMP_EQ, command, 0}});
  add(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), {{2, SCMP_CMP_EQ, kNoWrite, 0}});
  // Memory that holds no code, and no more of it than there may be.
  add(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), {none_of(2, PROT_EXEC)});
  add(SCMP_ACT_ALLOW, SCMP_SYS(mmap), {{1, SCMP_CMP_LE, memory_bytes, 0}, none_of(2, PROT_EXEC)});
  add(SCMP_ACT_TRAP, SCMP_SYS(mmap), {{1, SCMP_CMP_GT, memory_bytes, 0}});
  add(SCMP_ACT_ALLOW, SCMP_SYS(mremap), {{2, SCMP_CMP_LE, memory_bytes, 0}});
  add(SCMP_ACT_TRAP, SCMP_SYS(mremap), {{2, SCMP_CMP_GT, memory_bytes, 0}});
  add(SCMP_ACT_ALLOW, SCMP_SYS(brk), {{0, SCMP_CMP_LE, heap_end, 0}});
  add(SCMP_ACT_TRAP, SCMP_SYS(brk), {{0, SCMP_CMP_GT, heap_end, 0}});
  for (const int call : {SCMP_SYS(openat), SCMP_SYS(open)}) add(SCMP_ACT_TRAP, call);
  // No parser has a reason for these: one that tries them is taken over, and must not go on.
  for (const int call : {SCMP_SYS(socket),
                         SCMP_SYS(socketpair),
                         SCMP_SYS(connect),
                         SCMP_SYS(bind),
                         SCMP_SYS(listen),
                         SCMP_SYS(accept),
                         SCMP_SYS(accept4),
                         SCMP_SYS(execve),
                         SCMP_SYS(execveat),
                         SCMP_SYS(fork),
                         SCMP_SYS(vfork),
                         SCMP_SYS(clone),
                         SCMP_SYS(clone3),
                         SCMP_SYS(kill),
                         SCMP_SYS(tkill),
                         SCMP_SYS(ptrace),
                         SCMP_SYS(process_vm_readv),
                         SCMP_SYS(process_vm_writev),
                         SCMP_SYS(io_uring_setup),
                         SCMP_SYS(bpf),
                         SCMP_SYS(userfaultfd),
                         SCMP_SYS(keyctl),
                         SCMP_SYS(mount),
                         SCMP_SYS(unshare),
                         SCMP_SYS(setns)}) {
    add(SCMP_ACT_KILL_PROCESS, call);
  }
  return error;
}

}  // namespace

absl::Status Confine(const ReadableFiles& files, uint64_t memory_bytes) {
  readable_files = &files;
  probe_bytes = memory_bytes / 16;
  FAZHI_RETURN_IF_ERROR(InstallHandlers());
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return Unavailable("no_new_privs", errno);
  const Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release);
  if (filter == nullptr) return Unavailable("seccomp_init", ENOMEM);
  if (const int error = AddRules(filter.get(), memory_bytes); error != 0)
    return Unavailable("seccomp rules", -error);
  FAZHI_ASSIGN_OR_RETURN(const uint64_t address_space, AddressSpace());
  FAZHI_RETURN_IF_ERROR(SetLimit(RLIMIT_AS, address_space + memory_bytes));
  FAZHI_RETURN_IF_ERROR(SetLimit(RLIMIT_CORE, 0));
  FAZHI_RETURN_IF_ERROR(SetLimit(RLIMIT_FSIZE, 0));
  FAZHI_RETURN_IF_ERROR(SetLimit(RLIMIT_NOFILE, static_cast<rlim_t>(files.first_free()) + 16));
  if (const int error = seccomp_load(filter.get()); error != 0) return Unavailable("seccomp_load", -error);
  return absl::OkStatus();
}

}  // namespace fazhi::sandbox
