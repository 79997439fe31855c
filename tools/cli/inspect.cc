#include <memory>

#include "tools/cli/commands.h"
#include "tools/cli/json_forms.h"
#include "tools/cli/print_each.h"
#include "tools/cli/text_forms.h"

namespace fazhi {

void AddInspect(CLI::App& app, int& exit_code) {
  struct Options : PrintEachOptions {
    std::string format = "text";
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "inspect", "Say what documents are: metadata, outline, roles, findings; keeps nothing");
  AddPrintEachOptions(*command, *options, "Say also which numbers were taken for no quantity, and why");
  command->add_option("--format", options->format, "text, or jsonl (docs/gold.md, \"Documents\")")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->capture_default_str();
  command->footer(
      "Examples:\n"
      "  fazhi inspect report.pdf                    whose report, of what year, its outline, its findings\n"
      "  fazhi inspect report.pdf --explain          and the numbers that were taken for no quantity, and "
      "why\n"
      "  fazhi inspect folder/ --format=jsonl        one JSON object a document\n");
  command->callback([options, &exit_code] {
    exit_code = PrintEach(*options, [&](const Reading& reading, const DocumentContext& context) {
      return options->format == "jsonl" ? DocumentLine(reading, context) : DocumentText(reading, context);
    });
  });
}

}  // namespace fazhi
