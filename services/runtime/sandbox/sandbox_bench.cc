// What the way to a parser and back costs beside parsing here, and what a parser costs to start.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "services/runtime/sandbox/parser_child.h"
#include "services/runtime/sandbox/parser_pool.h"

namespace fazhi {
namespace {

// A page of at least so many bytes.
v1::Document Page(int64_t bytes) {
  std::string content = "<html><body><h1>白石县2023年法治政府建设情况报告</h1>\n";
  for (int i = 0; static_cast<int64_t>(content.size()) < bytes; ++i) {
    absl::StrAppend(&content, "<p>（", i, "）2023年，全县办理<b>行政复议</b>案件", i + 30, "件，结案", i,
                    "件，同比增长12.5%；开展法治宣传活动", i, "场次。</p>\n");
  }
  v1::Document document;
  document.set_url("file:page.html");
  document.set_content(content + "</body></html>");
  return document;
}

void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::exit(1);
}

void InProcess(benchmark::State& state) {
  const v1::Document document = Page(state.range(0));
  for (auto _ : state) {
    const auto report = Ingest(document);
    Must(report.status());
    benchmark::DoNotOptimize(report->text().data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(document.content().size()));
}

void InParser(benchmark::State& state) {
  const v1::Document document = Page(state.range(0));
  ParserPool pool;
  Must(pool.Start());
  for (auto _ : state) {
    const auto report = pool.Ingest(document);
    Must(report.status());
    benchmark::DoNotOptimize(report->text().data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(document.content().size()));
}

void StartAParser(benchmark::State& state) {
  for (auto _ : state) {
    ParserPool pool;
    Must(pool.Start());
  }
}

BENCHMARK(InProcess)->Arg(10 << 10)->Arg(100 << 10)->Arg(1 << 20)->UseRealTime();
BENCHMARK(InParser)->Arg(10 << 10)->Arg(100 << 10)->Arg(1 << 20)->UseRealTime();
BENCHMARK(StartAParser)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fazhi

int main(int argc, char** argv) {
  if (fazhi::IsParserChild(argc, argv)) return fazhi::RunParserChild(argc, argv);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
