#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include "services/runtime/kafka/config.h"
#include "services/runtime/stage/record.h"

namespace fazhi::runtime {

// For tests that tests/servers/with_servers.py runs with a broker. Each fails the test when it cannot.

KafkaConfig TestKafkaConfig();
void MakeTopic(const KafkaConfig& config, const std::string& topic, int partitions);
void AddPartitions(const KafkaConfig& config, const std::string& topic, int partitions);
void CommitPosition(const KafkaConfig& config, const std::string& group, const TopicPartition& partition,
                    int64_t next);
// `stop`, or `start` on the same port with what it holds.
void TellKafka(const char* command);
// As a producer does that is killed: a record of it is there, and its transaction is never ended by it.
void LeaveTransactionOpen(const KafkaConfig& config, const std::string& topic);

// What a reader of committed records finds from the beginning on: waits up to a minute for `n` records, then
// until no more come.
std::vector<Record> ReadCommitted(const KafkaConfig& config, const std::string& topic, size_t n);

}  // namespace fazhi::runtime
