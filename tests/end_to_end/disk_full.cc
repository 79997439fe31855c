// Loaded before the C library (LD_PRELOAD), this makes writes to files below the folder FAZHI_FULL_FOLDER
// fail with ENOSPC once FAZHI_FULL_AFTER bytes have gone there. For tests only.

#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long long> written{0};

bool Full(int fd, size_t count) {
  const char* folder = std::getenv("FAZHI_FULL_FOLDER");
  const char* after = std::getenv("FAZHI_FULL_AFTER");
  if (folder == nullptr || after == nullptr) return false;
  char link[64];
  char path[PATH_MAX];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t size = ::readlink(link, path, sizeof path - 1);
  if (size <= 0) return false;
  path[size] = '\0';
  if (std::strncmp(path, folder, std::strlen(folder)) != 0) return false;
  const auto bytes = static_cast<long long>(count);
  if (written.fetch_add(bytes) + bytes <= std::atoll(after)) return false;
  errno = ENOSPC;
  return true;
}

template <typename Function>
Function Next(const char* name) {
  void* symbol = ::dlsym(RTLD_NEXT, name);
  Function function;
  std::memcpy(&function, &symbol, sizeof function);
  return function;
}

}  // namespace

extern "C" {

ssize_t write(int fd, const void* data, size_t count) {
  static auto next = Next<ssize_t (*)(int, const void*, size_t)>("write");
  return Full(fd, count) ? -1 : next(fd, data, count);
}

ssize_t pwrite(int fd, const void* data, size_t count, off_t offset) {
  static auto next = Next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  return Full(fd, count) ? -1 : next(fd, data, count, offset);
}

ssize_t pwrite64(int fd, const void* data, size_t count, off64_t offset) {
  static auto next = Next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  return Full(fd, count) ? -1 : next(fd, data, count, offset);
}

}  // extern "C"
