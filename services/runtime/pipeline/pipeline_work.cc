#include "services/runtime/pipeline/pipeline_work.h"

#include <unistd.h>

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/admin.h"
#include "services/runtime/kafka/log.h"
#include "services/runtime/kafka/produce.h"
#include "services/runtime/stage/topics.h"

namespace fazhi::runtime {
namespace {

// librdkafka's lines in the form of ours. The log is copied: its threads may outlive the process's objects.
void LogKafka(const Log& log) {
  SetKafkaLog([log](const KafkaLogLine& line) {
    const char* const severities[] = {"DEBUG", "INFO", "WARNING", "ERROR"};
    const char* const severity = severities[static_cast<int>(line.level)];
    if (line.left_out == 0) {
      log.Write(severity, "Kafka",
                {{"client", line.client}, {"facility", line.facility}, {"detail", line.text}});
    } else {
      log.Write(severity, "Kafka",
                {{"client", line.client},
                 {"facility", line.facility},
                 {"detail", line.text},
                 {"left_out", absl::StrCat(line.left_out)}});
    }
  });
}

// The number that a StatefulSet gives its pod's name.
int OrdinalOfHost() {
  char name[256] = {};
  if (gethostname(name, sizeof(name) - 1) != 0) return 0;
  const absl::string_view host = absl::string_view(name).substr(0, absl::string_view(name).find('.'));
  const size_t dash = host.rfind('-');
  int ordinal = 0;
  return dash != absl::string_view::npos && absl::SimpleAtoi(host.substr(dash + 1), &ordinal) && ordinal >= 0
             ? ordinal
             : 0;
}

}  // namespace

void PipelineSettings::Register(Flags& flags) {
  flags.Check({"brokers", "kafka_config"}, [this] { return has_kafka() ? CheckConfig() : absl::OkStatus(); });
  flags.Check({"batch_mib", "lane_mib"}, [this, &flags] {
    if (batch_mib <= lane_mib) return absl::OkStatus();
    return InvalidInput(
        "BAD_SETTINGS", "batch_mib",
        absl::StrCat(flags.Title("batch_mib"), ": ", batch_mib, " is more than a lane may hold (", lane_mib,
                     "): lower it, or raise --lane_mib"));
  });
  flags.String("brokers", &brokers,
               "Kafka's addresses, HOST:PORT,…; without these or --kafka_config no topic is read");
  flags.String("kafka_config", &kafka_config, "a file of librdkafka's properties: addresses, TLS, SASL");
  flags.Integer(
      "ordinal", &ordinal, -1, 9999,
      "which replica of its stage this is, no two alike; -1: the number that the host's name ends in");
  flags.Integer("lanes", &lanes, 1, 64,
                "transactions that may be under way at a time, each of its own partitions");
  flags.Integer("workers", &workers, 0, 256, "threads that run the stage's function; 0: one a core");
  flags.Integer("batch_records", &batch_records, 1, 100000, "records of a transaction at most");
  flags.Integer("batch_mib", &batch_mib, 1, 256, "MiB of a transaction's records at most");
  flags.Integer("lane_mib", &lane_mib, 1, 1024, "MiB that a lane may hold before its partitions are paused");
  flags.Duration("linger", &linger, absl::ZeroDuration(), absl::Seconds(60),
                 "what a record waits at most for others of its transaction; less is sooner and dearer");
  flags.Duration(
      "stop_within", &stop_within, absl::Seconds(1), absl::Minutes(10),
      "how long the end waits for what is in work, also while the broker is away; with --grace and ten "
      "seconds more within the grace period of Kubernetes");
}

absl::Status PipelineSettings::CheckUnused(const Flags& flags, absl::string_view why) {
  std::vector<std::string> faults;
  for (const char* name : {"brokers", "kafka_config", "ordinal", "lanes", "workers", "batch_records",
                           "batch_mib", "lane_mib", "linger", "stop_within"}) {
    if (flags.Given(name)) faults.push_back(absl::StrCat(flags.Title(name), ": ", why));
  }
  return faults.empty() ? absl::OkStatus() : InvalidInput("BAD_SETTINGS", "", absl::StrJoin(faults, "\n"));
}

// Makes clients as the stages do, and drops them.
absl::Status PipelineSettings::CheckConfig() const {
  FAZHI_ASSIGN_OR_RETURN(const KafkaConfig config, Config());
  KafkaConfig::MakeConfArgs producer = ProducerConf("fazhi-check");
  producer.defaults.push_back({"log_level", "0"});
  KafkaConfig::MakeConfArgs consumer;
  consumer.client = KafkaClient::kConsumer;
  consumer.defaults = {{"log_level", "0"}};
  consumer.fixed = {{"group.id", "fazhi-check"}};
  for (const KafkaConfig::MakeConfArgs& args : {producer, consumer}) {
    const absl::Status status = MakeKafkaClient(config, args).status();
    if (!status.ok()) {
      return InvalidInput("BAD_SETTINGS", "kafka_config", absl::StrCat("--kafka_config: ", status.message()));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<KafkaConfig> PipelineSettings::Config() const {
  absl::StatusOr<KafkaConfig> config =
      kafka_config.empty() ? KafkaConfig::Parse("", "--brokers") : KafkaConfig::Read(kafka_config);
  FAZHI_RETURN_IF_ERROR(config.status());
  if (!brokers.empty()) FAZHI_RETURN_IF_ERROR(config->Set("bootstrap.servers", brokers, "--brokers"));
  return config;
}

PipelineOptions PipelineSettings::Options(const std::string& stage, std::vector<std::string> topics,
                                          const Process& process) const {
  PipelineOptions options;
  options.stage.stage = stage;
  options.stage.workers = static_cast<int>(workers);
  options.stage.waiting_workers = waiting_workers;
  options.stage.release = release;
  options.stage.batch_records = static_cast<size_t>(batch_records);
  options.stage.batch_bytes = static_cast<size_t>(batch_mib) << 20;
  options.stage.lane_bytes = static_cast<size_t>(lane_mib) << 20;
  options.stage.linger = linger;
  options.stage.stop_within = stop_within;
  options.stage.dead_letter_topic = kDeadLettersTopic;
  options.stage.log = [log = &process.log()](const std::string& line) { log->Error(line); };
  options.topics = std::move(topics);
  options.ordinal = ordinal >= 0 ? static_cast<int>(ordinal) : OrdinalOfHost();
  options.lanes = static_cast<int>(lanes);
  return options;
}

absl::StatusOr<std::unique_ptr<PipelineWork>> PipelineWork::Make(const PipelineSettings& settings,
                                                                 const std::vector<std::string>& topics,
                                                                 const Process& process) {
  LogKafka(process.log());
  FAZHI_ASSIGN_OR_RETURN(KafkaConfig config, settings.Config());
  std::unique_ptr<PipelineWork> work(new PipelineWork(std::move(config)));
  FAZHI_RETURN_IF_ERROR(CheckTopics(work->config_, topics));
  return work;
}

void PipelineWork::Attach(Process& process, absl::Duration stop_within) {
  const auto stop = [this, stop_within] {
    if (publisher_ != nullptr) publisher_->StopBy(absl::Now() + stop_within);
    pipeline_->Stop();
  };
  process.SetWork({&pipeline_->status(), [this] { return pipeline_->Run(); }, stop, stop_within});
}

absl::StatusOr<std::unique_ptr<PipelineWork>> PipelineWork::Publishing(
    const PipelineSettings& settings, const std::string& stage, const std::string& from,
    const std::string& to, Process& process, const std::function<StageLoop::Function(DeriveOptions)>& make) {
  FAZHI_ASSIGN_OR_RETURN(std::unique_ptr<PipelineWork> work,
                         Make(settings, {from, to, kDeadLettersTopic}, process));
  DeriveOptions derive;
  derive.stage = stage;
  derive.topic = to;
  FAZHI_ASSIGN_OR_RETURN(
      work->pipeline_, KafkaPipeline::MakePublishing(work->config_, settings.Options(stage, {from}, process),
                                                     make(std::move(derive))));
  work->Attach(process, settings.stop_within);
  return work;
}

absl::StatusOr<std::unique_ptr<PipelineWork>> PipelineWork::Keeping(
    const PipelineSettings& settings, const std::string& stage, std::vector<std::string> from,
    Process& process, StageLoop::Function function, OffsetTracker* tracker,
    const std::function<std::unique_ptr<Sink>(KafkaSource&, Publisher&)>& make_sink) {
  FAZHI_ASSIGN_OR_RETURN(std::unique_ptr<PipelineWork> work, Make(settings, from, process));
  FAZHI_ASSIGN_OR_RETURN(work->publisher_, work->MakePublisher(absl::StrCat("fazhi-", stage)));
  FAZHI_ASSIGN_OR_RETURN(
      work->pipeline_,
      KafkaPipeline::MakeKeeping(work->config_, settings.Options(stage, std::move(from), process),
                                 std::move(function), tracker,
                                 [&](KafkaSource& source) { return make_sink(source, *work->publisher_); }));
  work->Attach(process, settings.stop_within);
  return work;
}

}  // namespace fazhi::runtime
