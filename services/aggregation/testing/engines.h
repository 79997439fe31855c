#pragma once

#include <memory>
#include <string>

#include "services/aggregation/store/store.h"

namespace fazhi::aggregation {

// The engine that a test runs against: PostgreSQL where FAZHI_TEST_DATABASE names a database
// (fazhi_server_test), SQLite in memory otherwise. So that the tests of Store are built once and run on both.
std::string TestDatabase();  // the URL; empty for SQLite

// An empty store with SmallCatalog. With PostgreSQL it empties the one database: stores opened before are
// empty with it.
std::unique_ptr<Store> OpenEmptyStore();

}  // namespace fazhi::aggregation
