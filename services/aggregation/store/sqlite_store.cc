#include "services/aggregation/store/sqlite_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregation/store/schema.h"
#include "services/aggregation/store/sql_store.h"
#include "services/aggregation/store/sqlite_database.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {
namespace {

// "fazh" in ASCII: PRAGMA application_id tells our files from other programs'.
constexpr int64_t kApplicationId = 0x66617A68;

absl::StatusOr<bool> IsEmpty(SqliteDatabase& db) {
  Statement& tables = db.Prepare("SELECT COUNT(*) FROM sqlite_master");
  tables.Start();
  FAZHI_RETURN_IF_ERROR(tables.Step().status());
  const bool empty = tables.Int(0) == 0;
  tables.Reset();
  return empty;
}

// The schema version of a file of ours.
absl::StatusOr<int64_t> SchemaVersion(SqliteDatabase& db, const std::string& path) {
  FAZHI_ASSIGN_OR_RETURN(const int64_t application, db.Pragma("application_id"));
  FAZHI_ASSIGN_OR_RETURN(const int64_t version, db.Pragma("user_version"));
  if (application != kApplicationId) {
    return ErrorWithReason(absl::StatusCode::kFailedPrecondition, "UNKNOWN_SCHEMA", "path",
                           absl::StrCat(path, " is a database of another program; name another file"));
  }
  if (version > kSchemaVersion) return UnknownSchema(path, version);
  return version;
}

// Brings an empty file, or an older one of ours, to the schema of this program, in one transaction. Gives the
// version that it had, 0 for an empty one.
absl::StatusOr<int64_t> Migrate(SqliteDatabase& db, const std::string& path) {
  FAZHI_RETURN_IF_ERROR(db.Begin(Database::Access::kWrite));
  const auto migrate = [&]() -> absl::StatusOr<int64_t> {
    // Another process may have made it in the meantime.
    FAZHI_ASSIGN_OR_RETURN(const bool empty, IsEmpty(db));
    int64_t from = 0;
    if (!empty) {
      FAZHI_ASSIGN_OR_RETURN(from, SchemaVersion(db, path));
    }
    if (from < kSchemaVersion) {
      FAZHI_RETURN_IF_ERROR(db.Execute(
          absl::StrCat(SchemaSince(from), "PRAGMA application_id = ", kApplicationId,
                       ";\nPRAGMA user_version = ", kSchemaVersion,
                       ";\nINSERT OR REPLACE INTO meta VALUES ('schema_version', '", kSchemaVersion, "');")));
    }
    FAZHI_RETURN_IF_ERROR(db.Commit());
    return from;
  };
  auto from = migrate();
  if (!from.ok()) db.Rollback();
  return from;
}

absl::StatusOr<std::unique_ptr<Database>> Connect(const SqliteOptions& options) {
  const bool memory = options.path == ":memory:";
  int flags = SQLITE_OPEN_NOMUTEX | (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  if (!options.must_exist && !options.read_only) flags |= SQLITE_OPEN_CREATE;
  if (options.must_exist || options.read_only) {
    sqlite3* probe = nullptr;
    const int code = sqlite3_open_v2(options.path.c_str(), &probe, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_close(probe);
    if (code == SQLITE_CANTOPEN) {
      return ErrorWithReason(absl::StatusCode::kNotFound, "NO_DATABASE", "path",
                             absl::StrCat("no database at ", options.path, "; `fazhi run PATH…` makes one"));
    }
  }
  FAZHI_ASSIGN_OR_RETURN(std::unique_ptr<SqliteDatabase> db, SqliteDatabase::Open(options.path, flags));
  sqlite3_busy_timeout(db->handle(), options.busy_timeout_ms);
  FAZHI_ASSIGN_OR_RETURN(const bool empty, IsEmpty(*db));
  if (empty && !options.read_only) {
    FAZHI_RETURN_IF_ERROR(db->Execute("PRAGMA journal_mode = WAL"));
    FAZHI_RETURN_IF_ERROR(Migrate(*db, options.path).status());
  }
  FAZHI_ASSIGN_OR_RETURN(const int64_t version, SchemaVersion(*db, options.path));
  if (version != kSchemaVersion) return UnknownSchema(options.path, version);
  FAZHI_RETURN_IF_ERROR(db->Execute("PRAGMA synchronous = NORMAL"));
  FAZHI_RETURN_IF_ERROR(db->Execute("PRAGMA cache_size = -65536"));
  FAZHI_RETURN_IF_ERROR(db->Execute("PRAGMA temp_store = MEMORY"));
  if (!memory && !options.read_only) FAZHI_RETURN_IF_ERROR(db->Execute("PRAGMA wal_autocheckpoint = 4000"));
  if (options.max_pages > 0) {
    FAZHI_RETURN_IF_ERROR(db->Execute(absl::StrCat("PRAGMA max_page_count = ", options.max_pages)));
  }
  return std::unique_ptr<Database>(std::move(db));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const SqliteOptions& options) {
  auto store = std::make_unique<SqlStore>([options] { return Connect(options); }, 1, *options.catalog,
                                          *options.regions);
  FAZHI_RETURN_IF_ERROR(store->Open());
  return std::unique_ptr<Store>(std::move(store));
}

absl::StatusOr<int64_t> MigrateSqlite(const std::string& path) {
  FAZHI_ASSIGN_OR_RETURN(const std::unique_ptr<SqliteDatabase> db,
                         SqliteDatabase::Open(path, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE));
  sqlite3_busy_timeout(db->handle(), SqliteOptions().busy_timeout_ms);
  return Migrate(*db, path);
}

}  // namespace fazhi::aggregation
