#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace fazhi::runtime {

// The threads that calls do their work on, so that gRPC's own never wait, and the bound of what is taken in:
// what is above it is refused at once, so that a flood costs answers and no memory. Thread-safe.
class CallPool {
 public:
  struct Options {
    int threads = 0;         // 0: two a core, at least four
    size_t max_calls = 256;  // admitted and not ended
    // Of requests that are admitted and not ended. One call is always admitted.
    size_t max_bytes = size_t{256} << 20;
  };

  // The place of one call within the bounds; given back when it ends.
  class Admission {
   public:
    Admission(CallPool* pool, size_t bytes) : pool_(pool), bytes_(bytes) {}
    ~Admission();
    Admission(const Admission&) = delete;
    Admission& operator=(const Admission&) = delete;

    // For a call that takes in more while it goes on, such as a stream: holds `bytes` more, and gives them
    // back. RESOURCE_EXHAUSTED/OVERLOADED as Admit, and nothing more is held then.
    absl::Status Hold(size_t bytes);
    void GiveBack(size_t bytes);

   private:
    CallPool* const pool_;
    size_t bytes_;  // guarded by the pool's mutex
  };

  explicit CallPool(const Options& options);
  // Ends what has been posted. No call may be admitted any more.
  ~CallPool();

  // RESOURCE_EXHAUSTED/OVERLOADED when too much is admitted already.
  absl::StatusOr<std::shared_ptr<Admission>> Admit(size_t bytes);

  // Runs `work`, of an admitted call, on one of the threads.
  void Post(std::function<void()> work);

  size_t admitted() const;

 private:
  void Work();

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::function<void()>> queue_;
  size_t calls_ = 0;
  size_t bytes_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

// DEADLINE_EXCEEDED or CANCELLED when nobody waits for the call's answer any more.
absl::Status StillWanted(const grpc::ServerContextBase& context);

// A call with one request and one answer. `work` fills the answer; it is not begun when nobody waits for the
// answer any more. `request_bytes` is what the request costs to hold.
grpc::ServerUnaryReactor* RunUnary(CallPool& pool, grpc::CallbackServerContext* context, size_t request_bytes,
                                   std::function<absl::Status()> work);

}  // namespace fazhi::runtime
