#include "services/runtime/process/flags.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <iostream>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/pipeline_version.h"

namespace fazhi::runtime {

struct Flags::App {
  struct Setting {
    std::string name;
    std::string variable;
    std::string text;
    std::string accepts;
    CLI::Option* option = nullptr;
    Reader read;
  };

  CLI::App cli;
  std::deque<Setting> settings;  // CLI11 keeps pointers to the texts
};

Flags::Flags(const std::string& program, const std::string& description) : app_(std::make_unique<App>()) {
  app_->cli.name(program);
  app_->cli.description(description +
                        "\nEach setting may also stand in the environment: --grpc_address as "
                        "FAZHI_GRPC_ADDRESS.");
  app_->cli.set_version_flag("--version", absl::StrCat(program, " pipeline ", kPipelineVersion));
  app_->cli.allow_extras();  // to tell all of them
}

Flags::~Flags() = default;

void Flags::Add(const std::string& name, const std::string& standard, const std::string& accepts,
                const std::string& help, Reader read) {
  App::Setting& setting = app_->settings.emplace_back();
  setting.name = "--" + name;
  setting.variable = "FAZHI_" + absl::AsciiStrToUpper(name);
  setting.accepts = accepts;
  setting.read = std::move(read);
  setting.option = app_->cli.add_option(
      setting.name, setting.text,
      absl::StrCat(help, " (", accepts, "; default: ", standard.empty() ? "none" : standard, ")"));
  setting.option->envname(setting.variable)->expected(0, 1)->take_last();
}

void Flags::String(const std::string& name, std::string* value, const std::string& help) {
  Add(name, *value, "text", help, [value](const std::string& text) {
    *value = text;
    return true;
  });
}

void Flags::Choice(const std::string& name, std::string* value, std::vector<std::string> choices,
                   const std::string& help) {
  const std::string accepts = absl::StrJoin(choices, ", ");
  Add(name, *value, accepts, help, [value, choices = std::move(choices)](const std::string& text) {
    *value = text;
    return std::find(choices.begin(), choices.end(), text) != choices.end();
  });
}

void Flags::Integer(const std::string& name, int64_t* value, int64_t least, int64_t most,
                    const std::string& help) {
  Add(name, absl::StrCat(*value), absl::StrCat("a whole number, ", least, " to ", most), help,
      [value, least, most](const std::string& text) {
        return absl::SimpleAtoi(text, value) && *value >= least && *value <= most;
      });
}

void Flags::Duration(const std::string& name, absl::Duration* value, absl::Duration least,
                     absl::Duration most, const std::string& help) {
  Add(name, absl::FormatDuration(*value),
      absl::StrCat("a time such as 500ms or 1m30s, ", absl::FormatDuration(least), " to ",
                   absl::FormatDuration(most)),
      help, [value, least, most](const std::string& text) {
        return absl::ParseDuration(text, value) && *value >= least && *value <= most;
      });
}

void Flags::Check(std::vector<std::string> of, std::function<absl::Status()> check) {
  checks_.push_back({std::move(of), std::move(check)});
}

bool Flags::Given(const std::string& name) const {
  return std::any_of(app_->settings.begin(), app_->settings.end(), [&](const App::Setting& setting) {
    return setting.name == "--" + name && setting.option->count() > 0;
  });
}

std::string Flags::Title(const std::string& name) const {
  return absl::StrCat("--", name, " (FAZHI_", absl::AsciiStrToUpper(name), ")");
}

absl::StatusOr<bool> Flags::Parse(int argc, const char* const* argv) {
  std::vector<std::string> faults;
  try {
    app_->cli.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    app_->cli.exit(asked, std::cout, std::cerr);
    return false;
  } catch (const CLI::ParseError& error) {
    faults.emplace_back(error.what());
  }
  for (const std::string& extra : app_->cli.remaining()) {
    faults.push_back(absl::StrCat("unknown: ", extra, "; --help lists all settings"));
  }
  std::set<std::string> refused;
  for (const App::Setting& setting : app_->settings) {
    if (setting.option->count() == 0) continue;
    if (setting.read(setting.text)) continue;
    refused.insert(setting.name.substr(2));
    faults.push_back(absl::StrCat(setting.name, " (", setting.variable, "): `", Shown(setting.text),
                                  "` is not accepted; it takes ", setting.accepts));
  }
  for (const CheckOf& check : checks_) {
    if (std::any_of(check.names.begin(), check.names.end(),
                    [&](const std::string& name) { return refused.count(name) > 0; })) {
      continue;
    }
    const absl::Status status = check.check();
    if (!status.ok()) faults.emplace_back(status.message());
  }
  if (faults.empty()) return true;
  return InvalidInput("BAD_SETTINGS", "", absl::StrJoin(faults, "\n"));
}

}  // namespace fazhi::runtime
