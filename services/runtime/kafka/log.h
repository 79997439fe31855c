#pragma once

#include <librdkafka/rdkafka.h>

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "absl/time/time.h"

namespace fazhi::runtime {

// A line of librdkafka's own log: what happens to its connections, and errors that no call gives back.
struct KafkaLogLine {
  enum class Level { kDebug, kInfo, kWarning, kError };
  Level level = Level::kInfo;
  std::string facility;  // FAIL, REQTMOUT, …
  std::string client;    // client.id and a number of the client's own
  std::string text;
  uint64_t left_out = 0;  // of the same client.id, level and facility, since the last line of them
};

// Where the lines of all clients of this process go from now on, from any thread; stderr unless it is called.
// While a broker is away they repeat: of the same client.id, level and facility comes one in ten seconds, the
// last one with the number of those between. Thread-safe.
void SetKafkaLog(std::function<void(const KafkaLogLine&)> log);

// Makes a client of this configuration log there.
void LogByKafkaLog(rd_kafka_conf_t* conf);

// Which lines are passed on. Not thread-safe.
class KafkaLogLimit {
 public:
  explicit KafkaLogLimit(absl::Duration every = absl::Seconds(10)) : every_(every) {}

  // Whether the line is passed on; sets its `left_out` then.
  bool Pass(KafkaLogLine& line, absl::Time now);

 private:
  struct Seen {
    absl::Time last;
    uint64_t left_out = 0;
  };
  const absl::Duration every_;
  std::map<std::string, Seen> seen_;
};

}  // namespace fazhi::runtime
