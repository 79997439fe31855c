#pragma once

#include <functional>

#include "absl/time/time.h"

namespace fazhi::runtime {

// For what librdkafka may take for ever over when no broker answers, and what has no time-out of its own.
// Runs `work` on a thread of its own and waits for it until `by()`, which is asked again and again: true once
// it is done. False: it is not waited for any more and goes on by itself, so it must hold all that it uses.
bool DoneBy(std::function<void()> work, const std::function<absl::Time()>& by);

}  // namespace fazhi::runtime
