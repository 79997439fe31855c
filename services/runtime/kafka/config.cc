#include "services/runtime/kafka/config.h"

#include <librdkafka/rdkafka.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi::runtime {
namespace {

constexpr char kBrokers[] = "bootstrap.servers";
constexpr char kFile[] = "file:";

// What nothing lost and nothing counted twice rests on, with what it has to be.
struct Own {
  const char* name;
  const char* why;
};
constexpr Own kOwn[] = {
    {"acks", "every in-sync replica must have a record"},
    {"request.required.acks", "every in-sync replica must have a record"},
    {"auto.commit.enable", "positions are committed with the results"},
    {"delivery.report.only.error", "what is published is acknowledged when it has been delivered"},
    {"enable.auto.commit", "positions are committed with the results"},
    {"enable.auto.offset.store", "positions are committed with the results"},
    {"auto.offset.reset", "each stage knows where it begins"},
    {"enable.partition.eof", "a partition's end is no event"},
    {"enable.idempotence", "no record may be sent twice"},
    {"group.id", "each stage has its group"},
    {"group.instance.id", "the partitions of a static member that has died wait for its session's end"},
    {"isolation.level", "records of aborted transactions are not to be read"},
    {"partition.assignment.strategy", "all members of a group have to agree"},
    {"partitioner", "it is the one of Java's clients"},
    {"transactional.id", "each producer of a stage has its own"},
};

const char* WhyOwn(absl::string_view name) {
  for (const Own& own : kOwn) {
    if (name == own.name) return own.why;
  }
  return nullptr;
}

bool IsSecret(absl::string_view name) {
  for (absl::string_view part : {"password", "secret", "key.pem", "ssl_key", "oauthbearer.config"}) {
    if (absl::StrContains(name, part)) return true;
  }
  return false;
}

absl::Status BadConfig(absl::string_view message) {
  return InvalidInput("BAD_KAFKA_CONFIG", "kafka_config", message);
}

// `C` and `P` by name, for properties that only consumers or only producers have. Librdkafka tells it in its
// table alone.
const std::map<std::string, char, std::less<>>& Kinds() {
  static const auto* const kinds = [] {
    auto* result = new std::map<std::string, char, std::less<>>;
    char* text = nullptr;
    size_t size = 0;
    std::FILE* file = open_memstream(&text, &size);
    if (file == nullptr) return result;
    rd_kafka_conf_properties_show(file);
    std::fclose(file);
    for (absl::string_view line : absl::StrSplit(absl::string_view(text, size), '\n')) {
      const std::vector<absl::string_view> cells = absl::StrSplit(line, absl::MaxSplits('|', 2));
      if (cells.size() < 3) continue;
      const absl::string_view kind = absl::StripAsciiWhitespace(cells[1]);
      if (kind == "C" || kind == "P")
        result->emplace(std::string(absl::StripAsciiWhitespace(cells[0])), kind[0]);
    }
    std::free(text);  // NOLINT: it is open_memstream's
    return result;
  }();
  return *kinds;
}

bool Concerns(KafkaClient client, absl::string_view name) {
  const auto found = Kinds().find(name);
  if (found == Kinds().end()) return true;
  return found->second == (client == KafkaClient::kConsumer ? 'C' : 'P');
}

KafkaConf NewConf() { return KafkaConf(rd_kafka_conf_new()); }

// What is wrong with the property in words, empty when nothing is.
std::string SetIn(rd_kafka_conf_s* conf, const std::string& name, const std::string& value, bool secret) {
  char error[512] = "";
  switch (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), error, sizeof error)) {
    case RD_KAFKA_CONF_OK:
      return "";
    case RD_KAFKA_CONF_UNKNOWN:
      // Librdkafka knows some of Java's names, and says what to use instead.
      return absl::StrContains(error, "No such configuration property")
                 ? absl::StrCat("unknown property ", name, " (librdkafka's CONFIGURATION.md lists all)")
                 : absl::StrCat(name, ": ", error);
    default:
      return secret ? absl::StrCat(name, ": librdkafka refuses the value (a secret, not shown)")
                    : absl::StrCat(name, ": ", error);
  }
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // A folder opens, and fails to be read.
  if (!file || (file.peek() != std::ifstream::traits_type::eof() && !(text << file.rdbuf())) || file.bad()) {
    return absl::NotFoundError(absl::StrCat("cannot read ", path, ": ", std::strerror(errno)));
  }
  return text.str();
}

std::string Below(const std::string& folder_of, absl::string_view path) {
  const size_t slash = folder_of.find_last_of('/');
  if (absl::StartsWith(path, "/") || slash == std::string::npos) return std::string(path);
  return absl::StrCat(folder_of.substr(0, slash + 1), path);
}

}  // namespace

