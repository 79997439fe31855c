#pragma once

#include <algorithm>

#include "absl/random/random.h"
#include "absl/time/time.h"

namespace fazhi::runtime {

// How long to wait before a further attempt: doubling from `first` to `most`, each drawn from the upper half
// so that replicas do not knock in step. Not thread-safe.
class Backoff {
 public:
  explicit Backoff(absl::Duration first = absl::Milliseconds(100), absl::Duration most = absl::Seconds(10))
      : first_(first), most_(most), next_(first) {}

  absl::Duration Next() {
    const absl::Duration whole = next_;
    next_ = std::min(most_, next_ * 2);
    return whole * absl::Uniform(random_, 0.5, 1.0);
  }
  void Reset() { next_ = first_; }

 private:
  absl::Duration first_;
  absl::Duration most_;
  absl::Duration next_;
  absl::InsecureBitGen random_;
};

}  // namespace fazhi::runtime
