#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "google/protobuf/message_lite.h"

namespace fazhi::aggregation {

// Bytes, as against text.
struct Blob {
  absl::string_view bytes;
};

// A prepared statement. Use: `Start` (binds from 1 on), then `Step` until it says false, reading columns from
// 0 on; views into columns hold until the next Step. Not thread-safe.
class Statement {
 public:
  explicit Statement(sqlite3* db) : db_(db) {}
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  template <typename... Args>
  void Start(const Args&... args) {
    sqlite3_reset(statement_);
    next_ = 1;
    (Bind(args), ...);
  }
  void Bind(Blob value) {
    sqlite3_bind_blob64(statement_, next_++, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT);
  }
  void Bind(absl::string_view value) {
    sqlite3_bind_text64(statement_, next_++, value.data() == nullptr ? "" : value.data(), value.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  void Bind(const std::string& value) { Bind(absl::string_view(value)); }
  void Bind(const char* value) { Bind(absl::string_view(value)); }
  void Bind(double value) { sqlite3_bind_double(statement_, next_++, value); }
  template <typename T, typename = std::enable_if_t<std::is_integral_v<T> || std::is_enum_v<T>>>
  void Bind(T value) {
    sqlite3_bind_int64(statement_, next_++, static_cast<int64_t>(value));
  }
  template <typename T>
  void Bind(const absl::optional<T>& value) {
    if (value.has_value()) {
      Bind(*value);
    } else {
      sqlite3_bind_null(statement_, next_++);
    }
  }

  // Readies it for Start. When `sql` cannot be prepared, every Step gives the error until it can.
  void Prepare(absl::string_view sql);

  // Whether there is a row.
  absl::StatusOr<bool> Step();

  // Start and one Step, for statements that give no row.
  template <typename... Args>
  absl::Status Run(const Args&... args) {
    Start(args...);
    return Step().status();
  }

  int64_t Int(int column) const { return sqlite3_column_int64(statement_, column); }
  double Double(int column) const { return sqlite3_column_double(statement_, column); }
  bool IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  absl::optional<int64_t> OptionalInt(int column) const {
    if (IsNull(column)) return absl::nullopt;
    return Int(column);
  }
  absl::string_view Text(int column) const;
  std::string String(int column) const { return std::string(Text(column)); }
  void Reset() { sqlite3_reset(statement_); }

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
  absl::Status error_;
  int next_ = 1;
};

// A connection. Statements are prepared once and kept. Not thread-safe.
class Database {
 public:
  // `flags` of sqlite3_open_v2.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& path, int flags);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // The statement for that text; ready to be started. When it cannot be prepared, its first Step says so.
  // Stays valid as long as the connection.
  Statement& Prepare(absl::string_view sql);

  // Runs statements that give no rows.
  absl::Status Execute(const std::string& sql);

  sqlite3* handle() { return db_; }

 private:
  explicit Database(sqlite3* db) : db_(db) {}
  sqlite3* db_;
  absl::flat_hash_map<std::string, std::unique_ptr<Statement>> statements_;
};

// Parses a message that the database holds. DATA_LOSS, reason DATABASE_CORRUPT, naming `what` it is.
absl::Status ParseStored(absl::string_view bytes, absl::string_view what,
                         google::protobuf::MessageLite& message);

// The error of a call that gave `code`, as the Store interface names it.
absl::Status SqliteError(sqlite3* db, int code);

}  // namespace fazhi::aggregation
