#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// Gives `take` every committed record that a topic has now, partition by partition in offset order; also what
// stands behind a transaction that is open now, for whose end it waits. Joins no group. An error of `take`
// ends it. UNAVAILABLE/BROKER_SILENT when the broker says nothing for half a minute,
// UNAVAILABLE/TRANSACTION_OPEN when a transaction does not end though `transaction.timeout.ms` (10 s unless
// the configuration says another) and the time that brokers take to notice it are over.
absl::Status ReadTopic(const KafkaConfig& config, const std::string& topic,
                       const std::function<absl::Status(Record)>& take);

}  // namespace fazhi::runtime
