#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/types/optional.h"

namespace fazhi {

// Calls `work(i)` for every i in [0, n) on `threads` threads, and `consume(i, result)` on the calling thread
// in rising order of i, so that what comes out does not depend on the number of threads. At most two results
// a thread wait to be consumed: memory is bounded by the largest times the threads. When `consume` returns
// false no further work begins, and the call returns once the running work has ended. `work` is called from
// several threads at a time and must not throw.
template <typename Result>
void ForEachInOrder(size_t n, int threads, const std::function<Result(size_t)>& work,
                    const std::function<bool(size_t, Result)>& consume) {
  if (threads < 1) threads = 1;
  const size_t window = 2 * static_cast<size_t>(threads);
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<absl::optional<Result>> slots(window);
  size_t next = 0;      // the first that no thread has taken
  size_t consumed = 0;  // all before it are done
  bool stopped = false;

  auto run = [&] {
    std::unique_lock<std::mutex> lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return stopped || next == n || next < consumed + window; });
      if (stopped || next == n) return;
      const size_t i = next++;
      lock.unlock();
      Result result = work(i);
      lock.lock();
      slots[i % window] = std::move(result);
      changed.notify_all();
    }
  };
  std::vector<std::thread> pool;
  for (int t = 0; t < threads && static_cast<size_t>(t) < n; ++t) pool.emplace_back(run);
  for (size_t i = 0; i < n; ++i) {
    absl::optional<Result> result;
    {
      std::unique_lock<std::mutex> lock(mutex);
      changed.wait(lock, [&] { return slots[i % window].has_value(); });
      result = std::move(slots[i % window]);
      slots[i % window].reset();
    }
    const bool more = consume(i, *std::move(result));
    std::lock_guard<std::mutex> lock(mutex);
    consumed = i + 1;
    stopped = !more;
    changed.notify_all();
    if (stopped) break;
  }
  for (std::thread& thread : pool) thread.join();
}

}  // namespace fazhi
