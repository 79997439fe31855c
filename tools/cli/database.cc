#include "tools/cli/database.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/aggregation/store/open_store.h"
#include "services/aggregation/store/postgres_store.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"

namespace fazhi {

std::string CheckFolderName(const std::string& folder) {
  return folder.empty() ? "an empty name; . is the folder that you are in" : "";
}

std::string PathIn(const std::string& folder, const std::string& name) {
  return (std::filesystem::path(folder) / name).string();
}

void AddDatabaseOption(CLI::App& command, std::string& database) {
  database = PathIn(kDefaultFolder, kDatabaseName);
  command.add_option("--database", database, kDatabaseHelp)->capture_default_str();
}

absl::Status MakeFolder(const std::string& folder, absl::string_view reason) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return absl::OkStatus();
  return ErrorWithReason(absl::StatusCode::kPermissionDenied, reason, "path",
                         absl::StrCat("cannot make the folder ", folder, ": ", error.message(),
                                      "; name one that you may write"));
}

std::string DatabaseArgument(const std::string& database) {
  if (database == PathIn(kDefaultFolder, kDatabaseName)) return "";
  const std::string shown = aggregation::ShownDatabase(database);
  const bool plain = std::all_of(shown.begin(), shown.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains("-_./:@", c) ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  if (plain && !shown.empty()) return absl::StrCat(" --database ", shown);
  return absl::StrCat(" --database '", absl::StrReplaceAll(shown, {{"'", "'\\''"}}), "'");
}

namespace {

// Whether a database that is not there is the default one, and only the samples have been read.
bool OnlySamplesRead(const std::string& database, const std::string& of_samples) {
  std::error_code error;
  return database == PathIn(kDefaultFolder, kDatabaseName) && std::filesystem::exists(of_samples, error);
}

absl::Status CheckThere(const std::string& database) {
  FAZHI_RETURN_IF_ERROR(aggregation::CheckDatabaseName(database));
  std::error_code error;
  // Whether a folder that may not be looked into holds it, opening says.
  if (std::filesystem::exists(database, error) || error == std::errc::permission_denied)
    return absl::OkStatus();
  const std::string of_samples = PathIn(PathIn(kDefaultFolder, kSamplesFolder), kDatabaseName);
  return ErrorWithReason(
      absl::StatusCode::kNotFound, "NO_DATABASE", "database",
      absl::StrCat("no database at ", database, "; make one by `fazhi run PATH…`, or name it by --database",
                   OnlySamplesRead(database, of_samples)
                       ? absl::StrCat(": that of the samples is ", of_samples)
                       : ""));
}

}  // namespace

absl::StatusOr<int64_t> MigrateDatabase(const std::string& database) {
  if (aggregation::IsPostgresUrl(database)) return aggregation::MigratePostgres(database);
  FAZHI_RETURN_IF_ERROR(CheckThere(database));
  return aggregation::MigrateSqlite(database);
}

absl::StatusOr<std::unique_ptr<aggregation::Store>> OpenForQueries(const std::string& database) {
  if (!aggregation::IsPostgresUrl(database)) FAZHI_RETURN_IF_ERROR(CheckThere(database));
  aggregation::OpenStoreOptions options;
  options.database = database;
  options.must_exist = true;
  options.read_only = true;
  options.as_unchanging = true;
  return aggregation::OpenStore(options);
}

absl::StatusOr<std::unique_ptr<aggregation::Store>> OpenForWriting(const std::string& database) {
  aggregation::OpenStoreOptions options;
  options.database = database;
  if (aggregation::IsPostgresUrl(database)) return aggregation::OpenStore(options);
  FAZHI_RETURN_IF_ERROR(aggregation::CheckDatabaseName(database));
  const std::filesystem::path folder = std::filesystem::path(database).parent_path();
  if (!folder.empty()) FAZHI_RETURN_IF_ERROR(MakeFolder(folder.string(), "CANNOT_OPEN"));
  return aggregation::OpenStore(options);
}

}  // namespace fazhi
