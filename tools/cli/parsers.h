#pragma once

#include <cstdint>
#include <memory>

#include "CLI/CLI.hpp"
#include "services/runtime/sandbox/parser_pool.h"

namespace fazhi {

// What the commands that read documents have in common.
struct ParserOptions {
  bool no_sandbox = false;
  uint64_t memory_mib = 2048;
  uint32_t seconds = 60;
};

// Adds --no-sandbox, --parser-memory and --parser-seconds to a subcommand.
void AddParserOptions(CLI::App& command, ParserOptions& options);

// Parsers for so many documents at a time (0: one a core); null when there are to be none.
std::unique_ptr<ParserPool> MakeParsers(const ParserOptions& options, int threads);

}  // namespace fazhi
