#pragma once

#include <functional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "fazhi/v1/document.pb.h"
#include "services/runtime/local/files.h"
#include "services/runtime/local/reading.h"
#include "tools/cli/json_forms.h"
#include "tools/cli/parsers.h"

namespace fazhi {

// What the commands have in common that read documents and print something for each.
struct PrintEachOptions {
  std::vector<std::string> paths;
  std::string manifest;
  bool explain = false;
  uint64_t max_bytes = uint64_t{32} << 20;
  int threads = 0;  // 0: one a core
  ParserOptions parsers;
};

// Adds PATH…, --manifest, --explain, --max-bytes, --threads and the parsers' options to a subcommand;
// `explain` is what --explain does there.
void AddPrintEachOptions(CLI::App& command, PrintEachOptions& options, const std::string& explain);

// Reads every document at the paths on all cores and prints what `form` makes of it to standard output, in
// the order of the paths. A document that fails is named on standard error with reason and remedy, and the
// rest goes on. Returns the exit code.
int PrintEach(const PrintEachOptions& options,
              const std::function<std::string(const Reading&, const DocumentContext&)>& form);

}  // namespace fazhi
