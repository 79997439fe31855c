#include "services/runtime/sandbox/parser_pool.h"

#include <algorithm>
#include <future>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/sandbox/child_process.h"
#include "services/runtime/sandbox/frames.h"

namespace fazhi {

using sandbox::ChildProcess;
using sandbox::FrameKind;

namespace {

constexpr int kWallTimes = 4;
using StartedChild = absl::StatusOr<std::unique_ptr<ChildProcess>>;

absl::Status Refused(const v1::Document& document, const ChildProcess& child,
                     const ParserPoolOptions& options) {
  const absl::string_view remedy = "it is damaged or hostile; open it and save it anew, or give its text";
  switch (child.failure()) {
    case ChildProcess::Failure::kTimedOut:
      return InvalidInput("PARSER_TIMEOUT", "content",
                          absl::StrCat(DocumentLabel(document), " was not read within ",
                                       absl::FormatDuration(options.time_limit), ": ", remedy));
    case ChildProcess::Failure::kOutOfMemory:
      return InvalidInput("PARSER_MEMORY", "content",
                          absl::StrCat(DocumentLabel(document), " takes more than ",
                                       options.memory_bytes >> 20, " MiB to be read: ", remedy));
    case ChildProcess::Failure::kCrashed:
    case ChildProcess::Failure::kKilled:
      break;
  }
  return InvalidInput(
      "PARSER_CRASHED", "content",
      absl::StrCat("the parser ended (", child.ending(), ") over ", DocumentLabel(document), ": ", remedy));
}

}  // namespace

// The thread that parsers are started by: they end when the thread that started them does, so it has to live
// as long as the pool.
class ParserPool::Spawner {
 public:
  explicit Spawner(uint64_t memory_bytes) : memory_bytes_(memory_bytes), thread_([this] { Run(); }) {}
  ~Spawner() {
    Post(nullptr);
    thread_.join();
  }
  Spawner(const Spawner&) = delete;
  Spawner& operator=(const Spawner&) = delete;

  StartedChild Start() {
    std::promise<StartedChild> promise;
    std::future<StartedChild> child = promise.get_future();
    Post(&promise);
    return child.get();
  }

 private:
  void Post(std::promise<StartedChild>* promise) {
    std::lock_guard<std::mutex> lock(mutex_);
    asked_.push_back(promise);
    changed_.notify_one();
  }

  void Run() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return !asked_.empty(); });
      std::promise<StartedChild>* const promise = asked_.front();
      asked_.erase(asked_.begin());
      lock.unlock();
      if (promise == nullptr) return;
      promise->set_value(ChildProcess::Start(memory_bytes_));
    }
  }

  const uint64_t memory_bytes_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::promise<StartedChild>*> asked_;  // null: end
  std::thread thread_;                              // last: it uses all the others
};

// Room for one parser.
struct ParserPool::Place {
  std::unique_ptr<ChildProcess> child;
  bool fresh = true;  // it has read nothing yet
};

ParserPool::ParserPool(const ParserPoolOptions& options)
    : options_(options), spawner_(std::make_unique<Spawner>(options.memory_bytes)) {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const int children = options.children > 0 ? options.children : cores;
  for (int i = 0; i < children; ++i) places_.push_back(std::make_unique<Place>());
}

ParserPool::~ParserPool() { places_.clear(); }

std::unique_ptr<ParserPool::Place> ParserPool::TakePlace() {
  std::unique_lock<std::mutex> lock(mutex_);
  free_place_.wait(lock, [this] { return !places_.empty(); });
  std::unique_ptr<Place> place = std::move(places_.back());
  places_.pop_back();
  return place;
}

void ParserPool::GiveBack(std::unique_ptr<Place> place) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto where = place->child == nullptr ? places_.begin() : places_.end();
  places_.insert(where, std::move(place));
  free_place_.notify_one();
}

template <typename Change>
void ParserPool::Count(const Change& change) {
  std::lock_guard<std::mutex> lock(mutex_);
  change(stats_);
}

absl::Status ParserPool::Occupy(Place& place) {
  if (place.child != nullptr) return absl::OkStatus();
  FAZHI_ASSIGN_OR_RETURN(place.child, spawner_->Start());
  place.fresh = true;
  Count([](ParserPoolStats& stats) { ++stats.started; });
  return absl::OkStatus();
}

absl::Status ParserPool::Start() {
  std::unique_ptr<Place> place = TakePlace();
  absl::Status status = Occupy(*place);
  GiveBack(std::move(place));
  return status;
}

absl::StatusOr<v1::Report> ParserPool::Converse(Place& place, FrameKind question,
                                                const v1::Document& document) {
  const std::string body = document.SerializeAsString();
  for (bool again = false;; again = true) {
    FAZHI_RETURN_IF_ERROR(Occupy(place));
    const bool fresh = std::exchange(place.fresh, false);
    ChildProcess::Answer answer;
    if (place.child->Ask(question, body, options_.time_limit, kWallTimes * options_.time_limit, answer)) {
      if (answer.header.last != 0) place.child = nullptr;
      if (answer.header.kind == FrameKind::kError) return sandbox::GetStatus(answer.body);
      v1::Report report;
      if (answer.header.kind == FrameKind::kReport && report.ParseFromString(answer.body)) return report;
      place.child = nullptr;
      return absl::InternalError(absl::StrCat("a parser answered nonsense about ", DocumentLabel(document)));
    }
    const std::unique_ptr<ChildProcess> ended = std::move(place.child);
    const ChildProcess::Failure failure = ended->failure();
    // What the documents before it have left behind, or somebody's SIGKILL, is not this document's fault.
    const bool doubt = failure == ChildProcess::Failure::kKilled || !fresh;
    if (doubt && !again && failure != ChildProcess::Failure::kTimedOut) {
      Count([](ParserPoolStats& stats) { ++stats.retried; });
      continue;
    }
    Count([failure](ParserPoolStats& stats) {
      ++(failure == ChildProcess::Failure::kTimedOut      ? stats.timed_out
         : failure == ChildProcess::Failure::kOutOfMemory ? stats.out_of_memory
                                                          : stats.crashed);
    });
    return Refused(document, *ended, options_);
  }
}

absl::StatusOr<v1::Report> ParserPool::Ask(FrameKind question, const v1::Document& document) {
  std::unique_ptr<Place> place = TakePlace();
  absl::StatusOr<v1::Report> report = Converse(*place, question, document);
  GiveBack(std::move(place));
  return report;
}

absl::StatusOr<v1::Report> ParserPool::Ingest(const v1::Document& document, const IngestOptions& options) {
  if (!NeedsParser(document, options)) return fazhi::Ingest(document, RegionTable::Default(), options);
  return Ask(FrameKind::kIngest, document);
}

absl::StatusOr<DecodedDocument> ParserPool::Decode(const v1::Document& document,
                                                   const IngestOptions& options) {
  if (!NeedsParser(document, options)) return fazhi::Decode(document, options);
  FAZHI_ASSIGN_OR_RETURN(v1::Report report, Ask(FrameKind::kDecode, document));
  return sandbox::GetDecoded(std::move(report));
}

ParserPoolStats ParserPool::stats() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return stats_;
}

}  // namespace fazhi
