#include "services/runtime/kafka/admin.h"

#include <librdkafka/rdkafka.h>

#include <mutex>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/client.h"
#include "services/runtime/kafka/errors.h"

namespace fazhi::runtime {
namespace {

// librdkafka's objects with what frees each.
template <typename T, void (*kDestroy)(T*)>
struct Destroy {
  void operator()(T* object) const { kDestroy(object); }
};
template <typename T, void (*kDestroy)(T*)>
using Owned = std::unique_ptr<T, Destroy<T, kDestroy>>;
using Queue = Owned<rd_kafka_queue_t, rd_kafka_queue_destroy>;
using Event = Owned<rd_kafka_event_t, rd_kafka_event_destroy>;
using Options = Owned<rd_kafka_AdminOptions_t, rd_kafka_AdminOptions_destroy>;
using NewTopic = Owned<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy>;
using NewPartitions = Owned<rd_kafka_NewPartitions_t, rd_kafka_NewPartitions_destroy>;
using Resource = Owned<rd_kafka_ConfigResource_t, rd_kafka_ConfigResource_destroy>;

// The last thing that a connection complained of.
class LastFault {
 public:
  void Set(std::string text) {
    const std::lock_guard<std::mutex> lock(mutex_);
    text_ = std::move(text);
  }
  std::string Get() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

class LibrdkafkaAdmin final : public KafkaAdmin {
 public:
  LibrdkafkaAdmin(std::string brokers, absl::Duration timeout)
      : brokers_(std::move(brokers)), timeout_(timeout) {}

  absl::Status Open(const KafkaConfig& config, const KafkaConfig::MakeConfArgs& args) {
    FAZHI_ASSIGN_OR_RETURN(
        client_, MakeKafkaClient(config, args, [this](rd_kafka_conf_t* conf) {
          rd_kafka_conf_set_opaque(conf, this);
          rd_kafka_conf_set_log_cb(conf, [](const rd_kafka_t* client, int, const char*, const char* text) {
            static_cast<LibrdkafkaAdmin*>(rd_kafka_opaque(client))->last_fault_.Set(text);
          });
        }));
    queue_.reset(rd_kafka_queue_new(client_.get()));
    return absl::OkStatus();
  }

  absl::StatusOr<KafkaTopics> ListTopics() override {
    const rd_kafka_metadata_t* metadata = nullptr;
    // All topics: asking for one by its name may make it.
    const rd_kafka_resp_err_t error =
        rd_kafka_metadata(client_.get(), 1, nullptr, &metadata, static_cast<int>(Milliseconds()));
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return Failed(error, "", "asking for the topics");
    const std::unique_ptr<const rd_kafka_metadata_t, void (*)(const rd_kafka_metadata_t*)> owned(
        metadata, rd_kafka_metadata_destroy);
    KafkaTopics topics;
    for (int i = 0; i < metadata->topic_cnt; ++i) {
      const rd_kafka_metadata_topic_t& from = metadata->topics[i];
      if (from.partition_cnt == 0) continue;  // being made, or not for us
      KafkaTopic topic;
      topic.partitions = from.partition_cnt;
      topic.replication_factor = from.partitions[0].replica_cnt;
      for (int p = 1; p < from.partition_cnt; ++p) {
        topic.replication_factor = std::min(topic.replication_factor, from.partitions[p].replica_cnt);
      }
      topics.emplace(from.topic, std::move(topic));
    }
    return topics;
  }

  absl::StatusOr<std::map<std::string, std::map<std::string, KafkaTopic::Setting>>> DescribeSettings(
      const std::vector<std::string>& topics) override {
    std::vector<Resource> resources;
    std::vector<rd_kafka_ConfigResource_t*> pointers;
    for (const std::string& topic : topics) {
      resources.emplace_back(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
      pointers.push_back(resources.back().get());
    }
    std::map<std::string, std::map<std::string, KafkaTopic::Setting>> result;
    if (pointers.empty()) return result;
    const Options options = NewOptions(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS);
    rd_kafka_DescribeConfigs(client_.get(), pointers.data(), pointers.size(), options.get(), queue_.get());
    FAZHI_ASSIGN_OR_RETURN(const Event event, Wait("asking for the topics' settings"));
    size_t count = 0;
    const rd_kafka_ConfigResource_t* const* described =
        rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event.get()), &count);
    for (size_t i = 0; i < count; ++i) {
      FAZHI_RETURN_IF_ERROR(CheckResource(described[i], "asking for settings of "));
      size_t entries = 0;
      const rd_kafka_ConfigEntry_t** configs = rd_kafka_ConfigResource_configs(described[i], &entries);
      auto& settings = result[rd_kafka_ConfigResource_name(described[i])];
      for (size_t e = 0; e < entries; ++e) {
        const char* value = rd_kafka_ConfigEntry_value(configs[e]);
        settings[rd_kafka_ConfigEntry_name(configs[e])] = {
            value == nullptr ? "" : value,
            rd_kafka_ConfigEntry_source(configs[e]) == RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG};
      }
    }
    return result;
  }

