#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/aggregation/store/database.h"

namespace fazhi::aggregation {

class PostgresDatabase;

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ClearResult>;

// The SQL of the store in PostgreSQL's dialect: `$1` for `?`, its names for what it has under another name.
std::string ToPostgres(absl::string_view sql);
// The same for a file of the schema: its types, collation, and the lines that are there for one engine.
std::string SchemaToPostgres(absl::string_view sql);

class PostgresStatement : public Statement {
 public:
  // `scan`: rows are fetched in pieces, not all at once.
  PostgresStatement(PostgresDatabase& db, absl::string_view sql, std::string name, bool scan);
  PostgresStatement(const PostgresStatement&) = delete;
  PostgresStatement& operator=(const PostgresStatement&) = delete;

  absl::StatusOr<bool> Step() override;
  absl::Status Execute() override;
  void Reset() override;
  int64_t Int(int column) const override;
  double Double(int column) const override;
  bool IsNull(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  absl::string_view Text(int column) const override;

 protected:
  void BindBytes(absl::string_view value) override { Add(std::string(value), 1); }
  void BindText(absl::string_view value) override { Add(std::string(value), 0); }
  void BindInt(int64_t value) override;
  void BindDouble(double value) override;
  void BindNull() override;
  void BindTexts(const std::vector<std::string>& list) override;
  void BindNumbers(const std::vector<int64_t>& list) override;

 private:
  friend class PostgresDatabase;
  struct Parameter {
    std::string value;
    int format = 0;  // 1: bytes
    bool null = false;
  };
  void Add(std::string value, int format) { parameters_.push_back({std::move(value), format, false}); }
  absl::Status Fetch();

  PostgresDatabase& db_;
  const std::string sql_;
  const std::string name_;
  const bool scan_;
  bool prepared_ = false;
  bool cursor_ = false;  // open
  std::vector<Parameter> parameters_;
  PostgresResult result_;
  int row_ = -1;
};

// Rows are gathered in COPY's binary form and sent by Flush, or when there are some megabytes of them.
class PostgresBulk : public Bulk {
 public:
  PostgresBulk(PostgresDatabase& db, absl::string_view table) : db_(db), table_(table) {}
  absl::Status Flush() override;
  void Forget() {
    rows_.clear();
    error_ = absl::OkStatus();
  }

 protected:
  void BeginRow(size_t columns) override;
  void EndRow() override;
  void BindBytes(absl::string_view value) override;
  void BindText(absl::string_view value) override { BindBytes(value); }
  void BindInt(int64_t value) override;
  void BindDouble(double value) override;
  void BindNull() override;

 private:
  PostgresDatabase& db_;
  const std::string table_;
  std::vector<int> widths_;  // of the columns, in bytes; -1: of any width
  size_t column_ = 0;
  std::string rows_;
  absl::Status error_;
};

// A connection to PostgreSQL by libpq, in its pipeline mode: what gives no row is sent without waiting, and
// its error comes from the next call that waits. After an error every call gives it until Rollback.
class PostgresDatabase : public Database {
 public:
  // Connects once. UNAVAILABLE/DATABASE_UNAVAILABLE when nobody answers.
  static absl::StatusOr<std::unique_ptr<PostgresDatabase>> Connect(const std::string& url,
                                                                   int64_t statement_timeout_ms);
  ~PostgresDatabase() override;
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;

  absl::Status Begin(Access access) override;
  absl::Status Commit() override;
  void Rollback() override;
  bool broken() const override { return broken_; }
  Statement& Prepare(absl::string_view sql) override { return Keep(sql, false); }
  Statement& Scan(absl::string_view sql) override { return Keep(sql, true); }
  Bulk& Insert(absl::string_view table) override;
  absl::StatusOr<std::vector<int64_t>> TakeIds(absl::string_view table, size_t n) override;
  absl::string_view InTexts() const override { return "(SELECT unnest(?::text[]))"; }
  absl::string_view InNumbers() const override { return "(SELECT unnest(?::bigint[]))"; }
  absl::Status Lock(absl::string_view kind, const std::vector<std::string>& keys) override;
  absl::Status LockAll(bool exclusive) override;
  absl::StatusOr<bool> TryLock(absl::string_view name) override;
  absl::StatusOr<uint64_t> Bytes() override;

  // Runs statements that give no rows and have no values, and waits for them.
  absl::Status Execute(const std::string& sql);
  // Statements that end with a semicolon and a line feed.
  absl::Status ExecuteEach(absl::string_view sql);

 private:
  friend class PostgresStatement;
  friend class PostgresBulk;
  explicit PostgresDatabase(PGconn* connection) : connection_(connection) {}

  Statement& Keep(absl::string_view sql, bool scan);
  // Queues a statement; with parameters when `statement` is not null.
  absl::Status Send(const std::string& sql, const PostgresStatement* statement);
  absl::Status SendPrepared(PostgresStatement& statement);
  // Waits for all that was sent; gives the last result.
  absl::StatusOr<PostgresResult> Wait();
  // The widths of a table's columns.
  absl::StatusOr<std::vector<int>> Widths(const std::string& table);
  absl::Status Copy(const std::string& table, absl::string_view rows);
  absl::Status Lost();
  absl::Status Note(absl::Status error);

  PGconn* connection_;
  absl::flat_hash_map<std::string, std::unique_ptr<PostgresStatement>> statements_;
  absl::flat_hash_map<std::string, std::unique_ptr<PostgresBulk>> bulks_;
  size_t pending_ = 0;  // statements sent whose answers were not read
  size_t locks_ = 0;    // taken in this transaction
  bool locks_all_ = false;
  bool broken_ = false;
  absl::Status failed_;  // of this transaction
};

}  // namespace fazhi::aggregation
