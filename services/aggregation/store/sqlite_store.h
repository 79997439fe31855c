#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/aggregation/store/store.h"
#include "services/catalog/catalog.h"

namespace fazhi::aggregation {

struct SqliteOptions {
  // The database's file, made when it is not there (its folder must be); `:memory:` for none.
  std::string path;
  // Indicators and their aggregation; must outlive the store.
  const Catalog* catalog = &Catalog::Default();
  const RegionTable* regions = &RegionTable::Default();
  // Refuses to make a new file.
  bool must_exist = false;
  // Opens for queries only.
  bool read_only = false;
  // With read_only: a file in a folder that may not be written is opened as one that nobody changes, without
  // locks. For calls that end soon: what its owner writes meanwhile may make them fail.
  bool as_unchanging = false;
  // Largest size in pages of 4 KiB; 0: as the engine has it.
  int64_t max_pages = 0;
  // How long to wait for another process that writes.
  int busy_timeout_ms = 10000;
};

// Opens the database, making its schema when the file is new. Calls are serialised: there is one connection.
// FAILED_PRECONDITION/UNKNOWN_SCHEMA for a file that another version of fazhi (or another program) wrote;
// NOT_FOUND/NO_DATABASE with must_exist; PERMISSION_DENIED/CANNOT_OPEN for what this user may not read (or
// write), and for a folder; DATA_LOSS/DATABASE_CORRUPT for a file that is no database.
//
// WAL with synchronous=NORMAL: after a power cut the last batches may be missing, never half there; after the
// death of the process nothing that Ingest returned for is missing.
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const SqliteOptions& options);

// Brings a file that an older version of fazhi wrote to this one's schema, in one transaction; changes
// nothing where it has it already. Gives the version that it had. Errors as of opening.
absl::StatusOr<int64_t> MigrateSqlite(const std::string& path);

}  // namespace fazhi::aggregation
