#include "tools/cli/kafka.h"

#include "services/base/status_macros.h"

namespace fazhi {

absl::StatusOr<runtime::KafkaConfig> KafkaOptions::Config() const {
  runtime::KafkaConfig config;
  if (!file.empty()) {
    FAZHI_ASSIGN_OR_RETURN(config, runtime::KafkaConfig::Read(file));
  }
  if (!brokers.empty()) FAZHI_RETURN_IF_ERROR(config.Set("bootstrap.servers", brokers, "--brokers"));
  return config;
}

void AddKafkaOptions(CLI::App& command, KafkaOptions& options) {
  command.add_option("--brokers", options.brokers, "Kafka's addresses, HOST:PORT,…");
  command.add_option("--kafka-config", options.file,
                     "A file of librdkafka's properties: addresses, TLS, SASL (docs/operations.md)");
  // As the services spell it; not shown.
  command.add_option("--kafka_config", options.file)->group("");
}

}  // namespace fazhi
