#include "services/runtime/kafka/bounded.h"

#include <memory>
#include <thread>
#include <utility>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"

namespace fazhi::runtime {

bool DoneBy(std::function<void()> work, const std::function<absl::Time()>& by) {
  const auto done = std::make_shared<absl::Notification>();
  std::thread([work = std::move(work), done] {
    work();
    done->Notify();
  }).detach();
  while (!done->WaitForNotificationWithTimeout(absl::Milliseconds(200))) {
    if (absl::Now() >= by()) return done->HasBeenNotified();
  }
  return true;
}

}  // namespace fazhi::runtime
