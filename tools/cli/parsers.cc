#include "tools/cli/parsers.h"

#include "absl/time/time.h"

namespace fazhi {

void AddParserOptions(CLI::App& command, ParserOptions& options) {
  command.add_flag(
      "--no-sandbox", options.no_sandbox,
      "Parse HTML, PDF and DOCX in this process: for files that you trust, on systems without seccomp");
  command
      .add_option("--parser-memory", options.memory_mib,
                  "Refuse a document that takes its parser more than so many MiB")
      ->check(CLI::Range(16, 1 << 20))
      ->capture_default_str();
  command
      .add_option("--parser-seconds", options.seconds,
                  "Refuse a document that its parser computes on for longer")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
}

std::unique_ptr<ParserPool> MakeParsers(const ParserOptions& options, int threads) {
  if (options.no_sandbox) return nullptr;
  ParserPoolOptions pool;
  pool.children = threads;
  pool.memory_bytes = options.memory_mib << 20;
  pool.time_limit = absl::Seconds(options.seconds);
  return std::make_unique<ParserPool>(pool);
}

}  // namespace fazhi
