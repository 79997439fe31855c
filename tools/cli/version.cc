#include <cstdio>

#include "services/base/pipeline_version.h"
#include "services/catalog/catalog.h"
#include "tools/cli/commands.h"

namespace fazhi {

void AddVersion(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("version", "Print the pipeline's and the catalog's version");
  command->callback([&exit_code] {
    const v1::Catalog& catalog = Catalog::Default().proto();
    std::printf("pipeline %u\ncatalog %s, %d indicators\n", kPipelineVersion, catalog.version().c_str(),
                catalog.indicators_size());
    exit_code = kExitOk;
  });
}

}  // namespace fazhi
