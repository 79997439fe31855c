// What only a file can do: be killed over, be full, be somebody else's.
#include "services/aggregation/store/sqlite_store.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/store/sqlite_database.h"
#include "services/aggregation/testing/canonical.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/aggregation/testing/small_catalog.h"
#include "services/base/status_matchers.h"

namespace fazhi::aggregation {
namespace {

TEST(DatabaseTest, AStatementThatCannotBePreparedSaysSoAndHarmsNoOther) {
  ASSERT_OK_AND_ASSIGN(const auto db,
                       SqliteDatabase::Open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
  Statement& first = db->Prepare("SELECT a FROM first_missing");
  Statement& second = db->Prepare("SELECT a FROM second_missing");
  first.Start(1);
  second.Start("x");
  const auto step = first.Step();
  EXPECT_THAT(step, FailsWith(absl::StatusCode::kInternal, "DATABASE"));
  EXPECT_THAT(std::string(step.status().message()), testing::HasSubstr("first_missing"));
  EXPECT_THAT(std::string(second.Step().status().message()), testing::HasSubstr("second_missing"));
  ASSERT_OK(db->Execute("CREATE TABLE first_missing (a)"));
  Statement& again = db->Prepare("SELECT a FROM first_missing");
  again.Start();
  EXPECT_OK(again.Step());
}

TEST(DatabaseTest, WhatCannotBeParsedIsLost) {
  v1::Finding finding;
  EXPECT_THAT(ParseStored("\xFF", "a finding", finding),
              FailsWith(absl::StatusCode::kDataLoss, "DATABASE_CORRUPT"));
}

class SqliteStoreTest : public testing::Test {
 protected:
  SqliteStoreTest() {
    char folder[] = "/tmp/fazhi_sqlite_XXXXXX";
    folder_ = ::mkdtemp(folder);
    options_.path = folder_ + "/fazhi.db";
    options_.catalog = &SmallCatalog();
  }
  ~SqliteStoreTest() override {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) ::unlink((options_.path + suffix).c_str());
    ::rmdir(folder_.c_str());
  }

  static IngestRequest Batch(int first, int count) {
    IngestRequest request;
    for (int i = first; i < first + count; ++i) {
      ReportSpec spec;
      spec.url = absl::StrCat("https://example.gov.cn/", i);
      spec.region = absl::StrCat("6229", 21 + i % 8);
      spec.year = static_cast<uint32_t>(2000 + i / 8);
      std::string marked;
      for (int k = 0; k < 20; ++k)
        absl::StrAppend(&marked, "第", i, "号受理案件{", 10 + k, "件 @a.lawyers},");
      request.arrivals.push_back(
          PrepareArrival(BuildReport(spec, absl::StrCat(marked, "受理{7件 @a.cases}。")), SmallCatalog()));
    }
    return request;
  }
  std::string IntegrityCheck() {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
    std::string answer;
    sqlite3_exec(
        db, "PRAGMA integrity_check",
        [](void* out, int, char** values, char**) {
          *static_cast<std::string*>(out) += values[0];
          return 0;
        },
        &answer, nullptr);
    sqlite3_close(db);
    return answer;
  }

  std::string folder_;
  SqliteOptions options_;
};

TEST_F(SqliteStoreTest, ReopensWithEverything) {
  std::string before;
  {
    ASSERT_OK_AND_ASSIGN(auto store, OpenSqliteStore(options_));
    ASSERT_OK(store->Ingest(Batch(0, 20)));
    before = Canonical(*store);
  }
  options_.must_exist = true;
  ASSERT_OK_AND_ASSIGN(auto store, OpenSqliteStore(options_));
  EXPECT_EQ(Canonical(*store), before);
  options_.read_only = true;
  ASSERT_OK_AND_ASSIGN(auto reader, OpenSqliteStore(options_));
  EXPECT_EQ(Canonical(*reader), before);
  EXPECT_THAT(reader->Ingest(Batch(50, 1)), FailsWith(absl::StatusCode::kPermissionDenied, "CANNOT_OPEN"));
}

TEST_F(SqliteStoreTest, KilledInTheMiddleItHoldsWholeBatchesOnly) {
  constexpr int kBatch = 16, kBatches = 8;
  for (int round = 0; round < 4; ++round) {
    for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((options_.path + suffix).c_str());
    int progress[2];
    ASSERT_EQ(::pipe(progress), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto store = OpenSqliteStore(options_);
      for (int b = 0; b < kBatches; ++b) {
        const char begun = 'b';
        if (::write(progress[1], &begun, 1) != 1) ::_exit(1);
        if (!(*store)->Ingest(Batch(b * kBatch, kBatch)).ok()) ::_exit(1);
        const char done = 'd';
        if (::write(progress[1], &done, 1) != 1) ::_exit(1);
      }
      ::pause();
    }
    ::close(progress[1]);
    // Killed after some batches were reported done, at any point of the next.
    int done = 0;
    char c = 0;
    while (done < round + 1 && ::read(progress[0], &c, 1) == 1) done += c == 'd' ? 1 : 0;
    if (::read(progress[0], &c, 1) == 1) ::usleep(static_cast<useconds_t>(700 * round));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    while (::read(progress[0], &c, 1) == 1) done += c == 'd' ? 1 : 0;
    ::close(progress[0]);

    EXPECT_EQ(IntegrityCheck(), "ok");
    ASSERT_OK_AND_ASSIGN(auto store, OpenSqliteStore(options_));
    ASSERT_OK_AND_ASSIGN(const StoreStats stats, store->Stats());
    EXPECT_EQ(stats.documents % kBatch, 0u);
    EXPECT_GE(stats.documents, static_cast<uint64_t>(done) * kBatch);
    // The next run takes up where it stopped and ends in the same state.
    for (int b = 0; b < kBatches; ++b) ASSERT_OK(store->Ingest(Batch(b * kBatch, kBatch)));
    SqliteOptions fresh = options_;
    fresh.path = ":memory:";
    ASSERT_OK_AND_ASSIGN(auto other, OpenSqliteStore(fresh));
    ASSERT_OK(other->Ingest(Batch(0, kBatch * kBatches)));
    EXPECT_EQ(Canonical(*store), Canonical(*other));
  }
}

TEST_F(SqliteStoreTest, FullDiskRollsTheBatchBack) {
  options_.max_pages = 120;
  ASSERT_OK_AND_ASSIGN(auto store, OpenSqliteStore(options_));
  ASSERT_OK(store->Ingest(Batch(0, 4)));
  const std::string before = Canonical(*store);
  EXPECT_THAT(store->Ingest(Batch(4, 400)), FailsWith(absl::StatusCode::kResourceExhausted, "DISK_FULL"));
  EXPECT_EQ(Canonical(*store), before);
  SearchTextRequest search;
  search.query = "399号";
  ASSERT_OK_AND_ASSIGN(auto hits, store->SearchText(search));
  EXPECT_THAT(hits, testing::IsEmpty());
  // With room again the same store goes on.
  store.reset();
  EXPECT_EQ(IntegrityCheck(), "ok");
  options_.max_pages = 100000;
  ASSERT_OK_AND_ASSIGN(store, OpenSqliteStore(options_));
  ASSERT_OK(store->Ingest(Batch(4, 400)));
  ASSERT_OK_AND_ASSIGN(hits, store->SearchText(search));
  EXPECT_THAT(hits, testing::SizeIs(1));
}

TEST_F(SqliteStoreTest, RefusesWhatItDoesNotKnow) {
  // Another program's database.
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "CREATE TABLE t (x)", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  EXPECT_THAT(OpenSqliteStore(options_), FailsWith(absl::StatusCode::kFailedPrecondition, "UNKNOWN_SCHEMA"));
  ::unlink(options_.path.c_str());
  // A newer schema of ours.
  ASSERT_THAT(OpenSqliteStore(options_), IsOk());
  ASSERT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "PRAGMA user_version = 99", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  const auto newer = OpenSqliteStore(options_);
  EXPECT_THAT(newer, FailsWith(absl::StatusCode::kFailedPrecondition, "UNKNOWN_SCHEMA"));
  EXPECT_THAT(std::string(newer.status().message()), testing::HasSubstr("99"));
  for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((options_.path + suffix).c_str());
  // No database at all.
  std::ofstream(options_.path) << std::string(8192, 'x');
  const auto no_database = OpenSqliteStore(options_);
  EXPECT_THAT(no_database, FailsWith(absl::StatusCode::kDataLoss, "DATABASE_CORRUPT"));
  EXPECT_THAT(std::string(no_database.status().message()), testing::HasSubstr(options_.path));
  EXPECT_THAT(MigrateSqlite(options_.path), FailsWith(absl::StatusCode::kDataLoss, "DATABASE_CORRUPT"));
  ::unlink(options_.path.c_str());
  options_.must_exist = true;
  EXPECT_THAT(OpenSqliteStore(options_), FailsWith(absl::StatusCode::kNotFound, "NO_DATABASE"));
  options_.must_exist = false;
  options_.path = folder_;
  for (const bool read_only : {false, true}) {
    options_.read_only = read_only;
    EXPECT_THAT(OpenSqliteStore(options_), FailsWith(absl::StatusCode::kPermissionDenied, "CANNOT_OPEN"));
  }
  options_.read_only = false;
  options_.path = folder_ + "/missing/fazhi.db";
  EXPECT_THAT(OpenSqliteStore(options_), FailsWith(absl::StatusCode::kPermissionDenied, "CANNOT_OPEN"));
  options_.path = folder_ + "/fazhi.db";
}

TEST_F(SqliteStoreTest, MigratesWhatAnOlderVersionWrote) {
  std::string before;
  {
    ASSERT_OK_AND_ASSIGN(auto store, OpenSqliteStore(options_));
    ASSERT_OK(store->Ingest(Batch(0, 3)));
    before = Canonical(*store);
  }
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(
                db,
                "ALTER TABLE observations DROP COLUMN year; ALTER TABLE segments RENAME COLUMN id TO segment;"
                "DROP TABLE positions; DROP TABLE dead_letters; DROP INDEX documents_by_sha256;"
                "PRAGMA user_version = 1",
                nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(db);
  const auto old = OpenSqliteStore(options_);
  EXPECT_THAT(old, FailsWith(absl::StatusCode::kFailedPrecondition, "UNKNOWN_SCHEMA"));
  EXPECT_THAT(std::string(old.status().message()),
              testing::HasSubstr("fazhi migrate --database " + options_.path));
  ASSERT_OK_AND_ASSIGN(int64_t version, MigrateSqlite(options_.path));
  EXPECT_EQ(version, 1);
  ASSERT_OK_AND_ASSIGN(version, MigrateSqlite(options_.path));
  EXPECT_EQ(version, 2);
  ASSERT_OK_AND_ASSIGN(auto store, OpenSqliteStore(options_));
  EXPECT_EQ(Canonical(*store), before);
  ASSERT_OK_AND_ASSIGN(const auto positions, store->ReadPositions({"t", {0}}));
  EXPECT_THAT(positions, testing::ElementsAre(0));
}

TEST_F(SqliteStoreTest, TwoWritersWaitForEachOther) {
  ASSERT_OK_AND_ASSIGN(auto a, OpenSqliteStore(options_));
  ASSERT_OK_AND_ASSIGN(auto b, OpenSqliteStore(options_));
  std::thread first([&] {
    for (int i = 0; i < 10; ++i) EXPECT_THAT(a->Ingest(Batch(i * 4, 4)), IsOk());
  });
  std::thread second([&] {
    for (int i = 9; i >= 0; --i) EXPECT_THAT(b->Ingest(Batch(40 + i * 4, 4)), IsOk());
  });
  first.join();
  second.join();
  ASSERT_OK_AND_ASSIGN(const StoreStats stats, a->Stats());
  EXPECT_EQ(stats.current_reports, 80u);
  EXPECT_EQ(Canonical(*a), Canonical(*b));
}

TEST_F(SqliteStoreTest, SaysWhenAnotherHoldsIt) {
  ASSERT_OK_AND_ASSIGN(auto store, OpenSqliteStore(options_));
  store.reset();
  options_.busy_timeout_ms = 10;
  ASSERT_OK_AND_ASSIGN(store, OpenSqliteStore(options_));
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_THAT(store->Ingest(Batch(0, 1)), FailsWith(absl::StatusCode::kUnavailable, "DATABASE_BUSY"));
  sqlite3_close(db);
  EXPECT_THAT(store->Ingest(Batch(0, 1)), IsOk());
}

TEST_F(SqliteStoreTest, SearchSurvivesManySmallBatches) {
  ASSERT_OK_AND_ASSIGN(auto store, OpenSqliteStore(options_));
  for (int i = 0; i < 80; ++i) ASSERT_OK(store->Ingest(Batch(i, 1)));
  SearchTextRequest search;
  search.limit = 0;
  for (const auto& [query, expected] : std::vector<std::pair<std::string, size_t>>{
           {"受理案件", 80}, {"第7号", 1}, {"第77号受理", 1}, {"第80号", 0}}) {
    search.query = query;
    ASSERT_OK_AND_ASSIGN(const auto hits, store->SearchText(search));
    EXPECT_THAT(hits, testing::SizeIs(expected)) << query;
  }
}

}  // namespace
}  // namespace fazhi::aggregation
