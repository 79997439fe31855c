#include "tests/bench/corpus.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fazhi::bench {
namespace {

void LoadFolder(const std::filesystem::path& folder, Corpus& corpus) {
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    const bool html = path.extension() == ".html";
    if (!html && path.extension() != ".txt") continue;
    std::ifstream in(path, std::ios::binary);
    v1::Document document;
    document.set_url("file:" + path.filename().string());
    document.set_content(std::string(std::istreambuf_iterator<char>(in), {}));
    (html ? corpus.html : corpus.text).push_back(std::move(document));
  }
}

}  // namespace

Corpus LoadCorpus() {
  const char* source = std::getenv("FAZHI_SOURCE_DIR");
  const char* shared = std::getenv("FAZHI_SHARED");
  Corpus corpus;
  if (source != nullptr) LoadFolder(std::filesystem::path(source) / "tests/samples", corpus);
  if (shared != nullptr) LoadFolder(std::filesystem::path(shared) / "seeds", corpus);
  if (corpus.text.empty() || corpus.html.empty()) {
    std::fprintf(stderr, "bench: no samples; set FAZHI_SOURCE_DIR to the repository (tools/bench does)\n");
    std::exit(2);
  }
  return corpus;
}

std::vector<const v1::Document*> Repeat(const std::vector<v1::Document>& documents, size_t bytes) {
  std::vector<const v1::Document*> out;
  for (size_t total = 0, i = 0; total < bytes; ++i) {
    out.push_back(&documents[i % documents.size()]);
    total += out.back()->content().size();
  }
  return out;
}

v1::Document Concatenate(const std::vector<v1::Document>& documents, size_t bytes) {
  v1::Document out;
  out.set_url("file:long.txt");
  for (const v1::Document* part : Repeat(documents, bytes)) {
    // One report: a second title would end it.
    const size_t head = out.content().empty() ? 0 : part->content().find("\n一、");
    if (head == std::string::npos) continue;
    out.mutable_content()->append(part->content(), head);
    out.mutable_content()->push_back('\n');
  }
  return out;
}

}  // namespace fazhi::bench
