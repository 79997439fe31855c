#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "services/runtime/local/run.h"

namespace fazhi {

// A progress bar on standard error when that is a terminal; nothing otherwise. Drawn at most ten times a
// second. Not thread-safe.
class ProgressBar {
 public:
  ProgressBar();
  void Show(const RunProgress& progress);
  // Takes the bar away.
  void Clear();

 private:
  bool terminal_;
  std::chrono::steady_clock::time_point last_;
  std::chrono::steady_clock::time_point begin_;
};

// The bar as text: `[####----]  40%  4/10 documents, 1 failed, 3 s left`.
std::string ProgressText(const RunProgress& progress, double seconds);

// Set by the first SIGINT or SIGTERM after it was asked for; the second one ends the process at once.
const std::atomic<bool>& StopOnSignal();

}  // namespace fazhi
