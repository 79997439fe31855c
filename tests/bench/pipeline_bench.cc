// The parts of `tools/bench pipeline` that call librdkafka and the store themselves; tests/bench/pipeline.py
// starts the servers, runs them and prints the table. Brokers and database are named by FAZHI_TEST_BROKERS
// and FAZHI_TEST_DATABASE.
//   fazhi_pipeline_bench chain COUNT                  the first three stages on so many records of
//   fazhi.documents,
//                                                     beside bare relays that do the same work
//   fazhi_pipeline_bench latency FOLDER COUNT MILLIS  from a document's publication until the database has
//   it, one
//                                                     document each MILLIS, by the services that run
// Each prints one JSON object.
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "fazhi/v1/observation.pb.h"
#include "fazhi/v1/outline.pb.h"
#include "fazhi/v1/report.pb.h"
#include "services/aggregation/store/postgres_store.h"
#include "services/base/status_macros.h"
#include "services/extraction/extraction_stage.h"
#include "services/ingestion/core/ingest.h"
#include "services/ingestion/ingestion_stage.h"
#include "services/ingestion/submission.h"
#include "services/runtime/kafka/admin.h"
#include "services/runtime/kafka/client.h"
#include "services/runtime/kafka/config.h"
#include "services/runtime/kafka/errors.h"
#include "services/runtime/kafka/partition_list.h"
#include "services/runtime/kafka/pipeline.h"
#include "services/runtime/kafka/produce.h"
#include "services/runtime/kafka/publisher.h"
#include "services/runtime/kafka/source.h"
#include "services/runtime/local/files.h"
#include "services/runtime/stage/derive.h"
#include "services/runtime/stage/incoming.h"
#include "services/runtime/stage/publications.h"
#include "services/runtime/stage/topics.h"
#include "services/segmentation/segmentation_stage.h"

namespace fazhi {
namespace {

using runtime::KafkaHandle;
using runtime::Record;
using runtime::StageLoop;

constexpr int kPartitions = 12;
constexpr int kLanes = 3;
constexpr int kStages = 3;
constexpr absl::Duration kCommitInterval = absl::Milliseconds(100);
constexpr size_t kBatchRecords = 1000;
constexpr size_t kBatchBytes = size_t{8} << 20;
constexpr size_t kWarmUp = 200;

template <typename T>
T OrDie(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::fprintf(stderr, "fazhi_pipeline_bench: %s\n", value.status().ToString().c_str());
  std::exit(1);
}

void OrDie(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "fazhi_pipeline_bench: %s\n", status.ToString().c_str());
  std::exit(1);
}

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) OrDie(absl::InvalidArgumentError(absl::StrCat(name, " is not set")));
  return value;
}

runtime::KafkaConfig Config() {
  runtime::KafkaConfig config = OrDie(runtime::KafkaConfig::Parse("", "bench"));
  OrDie(config.Set("bootstrap.servers", Environment("FAZHI_TEST_BROKERS"), "FAZHI_TEST_BROKERS"));
  return config;
}

// CPU time, in seconds.
double ThreadCpu() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}
double ProcessCpu() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// What a chain took from its first record on.
struct Cost {
  double seconds = 0;
  double cpu = 0;        // of the process
  double functions = 0;  // of that, in the functions of the stages
  size_t records = 0;

  void Add(const Cost& other) {
    seconds += other.seconds;
    cpu += other.cpu;
    functions += other.functions;
    records += other.records;
  }
  double per_second() const { return static_cast<double>(records) / seconds; }
  // CPU µs a document.
  double beyond() const { return (cpu - functions) * 1e6 / static_cast<double>(records); }
  double within() const { return functions * 1e6 / static_cast<double>(records); }
};

class Meter {
 public:
  // Time in a function of a stage; the first call begins the measurement.
  template <typename F>
  auto Time(const F& function) {
    std::call_once(begun_, [this] {
      start_ = absl::Now();
      cpu_ = ProcessCpu();
    });
    const double before = ThreadCpu();
    auto result = function();
    nanos_ += static_cast<int64_t>((ThreadCpu() - before) * 1e9);
    return result;
  }