void KafkaConfDeleter::operator()(rd_kafka_conf_s* conf) const { rd_kafka_conf_destroy(conf); }

absl::StatusOr<KafkaConfig> KafkaConfig::Read(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) {
    return ErrorWithReason(absl::StatusCode::kNotFound, "NO_KAFKA_CONFIG", "kafka_config",
                           text.status().message());
  }
  return Parse(*text, path);
}

absl::StatusOr<KafkaConfig> KafkaConfig::Parse(absl::string_view text, const std::string& path) {
  KafkaConfig config;
  std::map<std::string, size_t, std::less<>> lines;
  std::vector<std::string> faults;
  size_t number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line[0] == '#' || line[0] == '!') continue;
    const std::string place = absl::StrCat(path, ":", number);
    const size_t equals = line.find('=');
    // The line itself is not shown: it may be what is left of a secret.
    if (equals == absl::string_view::npos) {
      faults.push_back(absl::StrCat(place, ": no `=`; a line is: property = value"));
      continue;
    }
    const absl::string_view name = absl::StripAsciiWhitespace(line.substr(0, equals));
    const auto [first, is_new] = lines.emplace(std::string(name), number);
    if (!is_new) {
      faults.push_back(absl::StrCat(place, ": ", name, " is in line ", first->second, " already"));
      continue;
    }
    const absl::Status set = config.Set(name, absl::StripAsciiWhitespace(line.substr(equals + 1)), place);
    if (!set.ok()) faults.emplace_back(set.message());
  }
  if (!faults.empty()) return BadConfig(absl::StrJoin(faults, "\n"));
  return config;
}

absl::Status KafkaConfig::Set(absl::string_view given_name, absl::string_view given_value,
                              absl::string_view source) {
  const std::string name(given_name == "metadata.broker.list" ? kBrokers : given_name);
  if (const char* why = WhyOwn(name)) {
    return BadConfig(absl::StrCat(source, ": ", name, " is set by fazhi itself: ", why));
  }
  Value value{std::string(given_value), IsSecret(name)};
  if (absl::ConsumePrefix(&given_value, kFile)) {
    const std::string file = Below(std::string(source), given_value);
    absl::StatusOr<std::string> content = ReadFile(file);
    if (!content.ok()) return BadConfig(absl::StrCat(source, ": ", name, ": ", content.status().message()));
    absl::string_view text = *content;
    absl::ConsumeSuffix(&text, "\n");
    absl::ConsumeSuffix(&text, "\r");
    value = {std::string(text), true};
  }
  const KafkaConf scratch = NewConf();
  const std::string fault = SetIn(scratch.get(), name, value.text, value.secret);
  if (!fault.empty()) return BadConfig(absl::StrCat(source, ": ", fault));
  values_.insert_or_assign(name, std::move(value));
  return absl::OkStatus();
}

absl::optional<std::string> KafkaConfig::Get(absl::string_view name) const {
  const auto found = values_.find(name == "metadata.broker.list" ? kBrokers : name);
  if (found == values_.end()) return absl::nullopt;
  return found->second.text;
}

std::string KafkaConfig::Describe() const {
  std::string text;
  for (const auto& [name, value] : values_) {
    absl::StrAppend(&text, name, " = ", value.secret ? "(secret)" : value.text, "\n");
  }
  return text;
}

absl::StatusOr<KafkaConf> KafkaConfig::MakeConf(const MakeConfArgs& args) const {
  if (values_.find(kBrokers) == values_.end()) {
    return InvalidInput("NO_BROKERS", "brokers",
                        "no brokers: give --brokers HOST:PORT,… or a line bootstrap.servers = … in the file "
                        "of --kafka_config");
  }
  KafkaConf conf = NewConf();
  const auto set_all = [&](const std::vector<KafkaProperty>& properties) -> absl::Status {
    for (const KafkaProperty& property : properties) {
      const std::string fault = SetIn(conf.get(), property.name, property.value, IsSecret(property.name));
      if (!fault.empty()) return absl::InternalError(absl::StrCat("librdkafka's configuration: ", fault));
    }
    return absl::OkStatus();
  };
  FAZHI_RETURN_IF_ERROR(set_all(args.defaults));
  for (const auto& [name, value] : values_) {
    if (!Concerns(args.client, name)) continue;
    const std::string fault = SetIn(conf.get(), name, value.text, value.secret);
    if (!fault.empty()) return BadConfig(fault);
  }
  FAZHI_RETURN_IF_ERROR(set_all(args.fixed));
  return conf;
}

}  // namespace fazhi::runtime
