#include "tools/cli/print_each.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include "services/base/status_macros.h"
#include "services/runtime/local/ordered_pool.h"
#include "services/text/utf8.h"
#include "tools/cli/commands.h"
#include "tools/cli/failures.h"
#include "tools/cli/inputs.h"
#include "tools/cli/record_writer.h"

namespace fazhi {
namespace {

absl::StatusOr<std::string> FormOf(
    const LocalFile& file, const PrintEachOptions& options, ParserPool* parsers,
    const std::function<std::string(const Reading&, const DocumentContext&)>& form) {
  FAZHI_ASSIGN_OR_RETURN(v1::Document document, ReadDocument(file, options.max_bytes));
  ReadOptions read;
  read.explain = options.explain;
  read.max_bytes = options.max_bytes;
  read.parsers = parsers;
  FAZHI_ASSIGN_OR_RETURN(Reading reading, Read(document, read));
  FAZHI_ASSIGN_OR_RETURN(DecodedDocument decoded, Decode(document, read));
  DocumentContext context;
  context.doc = DocumentName(file.path);
  context.file = EscapeInvalidUtf8(std::filesystem::path(file.path).filename().string());
  context.decoded = ToCodePoints(decoded.text);
  context.explain = options.explain;
  return form(reading, context);
}

}  // namespace

void AddPrintEachOptions(CLI::App& command, PrintEachOptions& options, const std::string& explain) {
  command.add_option("PATH", options.paths, "Files and folders (text, HTML, DOCX, PDF)")->required();
  command.add_option("--manifest", options.manifest, kManifestHelp);
  command.add_flag("--explain", options.explain, explain);
  command.add_option("--max-bytes", options.max_bytes, "Refuse larger files")
      ->check(CLI::Range(uint64_t{1}, uint64_t{1} << 40))
      ->capture_default_str();
  command.add_option("--threads", options.threads, "Worker threads; 0 is one a core")
      ->check(CLI::Range(0, 1024));
  AddParserOptions(command, options.parsers);
}

int PrintEach(const PrintEachOptions& options,
              const std::function<std::string(const Reading&, const DocumentContext&)>& form) {
  const absl::StatusOr<FileList> listed = FilesToRead(options.paths, options.manifest);
  if (!listed.ok()) return ExitCode(listed.status(), kExitOk);
  const FileList& list = *listed;
  bool failed = !list.failed.empty();
  for (const FailedFile& file : list.failed) PrintFailure(file.path, file.status);
  const int threads = options.threads > 0
                          ? options.threads
                          : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const std::unique_ptr<ParserPool> parsers = MakeParsers(options.parsers, threads);
  absl::Status written;
  ForEachInOrder<absl::StatusOr<std::string>>(
      list.files.size(), threads,
      [&](size_t i) { return FormOf(list.files[i], options, parsers.get(), form); },
      [&](size_t i, absl::StatusOr<std::string> text) {
        if (!text.ok()) {
          failed = true;
          PrintFailure(list.files[i].path, text.status());
          return true;
        }
        written = WriteToStdout(*text);
        return written.ok();
      });
  return ExitCode(written, failed ? kExitSomeFailed : kExitOk);
}

}  // namespace fazhi
