#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "services/aggregation/store/database.h"

namespace fazhi::aggregation {

class Pool;

// A transaction on a connection of its own. Ends when it goes: rolled back, unless it was committed. Not
// thread-safe; must not outlive its pool.
class Transaction {
 public:
  Transaction(Transaction&& other) noexcept
      : pool_(std::exchange(other.pool_, nullptr)), database_(std::move(other.database_)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  absl::Status Commit();
  Database& operator*() { return *database_; }
  Database* operator->() { return database_.get(); }

 private:
  friend class Pool;
  Transaction(Pool* pool, std::unique_ptr<Database> database) : pool_(pool), database_(std::move(database)) {}

  Pool* pool_;
  std::unique_ptr<Database> database_;
  bool open_ = true;
};

// The connections of a store, made as they are needed and kept. Thread-safe: a call waits for a connection
// while all are in use.
class Pool {
 public:
  using Connect = std::function<absl::StatusOr<std::unique_ptr<Database>>()>;

  Pool(Connect connect, size_t most_connections);

  // Errors are those of connecting and of Database::Begin.
  absl::StatusOr<Transaction> Begin(Database::Access access);

 private:
  friend class Transaction;
  absl::StatusOr<std::unique_ptr<Database>> Take(bool& fresh);
  void GiveBack(std::unique_ptr<Database> database);

  const Connect connect_;
  absl::Mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_ ABSL_GUARDED_BY(mutex_);
  size_t unused_ ABSL_GUARDED_BY(mutex_);  // how many connections may still be taken
};

}  // namespace fazhi::aggregation
