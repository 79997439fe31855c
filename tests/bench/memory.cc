#include "tests/bench/memory.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

#include "services/extraction/core/extract.h"
#include "services/ingestion/core/ingest.h"
#include "services/segmentation/core/segment.h"
#include "tests/bench/corpus.h"

namespace fazhi::bench {
namespace {

int ReadThroughAllStages(size_t bytes) {
  v1::Document document;
  {
    const Corpus corpus = LoadCorpus();
    document = Concatenate(corpus.text, bytes == 0 ? 1 : bytes);
    if (bytes == 0) document = corpus.text.front();
  }
  auto report = Ingest(document);
  if (!report.ok()) return 1;
  auto outline = Segment(*std::move(report));
  if (!outline.ok()) return 1;
  return Extract(*std::move(outline)).ok() ? 0 : 1;
}

}  // namespace

size_t PeakMemory(size_t bytes) {
  const pid_t child = fork();
  if (child < 0) return 0;
  if (child == 0) _exit(ReadThroughAllStages(bytes));
  int status = 0;
  struct rusage usage {};
  if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return 0;
  return static_cast<size_t>(usage.ru_maxrss) * 1024;
}

}  // namespace fazhi::bench
