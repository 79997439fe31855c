#pragma once

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
  // How long a commit tries to find out what became of it.
  absl::Duration commit_within = absl::Seconds(15);
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

 private:
  absl::Status Transact(const CommitArgs& args, absl::Time by);
  absl::Status AddPositions(const std::vector<Advance>& advances, absl::Time by);
  absl::Status ProduceAll(const std::vector<Settled>& settled, absl::Time by);

  const KafkaConfig& config_;
  const KafkaSource* const source_;
  const KafkaSinkOptions options_;
  KafkaHandle producer_;
};

}  // namespace fazhi::runtime
