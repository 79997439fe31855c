// How many reports a second the store takes in: 100 observations each, 60 of them indicators, batches of 256.
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/aggregation/testing/set_builder.h"

namespace fazhi::aggregation {
namespace {

constexpr int kReports = 2048;
constexpr int kBatch = 256;

std::vector<Arrival> MakeArrivals() {
  const v1::Catalog& catalog = Catalog::Default().proto();
  std::vector<Arrival> arrivals;
  for (int r = 0; r < kReports; ++r) {
    ReportSpec spec;
    // 300 prefectures of 8 counties, three years.
    const int county = r / 3;
    spec.region = absl::StrCat(11 + county / 8 % 30, 10 + county / 240, 21 + county % 8);
    spec.year = static_cast<uint32_t>(2022 + r % 3);
    spec.url = absl::StrCat("https://example.gov.cn/", r);
    std::string marked;
    for (int i = 0; i < 100; ++i) {
      const v1::Indicator& indicator = catalog.indicators((r + i * 7) % catalog.indicators_size());
      absl::StrAppend(&marked, "全面推进依法行政,加强行政执法监督和普法宣传第", r * 31 % 977,
                      "组工作,完成任务{", 10 + (r * 37 + i) % 9000,
                      i < 60 ? absl::StrCat(indicator.unit(), " @", indicator.id(), " s1") : "件", "}。");
    }
    arrivals.push_back(PrepareArrival(BuildReport(spec, marked)));
  }
  return arrivals;
}

void BM_Ingest(benchmark::State& state) {
  const std::vector<Arrival> arrivals = MakeArrivals();
  const std::string path = absl::StrCat("/tmp/fazhi_store_bench.", ::getpid(), ".db");
  uint64_t bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
    SqliteOptions options;
    options.path = path;
    auto store = OpenSqliteStore(options);
    state.ResumeTiming();
    for (int begin = 0; begin < kReports; begin += kBatch) {
      IngestRequest request;
      request.arrivals.assign(arrivals.begin() + begin, arrivals.begin() + begin + kBatch);
      if (!(*store)->Ingest(std::move(request)).ok()) state.SkipWithError("ingest failed");
    }
    bytes = (*store)->Stats()->bytes;
  }
  for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
  state.SetItemsProcessed(state.iterations() * kReports);
  state.counters["bytes_per_report"] = static_cast<double>(bytes) / kReports;
}
BENCHMARK(BM_Ingest)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_Prepare(benchmark::State& state) {
  std::vector<Arrival> arrivals = MakeArrivals();
  size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(PrepareArrival(arrivals[i++ % arrivals.size()].set));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Prepare)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace fazhi::aggregation

BENCHMARK_MAIN();
