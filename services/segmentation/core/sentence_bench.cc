// The figures of docs/adr/0003: Segment beside ICU's sentence breaks over the same text.
//   ninja -C build/default segmentation_bench && build/default/services/segmentation/segmentation_bench FILE…
#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "services/segmentation/core/segment.h"
#include "services/segmentation/core/splitter.h"
#include "services/segmentation/core/testing.h"
#include "services/text/utf8.h"
#include "unicode/brkiter.h"
#include "unicode/unistr.h"

namespace fazhi::segmentation {
namespace {

void RunSegment(benchmark::State& state, const std::string& text) {
  const v1::Report report = ReportOf(text);
  for (auto _ : state) {
    state.PauseTiming();
    v1::Report copy = report;
    state.ResumeTiming();
    benchmark::DoNotOptimize(Segment(std::move(copy)));
  }
  state.SetBytesProcessed(static_cast<int64_t>(text.size()) * static_cast<int64_t>(state.iterations()));
}

void RunSplitter(benchmark::State& state, const std::string& text) {
  const std::u32string points = ToCodePoints(ReportOf(text).text());
  Splitter splitter;
  std::vector<Mark> marks;
  for (auto _ : state) {
    marks.clear();
    splitter.Split(points, 0, static_cast<uint32_t>(points.size()), marks);
    benchmark::DoNotOptimize(marks.data());
  }
  state.SetBytesProcessed(static_cast<int64_t>(text.size()) * static_cast<int64_t>(state.iterations()));
}

void RunIcu(benchmark::State& state, const std::string& text) {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getChinese(), code));
  const icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(text);
  for (auto _ : state) {
    iterator->setText(unicode);
    int sentences = 0;
    while (iterator->next() != icu::BreakIterator::DONE) ++sentences;
    benchmark::DoNotOptimize(sentences);
  }
  state.SetBytesProcessed(static_cast<int64_t>(text.size()) * static_cast<int64_t>(state.iterations()));
}

}  // namespace
}  // namespace fazhi::segmentation

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i]);
    std::stringstream text;
    text << file.rdbuf();
    const std::string name = argv[i];
    benchmark::RegisterBenchmark(("segment " + name).c_str(), fazhi::segmentation::RunSegment, text.str());
    benchmark::RegisterBenchmark(("splitter alone " + name).c_str(), fazhi::segmentation::RunSplitter,
                                 text.str());
    benchmark::RegisterBenchmark(("icu sentences " + name).c_str(), fazhi::segmentation::RunIcu, text.str());
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
