#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/aggregation/store/store.h"
#include "services/catalog/catalog.h"

namespace fazhi::aggregation {

struct PostgresOptions {
  // `postgresql://user@host:port/database`, with whatever parameters libpq knows.
  std::string url;
  // Indicators and their aggregation; must outlive the store.
  const Catalog* catalog = &Catalog::Default();
  const RegionTable* regions = &RegionTable::Default();
  // Calls wait for one another beyond this many at once.
  size_t most_connections = 8;
  // How long one statement may take, waiting for other writers' locks included.
  int64_t statement_timeout_ms = 60000;
  // How long a call tries to reach a server that does not answer, with growing pauses.
  int64_t reconnect_ms = 5000;
};

// Opens a database that `fazhi migrate` has made ready. FAILED_PRECONDITION/UNKNOWN_SCHEMA when its schema is
// not this program's; NOT_FOUND/NO_DATABASE, PERMISSION_DENIED/CANNOT_OPEN, UNAVAILABLE/DATABASE_UNAVAILABLE.
//
// Each call has a connection of its own: queries do not wait for writers. Any number of stores, in any number
// of processes, may write at once: state and export are the same as if one had written all. A connection that
// is lost is made anew by the next call.
//
// What Ingest returned for survives a power cut, if the server has its default `synchronous_commit`.
absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const PostgresOptions& options);

// Brings an empty database, or one of an older version, to this version's schema, in one transaction; changes
// nothing where it has it already. Gives the version that it had, 0 for an empty one.
absl::StatusOr<int64_t> MigratePostgres(const std::string& url);

// The URL as it may be shown: without password and parameters.
std::string WithoutSecrets(absl::string_view url);

// Whether a database's name is a PostgreSQL URL.
bool IsPostgresUrl(absl::string_view database);

}  // namespace fazhi::aggregation
