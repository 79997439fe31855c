#include "services/aggregation/store/sqlite_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/match.h"
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

absl::Status CannotOpen(const std::string& path, absl::string_view why) {
  return ErrorWithReason(absl::StatusCode::kPermissionDenied, "CANNOT_OPEN", "path",
                         absl::StrCat(path, " ", why));
}

// What can be told of a path before SQLite sees it, which would say it worse.
absl::Status CheckPath(const SqliteOptions& options) {
  struct stat file = {};
  if (::stat(options.path.c_str(), &file) != 0) {
    if (errno == EACCES) {
      return CannotOpen(options.path,
                        "is in a folder that you may not look into; ask its owner, or name another");
    }
    if (!options.must_exist && !options.read_only) return absl::OkStatus();
    return ErrorWithReason(absl::StatusCode::kNotFound, "NO_DATABASE", "path",
                           absl::StrCat("no database at ", options.path, "; `fazhi run PATH…` makes one"));
  }
  if (S_ISDIR(file.st_mode))
    return CannotOpen(options.path, "is a folder; name the file of a database, such as fazhi.db in it");
  if (::access(options.path.c_str(), R_OK) != 0) {
    return CannotOpen(options.path,
                      "may not be read by you; ask its owner for that (chmod +r), or name another");
  }
  if (!options.read_only && ::access(options.path.c_str(), W_OK) != 0) {
    return CannotOpen(options.path, "may not be written by you; ask its owner for that, or name another");
  }
  return absl::OkStatus();
}

// An error of the first look into a file, with its path and a remedy.
absl::Status OpeningError(const SqliteOptions& options, const absl::Status& error) {
  const std::string reason = ReasonOf(error);
  if (reason == "DATABASE_CORRUPT") {
    return ErrorWithReason(error.code(), reason, "path",
                           absl::StrCat(options.path, " is no database, or a damaged one (", error.message(),
                                        "); name another, or make a new one by `fazhi run PATH…`"));
  }
  if (reason == "CANNOT_OPEN" && options.read_only) {
    return CannotOpen(options.path,
                      absl::StrCat("cannot be read where it is (", error.message(),
                                   "); copy it, with the files that have its name and -wal or -shm "
                                   "behind, into a folder that you may write"));
  }
  if (reason == "CANNOT_OPEN") {
    return CannotOpen(
        options.path,
        absl::StrCat("cannot be written (", error.message(),
                     "); you must be allowed to write the file and its folder, or name another"));
  }
  return error;
}

absl::StatusOr<std::unique_ptr<SqliteDatabase>> Open(const SqliteOptions& options, const std::string& name,
                                                     int flags) {
  auto db = SqliteDatabase::Open(name, flags);
  if (!db.ok()) return OpeningError(options, db.status());
  return db;
}

// The file as one that nobody changes: then SQLite needs no files beside it. Only where no log is beside it
// that holds more than the file.
absl::StatusOr<std::unique_ptr<SqliteDatabase>> OpenUnchanging(const SqliteOptions& options) {
  struct stat log = {};
  if (::stat((options.path + "-wal").c_str(), &log) == 0 && log.st_size > 0) {
    return CannotOpen(options.path,
                      "has a log beside it that only who may write its folder can read in; its owner "
                      "does so by any query, or copy both files into a folder of yours");
  }
  std::string uri = "file:";
  for (const char c : options.path) {
    if (absl::StrContains("%?#", c)) {
      absl::StrAppend(&uri, "%", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    } else {
      uri += c;
    }
  }
  return Open(options, uri + "?immutable=1", SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

absl::StatusOr<std::unique_ptr<Database>> Connect(const SqliteOptions& options) {
  const bool memory = options.path == ":memory:";
  int flags = SQLITE_OPEN_NOMUTEX | (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  if (!options.must_exist && !options.read_only) flags |= SQLITE_OPEN_CREATE;
  if (!memory) FAZHI_RETURN_IF_ERROR(CheckPath(options));
  FAZHI_ASSIGN_OR_RETURN(std::unique_ptr<SqliteDatabase> db, Open(options, options.path, flags));
  sqlite3_busy_timeout(db->handle(), options.busy_timeout_ms);
  absl::StatusOr<bool> first_look = IsEmpty(*db);
  if (ReasonOf(first_look.status()) == "CANNOT_OPEN" && options.read_only && options.as_unchanging) {
    FAZHI_ASSIGN_OR_RETURN(db, OpenUnchanging(options));
    first_look = IsEmpty(*db);
  }
  if (!first_look.ok()) return OpeningError(options, first_look.status());
  const bool empty = *first_look;
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
  SqliteOptions options;
  options.path = path;
  options.must_exist = true;
  FAZHI_RETURN_IF_ERROR(CheckPath(options));
  FAZHI_ASSIGN_OR_RETURN(const std::unique_ptr<SqliteDatabase> db,
                         Open(options, path, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE));
  sqlite3_busy_timeout(db->handle(), options.busy_timeout_ms);
  if (const auto first_look = IsEmpty(*db); !first_look.ok())
    return OpeningError(options, first_look.status());
  return Migrate(*db, path);
}

}  // namespace fazhi::aggregation
