#pragma once

#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "services/aggregation/store/store.h"

namespace fazhi {

// Where a run keeps things, when nothing else is said.
inline constexpr char kDefaultFolder[] = "fazhi-out";
inline constexpr char kDatabaseName[] = "fazhi.db";
inline constexpr char kSamplesFolder[] = "samples";  // in it, by tools/run without a path
inline constexpr char kArchiveName[] = "archive";

// What --database takes.
inline constexpr char kDatabaseHelp[] =
    "A file of SQLite, or the URL of PostgreSQL: postgresql://user@host/name";

// Adds --database to a command that reads one that is there.
void AddDatabaseOption(CLI::App& command, std::string& database);

// ` --database NAME` as a shell takes it, of a URL without its secrets; empty for the default database. For
// commands that are shown to be typed.
std::string DatabaseArgument(const std::string& database);

// Opens a database for reading; the error says how to make one.
absl::StatusOr<std::unique_ptr<aggregation::Store>> OpenForQueries(const std::string& database);

// Opens a database for writing. A file and its folder are made when they are not there; PostgreSQL is made
// ready by MigrateDatabase alone.
absl::StatusOr<std::unique_ptr<aggregation::Store>> OpenForWriting(const std::string& database);

// Brings a database to this version's schema; gives the version that it had.
absl::StatusOr<int64_t> MigrateDatabase(const std::string& database);

// Makes a folder, and those above it. PERMISSION_DENIED with `reason`, and what to do.
absl::Status MakeFolder(const std::string& folder, absl::string_view reason);

// For options that name a folder: what is wrong with an empty one, as CLI11 asks; empty when nothing is.
std::string CheckFolderName(const std::string& folder);

// `folder/name`.
std::string PathIn(const std::string& folder, const std::string& name);

}  // namespace fazhi
