// Reads every sample once, after a first time that makes the tables: for a profiler that counts instructions,
// which does not mind a busy machine. The command is in CMakeLists.txt. Prints the bytes read.
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "services/extraction/core/extract.h"
#include "services/ingestion/core/ingest.h"
#include "services/segmentation/core/segment.h"
#include "tests/bench/corpus.h"

namespace {

void Pass(const std::vector<fazhi::v1::Document>& documents) {
  for (const fazhi::v1::Document& document : documents) {
    auto report = fazhi::Ingest(document);
    if (!report.ok()) std::exit(1);
    auto outline = fazhi::Segment(*std::move(report));
    if (!outline.ok()) std::exit(1);
    if (!fazhi::Extract(*std::move(outline)).ok()) std::exit(1);
  }
}

// The function that the profiler is told to count in.
[[gnu::noinline]] void CountedPass(const std::vector<fazhi::v1::Document>& documents) { Pass(documents); }

}  // namespace

int main(int argc, char**) {
  const fazhi::bench::Corpus corpus = fazhi::bench::LoadCorpus();
  const auto& documents = argc > 1 ? corpus.html : corpus.text;
  Pass(documents);
  size_t bytes = 0;
  for (const auto& document : documents) bytes += document.content().size();
  CountedPass(documents);
  std::printf("%zu bytes\n", bytes);
  return 0;
}
