#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "fazhi/v1/document.pb.h"
#include "fazhi/v1/report.pb.h"
#include "services/ingestion/core/ingest.h"

namespace fazhi {

namespace sandbox {
enum class FrameKind : uint32_t;
}

struct ParserPoolOptions {
  // Documents that are parsed at a time; 0: one a core.
  int children = 0;
  // Memory that a parser may take for a document. A page of 32 MiB that is mostly tags takes 1.4 GiB, one of
  // 1 MiB 50 MiB: who takes smaller documents alone can set less.
  uint64_t memory_bytes = uint64_t{2} << 30;
  // Time that a parser may compute on one document. By the clock it may take four times as long, for a
  // machine that has other things to do.
  absl::Duration time_limit = absl::Seconds(60);
};

// What a pool has seen, since it was made.
struct ParserPoolStats {
  uint64_t started = 0;  // parsers
  uint64_t crashed = 0;  // documents refused, by reason
  uint64_t timed_out = 0;
  uint64_t out_of_memory = 0;
  uint64_t retried = 0;  // documents given to a second parser because the first ended
};

// Ingestion for documents that nobody vouches for: HTML, PDF and DOCX are parsed by other processes, which
// have no network, no files, and bounded memory and time (confine.h), so that a document that crashes, hangs
// or blows up a parser becomes one error. Plain text, which needs no parser's library, is read in this
// process. The answers are Ingest's and Decode's to the byte.
//
// Parsers are started when they are needed, read one document after the other, and are replaced when they
// end. They end with the pool, and when this process ends, however it does. The main of the program must know
// of them (parser_child.h). Thread-safe; a call waits while all parsers are busy. No call may be running when
// the pool is destroyed.
class ParserPool {
 public:
  explicit ParserPool(const ParserPoolOptions& options = {});
  ~ParserPool();
  ParserPool(const ParserPool&) = delete;
  ParserPool& operator=(const ParserPool&) = delete;

  // Starts one parser now, for a program that would rather fail at its start. Errors as below.
  absl::Status Start();

  // Ingest's answers and errors, and INVALID_ARGUMENT with reason PARSER_CRASHED, PARSER_TIMEOUT or
  // PARSER_MEMORY for a document that its parser did not survive. A document whose parser had read others, or
  // was killed from outside, is tried once more by a fresh one before it is blamed. Not the document's fault:
  // UNAVAILABLE (no process or memory to be had just now: try again), FAILED_PRECONDITION with reason
  // SANDBOX_UNAVAILABLE (no seccomp on this system), INTERNAL with reason PARSER_NOT_STARTED.
  absl::StatusOr<v1::Report> Ingest(const v1::Document& document, const IngestOptions& options = {});
  // The same for Decode.
  absl::StatusOr<DecodedDocument> Decode(const v1::Document& document, const IngestOptions& options = {});

  ParserPoolStats stats() const;

 private:
  class Spawner;
  struct Place;

  absl::StatusOr<v1::Report> Ask(sandbox::FrameKind question, const v1::Document& document);
  absl::StatusOr<v1::Report> Converse(Place& place, sandbox::FrameKind question,
                                      const v1::Document& document);
  std::unique_ptr<Place> TakePlace();
  void GiveBack(std::unique_ptr<Place> place);
  absl::Status Occupy(Place& place);
  template <typename Change>
  void Count(const Change& change);

  const ParserPoolOptions options_;
  const std::unique_ptr<Spawner> spawner_;
  mutable std::mutex mutex_;
  std::condition_variable free_place_;
  // Places without work. Taken from the back, where those with a parser stand.
  std::vector<std::unique_ptr<Place>> places_;
  ParserPoolStats stats_;
};

}  // namespace fazhi
