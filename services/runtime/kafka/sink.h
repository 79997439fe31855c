#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/kafka/source.h"
#include "services/runtime/stage/edges.h"

namespace fazhi::runtime {

struct KafkaSinkOptions {
  // One for each sink of all replicas: `{stage}-{ordinal of the replica}-{number}`. A second producer of the
  // same id fences the first.
  std::string transactional_id;
  std::string client_id;
};

// A transactional producer. Each batch, whose outputs are Publications, is one transaction with the positions
// of the source's group. The producer is made at the first commit and made anew when it was fenced or lost
// count; both end a transaction that was left open. Whatever goes wrong once a transaction has begun is
// ABORTED, but for what can never go right: INVALID_ARGUMENT (a record that is too large), PERMISSION_DENIED.
class KafkaSink : public Sink {
 public:
  // Both must outlive this.
  KafkaSink(const KafkaConfig& config, const KafkaSource& source, KafkaSinkOptions options);
  // Without a source: batches without positions.
  KafkaSink(const KafkaConfig& config, KafkaSinkOptions options);
  ~KafkaSink() override;

  // Makes the producer now, which ends a transaction that a process of this id left open: before the group is
  // joined, or its members wait for that. UNAVAILABLE: try again.
  absl::Status Prepare();

  absl::Status Commit(const CommitArgs& args) override;

  // Holds for Prepare too. A transaction that could not be ended in time is left to the next producer of its
  // id, or to the broker.
  void StopBy(absl::Time by) override;

 private:
  // A call of the transactional API, which is made again while it only asks for patience. A call that is
  // given little time goes on where it was when it is made again.
  using Call = std::function<rd_kafka_error_t*(int timeout_ms)>;
  absl::Status Persist(const Call& call, absl::Time by, absl::string_view what) const;
  absl::Time OrStop(absl::Time by) const;
  int CallMs(absl::Time by) const;  // what one call gets
  absl::Status Transact(const CommitArgs& args, absl::Time by);
  absl::Status AddPositions(const std::vector<Advance>& advances, absl::Time by);
  absl::Status ProduceAll(const std::vector<Settled>& settled, absl::Time by);

  const KafkaConfig& config_;
  const KafkaSource* const source_;
  const KafkaSinkOptions options_;
  std::shared_ptr<rd_kafka_t> producer_;
  std::atomic<int64_t> stop_by_ms_{std::numeric_limits<int64_t>::max()};  // of Unix
};

}  // namespace fazhi::runtime