  absl::Status CreateTopic(const std::string& name, const KafkaTopic& topic) override {
    char error[512] = "";
    const NewTopic made(
        rd_kafka_NewTopic_new(name.c_str(), topic.partitions, topic.replication_factor, error, sizeof error));
    if (made == nullptr) return Refused(absl::StrCat("topic ", name, ": ", error));
    for (const auto& [key, setting] : topic.settings) {
      rd_kafka_NewTopic_set_config(made.get(), key.c_str(), setting.value.c_str());
    }
    rd_kafka_NewTopic_t* pointers[] = {made.get()};
    const Options options = NewOptions(RD_KAFKA_ADMIN_OP_CREATETOPICS);
    rd_kafka_CreateTopics(client_.get(), pointers, 1, options.get(), queue_.get());
    FAZHI_ASSIGN_OR_RETURN(const Event event, Wait(absl::StrCat("making ", name)));
    size_t count = 0;
    const rd_kafka_topic_result_t* const* results =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
    FAZHI_RETURN_IF_ERROR(CheckResults(results, count, "making "));
    return AwaitPartitions(name, topic.partitions);
  }

  absl::Status AddPartitions(const std::string& name, int total) override {
    char error[512] = "";
    const NewPartitions made(
        rd_kafka_NewPartitions_new(name.c_str(), static_cast<size_t>(total), error, sizeof error));
    if (made == nullptr) return Refused(absl::StrCat("topic ", name, ": ", error));
    rd_kafka_NewPartitions_t* pointers[] = {made.get()};
    const Options options = NewOptions(RD_KAFKA_ADMIN_OP_CREATEPARTITIONS);
    rd_kafka_CreatePartitions(client_.get(), pointers, 1, options.get(), queue_.get());
    FAZHI_ASSIGN_OR_RETURN(const Event event, Wait(absl::StrCat("adding partitions to ", name)));
    size_t count = 0;
    const rd_kafka_topic_result_t* const* changed =
        rd_kafka_CreatePartitions_result_topics(rd_kafka_event_CreatePartitions_result(event.get()), &count);
    FAZHI_RETURN_IF_ERROR(CheckResults(changed, count, "adding partitions to "));
    return AwaitPartitions(name, total);
  }

  absl::Status SetSettings(const std::string& name,
                           const std::map<std::string, std::string>& settings) override {
    FAZHI_ASSIGN_OR_RETURN(const auto described, DescribeSettings({name}));
    std::map<std::string, std::string> all = settings;
    for (const auto& [key, setting] : described.at(name)) {
      if (setting.own) all.emplace(key, setting.value);
    }
    const Resource resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, name.c_str()));
    for (const auto& [key, value] : all) {
      rd_kafka_ConfigResource_set_config(resource.get(), key.c_str(), value.c_str());
    }
    rd_kafka_ConfigResource_t* pointers[] = {resource.get()};
    const Options options = NewOptions(RD_KAFKA_ADMIN_OP_ALTERCONFIGS);
    rd_kafka_AlterConfigs(client_.get(), pointers, 1, options.get(), queue_.get());
    FAZHI_ASSIGN_OR_RETURN(const Event event, Wait(absl::StrCat("setting ", name)));
    size_t count = 0;
    const rd_kafka_ConfigResource_t* const* altered =
        rd_kafka_AlterConfigs_result_resources(rd_kafka_event_AlterConfigs_result(event.get()), &count);
    for (size_t i = 0; i < count; ++i) FAZHI_RETURN_IF_ERROR(CheckResource(altered[i], "setting "));
    return AwaitSettings(name, settings, described.at(name));
  }

 private:
  int64_t Milliseconds() const { return absl::ToInt64Milliseconds(timeout_); }

  Options NewOptions(rd_kafka_admin_op_t operation) const {
    Options options(rd_kafka_AdminOptions_new(client_.get(), operation));
    char error[256];
    // Times are in range, and the calls have them: these cannot fail.
    (void)rd_kafka_AdminOptions_set_request_timeout(options.get(), static_cast<int>(Milliseconds()), error,
                                                    sizeof error);
    return options;
  }

