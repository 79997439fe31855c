#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

struct rd_kafka_conf_s;  // librdkafka's rd_kafka_conf_t

namespace fazhi::runtime {

struct KafkaConfDeleter {
  void operator()(rd_kafka_conf_s* conf) const;
};
// Owned until rd_kafka_new takes it: release() it only once that has succeeded.
using KafkaConf = std::unique_ptr<rd_kafka_conf_s, KafkaConfDeleter>;

// What librdkafka tells clients apart by; an administrator is a producer.
enum class KafkaClient { kConsumer, kProducer };

struct KafkaProperty {
  std::string name;
  std::string value;
};

// How the broker is reached, and whatever else of librdkafka's properties an operator sets. A file has a line
// `name = value` for each, blank lines, and comments that begin with # or !; as in Java's properties, but
// without escapes and continued lines. A value `file:PATH` is the content of that file without the line feed
// at its end (PATH is relative to the folder of the properties file): so secrets stay in files of their own.
// Any property of librdkafka may be set, but for those that its delivery guarantees hang on: those are
// fazhi's own, and refused.
//
// Errors are INVALID_ARGUMENT/BAD_KAFKA_CONFIG with all faults at once, a line for each, which names the
// file, the line and the property. No error and no description holds a secret. Thread-compatible.
class KafkaConfig {
 public:
  // NOT_FOUND/NO_KAFKA_CONFIG when there is no such file.
  static absl::StatusOr<KafkaConfig> Read(const std::string& path);

  // `path` is for messages and for relative paths of secrets.
  static absl::StatusOr<KafkaConfig> Parse(absl::string_view text, const std::string& path);

  // As if the file had it, and instead of what it has: for flags. `source` is what messages call it
  // (--brokers).
  absl::Status Set(absl::string_view name, absl::string_view value, absl::string_view source);

  // The value that is set, secrets too. An alias is another property, but for bootstrap.servers, which stands
  // for metadata.broker.list too.
  absl::optional<std::string> Get(absl::string_view name) const;

  // A line `name = value` for each property that is set, by name, secrets masked.
  std::string Describe() const;

  // The configuration of one client: `defaults`, over them what is set here, over all `fixed`. Properties
  // that only the other kind of client has are left out. INVALID_ARGUMENT/NO_BROKERS when nothing says where
  // the brokers are; INTERNAL when librdkafka refuses one of `defaults` or `fixed`.
  struct MakeConfArgs {
    KafkaClient client = KafkaClient::kConsumer;
    std::vector<KafkaProperty> defaults;
    std::vector<KafkaProperty> fixed;
  };
  absl::StatusOr<KafkaConf> MakeConf(const MakeConfArgs& args) const;

 private:
  struct Value {
    std::string text;
    bool secret = false;
  };
  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace fazhi::runtime
