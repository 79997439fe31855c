#include "services/runtime/kafka/replay.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/kafka/reader.h"
#include "services/runtime/kafka/sink.h"
#include "services/runtime/stage/dead_letter.h"
#include "services/runtime/stage/envelope.h"
#include "services/runtime/stage/publications.h"
#include "services/runtime/stage/rpc_status.h"

namespace fazhi::runtime {
namespace {

using google::protobuf::util::TimeUtil;
using Place = std::pair<int32_t, int64_t>;  // partition and offset of a letter

constexpr size_t kBatchRecords = 100;
constexpr size_t kBatchBytes = size_t{16} << 20;

bool IsChosen(const v1::DeadLetter& letter, const ReplayOptions& options, absl::Time begun) {
  const absl::Time failed = absl::FromUnixNanos(TimeUtil::TimestampToNanoseconds(letter.failed_at()));
  return (options.stage.empty() || options.stage == letter.stage()) &&
         (options.reason.empty() || options.reason == ReasonOf(FromRpcStatus(letter.status()))) &&
         options.from <= failed && failed < std::min(options.until, begun);
}

OutgoingRecord Marker(const Record& letter) {
  const absl::Time now = absl::Now();
  v1::Replay replay;
  replay.mutable_letter()->set_topic(letter.from.topic);
  replay.mutable_letter()->set_partition(letter.from.partition);
  replay.mutable_letter()->set_offset(letter.offset);
  *replay.mutable_replayed_at() = TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(now));
  const std::string id =
      absl::StrCat("replay/", letter.from.topic, "/", letter.from.partition, "/", letter.offset);
  return {letter.from.topic, letter.key, replay.SerializeAsString(),
          MakeHeaders({id, "fazhi-replay", "", v1::Replay::descriptor()->full_name(), now, ""})};
}

class Replayer {
 public:
  Replayer(const KafkaConfig& config, const ReplayOptions& options)
      : config_(config), options_(options), sink_(config, {"fazhi-replay", "fazhi-replay"}) {}

  absl::StatusOr<ReplayResult> Run() {
    // First, so that what an earlier call sent can be seen, and one that is under way sends no more.
    if (!options_.dry_run) FAZHI_RETURN_IF_ERROR(sink_.Prepare());
    FAZHI_RETURN_IF_ERROR(ReadTopic(config_, options_.topic, [this](const Record& record) {
      v1::Replay replay;
      if (HeaderValue(record.headers, kCeTypeHeader) == v1::Replay::descriptor()->full_name() &&
          replay.ParseFromString(record.value)) {
        replayed_.insert({replay.letter().partition(), replay.letter().offset()});
      }
      return absl::OkStatus();
    }));
    FAZHI_RETURN_IF_ERROR(
        ReadTopic(config_, options_.topic, [this](const Record& record) { return Take(record); }));
    FAZHI_RETURN_IF_ERROR(Flush());
    return result_;
  }

 private:
  absl::Status Take(const Record& record) {
    v1::DeadLetter letter;
    if (HeaderValue(record.headers, kCeTypeHeader) != v1::DeadLetter::descriptor()->full_name() ||
        !letter.ParseFromString(record.value)) {
      return absl::OkStatus();
    }
    ++result_.letters;
    if (!IsChosen(letter, options_, begun_)) return absl::OkStatus();
    ++result_.chosen;
    if (!options_.again && replayed_.count({record.from.partition, record.offset}) > 0) {
      ++result_.before;
      return absl::OkStatus();
    }
    absl::StatusOr<OutgoingRecord> original = OriginalOf(letter);
    if (options_.on_letter) options_.on_letter(letter);
    if (!original.ok()) {
      ++result_.not_kept;
      return absl::OkStatus();
    }
    bytes_ += original->bytes();
    batch_.push_back(*std::move(original));
    batch_.push_back(Marker(record));
    ++waiting_;
    return waiting_ >= kBatchRecords || bytes_ >= kBatchBytes ? Flush() : absl::OkStatus();
  }

  absl::Status Flush() {
    if (!batch_.empty() && !options_.dry_run) {
      std::vector<Settled> settled(1);
      auto output = std::make_unique<Publications>();
      output->records = std::move(batch_);
      settled[0].output = std::move(output);
      FAZHI_RETURN_IF_ERROR(sink_.Commit({&settled, {}}));
    }
    result_.sent += std::exchange(waiting_, 0);
    batch_.clear();
    bytes_ = 0;
    return absl::OkStatus();
  }

  const KafkaConfig& config_;
  const ReplayOptions& options_;
  // What is refused later, of what is sent now, is for another call.
  const absl::Time begun_ = absl::Now();
  KafkaSink sink_;
  std::set<Place> replayed_;
  std::vector<OutgoingRecord> batch_;
  size_t bytes_ = 0;
  uint64_t waiting_ = 0;
  ReplayResult result_;
};

}  // namespace

absl::StatusOr<ReplayResult> ReplayDeadLetters(const KafkaConfig& config, const ReplayOptions& options) {
  return Replayer(config, options).Run();
}

}  // namespace fazhi::runtime
