#include "services/aggregation/testing/engines.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/aggregation/store/postgres_database.h"
#include "services/aggregation/store/postgres_store.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/aggregation/testing/small_catalog.h"
#include "services/base/status_macros.h"

namespace fazhi::aggregation {
namespace {

absl::Status Empty(const std::string& url) {
  FAZHI_RETURN_IF_ERROR(MigratePostgres(url).status());
  FAZHI_ASSIGN_OR_RETURN(const auto db, PostgresDatabase::Connect(url, 60000));
  FAZHI_RETURN_IF_ERROR(db->Begin(Database::Access::kWrite));
  for (const char* table :
       {"documents", "readings", "texts", "observations", "findings", "cells", "claims", "totals",
        "withdrawals", "checks", "segments", "postings", "positions", "dead_letters"}) {
    FAZHI_RETURN_IF_ERROR(db->Execute(absl::StrCat("DELETE FROM ", table)));
  }
  return db->Commit();
}

absl::StatusOr<std::unique_ptr<Store>> Open() {
  const std::string url = TestDatabase();
  if (url.empty()) {
    SqliteOptions options;
    options.path = ":memory:";
    options.catalog = &SmallCatalog();
    return OpenSqliteStore(options);
  }
  FAZHI_RETURN_IF_ERROR(Empty(url));
  PostgresOptions options;
  options.url = url;
  options.catalog = &SmallCatalog();
  return OpenPostgresStore(options);
}

}  // namespace

std::string TestDatabase() {
  const char* url = std::getenv("FAZHI_TEST_DATABASE");
  return url == nullptr ? "" : url;
}

std::unique_ptr<Store> OpenEmptyStore() {
  auto store = Open();
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

}  // namespace fazhi::aggregation