  Cost Read(size_t records) const {
    return {absl::ToDoubleSeconds(absl::Now() - start_), ProcessCpu() - cpu_,
            static_cast<double>(nanos_) * 1e-9, records};
  }

 private:
  std::once_flag begun_;
  absl::Time start_;
  double cpu_ = 0;
  std::atomic<int64_t> nanos_{0};
};

// A stage of one run: what it reads, what it does, where that goes.
struct Step {
  std::string name;
  std::string from;
  std::string to;
  StageLoop::Function function;
};

std::vector<Step> Steps(const runtime::KafkaConfig& config, const std::string& run) {
  const auto admin = OrDie(runtime::KafkaAdmin::Create(config));
  const std::string from[] = {runtime::kDocumentsTopic, absl::StrCat("bench.", run, ".reports"),
                              absl::StrCat("bench.", run, ".outlines"),
                              absl::StrCat("bench.", run, ".observations")};
  for (int i = 1; i <= kStages; ++i) {
    runtime::KafkaTopic topic;
    topic.partitions = kPartitions;
    topic.replication_factor = 1;
    topic.settings = {{"compression.type", {"zstd"}}, {"max.message.bytes", {"16777216"}}};
    OrDie(admin->CreateTopic(from[i], topic));
  }
  IngestionEdges edges;
  edges.ingest = [](const v1::Document& document) { return Ingest(document); };
  const auto options = [&](const char* stage, int i) {
    runtime::DeriveOptions derive;
    derive.stage = stage;
    derive.topic = from[i + 1];
    return derive;
  };
  return {
      {absl::StrCat(run, "-ingestion"), from[0], from[1], IngestionStage(edges, options("ingestion", 0))},
      {absl::StrCat(run, "-segmentation"), from[1], from[2], SegmentationStage(options("segmentation", 1))},
      {absl::StrCat(run, "-extraction"), from[2], from[3], ExtractionStage(options("extraction", 2))}};
}

void SleepUntil(const std::function<bool()>& condition) {
  while (!condition()) absl::SleepFor(absl::Milliseconds(20));
}

// Our stages, in this process.
Cost RunStages(const runtime::KafkaConfig& config, const std::string& run, size_t count) {
  Meter meter;
  std::vector<std::unique_ptr<runtime::KafkaPipeline>> pipelines;
  std::vector<std::thread> threads;
  for (const Step& step : Steps(config, run)) {
    runtime::PipelineOptions options;
    options.stage.stage = step.name;
    options.stage.linger = kCommitInterval;
    options.stage.batch_records = kBatchRecords;
    options.stage.batch_bytes = kBatchBytes;
    options.topics = {step.from};
    options.lanes = kLanes;
    pipelines.push_back(OrDie(runtime::KafkaPipeline::MakePublishing(
        config, std::move(options), [&meter, function = step.function](const Record& record) {
          return meter.Time([&] { return function(record); });
        })));
  }
  // The first stage begins once the others are there.
  for (size_t i = kStages; i-- > 0;) {
    threads.emplace_back([&pipeline = *pipelines[i]] { OrDie(pipeline.Run()); });
    if (i > 0) SleepUntil([&] { return pipelines[i]->status().Status().partitions_size() == kPartitions; });
  }
  SleepUntil([&] { return pipelines.back()->status().Status().records_settled() >= count; });
  const Cost cost = meter.Read(count);
  for (const auto& pipeline : pipelines) pipeline->Stop();
  for (std::thread& thread : threads) thread.join();
  return cost;
}

// What a stage makes of some records.
struct Sample {
  Record record;
  runtime::OutgoingRecord made;
};

KafkaHandle MakeClient(const runtime::KafkaConfig& config, runtime::KafkaClient client,
                       std::vector<runtime::KafkaProperty> properties) {
  runtime::KafkaConfig::MakeConfArgs args;
  args.client = client;
  args.fixed = std::move(properties);
  return OrDie(runtime::MakeKafkaClient(config, args));
}

KafkaHandle MakeConsumer(const runtime::KafkaConfig& config, const Step& step) {
  KafkaHandle consumer = MakeClient(config, runtime::KafkaClient::kConsumer,
                                    {{"group.id", absl::StrCat("bench-", step.name)},
                                     {"enable.auto.commit", "false"},
                                     {"isolation.level", "read_committed"},
                                     {"queued.max.messages.kbytes", "16384"},
                                     {"fetch.wait.max.ms", "100"}});
  rd_kafka_poll_set_consumer(consumer.get());
  return consumer;
}

