#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/base/pipeline_version.h"
#include "services/catalog/catalog.h"
#include "tools/cli/commands.h"

namespace fazhi {

namespace {

std::string VersionText() {
  const v1::Catalog& catalog = Catalog::Default().proto();
  return absl::StrCat("pipeline ", kPipelineVersion, "\ncatalog ", catalog.version(), ", ",
                      catalog.indicators_size(), " indicators");
}

}  // namespace

void AddVersion(CLI::App& app, int& exit_code) {
  app.set_version_flag("--version", VersionText, "Print the pipeline's and the catalog's version");
  CLI::App* command = app.add_subcommand("version", "Print the pipeline's and the catalog's version");
  command->callback([&exit_code] {
    std::printf("%s\n", VersionText().c_str());
    exit_code = kExitOk;
  });
}

}  // namespace fazhi
