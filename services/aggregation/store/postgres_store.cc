#include "services/aggregation/store/postgres_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/aggregation/store/postgres_database.h"
#include "services/aggregation/store/schema.h"
#include "services/aggregation/store/sql_store.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(50);
constexpr absl::Duration kLongestPause = absl::Seconds(1);

// 0 where there is none.
absl::StatusOr<int64_t> SchemaVersion(PostgresDatabase& db) {
  Statement& there =
      db.Prepare("SELECT COUNT(*) FROM (SELECT to_regclass('meta') AS name) AS t WHERE name IS NOT NULL");
  there.Start();
  FAZHI_RETURN_IF_ERROR(there.Step().status());
  const bool made = there.Int(0) == 1;
  there.Reset();
  if (!made) return 0;
  Statement& select = db.Prepare("SELECT CAST(value AS BIGINT) FROM meta WHERE key = 'schema_version'");
  select.Start();
  FAZHI_ASSIGN_OR_RETURN(const bool row, select.Step());
  const int64_t version = row ? select.Int(0) : 0;
  select.Reset();
  return version;
}

absl::StatusOr<std::unique_ptr<Database>> Connect(const PostgresOptions& options) {
  const absl::Time end = absl::Now() + absl::Milliseconds(options.reconnect_ms);
  for (absl::Duration pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
    auto db = PostgresDatabase::Connect(options.url, options.statement_timeout_ms);
    if (db.ok()) return std::unique_ptr<Database>(*std::move(db));
    if (!absl::IsUnavailable(db.status()) || absl::Now() + pause > end) return db.status();
    absl::SleepFor(pause);
  }
}

}  // namespace

std::string WithoutSecrets(absl::string_view url) {
  const size_t at = url.find('@');
  const size_t scheme = url.find("://");
  if (at == url.npos || scheme == url.npos) return std::string(url.substr(0, url.find('?')));
  const absl::string_view user = url.substr(scheme + 3, at - scheme - 3);
  const absl::string_view rest = url.substr(at, url.find('?', at) - at);
  return absl::StrCat(url.substr(0, scheme + 3), user.substr(0, user.find(':')), rest);
}

bool IsPostgresUrl(absl::string_view database) {
  return absl::StartsWith(database, "postgresql://") || absl::StartsWith(database, "postgres://");
}

absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const PostgresOptions& options) {
  {
    FAZHI_ASSIGN_OR_RETURN(const auto db,
                           PostgresDatabase::Connect(options.url, options.statement_timeout_ms));
    FAZHI_RETURN_IF_ERROR(db->Begin(Database::Access::kRead));
    FAZHI_ASSIGN_OR_RETURN(const int64_t version, SchemaVersion(*db));
    if (version != kSchemaVersion) return UnknownSchema(WithoutSecrets(options.url), version);
  }
  return std::unique_ptr<Store>(std::make_unique<SqlStore>(
      [options] { return Connect(options); }, options.most_connections, *options.catalog, *options.regions));
}

absl::StatusOr<int64_t> MigratePostgres(const std::string& url) {
  FAZHI_ASSIGN_OR_RETURN(const auto db, PostgresDatabase::Connect(url, 0));
  FAZHI_RETURN_IF_ERROR(db->Begin(Database::Access::kWrite));
  // One at a time.
  FAZHI_RETURN_IF_ERROR(db->LockAll(true));
  FAZHI_ASSIGN_OR_RETURN(const int64_t from, SchemaVersion(*db));
  if (from > kSchemaVersion) return UnknownSchema(WithoutSecrets(url), from);
  if (from < kSchemaVersion) {
    FAZHI_RETURN_IF_ERROR(db->ExecuteEach(SchemaToPostgres(SchemaSince(from))));
    FAZHI_RETURN_IF_ERROR(db->Prepare("INSERT INTO meta VALUES ('schema_version', ?) ON CONFLICT (key) DO "
                                      "UPDATE SET value = excluded.value")
                              .Run(absl::StrCat(kSchemaVersion)));
  }
  FAZHI_RETURN_IF_ERROR(db->Commit());
  return from;
}

}  // namespace fazhi::aggregation
