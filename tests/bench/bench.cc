// Speed and memory of the stages on one core, beside yardsticks on the same bytes in the same run. Prints
// tables; what counts are the ratios, since machines differ and are busy. tools/bench starts it.
#include <benchmark/benchmark.h>
#include <gumbo.h>
#include <re2/re2.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/extraction/core/extract.h"
#include "services/ingestion/core/ingest.h"
#include "services/segmentation/core/segment.h"
#include "tests/bench/corpus.h"
#include "tests/bench/memory.h"

namespace fazhi::bench {
namespace {

constexpr size_t kTotalBytes = size_t{100} << 20;

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "bench: %s\n", value.status().ToString().c_str());
    std::exit(1);
  }
  return *std::move(value);
}

v1::ObservationSet ReadAll(const v1::Document& document) {
  return Must(Extract(Must(Segment(Must(Ingest(document))))));
}

using Documents = std::vector<const v1::Document*>;

size_t Bytes(const Documents& documents) {
  size_t bytes = 0;
  for (const v1::Document* document : documents) bytes += document->content().size();
  return bytes;
}

// Times `run` over every document; bytes are those of the documents as they came.
template <typename Run>
void Measure(const std::string& name, const Documents& documents, Run run) {
  const size_t bytes = Bytes(documents);
  benchmark::RegisterBenchmark(
      name.c_str(),
      [=](benchmark::State& state) {
        for (auto _ : state) {
          for (const v1::Document* document : documents) run(*document, state);
        }
        state.SetBytesProcessed(static_cast<int64_t>(bytes) * static_cast<int64_t>(state.iterations()));
      })
      ->Unit(benchmark::kMillisecond)
      ->MeasureProcessCPUTime();
}

void MeasureStages(const std::string& prefix, const Documents& documents) {
  Measure(prefix + "ingest", documents, [](const v1::Document& document, benchmark::State&) {
    benchmark::DoNotOptimize(Must(Ingest(document)));
  });
  Measure(prefix + "segment", documents, [](const v1::Document& document, benchmark::State& state) {
    state.PauseTiming();
    v1::Report report = Must(Ingest(document));
    state.ResumeTiming();
    benchmark::DoNotOptimize(Must(Segment(std::move(report))));
  });
  Measure(prefix + "extract", documents, [](const v1::Document& document, benchmark::State& state) {
    state.PauseTiming();
    v1::Outline outline = Must(Segment(Must(Ingest(document))));
    state.ResumeTiming();
    benchmark::DoNotOptimize(Must(Extract(std::move(outline))));
  });
  Measure(prefix + "all", documents, [](const v1::Document& document, benchmark::State&) {
    benchmark::DoNotOptimize(ReadAll(document));
  });
}

void IcuWords(const v1::Document& document, benchmark::State&) {
  static icu::BreakIterator* const iterator = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::BreakIterator::createWordInstance(icu::Locale("zh"), error);
  }();
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(document.content());
  iterator->setText(text);
  int words = 0;
  while (iterator->next() != icu::BreakIterator::DONE) ++words;
  benchmark::DoNotOptimize(words);
}

// The same without a copy of the text in UTF-16, through UText.
void IcuWordsUtf8(const v1::Document& document, benchmark::State&) {
  static icu::BreakIterator* const iterator = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::BreakIterator::createWordInstance(icu::Locale("zh"), error);
  }();
  UErrorCode error = U_ZERO_ERROR;
  UText* const text = utext_openUTF8(nullptr, document.content().data(),
                                     static_cast<int64_t>(document.content().size()), &error);
  iterator->setText(text, error);
  int words = 0;
  while (iterator->next() != icu::BreakIterator::DONE) ++words;
  benchmark::DoNotOptimize(words);
  utext_close(text);
}

void Re2Numbers(const v1::Document& document, benchmark::State&) {
  static const RE2* const number = new RE2(R"([0-9]+(?:[.,][0-9]+)*)");
  re2::StringPiece text(document.content());
  int numbers = 0;
  while (RE2::FindAndConsume(&text, *number)) ++numbers;
  benchmark::DoNotOptimize(numbers);
}

// What the stages answer, parsed by protobuf and dropped: less than making the same messages can hardly cost.
void ParseAnswer(const v1::Document& document, benchmark::State& state) {
  static auto* const answers = new std::map<const v1::Document*, std::string>();
  std::string& bytes = (*answers)[&document];
  if (bytes.empty()) {
    state.PauseTiming();
    bytes = ReadAll(document).SerializeAsString();
    state.ResumeTiming();
  }
  v1::ObservationSet set;
  benchmark::DoNotOptimize(set.ParseFromString(bytes));
}

void GumboParse(const v1::Document& document, benchmark::State&) {
  GumboOutput* output =
      gumbo_parse_with_options(&kGumboDefaultOptions, document.content().data(), document.content().size());
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

// Keeps MB/s by name; prints nothing while running but a line for each.
class Collector : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      const auto rate = run.counters.find("bytes_per_second");
      if (rate == run.counters.end()) continue;
      speed_[run.run_name.function_name] = rate->second.value / 1e6;
      std::fprintf(stderr, "%-28s %10.1f MB/s\n", run.run_name.function_name.c_str(),
                   rate->second.value / 1e6);
    }
  }
  double operator[](const std::string& name) const {
    const auto at = speed_.find(name);
    return at == speed_.end() ? 0 : at->second;
  }

 private:
  std::map<std::string, double> speed_;
};