// From the beginning on.
void Assign(rd_kafka_t* consumer, const std::string& topic) {
  const runtime::PartitionList list(rd_kafka_topic_partition_list_new(kPartitions));
  for (int partition = 0; partition < kPartitions; ++partition) {
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition)->offset =
        RD_KAFKA_OFFSET_BEGINNING;
  }
  OrDie(runtime::KafkaError(rd_kafka_assign(consumer, list.get()), "assigning"));
}

// One thread that takes its share of a topic's partitions from a consumer, makes of each record what the
// stage makes of it, and produces that in transactions, by librdkafka alone.
class Relay {
 public:
  Relay(const runtime::KafkaConfig& config, const Step& step, rd_kafka_t* consumer, int lane, Meter* meter,
        std::vector<Sample>* samples)
      : step_(step), consumer_(consumer), meter_(*meter), samples_(samples) {
    queue_ = rd_kafka_queue_new(consumer);
    for (int partition = lane; partition < kPartitions; partition += kLanes) {
      rd_kafka_queue_t* of_partition = rd_kafka_queue_get_partition(consumer, step.from.c_str(), partition);
      rd_kafka_queue_forward(of_partition, queue_);
      rd_kafka_queue_destroy(of_partition);
    }
    producer_ = MakeClient(config, runtime::KafkaClient::kProducer,
                           {{"transactional.id", absl::StrCat("bench-", step.name, "-", lane)},
                            {"compression.type", "zstd"},
                            {"linger.ms", "5"},
                            {"message.max.bytes", "16777216"},
                            {"partitioner", "murmur2_random"}});
    OrDie(runtime::KafkaError(rd_kafka_init_transactions(producer_.get(), 30000), "initializing"));
  }
  ~Relay() { rd_kafka_queue_destroy(queue_); }

  void Run(const std::atomic<bool>& stop, std::atomic<size_t>& committed) {
    while (!stop) {
      rd_kafka_message_t* message = rd_kafka_consume_queue(queue_, 100);
      if (message == nullptr) continue;
      OrDie(runtime::KafkaError(rd_kafka_begin_transaction(producer_.get()), "beginning"));
      const absl::Time due = absl::Now() + kCommitInterval;
      std::map<int32_t, int64_t> next;
      size_t records = 0;
      size_t bytes = 0;
      while (true) {
        if (message != nullptr && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
          bytes += Take(*message);
          ++records;
          next[message->partition] = message->offset + 1;
        }
        if (message != nullptr) rd_kafka_message_destroy(message);
        const absl::Duration left = due - absl::Now();
        if (left <= absl::ZeroDuration() || records >= kBatchRecords || bytes >= kBatchBytes) break;
        message = rd_kafka_consume_queue(queue_, static_cast<int>(left / absl::Milliseconds(1)));
      }
      Commit(next);
      committed += records;
    }
  }

 private:
  // The function's work counts as the stage's, and so does what it needs to be called.
  size_t Take(const rd_kafka_message_t& message) {
    auto [record, result] = meter_.Time([&] {
      Record made = runtime::RecordOf(message);
      auto output = step_.function(made);
      return std::make_pair(std::move(made), std::move(output));
    });
    if (!result.ok()) return 0;
    const runtime::OutgoingRecord& made = static_cast<const runtime::Publications&>(**result).records.front();
    while (true) {
      const absl::Status status = runtime::Produce(producer_.get(), made);
      if (!absl::IsResourceExhausted(status)) {
        OrDie(status);
        break;
      }
      rd_kafka_poll(producer_.get(), 10);
    }
    if (samples_ != nullptr) samples_->push_back({std::move(record), made});
    return made.bytes();
  }

