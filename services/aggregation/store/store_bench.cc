// How many reports a second the store takes in: 100 observations each, 60 of them indicators, batches of 256.
// With FAZHI_TEST_DATABASE also PostgreSQL, beside a bare COPY of the rows that came of it into the same
// tables with the same indexes, and what a report costs in a store that holds many:
//   python3 tests/servers/with_servers.py postgres --
//   build/default/services/aggregation/aggregation_store_bench
#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "benchmark/benchmark.h"
#include "services/aggregation/store/postgres_store.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/aggregation/testing/engines.h"
#include "services/aggregation/testing/set_builder.h"

namespace fazhi::aggregation {
namespace {

constexpr int kReports = 2048;
constexpr int kBatch = 256;
constexpr int kLate = 512;  // reports that come into a store that holds others

Arrival MakeArrival(int r) {
  const v1::Catalog& catalog = Catalog::Default().proto();
  ReportSpec spec;
  // Prefectures of 8 counties, five years.
  const int county = r / 5;
  spec.region = absl::StrCat(11 + county / 8 % 30, 10 + county / 240, 21 + county % 8);
  spec.year = static_cast<uint32_t>(2020 + r % 5);
  spec.url = absl::StrCat("https://example.gov.cn/", r);
  std::string marked;
  for (int i = 0; i < 100; ++i) {
    const v1::Indicator& indicator = catalog.indicators((r + i * 7) % catalog.indicators_size());
    absl::StrAppend(&marked, "全面推进依法行政,加强行政执法监督和普法宣传第", r * 31 % 977,
                    "组工作,完成任务{", 10 + (r * 37 + i) % 9000,
                    i < 60 ? absl::StrCat(indicator.unit(), " @", indicator.id(), " s1") : "件", "}。");
  }
  return PrepareArrival(BuildReport(spec, marked));
}

std::vector<IngestRequest> MakeBatches() {
  std::vector<IngestRequest> batches(kReports / kBatch);
  for (int r = 0; r < kReports; ++r)
    batches[static_cast<size_t>(r / kBatch)].arrivals.push_back(MakeArrival(r));
  return batches;
}

void BM_Ingest(benchmark::State& state) {
  const std::vector<IngestRequest> batches = MakeBatches();
  const std::string path = absl::StrCat("/tmp/fazhi_store_bench.", ::getpid(), ".db");
  uint64_t bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
    SqliteOptions options;
    options.path = path;
    auto store = OpenSqliteStore(options);
    state.ResumeTiming();
    for (const IngestRequest& batch : batches) {
      if (!(*store)->Ingest(batch).ok()) state.SkipWithError("ingest failed");
    }
    bytes = (*store)->Stats()->bytes;
  }
  for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
  state.SetItemsProcessed(state.iterations() * kReports);
  state.counters["bytes_per_report"] = static_cast<double>(bytes) / kReports;
}
BENCHMARK(BM_Ingest)->Unit(benchmark::kMillisecond)->UseRealTime();

std::unique_ptr<Store> OpenPostgres() {
  PostgresOptions options;
  options.url = TestDatabase();
  return *OpenPostgresStore(options);
}

void BM_PostgresIngest(benchmark::State& state) {
  if (TestDatabase().empty()) return state.SkipWithError("no FAZHI_TEST_DATABASE");
  const std::vector<IngestRequest> batches = MakeBatches();
  for (auto _ : state) {
    state.PauseTiming();
    OpenEmptyStore();
    const std::unique_ptr<Store> store = OpenPostgres();
    state.ResumeTiming();
    for (const IngestRequest& batch : batches) {
      const auto result = store->Ingest(batch);
      if (!result.ok()) return state.SkipWithError(result.status().ToString().c_str());
    }
  }
  state.SetItemsProcessed(state.iterations() * kReports);
}
BENCHMARK(BM_PostgresIngest)->Unit(benchmark::kMillisecond)->UseRealTime();

constexpr const char* kTables[] = {"documents", "readings", "texts",  "observations", "findings",
                                   "cells",     "claims",   "totals", "segments",     "postings"};

// The rows of a table as PostgreSQL prints them, cut into as many parts as there were batches.
std::vector<std::string> CopyOut(PGconn* connection, const std::string& table) {
  std::vector<std::string> rows;
  PQclear(
      PQexec(connection, absl::StrCat("COPY (SELECT * FROM ", table, " ORDER BY 1, 2) TO STDOUT").c_str()));
  char* row = nullptr;
  for (int size = 0; (size = PQgetCopyData(connection, &row, 0)) > 0; PQfreemem(row)) {
    rows.emplace_back(row, static_cast<size_t>(size));
  }
  while (PGresult* result = PQgetResult(connection)) PQclear(result);
  constexpr size_t kParts = kReports / kBatch;
  std::vector<std::string> parts(kParts);
  for (size_t i = 0; i < rows.size(); ++i) parts[i * kParts / rows.size()] += rows[i];
  return parts;
}

// What BM_PostgresIngest left.
void BM_PostgresCopy(benchmark::State& state) {
  if (TestDatabase().empty()) return state.SkipWithError("no FAZHI_TEST_DATABASE");
  PGconn* connection = PQconnectdb(TestDatabase().c_str());
  std::vector<std::vector<std::string>> parts;
  for (const char* table : kTables) parts.push_back(CopyOut(connection, table));
  for (auto _ : state) {
    state.PauseTiming();
    OpenEmptyStore();
    state.ResumeTiming();
    for (size_t part = 0; part < parts[0].size(); ++part) {
      PQclear(PQexec(connection, "BEGIN"));
      for (size_t t = 0; t < parts.size(); ++t) {
        PQclear(PQexec(connection, absl::StrCat("COPY ", kTables[t], " FROM STDIN").c_str()));
        PQputCopyData(connection, parts[t][part].data(), static_cast<int>(parts[t][part].size()));
        PQputCopyEnd(connection, nullptr);
        while (PGresult* result = PQgetResult(connection)) {
          if (PQresultStatus(result) != PGRES_COMMAND_OK) state.SkipWithError(PQresultErrorMessage(result));
          PQclear(result);
        }
      }
      PQclear(PQexec(connection, "COMMIT"));
    }
  }
  PQfinish(connection);
  state.SetItemsProcessed(state.iterations() * kReports);
}
BENCHMARK(BM_PostgresCopy)->Unit(benchmark::kMillisecond)->UseRealTime();

double Number(PGconn* connection, const char* query) {
  PGresult* result = PQexec(connection, query);
  const double number = PQntuples(result) == 1 ? std::atof(PQgetvalue(result, 0, 0)) : -1;
  PQclear(result);
  return number;
}

// Rows inserted, updated and deleted so far. PostgreSQL counts a session's once it has ended.
double RowsTouched() {
  PGconn* connection = PQconnectdb(TestDatabase().c_str());
  while (Number(connection,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                "backend_type = 'client backend'") > 1) {
    absl::SleepFor(absl::Milliseconds(20));
  }
  const double rows = Number(connection,
                             "SELECT tup_inserted + tup_updated + tup_deleted FROM pg_stat_database WHERE "
                             "datname = current_database()");
  PQfinish(connection);
  return rows;
}

// kLate reports, spread over all prefectures, into a store that holds so many others of them.
void BM_PostgresGrown(benchmark::State& state) {
  if (TestDatabase().empty()) return state.SkipWithError("no FAZHI_TEST_DATABASE");
  const int all = static_cast<int>(state.range(0)) + kLate;
  double before = 0;
  for (auto _ : state) {
    state.PauseTiming();
    OpenEmptyStore();
    std::unique_ptr<Store> store = OpenPostgres();
    std::vector<IngestRequest> late(1);
    IngestRequest early;
    for (int r = 0; r < all; ++r) {
      if (int64_t{r} * kLate / all != (int64_t{r} + 1) * kLate / all) {
        if (late.back().arrivals.size() == kBatch) late.emplace_back();
        late.back().arrivals.push_back(MakeArrival(r));
        continue;
      }
      early.arrivals.push_back(MakeArrival(r));
      if (early.arrivals.size() < kBatch) continue;
      const auto result = store->Ingest(early);
      if (!result.ok()) return state.SkipWithError(result.status().ToString().c_str());
      early.arrivals.clear();
    }
    const auto filled = store->Ingest(early);
    if (!filled.ok()) return state.SkipWithError(filled.status().ToString().c_str());
    store.reset();
    before = RowsTouched();
    store = OpenPostgres();
    state.ResumeTiming();
    for (const IngestRequest& batch : late) {
      const auto result = store->Ingest(batch);
      if (!result.ok()) return state.SkipWithError(result.status().ToString().c_str());
    }
  }
  state.SetItemsProcessed(state.iterations() * kLate);
  state.counters["rows_per_report"] = (RowsTouched() - before) / kLate;
}
BENCHMARK(BM_PostgresGrown)
    ->Arg(1000)
    ->Arg(5000)
    ->Arg(100000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void BM_Prepare(benchmark::State& state) {
  const std::vector<IngestRequest> batches = MakeBatches();
  const std::vector<Arrival>& arrivals = batches.front().arrivals;
  size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(PrepareArrival(arrivals[i++ % arrivals.size()].set));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Prepare)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace fazhi::aggregation

BENCHMARK_MAIN();
