#include "services/aggregation/store/sqlite_db.h"

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

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
      return ErrorWithReason(absl::StatusCode::kDataLoss, "DATABASE_CORRUPT", "", message);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return ErrorWithReason(absl::StatusCode::kPermissionDenied, "CANNOT_OPEN", "path", message);
    default:
      return ErrorWithReason(absl::StatusCode::kInternal, "DATABASE", "", message);
  }
}

absl::Status ParseStored(absl::string_view bytes, absl::string_view what,
                         google::protobuf::MessageLite& message) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return absl::OkStatus();
  return ErrorWithReason(absl::StatusCode::kDataLoss, "DATABASE_CORRUPT", "",
                         absl::StrCat(what, " cannot be read"));
}

void Statement::Prepare(absl::string_view sql) {
  if (statement_ != nullptr) return Reset();
  const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  error_ = code == SQLITE_OK ? absl::OkStatus() : SqliteError(db_, code);
}

absl::StatusOr<bool> Statement::Step() {
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

absl::string_view Statement::Text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return absl::string_view(
      bytes, bytes == nullptr ? 0 : static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& path, int flags) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  if (code != SQLITE_OK) {
    absl::Status error = SqliteError(db, code);
    sqlite3_close(db);
    return ErrorWithReason(error.code(), ReasonOf(error), "path", absl::StrCat(path, ": ", error.message()));
  }
  sqlite3_extended_result_codes(db, 1);
  return std::unique_ptr<Database>(new Database(db));
}

Database::~Database() {
  statements_.clear();
  sqlite3_close(db_);
}

Statement& Database::Prepare(absl::string_view sql) {
  std::unique_ptr<Statement>& kept = statements_[sql];
  if (kept == nullptr) kept = std::make_unique<Statement>(db_);
  kept->Prepare(sql);
  return *kept;
}

absl::Status Database::Execute(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : SqliteError(db_, code);
}

}  // namespace fazhi::aggregation
