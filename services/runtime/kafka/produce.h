#pragma once

#include <librdkafka/rdkafka.h>

#include "absl/status/status.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// Hands a record to the producer's queue; `opaque` comes back with its delivery.
// RESOURCE_EXHAUSTED/KAFKA_QUEUE_FULL when the queue is full, INVALID_ARGUMENT/KAFKA_MSG_SIZE_TOO_LARGE.
absl::Status Produce(rd_kafka_t* producer, const OutgoingRecord& record, void* opaque = nullptr);

}  // namespace fazhi::runtime
