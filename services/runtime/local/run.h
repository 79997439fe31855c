#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/aggregation/store/store.h"
#include "services/runtime/archive/file_archive.h"
#include "services/runtime/local/files.h"
#include "services/runtime/local/source.h"
#include "services/runtime/sandbox/parser_pool.h"

namespace fazhi {

// The local mode: the four stages in one process over all cores, from a source into a store.

struct RunProgress {
  size_t done = 0;  // read, known or failed
  size_t total = 0;
  size_t failed = 0;
};

struct RunOptions {
  int threads = 0;  // 0: one a core
  uint64_t max_bytes = uint64_t{32} << 20;
  // A batch is one transaction of the store: closed by whichever comes first.
  size_t batch_documents = 200;
  uint64_t batch_bytes = uint64_t{8} << 20;
  // Reads documents again that the store knows from this pipeline version.
  bool again = false;
  // By which HTML, PDF and DOCX are parsed; null: in this process.
  ParserPool* parsers = nullptr;
  // Set from elsewhere (a signal handler) to end the run after the documents in work. May be null.
  const std::atomic<bool>* stop = nullptr;
  // Called on the calling thread after each document. May be null.
  std::function<void(const RunProgress&)> progress;
};

struct RunResult {
  size_t read = 0;   // by this run, and in the store now
  size_t known = 0;  // were in the store, read by this pipeline version: passed over
  uint32_t changed_slots = 0;
  std::vector<FailedFile> failed;
  bool stopped = false;
  // Hashes of the documents that are in the store now, of those that the source has.
  std::vector<std::string> sha256;
};

// Reads what the store does not know yet, in batches: bytes into the archive, then the batch into the store
// in one transaction. The store's state is that of the set of documents, whatever the threads. Memory is
// bounded by a batch and by the largest document times the threads. A document that fails is in `failed` and
// the rest goes on. When the store or the archive fails (a full disk), the batch is rolled back, all batches
// before it are kept, and the error is returned; `result` tells how far it came. Running it again goes on
// from there. `archive` may be null.
absl::Status RunDocuments(const DocumentSource& source, aggregation::Store& store, const FileArchive* archive,
                          const RunOptions& options, RunResult& result);

}  // namespace fazhi
