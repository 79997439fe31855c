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

// A prepared statement. Use: `Start` (binds from the first `?` on), then `Step` until it says false, reading
// columns from 0 on; views into columns hold until the next Step. Not thread-safe.
class Statement {
 public:
  virtual ~Statement() = default;

  template <typename... Args>
  void Start(const Args&... args) {
    Reset();
    (Bind(args), ...);
  }
  void Bind(Blob value) { BindBytes(value.bytes); }
  void Bind(absl::string_view value) { BindText(value); }
  void Bind(const std::string& value) { BindText(value); }
  void Bind(const char* value) { BindText(value); }
  void Bind(double value) { BindDouble(value); }
  // For `IN (SELECT … )` of Database::InList.
  void Bind(const std::vector<std::string>& list) { BindList(list); }
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

  // Whether there is a row.
  virtual absl::StatusOr<bool> Step() = 0;

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
  virtual void BindBytes(absl::string_view value) = 0;
  virtual void BindText(absl::string_view value) = 0;
  virtual void BindInt(int64_t value) = 0;
  virtual void BindDouble(double value) = 0;
  virtual void BindNull() = 0;
  virtual void BindList(const std::vector<std::string>& list) = 0;
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

  // A subquery over the elements of one bound list: `WHERE url IN ` + InList().
  virtual absl::string_view InList() const = 0;

  // The size of what is stored.
  virtual absl::StatusOr<uint64_t> Bytes() = 0;
};

// Parses a message that the database holds. DATA_LOSS, reason DATABASE_CORRUPT, naming `what` it is.
absl::Status ParseStored(absl::string_view bytes, absl::string_view what,
                         google::protobuf::MessageLite& message);

}  // namespace fazhi::aggregation
