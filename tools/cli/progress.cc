#include "tools/cli/progress.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "absl/strings/str_cat.h"

namespace fazhi {
namespace {

constexpr int kBarWidth = 30;
constexpr std::chrono::milliseconds kInterval(100);

std::atomic<bool> stop_requested{false};

void OnSignal(int signal) {
  stop_requested.store(true, std::memory_order_relaxed);
  std::signal(signal, SIG_DFL);
}

}  // namespace

ProgressBar::ProgressBar()
    : terminal_(::isatty(STDERR_FILENO) == 1), begin_(std::chrono::steady_clock::now()) {}

void ProgressBar::Show(const RunProgress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_ || (now - last_ < kInterval && progress.done < progress.total)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  std::fprintf(stderr, "\r\033[K%s", ProgressText(progress, seconds).c_str());
  std::fflush(stderr);
}

void ProgressBar::Clear() {
  if (terminal_) std::fputs("\r\033[K", stderr);
}

std::string ProgressText(const RunProgress& progress, double seconds) {
  const size_t total = progress.total == 0 ? 1 : progress.total;
  const int filled = static_cast<int>(progress.done * kBarWidth / total);
  std::string text =
      absl::StrCat("[", std::string(filled, '#'), std::string(kBarWidth - filled, '-'), "] ",
                   progress.done * 100 / total, "%  ", progress.done, "/", progress.total, " documents");
  if (progress.failed > 0) absl::StrAppend(&text, ", ", progress.failed, " failed");
  if (seconds > 2 && progress.done > 0 && progress.done < progress.total) {
    const double left =
        seconds / static_cast<double>(progress.done) * static_cast<double>(progress.total - progress.done);
    absl::StrAppend(&text, ", ", static_cast<int>(left) + 1, " s left");
  }
  return text;
}

const std::atomic<bool>& StopOnSignal() {
  std::signal(SIGINT, OnSignal);
  std::signal(SIGTERM, OnSignal);
  return stop_requested;
}

}  // namespace fazhi