  void Commit(const std::map<int32_t, int64_t>& next) {
    const runtime::PartitionList list(rd_kafka_topic_partition_list_new(kPartitions));
    for (const auto& [partition, offset] : next) {
      rd_kafka_topic_partition_list_add(list.get(), step_.from.c_str(), partition)->offset = offset;
    }
    const runtime::GroupMetadata group(rd_kafka_consumer_group_metadata(consumer_));
    OrDie(runtime::KafkaError(
        rd_kafka_send_offsets_to_transaction(producer_.get(), list.get(), group.get(), 30000), "positions"));
    OrDie(runtime::KafkaError(rd_kafka_commit_transaction(producer_.get(), 30000), "committing"));
  }

  const Step& step_;
  rd_kafka_t* const consumer_;
  Meter& meter_;
  std::vector<Sample>* const samples_;
  rd_kafka_queue_t* queue_ = nullptr;
  KafkaHandle producer_;
};

// The bare relays; `samples` gets what each stage made of its records.
Cost RunRelays(const runtime::KafkaConfig& config, const std::string& run, size_t count,
               std::vector<std::vector<Sample>>* samples) {
  Meter meter;
  std::atomic<bool> stop{false};
  std::atomic<size_t> committed[kStages] = {};
  std::vector<std::vector<Sample>> by_thread(size_t{kStages} * kLanes);
  std::vector<std::thread> threads;
  const std::vector<Step> steps = Steps(config, run);
  KafkaHandle consumers[kStages];
  for (size_t i = kStages; i-- > 0;) {
    consumers[i] = MakeConsumer(config, steps[i]);
    std::atomic<int> ready{0};
    for (int lane = 0; lane < kLanes; ++lane) {
      std::vector<Sample>* own =
          samples == nullptr ? nullptr : &by_thread[i * kLanes + static_cast<size_t>(lane)];
      threads.emplace_back([&, i, lane, own] {
        Relay relay(config, steps[i], consumers[i].get(), lane, &meter, own);
        ++ready;
        relay.Run(stop, committed[i]);
      });
    }
    SleepUntil([&] { return ready == kLanes; });
    Assign(consumers[i].get(), steps[i].from);
  }
  SleepUntil([&] { return committed[kStages - 1] >= count; });
  const Cost cost = meter.Read(count);
  stop = true;
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; samples != nullptr && i < by_thread.size(); ++i) {
    std::vector<Sample>& into = (*samples)[i / kLanes];
    std::move(by_thread[i].begin(), by_thread[i].end(), std::back_inserter(into));
  }
  return cost;
}

// CPU µs a record that a stage's function spends on reading its message and on writing what it made.
template <typename In, typename Out>
double MessageCost(const std::vector<Sample>& samples, absl::Status (*read)(const Record&, In&)) {
  double seconds = 0;
  for (const Sample& sample : samples) {
    Out out;
    if (!out.ParseFromString(sample.made.value))
      OrDie(absl::InternalError("a stage made what is no message"));
    const double before = ThreadCpu();
    {
      In in;
      OrDie(read(sample.record, in));
      OrDie(runtime::Derive(sample.record, {sample.record.key, out, "", ""}, {}).status());
    }
    seconds += ThreadCpu() - before;
  }
  return samples.empty() ? 0 : seconds * 1e6 / static_cast<double>(samples.size());
}

template <typename Message>
absl::Status ReadOurs(const Record& record, Message& message) {
  return runtime::ReadMessage(record, message);
}

absl::Status ReadCrawlers(const Record& record, v1::Document& document) {
  FAZHI_ASSIGN_OR_RETURN(runtime::Incoming incoming, runtime::ReadIncoming(record));
  document = absl::get<v1::Document>(std::move(incoming));
  return absl::OkStatus();
}

int Chain(size_t count) {
  const runtime::KafkaConfig config = Config();
  // Pages of the broker's log that nobody has written to yet are slow.
  std::vector<std::vector<Sample>> samples(kStages);
  RunRelays(config, "warm", std::min(count, kWarmUp), &samples);
  const double messages = MessageCost<v1::Document, v1::Report>(samples[0], &ReadCrawlers) +
                          MessageCost<v1::Report, v1::Outline>(samples[1], &ReadOurs<v1::Report>) +
                          MessageCost<v1::Outline, v1::ObservationSet>(samples[2], &ReadOurs<v1::Outline>);
  samples.clear();
  Cost stages = RunStages(config, "stages-1", count);
  Cost relays = RunRelays(config, "relays-1", count, nullptr);
  relays.Add(RunRelays(config, "relays-2", count, nullptr));
  stages.Add(RunStages(config, "stages-2", count));
  std::printf(
      "{\"stages_per_second\": %.1f, \"relays_per_second\": %.1f, \"function_micros\": %.1f, "
      "\"message_micros\": %.1f, \"stages_micros\": %.1f, \"relays_micros\": %.1f}\n",
      stages.per_second(), relays.per_second(), stages.within(), messages, stages.beyond(), relays.beyond());
  return 0;
}

