// What only a server can do: be reached by several writers at once, be restarted, refuse a value, be another
// version's.
#include "services/aggregation/store/postgres_store.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/store/ingest_bisecting.h"
#include "services/aggregation/store/postgres_database.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/aggregation/testing/canonical.h"
#include "services/aggregation/testing/engines.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/aggregation/testing/small_catalog.h"
#include "services/base/errors.h"
#include "services/base/status_matchers.h"

namespace fazhi::aggregation {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

PostgresOptions Options() {
  PostgresOptions options;
  options.url = TestDatabase();
  options.catalog = &SmallCatalog();
  return options;
}

std::unique_ptr<Store> OpenSame() {
  auto store = OpenPostgresStore(Options());
  EXPECT_THAT(store, IsOk());
  return *std::move(store);
}

// Few URLs, texts and slots, so that writers meet at all of them.
IngestRequest RandomBatch(std::mt19937& dice) {
  const auto roll = [&](uint32_t sides) { return static_cast<uint32_t>(dice() % sides); };
  IngestRequest request;
  const uint32_t n = 1 + roll(6);
  for (uint32_t i = 0; i < n; ++i) {
    ReportSpec spec;
    spec.url = absl::StrCat("https://", roll(12), ".gov.cn/report");
    const uint32_t bytes = roll(12);
    spec.document_sha256 = absl::StrCat("bytes", bytes);
    spec.fetched_seconds = roll(20);
    spec.pipeline_version = 1 + roll(2);
    const uint32_t read = bytes * 7 + spec.pipeline_version;
    spec.region = absl::StrCat("62292", 1 + read % 3);
    spec.year = 2021 + read % 3;
    spec.published = read % 2 == 0 ? "2025-01-02" : "";
    request.arrivals.push_back(PrepareArrival(
        BuildReport(spec, absl::StrCat("受理案件{", 10 + read % 4, "件 @a.cases},上年{", 10 + read % 3,
                                       "件 ~ @a.cases p", spec.year - 1, "}。")),
        SmallCatalog()));
  }
  if (roll(4) == 0) {
    request.withdrawals.emplace_back();
    request.withdrawals[0].set_url(absl::StrCat("https://", roll(12), ".gov.cn/report"));
    request.withdrawals[0].mutable_withdrawn_at()->set_seconds(1 + roll(20));
  }
  for (uint32_t i = roll(3); i > 0; --i) {
    v1::CheckRecord& check = request.checks.emplace_back();
    check.set_region_code(absl::StrCat("62292", 1 + roll(3)));
    check.set_year(2023);
    check.set_site("a.gov.cn");
    check.mutable_checked_at()->set_seconds(1 + roll(20));
  }
  return request;
}

TEST(PostgresStoreTest, AnyNumberOfWritersGiveTheStateOfOne) {
  for (uint32_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    std::vector<IngestRequest> batches;
    for (int i = 0; i < 60; ++i) batches.push_back(RandomBatch(dice));

    SqliteOptions options;
    options.path = ":memory:";
    options.catalog = &SmallCatalog();
    ASSERT_OK_AND_ASSIGN(const auto alone, OpenSqliteStore(options));
    for (const IngestRequest& batch : batches) ASSERT_OK(alone->Ingest(batch));

    const std::unique_ptr<Store> store = OpenEmptyStore();
    std::vector<std::thread> writers;
    std::atomic<size_t> next{0};
    for (int w = 0; w < 5; ++w) {
      writers.emplace_back([&] {
        const std::unique_ptr<Store> own = OpenSame();
        for (size_t i = next++; i < batches.size(); i = next++) EXPECT_THAT(own->Ingest(batches[i]), IsOk());
      });
    }
    for (std::thread& writer : writers) writer.join();
    ASSERT_EQ(Canonical(*store), Canonical(*alone));
  }
}

TEST(PostgresStoreTest, ReadersDoNotWaitForAWriter) {
  const std::unique_ptr<Store> store = OpenEmptyStore();
  std::mt19937 dice(1);
  ASSERT_OK(store->Ingest(RandomBatch(dice)));
  ASSERT_OK_AND_ASSIGN(const auto other, PostgresDatabase::Connect(TestDatabase(), 60000));
  ASSERT_OK(other->Begin(Database::Access::kWrite));
  ASSERT_OK(other->Execute("UPDATE readings SET state = 3"));
  ASSERT_OK_AND_ASSIGN(const auto page, store->ListReports({}));
  EXPECT_FALSE(page.rows.empty());
  // A writer waits, and gives up after its time.
  PostgresOptions options = Options();
  options.statement_timeout_ms = 100;
  ASSERT_OK_AND_ASSIGN(const auto impatient, OpenPostgresStore(options));
  ASSERT_OK(other->LockAll(true));
  EXPECT_THAT(impatient->Ingest(RandomBatch(dice)),
              FailsWith(absl::StatusCode::kUnavailable, "DATABASE_BUSY"));
  other->Rollback();
  EXPECT_THAT(impatient->Ingest(RandomBatch(dice)), IsOk());
}

TEST(PostgresStoreTest, ALargeBatchTakesOneLock) {
  const std::unique_ptr<Store> store = OpenEmptyStore();
  IngestRequest request;
  for (int i = 0; i < 1500; ++i) {
    ReportSpec spec;
    spec.url = absl::StrCat("https://example.gov.cn/", i);
    spec.region = absl::StrCat("6229", 21 + i % 8);
    spec.year = static_cast<uint32_t>(2000 + i / 8);
    request.arrivals.push_back(
        PrepareArrival(BuildReport(spec, absl::StrCat("第", i, "号受理{7件 @a.cases}。")), SmallCatalog()));
  }
  ASSERT_OK(store->Ingest(request));
  ASSERT_OK_AND_ASSIGN(const StoreStats stats, store->Stats());
  EXPECT_EQ(stats.current_reports, 1500u);
}

TEST(PostgresStoreTest, WhatTheDatabaseRefusesIsFound) {
  const std::unique_ptr<Store> store = OpenEmptyStore();
  SourceBatch batch;
  for (int64_t offset = 0; offset < 9; ++offset) {
    ReportSpec spec;
    spec.url = absl::StrCat("https://example.gov.cn/", offset);
    spec.region = "622922";
    spec.year = static_cast<uint32_t>(2000 + offset);
    if (offset == 6) {  // no index takes this
      std::mt19937 dice(1);
      for (int i = 0; i < 5000; ++i) spec.subject.push_back(static_cast<char>('a' + dice() % 26));
    }
    SourceRecord& record = batch.records.emplace_back();
    record.topic = "t";
    record.offset = offset;
    record.content = PrepareArrival(BuildReport(spec, absl::StrCat("第", offset, "号受理{7件 @a.cases}。")),
                                    SmallCatalog());
  }
  batch.positions.push_back({"t", 0, 0, 9});
  std::vector<int64_t> refused;
  ASSERT_OK(IngestBisecting(*store, batch, [&](const SourceRecord& record, const absl::Status& why) {
    EXPECT_EQ(ReasonOf(why), "REFUSED_BY_DATABASE") << why;
    refused.push_back(record.offset);
    return absl::OkStatus();
  }));
  EXPECT_THAT(refused, ElementsAre(6));
  ASSERT_OK_AND_ASSIGN(const auto page, store->ListReports({}));
  EXPECT_THAT(page.rows, SizeIs(8));
  ASSERT_OK_AND_ASSIGN(const auto at, store->ReadPositions({"t", {0}}));
  EXPECT_THAT(at, ElementsAre(9));
}

TEST(PostgresStoreTest, AStaleConsumerIsFencedWhileTheOtherCommits) {
  const std::unique_ptr<Store> store = OpenEmptyStore();
  std::atomic<int> moved{0}, refused{0};
  std::vector<std::thread> consumers;
  for (int i = 0; i < 4; ++i) {
    consumers.emplace_back([&] {
      IngestRequest request;
      request.positions.push_back({"t", 0, 0, 5});
      const absl::Status status = store->Ingest(request).status();
      EXPECT_TRUE(status.ok() || ReasonOf(status) == "POSITION_MOVED") << status;
      ++(status.ok() ? moved : refused);
    });
  }
  for (std::thread& consumer : consumers) consumer.join();
  EXPECT_EQ(moved, 1);
  EXPECT_EQ(refused, 3);
}

TEST(PostgresStoreTest, ComesBackAfterARestart) {
  const std::unique_ptr<Store> store = OpenEmptyStore();
  std::mt19937 dice(1);
  ASSERT_OK(store->Ingest(RandomBatch(dice)));
  const std::string before = Canonical(*store);
  const char* folder = std::getenv("FAZHI_TEST_SERVERS");
  const char* source = std::getenv("FAZHI_SOURCE_DIR");
  ASSERT_NE(folder, nullptr);
  ASSERT_NE(source, nullptr);
  const auto postgres = [&](const char* action) {
    return std::system(absl::StrCat("python3 ", source, "/tests/servers/postgres.py ", action, " --folder ",
                                    folder, "/postgres >/dev/null")
                           .c_str());
  };
  ASSERT_EQ(postgres("restart"), 0);
  EXPECT_EQ(Canonical(*store), before);
  // Gone, and back while a call tries.
  ASSERT_EQ(postgres("kill"), 0);
  PostgresOptions options = Options();
  EXPECT_THAT(OpenPostgresStore(options), FailsWith(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  std::thread back([&] { EXPECT_EQ(postgres("start"), 0); });
  EXPECT_EQ(Canonical(*store), before);
  back.join();
  EXPECT_THAT(store->Ingest(RandomBatch(dice)), IsOk());
}

TEST(PostgresStoreTest, SecretsAreNotShown) {
  EXPECT_EQ(WithoutSecrets("postgresql://me:secret@db.example:5433/fazhi?password=secret"),
            "postgresql://me@db.example:5433/fazhi");
  EXPECT_EQ(WithoutSecrets("postgresql:///fazhi?host=/run&password=secret"), "postgresql:///fazhi");
  PostgresOptions options = Options();
  options.url = "postgresql://me:secret@127.0.0.1:1/fazhi";
  const auto store = OpenPostgresStore(options);
  EXPECT_THAT(store, FailsWith(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_THAT(std::string(store.status().message()), testing::Not(HasSubstr("secret")));
}

TEST(PostgresStoreTest, OpensOnlyItsOwnSchema) {
  const std::unique_ptr<Store> store = OpenEmptyStore();
  ASSERT_OK_AND_ASSIGN(const int64_t version, MigratePostgres(TestDatabase()));
  EXPECT_EQ(version, 2);
  ASSERT_OK_AND_ASSIGN(const auto db, PostgresDatabase::Connect(TestDatabase(), 60000));
  ASSERT_OK(db->Begin(Database::Access::kWrite));
  ASSERT_OK(db->Execute("CREATE SCHEMA other"));
  ASSERT_OK(db->Commit());
  PostgresOptions options = Options();
  options.url += "?options=-csearch_path%3Dother";
  const auto empty = OpenPostgresStore(options);
  EXPECT_THAT(empty, FailsWith(absl::StatusCode::kFailedPrecondition, "UNKNOWN_SCHEMA"));
  EXPECT_THAT(std::string(empty.status().message()), HasSubstr("fazhi migrate --database postgresql://"));
  ASSERT_OK_AND_ASSIGN(const int64_t none, MigratePostgres(options.url));
  EXPECT_EQ(none, 0);
  EXPECT_THAT(OpenPostgresStore(options), IsOk());
  ASSERT_OK(db->Begin(Database::Access::kWrite));
  ASSERT_OK(db->Execute("UPDATE other.meta SET value = '99'"));
  ASSERT_OK(db->Commit());
  EXPECT_THAT(OpenPostgresStore(options), FailsWith(absl::StatusCode::kFailedPrecondition, "UNKNOWN_SCHEMA"));
  EXPECT_THAT(MigratePostgres(options.url),
              FailsWith(absl::StatusCode::kFailedPrecondition, "UNKNOWN_SCHEMA"));
  options.url = TestDatabase() + "_missing";
  EXPECT_THAT(OpenPostgresStore(options), FailsWith(absl::StatusCode::kNotFound, "NO_DATABASE"));
}

}  // namespace
}  // namespace fazhi::aggregation
