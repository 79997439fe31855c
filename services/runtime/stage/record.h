#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace fazhi::runtime {

// A partition of a topic.
struct TopicPartition {
  std::string topic;
  int32_t partition = 0;

  friend bool operator==(const TopicPartition& a, const TopicPartition& b) {
    return a.partition == b.partition && a.topic == b.topic;
  }
  friend bool operator<(const TopicPartition& a, const TopicPartition& b) {
    return a.topic != b.topic ? a.topic < b.topic : a.partition < b.partition;
  }
  template <typename H>
  friend H AbslHashValue(H h, const TopicPartition& tp) {
    return H::combine(std::move(h), tp.topic, tp.partition);
  }
};

// Headers of a record in their order; names may repeat.
using Headers = std::vector<std::pair<std::string, std::string>>;

// The last value of a header, as Kafka's own clients read it; empty when there is none.
absl::string_view HeaderValue(const Headers& headers, absl::string_view name);

// A record as it came in.
struct Record {
  TopicPartition from;
  int64_t offset = 0;
  int64_t timestamp_ms = 0;  // Unix time; 0: none
  std::string key;
  std::string value;
  Headers headers;

  // What it costs to hold.
  size_t bytes() const { return key.size() + value.size() + 256; }
};

// A record to be published.
struct OutgoingRecord {
  std::string topic;
  std::string key;
  std::string value;
  Headers headers;

  size_t bytes() const { return key.size() + value.size() + 256; }
};

}  // namespace fazhi::runtime
