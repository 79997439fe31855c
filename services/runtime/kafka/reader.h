#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// Gives `take` every committed record that a topic has now, partition by partition in offset order. Joins no
// group. An error of `take` ends it. UNAVAILABLE when the broker says nothing for half a minute.
absl::Status ReadTopic(const KafkaConfig& config, const std::string& topic,
                       const std::function<absl::Status(Record)>& take);

}  // namespace fazhi::runtime
