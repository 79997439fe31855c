#include "tests/property/inputs.h"

#include <cstdlib>
#include <filesystem>

#include "services/runtime/local/files.h"

namespace fazhi {
namespace {

namespace fs = std::filesystem;

std::string SourceDir() {
  const char* dir = std::getenv("FAZHI_SOURCE_DIR");
  return dir == nullptr ? "." : dir;
}

std::string SharedDir() {
  const char* dir = std::getenv("FAZHI_SHARED");
  return dir == nullptr ? SourceDir() + "/../shared" : dir;
}

void AddFolder(const std::string& folder, std::vector<v1::Document>& documents) {
  for (const LocalFile& file : ListFiles({folder}).files) {
    auto document = ReadDocument(file, uint64_t{32} << 20);
    if (document.ok()) documents.push_back(*std::move(document));
  }
}

}  // namespace

bool HasShared() { return fs::exists(SharedDir() + "/seeds"); }

std::vector<v1::Document> SampleInputs() {
  std::vector<v1::Document> documents;
  AddFolder(SourceDir() + "/tests/samples", documents);
  return documents;
}

std::vector<v1::Document> WrittenInputs() {
  std::vector<v1::Document> documents;
  AddFolder(SourceDir() + "/tests/readings/written", documents);
  return documents;
}

std::vector<v1::Document> AllInputs() {
  std::vector<v1::Document> documents = SampleInputs();
  if (HasShared()) {
    AddFolder(SharedDir() + "/seeds", documents);
    AddFolder(SharedDir() + "/corpus", documents);
  }
  return documents;
}

}  // namespace fazhi