int Latency(const std::string& folder, size_t count, absl::Duration interval) {
  constexpr size_t kFirst = 20;  // not counted: until every client has heard of its topics
  aggregation::PostgresOptions database;
  database.url = Environment("FAZHI_TEST_DATABASE");
  const auto store = OrDie(aggregation::OpenPostgresStore(database));
  const runtime::KafkaConfig config = Config();
  const auto publisher = OrDie(runtime::KafkaPublisher::Make(config, "bench"));
  const std::vector<LocalFile> files = ListFiles({folder}).files;
  if (files.size() < count + kFirst) OrDie(absl::NotFoundError("too few files in " + folder));

  std::mutex mutex;
  std::map<std::string, absl::Time> waiting;
  std::vector<double> millis;
  std::atomic<bool> all{false};
  std::thread finder([&] {
    while (true) {
      std::map<std::string, absl::Time> ask;
      {
        std::lock_guard<std::mutex> lock(mutex);
        ask = waiting;
      }
      if (ask.empty() && all) return;
      for (const auto& [url, published] : ask) {
        if (absl::Now() > published + absl::Minutes(2)) OrDie(absl::DeadlineExceededError(url));
        if (OrDie(store->FindDocument({url, ""})).reports.empty()) continue;
        millis.push_back(absl::ToDoubleMilliseconds(absl::Now() - published));
        std::lock_guard<std::mutex> lock(mutex);
        waiting.erase(url);
      }
      absl::SleepFor(absl::Milliseconds(5));
    }
  });
  const std::string site =
      absl::StrCat("https://www.example.gov.cn/latency/", absl::ToUnixMillis(absl::Now()));
  for (size_t i = 0; i < count + kFirst; ++i) {
    v1::Document document = OrDie(ReadDocument(files[i], uint64_t{4} << 20));
    document.set_url(absl::StrCat(site, "/", i));
    const absl::Time now = absl::Now();
    Submission submission = OrDie(SubmitDocument(std::move(document), {"", "", now}, {}));
    {
      std::lock_guard<std::mutex> lock(mutex);
      waiting[absl::StrCat(site, "/", i)] = now;
    }
    publisher->Publish(std::move(submission.record),
                       [](const absl::StatusOr<runtime::Publisher::Published>& at) { OrDie(at.status()); });
    absl::SleepFor(now + interval - absl::Now());
  }
  all = true;
  finder.join();
  millis.erase(millis.begin(), millis.begin() + kFirst);
  std::sort(millis.begin(), millis.end());
  const auto at = [&](double share) {
    return millis[std::min(millis.size() - 1,
                           static_cast<size_t>(share * static_cast<double>(millis.size())))];
  };
  std::printf("{\"documents\": %zu, \"p50_millis\": %.0f, \"p99_millis\": %.0f}\n", millis.size(), at(0.5),
              at(0.99));
  return 0;
}

int Main(const std::vector<std::string>& words) {
  size_t count = 0;
  int millis = 0;
  if (words.size() == 2 && words[0] == "chain" && absl::SimpleAtoi(words[1], &count)) return Chain(count);
  if (words.size() == 4 && words[0] == "latency" && absl::SimpleAtoi(words[2], &count) &&
      absl::SimpleAtoi(words[3], &millis)) {
    return Latency(words[1], count, absl::Milliseconds(millis));
  }
  std::fprintf(stderr, "usage: fazhi_pipeline_bench chain COUNT | latency FOLDER COUNT MILLIS\n");
  return 2;
}

}  // namespace
}  // namespace fazhi

int main(int argc, char** argv) { return fazhi::Main({argv + 1, argv + argc}); }
