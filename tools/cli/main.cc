#include <algorithm>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "services/runtime/sandbox/parser_child.h"
#include "tools/cli/commands.h"
#include "tools/cli/failures.h"
#include "tools/cli/record_writer.h"

namespace {

// An option's value as people say it: N for a number, without its limits, which a wrong one is told.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    std::string full = CLI::Formatter::make_option_opts(option);
    const std::string type = option->get_type_name();
    if (option->get_type_size() == 0 || type.empty() || full.rfind(" " + type, 0) != 0) return full;
    const size_t colon = type.find(':');
    std::string said = type.substr(0, colon);
    if (colon != std::string::npos && type.find('{', colon) == colon + 1) said = type.substr(colon + 1);
    if (said == "INT" || said == "UINT" || said == "FLOAT") said = "N";
    return " " + said + full.substr(1 + type.size());
  }
};

// One line that says what is wrong and where help is.
int WrongUsage(const CLI::App& app, const std::string& message) {
  std::string command = "fazhi";
  const CLI::App* innermost = &app;
  while (!innermost->get_subcommands().empty()) {
    innermost = innermost->get_subcommands()[0];
    command += " " + innermost->get_name();
  }
  const std::vector<std::string> rest = app.remaining(/*recurse=*/true);
  std::string what = message.substr(0, message.find('\n'));
  const size_t range = what.find(" not in range ");
  const size_t set = what.find(" not in {");
  const size_t value = what.find(": Value ");
  const size_t mismatch = std::min(what.find(": At Most 1 required"), what.find(": 1 required"));
  if (!rest.empty() && rest[0].rfind('-', 0) == 0) {
    const std::string option = rest[0].substr(0, rest[0].find('='));
    what = innermost->get_option_no_throw(option) == nullptr ? "unknown option " + option
                                                             : option + " belongs behind the command";
  } else if (mismatch != std::string::npos) {
    what = what.substr(0, mismatch) +
           (what[mismatch + 2] == 'A' ? " is given more than once" : " needs a value");
  } else if (what.rfind("A subcommand is required", 0) == 0) {
    what = (rest.empty() ? "a command is missing" : "unknown command " + rest[0]) + "; there are ";
    const std::vector<CLI::App*> commands = const_cast<CLI::App*>(innermost)->get_subcommands({});
    for (const CLI::App* one : commands) what += (one == commands[0] ? "" : ", ") + one->get_name();
  } else if (what == "PATH is required" || what == "DRAFT is required") {
    what += ": name the files or folders to read";
  } else if (range != std::string::npos && value < range) {
    what = what.substr(0, value + 2) + what.substr(value + 8, range - value - 8) + " is no number from " +
           what.substr(range + 14);
  } else if (set != std::string::npos) {
    what = what.substr(0, set) + " is none of " + what.substr(set + 9, what.find('}', set) - set - 9);
  }
  std::fprintf(stderr, "%s: %s (see: %s --help)\n", command.c_str(), what.c_str(), command.c_str());
  return fazhi::kExitUsage;
}

int RunTool(int argc, char** argv) {
  int exit_code = fazhi::kExitOk;
  CLI::App app(
      "fazhi reads law-based-government reports (法治政府建设年度报告) into comparable indicators: each "
      "figure with what it\n"
      "counts, whose it is, of what year, and the characters of the source that it was read from.");
  app.name("fazhi");
  app.formatter(std::make_shared<HelpFormatter>());  // before the commands, which take it over
  app.require_subcommand(1);
  fazhi::AddRun(app, exit_code);
  fazhi::AddInspect(app, exit_code);
  fazhi::AddExtract(app, exit_code);
  fazhi::AddCheck(app, exit_code);
  fazhi::AddQuery(app, exit_code);
  fazhi::AddOverview(app, exit_code);
  fazhi::AddExport(app, exit_code);
  fazhi::AddReprocess(app, exit_code);
  fazhi::AddPublish(app, exit_code);
  fazhi::AddReplay(app, exit_code);
  fazhi::AddMigrate(app, exit_code);
  fazhi::AddCatalog(app, exit_code);
  fazhi::AddTopics(app, exit_code);
  fazhi::AddVersion(app, exit_code);
  // Behind the commands, which would take it for theirs.
  app.footer(
      "Examples:\n"
      "  fazhi run reports/                 read a folder into ./fazhi-out and show what came out\n"
      "  fazhi inspect report.html          one document: whose it is, its outline, its findings\n"
      "  fazhi extract report.html          its figures\n"
      "Exit codes: 0 all well, 1 some documents failed (each is named) or the command could not be carried "
      "out, 2 wrong usage, 130 stopped by Ctrl-C.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& done) {  // --help
    std::ostringstream text;
    const int code = app.exit(done, text, text);
    return fazhi::ExitCode(fazhi::WriteToStdout(text.str()), code);
  } catch (const CLI::ParseError& error) {
    return WrongUsage(app, error.what());
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  if (fazhi::IsParserChild(argc, argv)) return fazhi::RunParserChild(argc, argv);
  const int exit_code = RunTool(argc, argv);
  // Nothing was done as asked when its answer was lost, whatever the command.
  return fazhi::ExitCode(fazhi::FlushStdout(), exit_code);
}
