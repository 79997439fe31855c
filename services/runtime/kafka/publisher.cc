#include "services/runtime/kafka/publisher.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/errors.h"
#include "services/runtime/kafka/produce.h"

namespace fazhi::runtime {
namespace {

constexpr absl::Duration kFlushWithin = absl::Seconds(5);
constexpr int kPurgeTags = RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT;

using Done = std::function<void(absl::StatusOr<Publisher::Published>)>;

// What is told of a record: that its producer has ended is not the record's fault.
absl::Status OfRecord(const absl::Status& status, rd_kafka_t* producer) {
  char why[512] = "";
  const bool fatal = rd_kafka_fatal_error(producer, why, sizeof why) != RD_KAFKA_RESP_ERR_NO_ERROR;
  if (!fatal || status.ok()) return status;
  return ErrorWithReason(absl::StatusCode::kUnavailable, "KAFKA_FATAL", "",
                         absl::StrCat(status.message(), ": ", why, "; publish it again"));
}

// Gives all that waits up, and tells it.
void TellAll(rd_kafka_t* producer) {
  rd_kafka_purge(producer, kPurgeTags);
  rd_kafka_flush(producer, static_cast<int>(absl::ToInt64Milliseconds(kFlushWithin)));
}

void OnDelivery(rd_kafka_t* producer, const rd_kafka_message_t* message, void* /*opaque*/) {
  const std::unique_ptr<Done> done(static_cast<Done*>(message->_private));
  const absl::Status status =
      KafkaError(message->err, absl::StrCat("publishing on ", rd_kafka_topic_name(message->rkt)));
  if (!status.ok()) {
    (*done)(OfRecord(status, producer));
    return;
  }
  (*done)(Publisher::Published{{rd_kafka_topic_name(message->rkt), message->partition}, message->offset});
}

}  // namespace

absl::StatusOr<std::unique_ptr<KafkaPublisher>> KafkaPublisher::Make(const KafkaConfig& config,
                                                                     const std::string& client_id) {
  std::unique_ptr<KafkaPublisher> publisher(new KafkaPublisher(config, client_id));
  FAZHI_ASSIGN_OR_RETURN(publisher->producer_, publisher->MakeProducer());
  publisher->poller_ = std::thread([self = publisher.get()] { self->Poll(); });
  return publisher;
}

absl::StatusOr<std::shared_ptr<rd_kafka_t>> KafkaPublisher::MakeProducer() const {
  KafkaConfig::MakeConfArgs args = ProducerConf(client_id_);
  args.defaults.push_back({"delivery.timeout.ms", "30000"});
  return MakeKafkaClient(config_, args,
                         [](rd_kafka_conf_t* conf) { rd_kafka_conf_set_dr_msg_cb(conf, &OnDelivery); });
}

std::shared_ptr<rd_kafka_t> KafkaPublisher::producer() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return producer_;
}

KafkaPublisher::~KafkaPublisher() {
  if (!poller_.joinable()) return;
  quit_ = true;
  poller_.join();
  const absl::Duration left = std::min(kFlushWithin, stop_by() - absl::Now());
  if (left > absl::ZeroDuration()) {
    rd_kafka_flush(producer_.get(), static_cast<int>(absl::ToInt64Milliseconds(left)));
  }
  TellAll(producer_.get());
}

void KafkaPublisher::StopBy(absl::Time by) { stop_by_ms_ = absl::ToUnixMillis(by); }

void KafkaPublisher::Flush() {
  while (untold_ > 0) absl::SleepFor(absl::Milliseconds(20));
}

void KafkaPublisher::Poll() {
  while (!quit_) {
    const std::shared_ptr<rd_kafka_t> producer = this->producer();
    rd_kafka_poll(producer.get(), 100);
    if (absl::Now() >= stop_by()) rd_kafka_purge(producer.get(), kPurgeTags);
    if (rd_kafka_fatal_error(producer.get(), nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR) Replace(producer);
  }
}

void KafkaPublisher::Replace(const std::shared_ptr<rd_kafka_t>& failed) {
  absl::StatusOr<std::shared_ptr<rd_kafka_t>> fresh = MakeProducer();
  if (!fresh.ok()) return;  // no thread or memory to be had: after the next poll
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    producer_ = *std::move(fresh);
  }
  // Whoever is about to publish by it does so first.
  while (failed.use_count() > 1) absl::SleepFor(absl::Milliseconds(1));
  TellAll(failed.get());
}

void KafkaPublisher::Publish(OutgoingRecord record, Done done) {
  if (absl::Now() >= stop_by()) {
    done(ErrorWithReason(absl::StatusCode::kUnavailable, "STOPPING", "",
                         "this process ends: publish by another, or once it is back"));
    return;
  }
  ++untold_;
  auto waiting = std::make_unique<Done>([this, done = std::move(done)](absl::StatusOr<Published> at) {
    done(std::move(at));
    --untold_;
  });
  const std::shared_ptr<rd_kafka_t> producer = this->producer();
  const absl::Status status = Produce(producer.get(), record, waiting.get());
  if (!status.ok()) {
    (*waiting)(OfRecord(status, producer.get()));
    return;
  }
  waiting.release();  // NOLINT(bugprone-unused-return-value): OnDelivery has it
}

}  // namespace fazhi::runtime
