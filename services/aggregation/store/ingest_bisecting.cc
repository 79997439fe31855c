#include "services/aggregation/store/ingest_bisecting.h"

#include <algorithm>
#include <utility>

#include "services/aggregation/store/positions.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {
namespace {

class Bisection {
 public:
  Bisection(Store& store, SourceBatch& batch, const OnRefused& on_refused)
      : store_(store), batch_(batch), on_refused_(on_refused) {}

  absl::Status Run() {
    FAZHI_RETURN_IF_ERROR(CheckPositions(batch_.positions));
    absl::Status status = TakeIn(batch_.records.size());
    // Past what was refused last.
    if (status.ok() && Behind()) status = Commit(batch_.records.size());
    batch_.records.erase(batch_.records.begin(), batch_.records.begin() + static_cast<std::ptrdiff_t>(done_));
    return status;
  }

 private:
  bool Behind() const {
    return std::any_of(batch_.positions.begin(), batch_.positions.end(),
                       [](const PartitionPosition& p) { return p.expected != p.next; });
  }

  // Takes in the records from `done_` to `end`, reporting those that are refused.
  absl::Status TakeIn(size_t end) {
    if (done_ == end) return absl::OkStatus();
    absl::Status status = Commit(end);
    if (!absl::IsInvalidArgument(status) || ReasonOf(status) == "BAD_POSITION") return status;
    if (end - done_ == 1) {
      FAZHI_RETURN_IF_ERROR(on_refused_(batch_.records[done_], status));
      ++done_;
      return absl::OkStatus();
    }
    FAZHI_RETURN_IF_ERROR(TakeIn(done_ + (end - done_) / 2));
    return TakeIn(end);
  }

  // One transaction: the records from `done_` to `end` and the positions that follow from them.
  absl::Status Commit(size_t end) {
    IngestRequest request;
    for (const PartitionPosition& position : batch_.positions) {
      const auto next =
          std::find_if(batch_.records.begin() + static_cast<std::ptrdiff_t>(end), batch_.records.end(),
                       [&](const SourceRecord& record) {
                         return record.partition == position.partition && record.topic == position.topic;
                       });
      PartitionPosition move = position;
      if (next != batch_.records.end()) move.next = next->offset;
      request.positions.push_back(std::move(move));
    }
    // Moved there and back: an Arrival is large.
    for (size_t i = done_; i < end; ++i) {
      auto& content = batch_.records[i].content;
      if (auto* arrival = absl::get_if<Arrival>(&content)) request.arrivals.push_back(std::move(*arrival));
      if (auto* letter = absl::get_if<DeadLetterRow>(&content)) request.dead_letters.push_back(*letter);
      if (auto* check = absl::get_if<v1::CheckRecord>(&content)) request.checks.push_back(*check);
      if (auto* withdrawal = absl::get_if<v1::Withdrawal>(&content)) {
        request.withdrawals.push_back(*withdrawal);
      }
    }
    absl::Status status = store_.Ingest(request).status();
    if (status.ok()) {
      for (size_t i = 0; i < request.positions.size(); ++i) {
        batch_.positions[i].expected = request.positions[i].next;
      }
      done_ = end;
      return status;
    }
    size_t at = 0;
    for (size_t i = done_; i < end; ++i) {
      if (auto* arrival = absl::get_if<Arrival>(&batch_.records[i].content)) {
        *arrival = std::move(request.arrivals[at++]);
      }
    }
    return status;
  }

  Store& store_;
  SourceBatch& batch_;
  const OnRefused& on_refused_;
  size_t done_ = 0;
};

}  // namespace

absl::Status IngestBisecting(Store& store, SourceBatch& batch, const OnRefused& on_refused) {
  return Bisection(store, batch, on_refused).Run();
}

}  // namespace fazhi::aggregation
