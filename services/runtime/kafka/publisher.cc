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

void OnDelivery(rd_kafka_t* /*producer*/, const rd_kafka_message_t* message, void* /*opaque*/) {
  const std::unique_ptr<Done> done(static_cast<Done*>(message->_private));
  const absl::Status status =
      KafkaError(message->err, absl::StrCat("publishing on ", rd_kafka_topic_name(message->rkt)));
  if (!status.ok()) {
    (*done)(status);
    return;
  }
  (*done)(Publisher::Published{{rd_kafka_topic_name(message->rkt), message->partition}, message->offset});
}

}  // namespace

absl::StatusOr<std::unique_ptr<KafkaPublisher>> KafkaPublisher::Make(const KafkaConfig& config,
                                                                     const std::string& client_id) {
  KafkaConfig::MakeConfArgs args = ProducerConf(client_id);
  args.defaults.push_back({"delivery.timeout.ms", "30000"});
  std::unique_ptr<KafkaPublisher> publisher(new KafkaPublisher());
  FAZHI_ASSIGN_OR_RETURN(publisher->producer_, MakeKafkaClient(config, args, [](rd_kafka_conf_t* conf) {
                           rd_kafka_conf_set_dr_msg_cb(conf, &OnDelivery);
                         }));
  publisher->poller_ = std::thread([self = publisher.get()] { self->Poll(); });
  return publisher;
}

KafkaPublisher::~KafkaPublisher() {
  if (producer_ == nullptr) return;
  const absl::Duration left = std::min(kFlushWithin, stop_by() - absl::Now());
  if (left > absl::ZeroDuration()) {
    rd_kafka_flush(producer_.get(), static_cast<int>(absl::ToInt64Milliseconds(left)));
  }
  rd_kafka_purge(producer_.get(), kPurgeTags);
  // Tells what was purged.
  rd_kafka_flush(producer_.get(), static_cast<int>(absl::ToInt64Milliseconds(kFlushWithin)));
  quit_ = true;
  if (poller_.joinable()) poller_.join();
}

void KafkaPublisher::StopBy(absl::Time by) { stop_by_ms_ = absl::ToUnixMillis(by); }

void KafkaPublisher::Poll() {
  while (!quit_) {
    rd_kafka_poll(producer_.get(), 100);
    if (absl::Now() >= stop_by()) rd_kafka_purge(producer_.get(), kPurgeTags);
  }
}

void KafkaPublisher::Publish(OutgoingRecord record, Done done) {
  if (absl::Now() >= stop_by()) {
    done(ErrorWithReason(absl::StatusCode::kUnavailable, "STOPPING", "",
                         "this process ends: publish by another, or once it is back"));
    return;
  }
  auto waiting = std::make_unique<Done>(std::move(done));
  const absl::Status status = Produce(producer_.get(), record, waiting.get());
  if (!status.ok()) {
    (*waiting)(status);
    return;
  }
  waiting.release();  // NOLINT(bugprone-unused-return-value): OnDelivery has it
}

}  // namespace fazhi::runtime
