#include "services/runtime/kafka/log.h"

#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"

namespace fazhi::runtime {
namespace {

// Never deleted: librdkafka's threads may outlive everything.
struct Shared {
  std::mutex mutex;
  std::function<void(const KafkaLogLine&)> log;
  KafkaLogLimit limit;
};
Shared& TheShared() {
  static auto* const shared = new Shared;
  return *shared;
}

// Of syslog's severities.
KafkaLogLine::Level LevelOf(int severity) {
  if (severity <= 3) return KafkaLogLine::Level::kError;
  if (severity == 4) return KafkaLogLine::Level::kWarning;
  return severity <= 6 ? KafkaLogLine::Level::kInfo : KafkaLogLine::Level::kDebug;
}

void OnLine(const rd_kafka_t* client, int severity, const char* facility, const char* text) {
  KafkaLogLine line;
  line.level = LevelOf(severity);
  line.facility = facility;
  line.client = client == nullptr ? "" : rd_kafka_name(client);
  line.text = text;
  Shared& shared = TheShared();
  const std::lock_guard<std::mutex> lock(shared.mutex);
  if (!shared.limit.Pass(line, absl::Now())) return;
  if (shared.log) {
    shared.log(line);
  } else {
    std::fprintf(stderr, "Kafka, %s: %s: %s\n", line.client.c_str(), line.facility.c_str(),
                 line.text.c_str());
  }
}

}  // namespace

void SetKafkaLog(std::function<void(const KafkaLogLine&)> log) {
  Shared& shared = TheShared();
  const std::lock_guard<std::mutex> lock(shared.mutex);
  shared.log = std::move(log);
}

void LogByKafkaLog(rd_kafka_conf_t* conf) { rd_kafka_conf_set_log_cb(conf, &OnLine); }

bool KafkaLogLimit::Pass(KafkaLogLine& line, absl::Time now) {
  // A client that is made anew has another number.
  const absl::string_view id = absl::string_view(line.client).substr(0, line.client.find('#'));
  const auto [found, is_new] =
      seen_.try_emplace(absl::StrCat(id, "\n", line.facility, "\n", static_cast<int>(line.level)));
  Seen& seen = found->second;
  if (!is_new && now < seen.last + every_) {
    ++seen.left_out;
    return false;
  }
  line.left_out = std::exchange(seen.left_out, 0);
  seen.last = now;
  return true;
}

}  // namespace fazhi::runtime
