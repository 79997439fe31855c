#include <memory>

#include "absl/strings/str_cat.h"
#include "tools/cli/commands.h"
#include "tools/cli/json_forms.h"
#include "tools/cli/print_each.h"
#include "tools/cli/text_forms.h"

namespace fazhi {

void AddExtract(CLI::App& app, int& exit_code) {
  struct Options : PrintEachOptions {
    std::string format = "text";
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("extract", "Read documents and print their observations; keeps nothing");
  AddPrintEachOptions(*command, *options, "Say also why each figure was read so");
  command
      ->add_option("--format", options->format,
                   "text, jsonl (docs/gold.md), or textproto (fazhi.v1.ObservationSet)")
      ->check(CLI::IsMember({"text", "jsonl", "textproto"}))
      ->capture_default_str();
  command->footer(
      "Examples:\n"
      "  fazhi extract report.html                      a table for people\n"
      "  fazhi extract 2023/ 2024/ --format=jsonl       one JSON object a line for each figure\n"
      "  fazhi extract report.docx --explain            why each figure was read so\n");
  command->callback([options, &exit_code] {
    exit_code = PrintEach(*options, [&](const Reading& reading, const DocumentContext& context) {
      if (options->format == "jsonl") return ObservationLines(reading, context);
      if (options->format == "text") return ObservationTable(reading, context);
      return absl::StrCat("# ", context.file, "\n", TextProto(reading.set));
    });
  });
}

}  // namespace fazhi
