#include "services/runtime/rpc/call_pool.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "services/base/errors.h"
#include "services/runtime/rpc/grpc_status.h"

namespace fazhi::runtime {
namespace {

absl::Status Overloaded() {
  return ErrorWithReason(absl::StatusCode::kResourceExhausted, "OVERLOADED", "",
                         "too many calls are at work; repeat this one after a while");
}

}  // namespace

CallPool::Admission::~Admission() {
  const std::lock_guard<std::mutex> lock(pool_->mutex_);
  --pool_->calls_;
  pool_->bytes_ -= bytes_;
}

absl::Status CallPool::Admission::Hold(size_t bytes) {
  const std::lock_guard<std::mutex> lock(pool_->mutex_);
  // The only call that holds anything may hold one thing more, as it would be admitted with it.
  if (pool_->bytes_ > 0 && pool_->bytes_ + bytes > pool_->options_.max_bytes) return Overloaded();
  pool_->bytes_ += bytes;
  bytes_ += bytes;
  return absl::OkStatus();
}

void CallPool::Admission::GiveBack(size_t bytes) {
  const std::lock_guard<std::mutex> lock(pool_->mutex_);
  pool_->bytes_ -= bytes;
  bytes_ -= bytes;
}

CallPool::CallPool(const Options& options) : options_(options) {
  int threads = options.threads;
  if (threads <= 0) threads = std::max(4, 2 * static_cast<int>(std::thread::hardware_concurrency()));
  threads_.reserve(static_cast<size_t>(threads));
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

CallPool::~CallPool() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  posted_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

absl::StatusOr<std::shared_ptr<CallPool::Admission>> CallPool::Admit(size_t bytes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool fits = calls_ < options_.max_calls && bytes_ + bytes <= options_.max_bytes;
  if (calls_ > 0 && !fits) {
    return Overloaded();
  }
  ++calls_;
  bytes_ += bytes;
  return std::make_shared<Admission>(this, bytes);
}

void CallPool::Post(std::function<void()> work) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back(std::move(work));
  }
  posted_.notify_one();
}

size_t CallPool::admitted() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return calls_;
}

void CallPool::Work() {
  while (true) {
    std::function<void()> work;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      posted_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    work();
  }
}

absl::Status StillWanted(const grpc::ServerContextBase& context) {
  if (context.deadline() <= std::chrono::system_clock::now()) {
    return absl::DeadlineExceededError("the call's deadline passed before its work began");
  }
  if (context.IsCancelled()) return absl::CancelledError("the client has given the call up");
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* RunUnary(CallPool& pool, grpc::CallbackServerContext* context, size_t request_bytes,
                                   std::function<absl::Status()> work) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  auto admission = pool.Admit(request_bytes);
  if (!admission.ok()) {
    reactor->Finish(ToGrpcStatus(admission.status()));
    return reactor;
  }
  pool.Post([context, reactor, work = std::move(work), admission = *std::move(admission)] {
    absl::Status status = StillWanted(*context);
    if (status.ok()) status = work();
    reactor->Finish(ToGrpcStatus(status));
  });
  return reactor;
}

}  // namespace fazhi::runtime