void Row(const Collector& speed, const char* title, const std::string& name, const std::string& yardstick) {
  std::printf("| %-34s | %8.1f | %8.2f |\n", title, speed[name], speed[name] / speed[yardstick]);
}

int Main(int argc, char** argv) {
  // Before anything is loaded, so that a child begins empty.
  struct Peak {
    size_t bytes, peak;
  };
  std::vector<Peak> peaks;
  const size_t empty = PeakMemory(0);
  const bool everything = argc < 2 || std::string(argv[argc - 1]).find("filter") == std::string::npos;
  for (const size_t mib : {1, 4, 16})
    if (everything) peaks.push_back({mib << 20, PeakMemory(mib << 20)});

  const Corpus corpus = LoadCorpus();
  const Documents text = Repeat(corpus.text, kTotalBytes);
  const Documents html = Repeat(corpus.html, kTotalBytes / 10);
  MeasureStages("text/", text);
  Measure("text/icu_words", text, IcuWords);
  Measure("text/icu_utf8", text, IcuWordsUtf8);
  Measure("text/re2_numbers", text, Re2Numbers);
  Measure("text/answer", text, ParseAnswer);
  Measure("html/ingest", html, [](const v1::Document& document, benchmark::State&) {
    benchmark::DoNotOptimize(Must(Ingest(document)));
  });
  Measure("html/all", html, [](const v1::Document& document, benchmark::State&) {
    benchmark::DoNotOptimize(ReadAll(document));
  });
  Measure("html/gumbo", html, GumboParse);
  const std::vector<std::pair<const char*, size_t>> sizes = {
      {"10 KB", 10'000}, {"100 KB", 100'000}, {"1 MB", 1'000'000}, {"10 MB", 10'000'000}};
  std::vector<std::unique_ptr<v1::Document>> grown;
  for (const auto& [name, size] : sizes) {
    grown.push_back(std::make_unique<v1::Document>(Concatenate(corpus.text, size)));
    MeasureStages(std::string(name) + "/", {grown.back().get()});
  }

  benchmark::Initialize(&argc, argv);
  Collector speed;
  benchmark::RunSpecifiedBenchmarks(&speed);

  std::printf("\nPlain text, %zu MB of reports, one core:\n\n", Bytes(text) / 1'000'000);
  std::printf("| %-34s | %8s | %8s |\n|---|---|---|\n", "stage", "MB/s", "x ICU");
  Row(speed, "decode and clean", "text/ingest", "text/icu_words");
  Row(speed, "segment", "text/segment", "text/icu_words");
  Row(speed, "extract", "text/extract", "text/icu_words");
  Row(speed, "all stages (floor: 4)", "text/all", "text/icu_words");
  Row(speed, "ICU word break iterator", "text/icu_words", "text/icu_words");
  Row(speed, "the same over UTF-8, by UText", "text/icu_utf8", "text/icu_words");
  Row(speed, "RE2 number scan", "text/re2_numbers", "text/icu_words");
  Row(speed, "protobuf's parse of the answer", "text/answer", "text/icu_words");
  std::printf("\nHTML, %zu MB of pages, one core:\n\n", Bytes(html) / 1'000'000);
  std::printf("| %-34s | %8s | %8s |\n|---|---|---|\n", "stage", "MB/s", "x Gumbo");
  Row(speed, "decode and clean (floor: 0.5)", "html/ingest", "html/gumbo");
  Row(speed, "all stages (floor: 0.5)", "html/all", "html/gumbo");
  Row(speed, "Gumbo's bare parse", "html/gumbo", "html/gumbo");
  std::printf("\nOne document of growing length, MB/s (equal speed is linear time):\n\n| stage    |");
  for (const auto& [name, size] : sizes) std::printf(" %8s |", name);
  std::printf("\n|---|---|---|---|---|\n");
  for (const char* stage : {"ingest", "segment", "extract", "all"}) {
    std::printf("| %-8s |", stage);
    for (const auto& [name, size] : sizes) std::printf(" %8.1f |", speed[std::string(name) + "/" + stage]);
    std::printf("\n");
  }
  std::printf(
      "\nPeak memory of one document through all stages, less %.1f MB of a small one (floor: under 20 "
      "times):\n\n",
      empty / 1e6);
  std::printf("| document | peak | times the document |\n|---|---|---|\n");
  for (const Peak& p : peaks) {
    std::printf("| %zu MiB | %.0f MB | %.1f |\n", p.bytes >> 20, static_cast<double>(p.peak - empty) / 1e6,
                static_cast<double>(p.peak - empty) / static_cast<double>(p.bytes));
  }
  return 0;
}

}  // namespace
}  // namespace fazhi::bench

int main(int argc, char** argv) { return fazhi::bench::Main(argc, argv); }
