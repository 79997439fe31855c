#include "services/aggregation/store/open_store.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/aggregation/store/postgres_store.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {

std::string ShownDatabase(const std::string& database) {
  return IsPostgresUrl(database) ? WithoutSecrets(database) : database;
}

absl::Status CheckDatabaseName(absl::string_view database) {
  const size_t scheme = database.find("://");
  if (IsPostgresUrl(database) ||
      (scheme == absl::string_view::npos && !absl::StrContains(database, "dbname=")))
    return absl::OkStatus();
  // What stands behind may be a password.
  const std::string what = scheme == absl::string_view::npos
                               ? "words of libpq such as dbname= are no name of a database here"
                               : absl::StrCat("a URL of ", Shown(database.substr(0, scheme)),
                                              ":// is neither PostgreSQL's nor the name of a file");
  return InvalidInput("BAD_DATABASE", "database",
                      absl::StrCat(what, "; give postgresql://USER@HOST:PORT/NAME, or a file of SQLite"));
}

absl::StatusOr<std::unique_ptr<Store>> OpenStore(const OpenStoreOptions& options) {
  FAZHI_RETURN_IF_ERROR(CheckDatabaseName(options.database));
  if (IsPostgresUrl(options.database)) {
    PostgresOptions postgres;
    postgres.url = options.database;
    return OpenPostgresStore(postgres);
  }
  SqliteOptions sqlite;
  sqlite.path = options.database;
  sqlite.must_exist = options.must_exist;
  sqlite.read_only = options.read_only;
  sqlite.as_unchanging = options.as_unchanging;
  return OpenSqliteStore(sqlite);
}

}  // namespace fazhi::aggregation
