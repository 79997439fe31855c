#include "services/aggregation/store/open_store.h"

#include "services/aggregation/store/postgres_store.h"
#include "services/aggregation/store/sqlite_store.h"

namespace fazhi::aggregation {

std::string ShownDatabase(const std::string& database) {
  return IsPostgresUrl(database) ? WithoutSecrets(database) : database;
}

absl::StatusOr<std::unique_ptr<Store>> OpenStore(const OpenStoreOptions& options) {
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
