#include "services/runtime/local/run.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "google/protobuf/util/time_util.h"
#include "services/aggregation/core/arrival.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"
#include "services/base/status_macros.h"
#include "services/runtime/local/ordered_pool.h"
#include "services/runtime/local/reading.h"

namespace fazhi {
namespace {

// What a worker makes of a document.
struct Prepared {
  std::string sha256;
  bool known = false;
  absl::Status status;  // of the document
  absl::Status edge;    // of store or archive: ends the run
  aggregation::Arrival arrival;
};

class Runner {
 public:
  Runner(const DocumentSource& source, aggregation::Store& store, const FileArchive* archive,
         const RunOptions& options, RunResult& result)
      : source_(source), store_(store), archive_(archive), options_(options), result_(result) {}

  absl::Status Run() {
    const int threads = options_.threads > 0
                            ? options_.threads
                            : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    absl::Status edge;
    progress_ = {0, source_.size(), result_.failed.size()};
    ForEachInOrder<Prepared>(
        source_.size(), threads, [this](size_t i) { return Prepare(i); },
        [&](size_t i, Prepared prepared) {
          edge = Take(i, std::move(prepared));
          if (edge.ok() &&
              (batch_.arrivals.size() >= options_.batch_documents || batch_bytes_ >= options_.batch_bytes))
            edge = Flush();
          if (options_.progress) options_.progress(progress_);
          if (Stopping() && i + 1 < source_.size()) result_.stopped = true;
          return edge.ok() && !result_.stopped;
        });
    // A full disk must not lose what was read before it filled: the last batch is tried whatever ended the
    // run.
    const absl::Status last = Flush();
    return edge.ok() ? last : edge;
  }

 private:
  bool Stopping() const { return options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed); }

  absl::StatusOr<aggregation::Arrival> ReadOne(const v1::Document& document) const {
    ReadOptions read;
    read.max_bytes = options_.max_bytes;
    read.parsers = options_.parsers;
    FAZHI_ASSIGN_OR_RETURN(v1::ObservationSet set, ReadSet(document, read));
    return aggregation::PrepareArrival(std::move(set));
  }

  Prepared Prepare(size_t i) const {
    Prepared prepared;
    if (Stopping()) {
      prepared.status = absl::CancelledError("not read");
      return prepared;
    }
    auto document = source_.Load(i);
    if (!document.ok()) {
      prepared.status = document.status();
      return prepared;
    }
    prepared.sha256 = document->sha256();
    if (!options_.again) {
      aggregation::FindKnownRequest request;
      const int64_t fetched =
          document->has_fetched_at()
              ? google::protobuf::util::TimeUtil::TimestampToMicroseconds(document->fetched_at())
              : aggregation::kNoTime;
      request.documents.push_back({document->url(), document->sha256(), fetched});
      request.pipeline_version = kPipelineVersion;
      auto known = store_.FindKnown(request);
      if (!known.ok()) {
        prepared.edge = known.status();
        return prepared;
      }
      if ((*known)[0]) {
        prepared.known = true;
        prepared.edge = Archive(*document);
        return prepared;
      }
    }
    auto arrival = ReadOne(*document);
    if (!arrival.ok()) {
      prepared.status = arrival.status();
      return prepared;
    }
    prepared.arrival = *std::move(arrival);
    prepared.edge = Archive(*document);
    return prepared;
  }

  // Also for a known document: a power cut may have taken bytes that the archive had not flushed.
  absl::Status Archive(const v1::Document& document) const {
    return archive_ == nullptr ? absl::OkStatus() : archive_->Put(document.content()).status();
  }

  absl::Status Take(size_t i, Prepared prepared) {
    if (!prepared.edge.ok()) return prepared.edge;
    if (absl::IsCancelled(prepared.status)) {
      result_.stopped = true;
      return absl::OkStatus();
    }
    ++progress_.done;
    if (!prepared.status.ok()) {
      Fail(i, prepared.status);
    } else if (prepared.known) {
      ++result_.known;
      result_.sha256.push_back(std::move(prepared.sha256));
    } else {
      batch_.arrivals.push_back(std::move(prepared.arrival));
      batch_index_.push_back(i);
      batch_sha256_.push_back(std::move(prepared.sha256));
      batch_bytes_ += source_.SizeOf(i);
    }
    return absl::OkStatus();
  }

  void Fail(size_t i, absl::Status status) {
    result_.failed.push_back({source_.NameOf(i), std::move(status)});
    ++progress_.failed;
  }

  // Whether the store refuses what a document says, or fails over it; all else is the store's own trouble.
  static bool IsOfDocument(const absl::Status& status) {
    return absl::IsInvalidArgument(status) || absl::IsInternal(status);
  }

  // Puts the batch into the store. One that the store refuses is read again and put in one by one, so that
  // the bad document is named and the others are kept.
  absl::Status Flush() {
    if (batch_.arrivals.empty()) return absl::OkStatus();
    const std::vector<size_t> index = std::move(batch_index_);
    std::vector<std::string> sha256 = std::move(batch_sha256_);
    auto ingested = store_.Ingest(batch_);
    batch_ = {};
    batch_index_.clear();
    batch_sha256_.clear();
    batch_bytes_ = 0;
    if (ingested.ok()) {
      result_.changed_slots += ingested->changed_slots;
      result_.read += index.size();
      std::move(sha256.begin(), sha256.end(), std::back_inserter(result_.sha256));
      return absl::OkStatus();
    }
    if (!IsOfDocument(ingested.status())) return ingested.status();
    for (size_t k = 0; k < index.size(); ++k) {
      absl::StatusOr<aggregation::Arrival> arrival = LoadAndRead(index[k]);
      if (!arrival.ok()) {
        Fail(index[k], arrival.status());
        continue;
      }
      aggregation::IngestRequest request;
      request.arrivals.push_back(*std::move(arrival));
      ingested = store_.Ingest(request);
      if (ingested.ok()) {
        result_.changed_slots += ingested->changed_slots;
        ++result_.read;
        result_.sha256.push_back(std::move(sha256[k]));
      } else if (IsOfDocument(ingested.status())) {
        Fail(index[k], ingested.status());
      } else {
        return ingested.status();
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<aggregation::Arrival> LoadAndRead(size_t i) const {
    FAZHI_ASSIGN_OR_RETURN(const v1::Document document, source_.Load(i));
    return ReadOne(document);
  }

  const DocumentSource& source_;
  aggregation::Store& store_;
  const FileArchive* archive_;
  const RunOptions& options_;
  RunResult& result_;
  RunProgress progress_;
  aggregation::IngestRequest batch_;
  std::vector<size_t> batch_index_;
  std::vector<std::string> batch_sha256_;
  uint64_t batch_bytes_ = 0;
};

}  // namespace

absl::Status RunDocuments(const DocumentSource& source, aggregation::Store& store, const FileArchive* archive,
                          const RunOptions& options, RunResult& result) {
  return Runner(source, store, archive, options, result).Run();
}

}  // namespace fazhi
