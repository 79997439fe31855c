#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "fazhi/v1/dead_letter.pb.h"
#include "services/runtime/kafka/config.h"

namespace fazhi::runtime {

// Which dead letters. Unset fields do not restrict.
struct ReplayOptions {
  std::string topic = "fazhi.dead-letters";
  std::string stage;
  std::string reason;
  absl::Time from = absl::InfinitePast();  // of failed_at, inclusive
  absl::Time until = absl::InfiniteFuture();
  bool again = false;    // also what was replayed before
  bool dry_run = false;  // publishes nothing
  // Hears of each letter that is chosen, in the order of partition and offset. May be null.
  std::function<void(const v1::DeadLetter&)> on_letter;
};

struct ReplayResult {
  uint64_t letters = 0;   // on the topic
  uint64_t chosen = 0;    // of them, by the options
  uint64_t sent = 0;      // published again now; with dry_run what would have been
  uint64_t before = 0;    // chosen, and replayed by an earlier call
  uint64_t not_kept = 0;  // chosen, and too large to have been kept: to be published anew by whoever has them
};

// Publishes the records of dead letters again where they came from, each once: a Replay beside the letter is
// published in the same transaction, and another replay at the same time is fenced off. What was sent before
// an error stays sent; to repeat the call goes on from there. Errors are those of KafkaError.
absl::StatusOr<ReplayResult> ReplayDeadLetters(const KafkaConfig& config, const ReplayOptions& options);

}  // namespace fazhi::runtime
