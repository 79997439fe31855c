#pragma once

#include <librdkafka/rdkafka.h>

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "services/runtime/kafka/config.h"

namespace fazhi::runtime {

struct KafkaHandleDeleter {
  void operator()(rd_kafka_t* handle) const;
};
// A client of librdkafka. A consumer is not closed by its end: KafkaSource::Close does that in bounded time.
using KafkaHandle = std::unique_ptr<rd_kafka_t, KafkaHandleDeleter>;

// Makes a client of the configuration, which logs as log.h says; `prepare`, if any, sets callbacks on it.
// Does not wait for a broker. MakeConf's errors, and INVALID_ARGUMENT/BAD_KAFKA_CONFIG for settings that do
// not go together.
absl::StatusOr<KafkaHandle> MakeKafkaClient(const KafkaConfig& config, const KafkaConfig::MakeConfArgs& args,
                                            const std::function<void(rd_kafka_conf_t*)>& prepare = nullptr);

}  // namespace fazhi::runtime
