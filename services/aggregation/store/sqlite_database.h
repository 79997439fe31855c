#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/aggregation/store/database.h"

namespace fazhi::aggregation {

class SqliteStatement : public Statement {
 public:
  // `failed`: the first error of a bulk in this transaction, which SQLite may have ended: then nothing more
  // is to be written.
  SqliteStatement(sqlite3* db, const absl::Status& failed) : db_(db), failed_(failed) {}
  ~SqliteStatement() override { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  // Readies it for Start. When `sql` cannot be prepared, every Step gives the error until it can.
  void Prepare(absl::string_view sql);

  absl::StatusOr<bool> Step() override;
  absl::Status Execute() override { return failed_.ok() ? Step().status() : failed_; }
  void Reset() override;
  int64_t Int(int column) const override { return sqlite3_column_int64(statement_, column); }
  double Double(int column) const override { return sqlite3_column_double(statement_, column); }
  bool IsNull(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  absl::string_view Text(int column) const override;

 protected:
  void BindBytes(absl::string_view value) override;
  void BindText(absl::string_view value) override;
  void BindInt(int64_t value) override;
  void BindDouble(double value) override;
  void BindNull() override;
  void BindTexts(const std::vector<std::string>& list) override;
  void BindNumbers(const std::vector<int64_t>& list) override;

 private:
  sqlite3* db_;
  const absl::Status& failed_;
  sqlite3_stmt* statement_ = nullptr;
  absl::Status error_;
  int next_ = 1;
};

// Rows are inserted one by one, at once.
class SqliteBulk : public Bulk {
 public:
  SqliteBulk(sqlite3* db, absl::string_view table, absl::Status& failed)
      : table_(table), insert_(db, failed), failed_(failed) {}
  absl::Status Flush() override { return failed_; }

 protected:
  void BeginRow(size_t columns) override;
  void EndRow() override;
  void BindBytes(absl::string_view value) override { insert_.Bind(Blob{value}); }
  void BindText(absl::string_view value) override { insert_.Bind(value); }
  void BindInt(int64_t value) override { insert_.Bind(value); }
  void BindDouble(double value) override { insert_.Bind(value); }
  void BindNull() override { insert_.Bind(absl::optional<int64_t>()); }

 private:
  const std::string table_;
  SqliteStatement insert_;
  bool prepared_ = false;
  absl::Status& failed_;  // of the connection's transaction
};

class SqliteDatabase : public Database {
 public:
  // `flags` of sqlite3_open_v2. Errors do not name the path.
  static absl::StatusOr<std::unique_ptr<SqliteDatabase>> Open(const std::string& path, int flags);
  ~SqliteDatabase() override;
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  absl::Status Begin(Access access) override;
  absl::Status Commit() override;
  void Rollback() override;
  Statement& Prepare(absl::string_view sql) override;
  Bulk& Insert(absl::string_view table) override;
  absl::StatusOr<std::vector<int64_t>> TakeIds(absl::string_view table, size_t n) override;
  absl::string_view InTexts() const override { return "(SELECT value FROM json_each(?))"; }
  absl::string_view InNumbers() const override { return InTexts(); }
  absl::StatusOr<uint64_t> Bytes() override;

  // Runs statements that give no rows.
  absl::Status Execute(const std::string& sql);
  // The number that `PRAGMA name` says.
  absl::StatusOr<int64_t> Pragma(absl::string_view name);

  sqlite3* handle() { return db_; }

 private:
  explicit SqliteDatabase(sqlite3* db) : db_(db) {}
  sqlite3* db_;
  absl::flat_hash_map<std::string, std::unique_ptr<SqliteStatement>> statements_;
  absl::flat_hash_map<std::string, std::unique_ptr<SqliteBulk>> bulks_;
  absl::Status failed_;  // the first error of a bulk in this transaction
};

// The error of a call that gave `code`, as the Store interface names it.
absl::Status SqliteError(sqlite3* db, int code);

}  // namespace fazhi::aggregation