  absl::StatusOr<Event> Wait(absl::string_view doing) {
    Event event(rd_kafka_queue_poll(queue_.get(), static_cast<int>(Milliseconds()) + 1000));
    if (event == nullptr) return Failed(RD_KAFKA_RESP_ERR__TIMED_OUT, "", doing);
    const rd_kafka_resp_err_t error = rd_kafka_event_error(event.get());
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return Failed(error, rd_kafka_event_error_string(event.get()), doing);
    }
    return event;
  }

  absl::Status CheckResults(const rd_kafka_topic_result_t* const* results, size_t count,
                            absl::string_view doing) const {
    for (size_t i = 0; i < count; ++i) {
      const rd_kafka_resp_err_t error = rd_kafka_topic_result_error(results[i]);
      if (error == RD_KAFKA_RESP_ERR_NO_ERROR) continue;
      const char* text = rd_kafka_topic_result_error_string(results[i]);
      return Failed(error, text == nullptr ? "" : text,
                    absl::StrCat(doing, rd_kafka_topic_result_name(results[i])));
    }
    return absl::OkStatus();
  }

  absl::Status CheckResource(const rd_kafka_ConfigResource_t* resource, absl::string_view doing) const {
    const rd_kafka_resp_err_t error = rd_kafka_ConfigResource_error(resource);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return absl::OkStatus();
    const char* text = rd_kafka_ConfigResource_error_string(resource);
    return Failed(error, text == nullptr ? "" : text,
                  absl::StrCat(doing, rd_kafka_ConfigResource_name(resource)));
  }

  // What the controller has taken is there before every broker has heard of it: asks until `there` says so,
  // or the time is over. Whether it did.
  template <typename There>
  absl::StatusOr<bool> Await(const There& there) {
    const absl::Time end = absl::Now() + timeout_;
    while (true) {
      FAZHI_ASSIGN_OR_RETURN(const bool is, there());
      if (is || absl::Now() > end) return is;
      absl::SleepFor(absl::Milliseconds(50));
    }
  }

  absl::Status AwaitPartitions(const std::string& name, int partitions) {
    const auto there = [&]() -> absl::StatusOr<bool> {
      FAZHI_ASSIGN_OR_RETURN(const KafkaTopics topics, ListTopics());
      const auto found = topics.find(name);
      return found != topics.end() && found->second.partitions >= partitions;
    };
    FAZHI_ASSIGN_OR_RETURN(const bool done, Await(there));
    return done ? absl::OkStatus()
                : Failed(RD_KAFKA_RESP_ERR__TIMED_OUT, "", absl::StrCat("waiting for ", name));
  }

  // A broker may say a value in other letters ("TRUE" as "true"), so one that is no longer what it was is
  // there too; the controller has taken all of them, so waiting in vain is no error.
  absl::Status AwaitSettings(const std::string& name, const std::map<std::string, std::string>& wanted,
                             const std::map<std::string, KafkaTopic::Setting>& before) {
    const auto there = [&]() -> absl::StatusOr<bool> {
      FAZHI_ASSIGN_OR_RETURN(auto described, DescribeSettings({name}));
      auto& now = described[name];
      return absl::c_all_of(wanted, [&](const auto& setting) {
        const auto& [key, value] = setting;
        if (!now[key].own) return false;
        const auto old = before.find(key);
        return now[key].value == value || old == before.end() || !old->second.own ||
               now[key].value != old->second.value;
      });
    };
    return Await(there).status();
  }

  absl::Status Failed(rd_kafka_resp_err_t error, absl::string_view text, absl::string_view doing) const {
    if (text.empty()) text = rd_kafka_err2str(error);
    const absl::Status status = KafkaError(error, doing);
    if (absl::IsUnavailable(status)) {
      const std::string fault = last_fault_.Get();
      return ErrorWithReason(
          absl::StatusCode::kUnavailable, "BROKER_UNREACHABLE", "brokers",
          absl::StrCat("no answer from Kafka at ", brokers_, " within ", absl::FormatDuration(timeout_), ", ",
                       doing, fault.empty() ? "" : ": ", fault));
    }
    const std::string message = absl::StrCat(doing, ": ", text);
    if (absl::IsPermissionDenied(status)) {
      return ErrorWithReason(absl::StatusCode::kPermissionDenied, "NOT_AUTHORIZED", "kafka_config", message);
    }
    return Refused(message);
  }

  static absl::Status Refused(absl::string_view message) {
    return ErrorWithReason(absl::StatusCode::kFailedPrecondition, "KAFKA_REFUSED", "", message);
  }

  const std::string brokers_;
  const absl::Duration timeout_;
  LastFault last_fault_;
  KafkaHandle client_;
  Queue queue_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<KafkaAdmin>> KafkaAdmin::Create(const KafkaConfig& config,
                                                               absl::Duration timeout) {
  KafkaConfig::MakeConfArgs args;
  args.client = KafkaClient::kProducer;
  args.defaults = {{"client.id", "fazhi-admin"}};
  auto admin = std::make_unique<LibrdkafkaAdmin>(config.Get("bootstrap.servers").value_or(""), timeout);
  FAZHI_RETURN_IF_ERROR(admin->Open(config, args));
  return std::unique_ptr<KafkaAdmin>(std::move(admin));
}

absl::Status CheckTopics(const KafkaConfig& config, const std::vector<std::string>& names,
                         absl::Duration timeout) {
  FAZHI_ASSIGN_OR_RETURN(const auto admin, KafkaAdmin::Create(config, timeout));
  FAZHI_ASSIGN_OR_RETURN(const KafkaTopics topics, admin->ListTopics());
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    if (topics.count(name) == 0) missing.push_back(name);
  }
  if (missing.empty()) return absl::OkStatus();
  const std::string brokers = *config.Get("bootstrap.servers");
  return ErrorWithReason(
      absl::StatusCode::kFailedPrecondition, "MISSING_TOPIC", "",
      absl::StrCat("Kafka at ", brokers, " has no topic ", absl::StrJoin(missing, ", "),
                   ", or this user may not see it; run: fazhi topics apply --brokers ", brokers));
}

}  // namespace fazhi::runtime
