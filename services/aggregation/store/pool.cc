#include "services/aggregation/store/pool.h"

#include "services/base/status_macros.h"

namespace fazhi::aggregation {

Transaction::~Transaction() {
  if (pool_ == nullptr) return;
  if (open_) database_->Rollback();
  pool_->GiveBack(std::move(database_));
}

absl::Status Transaction::Commit() {
  FAZHI_RETURN_IF_ERROR(database_->Commit());
  open_ = false;
  return absl::OkStatus();
}

Pool::Pool(Connect connect, size_t most_connections)
    : connect_(std::move(connect)), unused_(most_connections) {}

absl::StatusOr<std::unique_ptr<Database>> Pool::Take(bool& fresh) {
  {
    absl::MutexLock lock(&mutex_);
    const auto free = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return unused_ > 0; };
    mutex_.Await(absl::Condition(&free));
    --unused_;
    if (!idle_.empty()) {
      std::unique_ptr<Database> database = std::move(idle_.back());
      idle_.pop_back();
      return database;
    }
  }
  fresh = true;
  auto database = connect_();
  if (!database.ok()) GiveBack(nullptr);
  return database;
}

void Pool::GiveBack(std::unique_ptr<Database> database) {
  absl::MutexLock lock(&mutex_);
  ++unused_;
  if (database != nullptr && !database->broken()) idle_.push_back(std::move(database));
}

absl::StatusOr<Transaction> Pool::Begin(Database::Access access) {
  while (true) {
    bool fresh = false;
    FAZHI_ASSIGN_OR_RETURN(std::unique_ptr<Database> database, Take(fresh));
    absl::Status status = database->Begin(access);
    if (status.ok()) return Transaction(this, std::move(database));
    // A connection may have been lost while nobody used it.
    const bool again = database->broken() && !fresh;
    GiveBack(std::move(database));
    if (!again) return status;
  }
}

}  // namespace fazhi::aggregation
