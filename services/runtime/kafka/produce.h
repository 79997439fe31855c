#pragma once

#include <librdkafka/rdkafka.h>

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// After which the broker ends a transaction whose producer is gone, unless the configuration says another.
inline constexpr absl::Duration kTransactionTimeout = absl::Seconds(10);

// What every producer of ours has in common: idempotent, acknowledged by all in-sync replicas, zstd,
// partitioned as Java's.
KafkaConfig::MakeConfArgs ProducerConf(const std::string& client_id);

// Hands a record to the producer's queue; `opaque` comes back with its delivery.
// RESOURCE_EXHAUSTED/KAFKA_QUEUE_FULL when the queue is full, INVALID_ARGUMENT/KAFKA_MSG_SIZE_TOO_LARGE.
absl::Status Produce(rd_kafka_t* producer, const OutgoingRecord& record, void* opaque = nullptr);

}  // namespace fazhi::runtime
