#include "services/catalog/catalog.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/text_format.h"
#include "services/aggregation/query_filters.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "tools/cli/commands.h"
#include "tools/cli/failures.h"
#include "tools/cli/filters.h"
#include "tools/cli/json_forms.h"
#include "tools/cli/record_writer.h"
#include "tools/cli/text_forms.h"

namespace fazhi {
namespace {

const RecordWriter::Layout& IndicatorLayout() {
  static const auto* const layout = new RecordWriter::Layout{
      {"id", "zh_name", "en_name", "domain", "kind", "unit", "aggregation", "part_of", "tier", "aliases"},
      {{"id", {"id", false, kWhole}},
       {"zh_name", {"name", false, 36}},
       {"kind", {"kind", false, 9}},
       {"unit", {"unit", false, 8}},
       {"aggregation", {"aggregation", false, 13}},
       {"domain", {"domain", false, 12}}}};
  return *layout;
}

nlohmann::ordered_json IndicatorRecord(const v1::Indicator& indicator) {
  nlohmann::ordered_json r;
  r["id"] = indicator.id();
  r["zh_name"] = indicator.zh_name();
  r["en_name"] = indicator.en_name();
  r["domain"] = Word(v1::Domain_Name(indicator.domain()), "DOMAIN_");
  r["kind"] = Word(v1::IndicatorKind_Name(indicator.kind()), "INDICATOR_KIND_");
  r["unit"] = indicator.unit();
  r["aggregation"] = Word(v1::Aggregation_Name(indicator.aggregation()), "AGGREGATION_");
  r["part_of"] = indicator.part_of();
  r["tier"] = indicator.tier();
  r["aliases"] = nlohmann::ordered_json::array();
  for (const v1::Alias& alias : indicator.aliases()) r["aliases"].push_back(alias.text());
  return r;
}

bool Mentions(const v1::Indicator& indicator, const std::string& word) {
  if (absl::StrContains(indicator.id(), word) || absl::StrContains(indicator.zh_name(), word)) return true;
  return std::any_of(indicator.aliases().begin(), indicator.aliases().end(),
                     [&](const v1::Alias& alias) { return absl::StrContains(alias.text(), word); });
}

void AddList(CLI::App& catalog, int& exit_code) {
  struct Options {
    std::string word;
    std::string domain;
    std::string format = "text";
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = catalog.add_subcommand("list", "List the indicators");
  command->add_option("WORD", options->word, "Only those whose id, name or phrases hold it");
  command->add_option("--domain", options->domain, "Only those of a domain (enforcement, disputes, …)");
  command->add_option("--format", options->format)
      ->check(CLI::IsMember({"text", "jsonl", "csv"}))
      ->capture_default_str();
  command->callback([options, &exit_code] {
    const auto format = options->format == "text"  ? RecordWriter::Format::kText
                        : options->format == "csv" ? RecordWriter::Format::kCsv
                                                   : RecordWriter::Format::kJsonl;
    RecordWriter writer(format, IndicatorLayout(), WriteToStdout);
    absl::Status status = ParseWord(*v1::Domain_descriptor(), "DOMAIN_", "domain", options->domain).status();
    if (!status.ok()) {
      exit_code = ExitCode(status, kExitOk);
      return;
    }
    for (const v1::Indicator& indicator : Catalog::Default().proto().indicators()) {
      const auto record = IndicatorRecord(indicator);
      if (!options->domain.empty() && record["domain"] != options->domain) continue;
      if (!options->word.empty() && !Mentions(indicator, options->word)) continue;
      status.Update(writer.Add(record));
    }
    status.Update(writer.Finish());
    exit_code = ExitCode(status, kExitOk);
  });
}

void AddShow(CLI::App& catalog, int& exit_code) {
  struct Options {
    std::vector<std::string> ids;
    std::string format = "text";
    bool all = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      catalog.add_subcommand("show", "Show an indicator: names, unit, how it is put together and said");
  command->add_option("ID", options->ids)->required();
  command->add_flag("--all", options->all,
                    "Also all ways in which it is said, what rules it out, and the catalog's notes");
  command->add_option("--format", options->format, "text, or textproto as in the catalog's files")
      ->check(CLI::IsMember({"text", "textproto"}))
      ->capture_default_str();
  command->callback([options, &exit_code] {
    exit_code = kExitOk;
    for (const std::string& id : options->ids) {
      const v1::Indicator* indicator = Catalog::Default().Find(id);
      if (indicator == nullptr) {
        absl::Status status = CheckIndicator(id);
        if (status.ok())  // a beginning, 'legal_aid.*', or nothing
          status =
              InvalidInput("NO_SUCH_INDICATOR", "id",
                           absl::StrCat("'", Shown(id), "' is not the id of one; see: fazhi catalog list"));
        exit_code = ExitCode(status, kExitUsage);
        return;
      }
      const std::string shown =
          options->format == "text" ? IndicatorText(*indicator, options->all) : TextProto(*indicator);
      if (const absl::Status status = WriteToStdout(shown + "\n"); !status.ok()) {
        exit_code = ExitCode(status, kExitOk);
        return;
      }
    }
  });
}

absl::StatusOr<v1::Catalog> ReadFolder(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error);
       !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
    if (it->path().extension() == ".textproto") paths.push_back(it->path().string());
  }
  if (error || paths.empty()) {
    return InvalidInput("BAD_CATALOG", "folder", absl::StrCat("no .textproto files in ", folder));
  }
  std::sort(paths.begin(), paths.end());
  v1::Catalog all;
  for (const std::string& path : paths) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    v1::Catalog one;
    if (!google::protobuf::TextFormat::ParseFromString(text.str(), &one)) {
      return InvalidInput("BAD_CATALOG", "folder",
                          absl::StrCat(path, " is no text format of fazhi.v1.Catalog (see above)"));
    }
    all.MergeFrom(one);
  }
  return all;
}

void AddCatalogCheck(CLI::App& catalog, int& exit_code) {
  auto folder = std::make_shared<std::string>();
  CLI::App* command = catalog.add_subcommand("check", "Check catalog files: ids, phrases, references");
  command->add_option("FOLDER", *folder,
                      "Folder of .textproto files; without it the catalog that is built in");
  command->callback([folder, &exit_code] {
    auto proto =
        folder->empty() ? absl::StatusOr<v1::Catalog>(Catalog::Default().proto()) : ReadFolder(*folder);
    absl::Status status = proto.status();
    if (proto.ok()) status = Catalog::Create(*proto).status();
    if (status.ok()) std::printf("%d indicators, no faults\n", proto->indicators_size());
    exit_code = status.ok() ? kExitOk : (ExitCode(status, kExitOk), kExitSomeFailed);
  });
}

}  // namespace

void AddCatalog(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("catalog", "The indicators: list, show, check");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  fazhi catalog list 行政复议\n"
      "  fazhi catalog show legal_aid.cases           --all: every way in which it is said\n"
      "  fazhi catalog check services/catalog/data\n");
  AddList(*command, exit_code);
  AddShow(*command, exit_code);
  AddCatalogCheck(*command, exit_code);
}

}  // namespace fazhi
