#include "services/runtime/kafka/sink.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/bounded.h"
#include "services/runtime/kafka/errors.h"
#include "services/runtime/kafka/partition_list.h"
#include "services/runtime/kafka/produce.h"
#include "services/runtime/stage/publications.h"

namespace fazhi::runtime {
namespace {

// What one call gets, so that a stop is noticed: it is made again within these.
constexpr absl::Duration kCallLeast = absl::Milliseconds(100);
constexpr absl::Duration kCallMost = absl::Seconds(2);
constexpr absl::Duration kPause = absl::Milliseconds(50);
constexpr absl::Duration kCommitWithin = absl::Seconds(15);  // finding out what became of it included
constexpr absl::Duration kPrepareWithin = absl::Seconds(10);
constexpr absl::Duration kAbortWithin = absl::Seconds(10);

}  // namespace

KafkaSink::KafkaSink(const KafkaConfig& config, const KafkaSource& source, KafkaSinkOptions options)
    : config_(config), source_(&source), options_(std::move(options)) {}

KafkaSink::KafkaSink(const KafkaConfig& config, KafkaSinkOptions options)
    : config_(config), source_(nullptr), options_(std::move(options)) {}

KafkaSink::~KafkaSink() = default;

void KafkaSink::StopBy(absl::Time by) { stop_by_ms_ = absl::ToUnixMillis(by); }

absl::Time KafkaSink::OrStop(absl::Time by) const { return std::min(by, absl::FromUnixMillis(stop_by_ms_)); }

int KafkaSink::CallMs(absl::Time by) const {
  const absl::Duration left = OrStop(by) - absl::Now();
  return static_cast<int>(absl::ToInt64Milliseconds(std::max(kCallLeast, std::min(kCallMost, left))));
}

absl::Status KafkaSink::Persist(const Call& call, absl::Time by, absl::string_view what) const {
  while (true) {
    rd_kafka_error_t* error = call(CallMs(by));
    const bool again =
        error != nullptr && rd_kafka_error_is_retriable(error) != 0 && absl::Now() < OrStop(by);
    absl::Status status = KafkaError(error, what);
    if (!again) return status;
    absl::SleepFor(kPause);
  }
}

absl::Status KafkaSink::Prepare() {
  KafkaConfig::MakeConfArgs args = ProducerConf(options_.client_id);
  args.defaults.push_back(
      {"transaction.timeout.ms", absl::StrCat(absl::ToInt64Milliseconds(kTransactionTimeout))});
  args.fixed.push_back({"transactional.id", options_.transactional_id});
  FAZHI_ASSIGN_OR_RETURN(KafkaHandle producer, MakeKafkaClient(config_, args));
  FAZHI_RETURN_IF_ERROR(Persist([&](int ms) { return rd_kafka_init_transactions(producer.get(), ms); },
                                absl::Now() + kPrepareWithin,
                                absl::StrCat("starting the transactions of ", options_.transactional_id)));
  producer_ = std::move(producer);
  return absl::OkStatus();
}

absl::Status KafkaSink::Commit(const CommitArgs& args) {
  if (producer_ == nullptr) FAZHI_RETURN_IF_ERROR(Prepare());
  const absl::Time by = absl::Now() + kCommitWithin;
  absl::Status status = Transact(args, by);
  if (status.ok()) return status;
  const bool fatal =
      producer_ == nullptr || rd_kafka_fatal_error(producer_.get(), nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR;
  if (fatal || !Persist([&](int ms) { return rd_kafka_abort_transaction(producer_.get(), ms); },
                        absl::Now() + kAbortWithin, "aborting")
                    .ok()) {
    producer_.reset();
  }
  // What would be refused again and again.
  if (absl::IsInvalidArgument(status) || absl::IsPermissionDenied(status)) return status;
  return ErrorWithReason(absl::StatusCode::kAborted, ReasonOf(status), "", status.message());
}

absl::Status KafkaSink::Transact(const CommitArgs& args, absl::Time by) {
  rd_kafka_t* producer = producer_.get();
  FAZHI_RETURN_IF_ERROR(KafkaError(rd_kafka_begin_transaction(producer), "beginning a transaction"));
  FAZHI_RETURN_IF_ERROR(ProduceAll(*args.settled, by));
  if (!args.advances.empty()) FAZHI_RETURN_IF_ERROR(AddPositions(args.advances, by));
  return Persist([&](int ms) { return rd_kafka_commit_transaction(producer, ms); }, by, "committing");
}

absl::Status KafkaSink::AddPositions(const std::vector<Advance>& advances, absl::Time by) {
  // Holds all that the call needs, should it have to be left alone.
  struct Call {
    std::shared_ptr<rd_kafka_t> producer;
    PartitionList offsets;
    GroupMetadata group;
    rd_kafka_error_t* error = nullptr;
  };
  const auto call = std::make_shared<Call>();
  call->producer = producer_;
  call->offsets.reset(rd_kafka_topic_partition_list_new(static_cast<int>(advances.size())));
  for (const Advance& advance : advances) {
    rd_kafka_topic_partition_list_add(call->offsets.get(), advance.partition.topic.c_str(),
                                      advance.partition.partition)
        ->offset = advance.next;
  }
  bool left_alone = false;
  const auto send = [&](int ms) -> rd_kafka_error_t* {
    call->group = source_->group_metadata();
    left_alone = !DoneBy(
        [call, ms] {
          call->error = rd_kafka_send_offsets_to_transaction(call->producer.get(), call->offsets.get(),
                                                             call->group.get(), ms);
        },
        [&] { return OrStop(by); });
    return left_alone ? nullptr : std::exchange(call->error, nullptr);
  };
  absl::Status status = Persist(send, by, "adding positions to a transaction");
  if (!left_alone) return status;
  producer_.reset();
  return absl::UnavailableError("adding positions to a transaction: the coordinator does not answer");
}

absl::Status KafkaSink::ProduceAll(const std::vector<Settled>& settled, absl::Time by) {
  const auto produce = [&](const OutgoingRecord& record) {
    while (true) {
      absl::Status status = Produce(producer_.get(), record);
      if (!absl::IsResourceExhausted(status) || absl::Now() >= OrStop(by)) return status;
      rd_kafka_poll(producer_.get(), 10);
    }
  };
  for (const Settled& one : settled) {
    if (one.dead_letter.has_value()) FAZHI_RETURN_IF_ERROR(produce(*one.dead_letter));
    if (one.output == nullptr) continue;
    for (const OutgoingRecord& record : static_cast<const Publications&>(*one.output).records) {
      FAZHI_RETURN_IF_ERROR(produce(record));
    }
  }
  return absl::OkStatus();
}

}  // namespace fazhi::runtime
