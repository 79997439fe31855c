#include "services/aggregation/store/sqlite_database.h"

#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "nlohmann/json.hpp"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {

absl::Status SqliteError(sqlite3* db, int code) {
  const std::string message =
      absl::StrCat("database: ", db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code));
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return ErrorWithReason(
          absl::StatusCode::kResourceExhausted, "DISK_FULL", "",
          absl::StrCat(message, "; free some space and run again: nothing of this batch was kept"));
    case SQLITE_IOERR:
      return ErrorWithReason(absl::StatusCode::kResourceExhausted, "DISK_FULL", "",
                             absl::StrCat(message, "; is the disk full or gone?"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorWithReason(absl::StatusCode::kUnavailable, "DATABASE_BUSY", "",
                             absl::StrCat(message, "; another process is writing to it: try again"));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Damaged(message);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return ErrorWithReason(absl::StatusCode::kPermissionDenied, "CANNOT_OPEN", "path", message);
    default:
      return ErrorWithReason(absl::StatusCode::kInternal, "DATABASE", "", message);
  }
}

void SqliteStatement::Prepare(absl::string_view sql) {
  if (statement_ != nullptr) return Reset();
  const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  error_ = code == SQLITE_OK ? absl::OkStatus() : SqliteError(db_, code);
}

absl::StatusOr<bool> SqliteStatement::Step() {
  if (!error_.ok()) return error_;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_);
    return false;
  }
  absl::Status error = SqliteError(db_, code);
  sqlite3_reset(statement_);
  return error;
}

void SqliteStatement::Reset() {
  sqlite3_reset(statement_);
  next_ = 1;
}

void SqliteStatement::BindBytes(absl::string_view value) {
  sqlite3_bind_blob64(statement_, next_++, value.data(), value.size(), SQLITE_TRANSIENT);
}

void SqliteStatement::BindText(absl::string_view value) {
  sqlite3_bind_text64(statement_, next_++, value.data() == nullptr ? "" : value.data(), value.size(),
                      SQLITE_TRANSIENT, SQLITE_UTF8);
}

void SqliteStatement::BindInt(int64_t value) { sqlite3_bind_int64(statement_, next_++, value); }
void SqliteStatement::BindDouble(double value) { sqlite3_bind_double(statement_, next_++, value); }
void SqliteStatement::BindNull() { sqlite3_bind_null(statement_, next_++); }

void SqliteStatement::BindNumbers(const std::vector<int64_t>& list) {
  BindText(absl::StrCat("[", absl::StrJoin(list, ","), "]"));
}

void SqliteStatement::BindTexts(const std::vector<std::string>& list) {
  // Bytes that are no UTF-8 are equal to nothing that is stored.
  BindText(nlohmann::json(list).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

absl::string_view SqliteStatement::Text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return absl::string_view(
      bytes, bytes == nullptr ? 0 : static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
}

absl::StatusOr<std::unique_ptr<SqliteDatabase>> SqliteDatabase::Open(const std::string& path, int flags) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  if (code != SQLITE_OK) {
    absl::Status error = SqliteError(db, code);
    sqlite3_close(db);
    return error;
  }
  sqlite3_extended_result_codes(db, 1);
  return std::unique_ptr<SqliteDatabase>(new SqliteDatabase(db));
}

void SqliteBulk::BeginRow(size_t columns) {
  if (!prepared_) {
    const std::vector<absl::string_view> marks(columns, "?");
    insert_.Prepare(absl::StrCat("INSERT INTO ", table_, " VALUES (", absl::StrJoin(marks, ", "), ")"));
    prepared_ = true;
  }
  insert_.Reset();
}

void SqliteBulk::EndRow() {
  if (failed_.ok()) failed_ = insert_.Execute();
}

Bulk& SqliteDatabase::Insert(absl::string_view table) {
  std::unique_ptr<SqliteBulk>& bulk = bulks_[table];
  if (bulk == nullptr) bulk = std::make_unique<SqliteBulk>(db_, table, failed_);
  return *bulk;
}

absl::StatusOr<std::vector<int64_t>> SqliteDatabase::TakeIds(absl::string_view table, size_t n) {
  Statement& greatest = Prepare(absl::StrCat("SELECT COALESCE(MAX(id), 0) FROM ", table));
  greatest.Start();
  FAZHI_RETURN_IF_ERROR(greatest.Step().status());
  std::vector<int64_t> ids(n);
  std::iota(ids.begin(), ids.end(), greatest.Int(0) + 1);
  greatest.Reset();
  return ids;
}

SqliteDatabase::~SqliteDatabase() {
  bulks_.clear();
  statements_.clear();
  sqlite3_close(db_);
}

absl::Status SqliteDatabase::Begin(Access access) {
  return Execute(access == Access::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
}

absl::Status SqliteDatabase::Commit() { return Execute("COMMIT"); }

void SqliteDatabase::Rollback() {
  // Some errors (a full disk) have rolled back already; then this one is refused, which is no harm.
  Execute("ROLLBACK").IgnoreError();
  failed_ = absl::OkStatus();
}

absl::StatusOr<int64_t> SqliteDatabase::Pragma(absl::string_view name) {
  Statement& pragma = Prepare(absl::StrCat("PRAGMA ", name));
  pragma.Start();
  FAZHI_ASSIGN_OR_RETURN(const bool row, pragma.Step());
  const int64_t value = row ? pragma.Int(0) : 0;
  pragma.Reset();
  return value;
}

absl::StatusOr<uint64_t> SqliteDatabase::Bytes() {
  FAZHI_ASSIGN_OR_RETURN(const int64_t pages, Pragma("page_count"));
  FAZHI_ASSIGN_OR_RETURN(const int64_t page, Pragma("page_size"));
  return static_cast<uint64_t>(pages) * static_cast<uint64_t>(page);
}

Statement& SqliteDatabase::Prepare(absl::string_view sql) {
  std::unique_ptr<SqliteStatement>& kept = statements_[sql];
  if (kept == nullptr) kept = std::make_unique<SqliteStatement>(db_, failed_);
  kept->Prepare(sql);
  return *kept;
}

absl::Status SqliteDatabase::Execute(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : SqliteError(db_, code);
}

}  // namespace fazhi::aggregation
