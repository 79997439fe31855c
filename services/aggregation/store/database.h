#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "google/protobuf/message_lite.h"

namespace fazhi::aggregation {

// A database engine as the store uses it: prepared statements over a connection. The store's SQL is written
// once, for both engines, with `?` for values; what differs between engines is behind these two classes.

// Bytes, as against text.
struct Blob {
  absl::string_view bytes;
};

// What values are bound to.
class Binder {
 public:
  virtual ~Binder() = default;
  void Bind(Blob value) { BindBytes(value.bytes); }
  void Bind(absl::string_view value) { BindText(value); }
  void Bind(const std::string& value) { BindText(value); }
  void Bind(const char* value) { BindText(value); }
  void Bind(double value) { BindDouble(value); }
  template <typename T, typename = std::enable_if_t<std::is_integral_v<T> || std::is_enum_v<T>>>
  void Bind(T value) {
    BindInt(static_cast<int64_t>(value));
  }
  template <typename T>
  void Bind(const absl::optional<T>& value) {
    if (value.has_value()) {
      Bind(*value);
    } else {
      BindNull();
    }
  }

 protected:
  virtual void BindBytes(absl::string_view value) = 0;
  virtual void BindText(absl::string_view value) = 0;
  virtual void BindInt(int64_t value) = 0;
  virtual void BindDouble(double value) = 0;
  virtual void BindNull() = 0;
};

// A prepared statement. Use: `Start` (binds from the first `?` on), then `Step` until it says false, reading
// columns from 0 on; views into columns hold until the next Step. Not thread-safe.
class Statement : public Binder {
 public:
  using Binder::Bind;
  // For `IN ` + Database::InTexts or InNumbers.
  void Bind(const std::vector<std::string>& list) { BindTexts(list); }
  void Bind(const std::vector<int64_t>& list) { BindNumbers(list); }

  template <typename... Args>
  void Start(const Args&... args) {
    Reset();
    (Bind(args), ...);
  }

  // Whether there is a row.
  virtual absl::StatusOr<bool> Step() = 0;

  // Calls `take` for each row, until it fails: absl::Status take().
  template <typename Take>
  absl::Status ForEachRow(const Take& take) {
    while (true) {
      const absl::StatusOr<bool> more = Step();
      if (!more.ok() || !*more) return more.status();
      if (absl::Status status = take(); !status.ok()) return status;
    }
  }

  // Start and execution of a statement that gives no row. An engine may send it without waiting for its
  // answer: then its error comes from a later call of the same transaction, at the latest from Commit.
  template <typename... Args>
  absl::Status Run(const Args&... args) {
    Start(args...);
    return Execute();
  }
  virtual absl::Status Execute() = 0;

  // Ends the reading of rows before the last.
  virtual void Reset() = 0;

  virtual int64_t Int(int column) const = 0;
  virtual double Double(int column) const = 0;
  virtual bool IsNull(int column) const = 0;
  virtual absl::string_view Text(int column) const = 0;
  std::string String(int column) const { return std::string(Text(column)); }
  absl::optional<int64_t> OptionalInt(int column) const {
    if (IsNull(column)) return absl::nullopt;
    return Int(column);
  }

 protected:
  virtual void BindTexts(const std::vector<std::string>& list) = 0;
  virtual void BindNumbers(const std::vector<int64_t>& list) = 0;
};

// Many new rows of one table, each with all its columns in their order. Not thread-safe.
class Bulk : public Binder {
 public:
  // An engine may gather rows; errors come from Flush.
  template <typename... Args>
  void Add(const Args&... args) {
    BeginRow(sizeof...(args));
    (Bind(args), ...);
    EndRow();
  }
  // All rows are in the table.
  virtual absl::Status Flush() = 0;

 protected:
  virtual void BeginRow(size_t columns) = 0;
  virtual void EndRow() = 0;
};

// A connection. Not thread-safe.
class Database {
 public:
  // A reading transaction sees one state of the database throughout.
  enum class Access { kRead, kWrite };

  virtual ~Database() = default;

  virtual absl::Status Begin(Access access) = 0;
  virtual absl::Status Commit() = 0;
  // Ends the transaction without a trace; harmless when it has ended already.
  virtual void Rollback() = 0;

  // Whether the connection is lost, and of no more use.
  virtual bool broken() const { return false; }

  // The statement for that text, prepared once and kept; ready to be started. When it cannot be prepared, its
  // first Step says so. Stays valid as long as the connection.
  virtual Statement& Prepare(absl::string_view sql) = 0;

  // The same for a listing of any length: an engine may read it in pieces.
  virtual Statement& Scan(absl::string_view sql) { return Prepare(sql); }

  // To add rows to a table; stays valid as long as the connection. What it gathered is gone after a
  // roll-back.
  virtual Bulk& Insert(absl::string_view table) = 0;

  // `n` numbers for the column `id` of new rows of `table`, rising, which no other row gets.
  virtual absl::StatusOr<std::vector<int64_t>> TakeIds(absl::string_view table, size_t n) = 0;

  // Locks until the end of the transaction, against other writers. An engine with one writer at a time has
  // none. `keys` are taken in an order of the engine's own, the same for every writer; a transaction that
  // takes kinds in one order as well cannot deadlock with another. RESOURCE_EXHAUSTED/TOO_MANY_LOCKS: begin
  // anew and take all at once.
  virtual absl::Status Lock(absl::string_view /*kind*/, const std::vector<std::string>& /*keys*/) {
    return absl::OkStatus();
  }
  // To be called first in a writing transaction: shared with other writers, or exclusive; then Lock does
  // nothing.
  virtual absl::Status LockAll(bool /*exclusive*/) { return absl::OkStatus(); }
  // Whether the lock of that name was free.
  virtual absl::StatusOr<bool> TryLock(absl::string_view /*name*/) { return true; }

  // A subquery over the elements of one bound list: `WHERE url IN ` + InTexts().
  virtual absl::string_view InTexts() const = 0;
  virtual absl::string_view InNumbers() const = 0;

  // The size of what is stored.
  virtual absl::StatusOr<uint64_t> Bytes() = 0;
};

// DATA_LOSS, reason DATABASE_CORRUPT, with what is damaged.
absl::Status Damaged(absl::string_view what);

// Parses a message that the database holds. DATA_LOSS, reason DATABASE_CORRUPT, naming `what` it is.
absl::Status ParseStored(absl::string_view bytes, absl::string_view what,
                         google::protobuf::MessageLite& message);

}  // namespace fazhi::aggregation
