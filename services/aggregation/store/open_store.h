#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/aggregation/store/store.h"

namespace fazhi::aggregation {

struct OpenStoreOptions {
  // A file of SQLite, or the URL of PostgreSQL.
  std::string database;
  // Of a file alone: refuses to make a new one; opens for queries only.
  bool must_exist = false;
  bool read_only = false;
  bool as_unchanging = false;  // SqliteOptions has it
};

// The name as it may be shown: of a URL without password and parameters.
std::string ShownDatabase(const std::string& database);

// Refuses (BAD_DATABASE) what is meant for another database than SQLite and PostgreSQL, or for libpq alone:
// its name would be taken for a file's.
absl::Status CheckDatabaseName(absl::string_view database);

// Opens the store of that name with everything else at its default (sqlite_store.h, postgres_store.h, which
// have the errors).
absl::StatusOr<std::unique_ptr<Store>> OpenStore(const OpenStoreOptions& options);

}  // namespace fazhi::aggregation
