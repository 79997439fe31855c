#pragma once

#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "services/runtime/kafka/config.h"

namespace fazhi {

// How a command reaches Kafka.
struct KafkaOptions {
  std::string brokers;
  std::string file;

  // The file's properties with the brokers of the flag. Errors as KafkaConfig's.
  absl::StatusOr<runtime::KafkaConfig> Config() const;
};

// Adds --brokers and --kafka_config.
void AddKafkaOptions(CLI::App& command, KafkaOptions& options);

}  // namespace fazhi
