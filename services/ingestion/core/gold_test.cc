// The samples of the repo, and the reports and documents beside it where they are there: the body is where
// the gold has it, and every code point of the clean text is the normalised form of its place in the source.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "services/base/status_matchers.h"
#include "services/ingestion/core/ingest_testing.h"
#include "services/text/normalize.h"
#include "services/text/source_map.h"

namespace fazhi {
namespace {

namespace fs = std::filesystem;

std::string Root() {
  const char* const root = std::getenv("FAZHI_SOURCE_DIR");
  return root == nullptr ? "." : root;
}

// The real reports, where they are.
std::string Shared() {
  const char* folder = std::getenv("FAZHI_SHARED");
  return folder == nullptr ? Root() + "/../shared" : folder;
}

std::string ReadWhole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// The bodies that the gold gives, by the document's file.
void CheckBodies(const fs::path& gold, const fs::path& folder) {
  std::ifstream lines(gold);
  int documents = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    const nlohmann::json record = nlohmann::json::parse(line);
    const std::string file = record["file"];
    SCOPED_TRACE(file);
    ++documents;
    const absl::StatusOr<v1::Report> report = Ingest(MakeDocument(ReadWhole(folder / file)));
    ASSERT_OK(report);
    const int64_t begin = record["body"][0];
    const int64_t end = record["body"][1];
    const int64_t our_begin = report->body_source_span().begin();
    const int64_t our_end = report->body_source_span().end();
    const int64_t both = std::min(end, our_end) - std::max(begin, our_begin);
    const int64_t either = std::max(end, our_end) - std::min(begin, our_begin);
    EXPECT_GE(both * 100, either * 98)
        << "gold " << begin << "-" << end << ", got " << our_begin << "-" << our_end;
  }
  EXPECT_GT(documents, 0) << gold;
}

// Every code point's place, its order, and that the blocks and tables lie where they say.
void CheckSpans(const fs::path& path) {
  SCOPED_TRACE(path.string());
  const v1::Document document = MakeDocument(ReadWhole(path));
  const absl::StatusOr<v1::Report> report = Ingest(document);
  const absl::StatusOr<DecodedDocument> decoded = Decode(document);
  ASSERT_OK(report);
  ASSERT_OK(decoded);
  const std::u32string text = ToCodePoints(report->text());
  const std::u32string source = ToCodePoints(decoded->text);
  SourceLocator locator(report->source_map(), static_cast<uint32_t>(text.size()));
  uint32_t last = 0;
  size_t wrong = 0;
  for (uint32_t i = 0; i < text.size(); ++i) {
    const v1::Span span = locator.ToSource(i, i + 1);
    ASSERT_LE(span.end(), source.size());
    ASSERT_GE(span.begin(), last) << i;
    last = span.begin();
    if (text[i] == U'\n' || text[i] == U'\t' || text[i] == U' ') continue;
    const std::u32string at = source.substr(span.begin(), span.end() - span.begin());
    if (at[0] == U'&') continue;  // an entity
    wrong += Nfkc(at).find(text[i]) == std::u32string::npos;
  }
  EXPECT_EQ(wrong, 0u);
  const v1::Span whole = locator.ToSource(0, static_cast<uint32_t>(text.size()));
  EXPECT_EQ(report->body_source_span().begin(), whole.begin());
  for (const v1::Table& table : report->tables()) {
    for (const v1::TableRow& row : table.rows()) {
      for (const v1::TableCell& cell : row.cells()) {
        ASSERT_LE(cell.span().end(), text.size());
        EXPECT_EQ(
            text.substr(cell.span().begin(), cell.span().end() - cell.span().begin()).find_first_of(U"\t\n"),
            std::u32string::npos);
      }
    }
  }
}

TEST(Gold, BodiesOfTheSamples) {
  CheckBodies(Root() + "/tests/samples/documents.jsonl", Root() + "/tests/samples");
}

TEST(Gold, SpansOfTheSamples) {
  for (const fs::directory_entry& entry : fs::directory_iterator(Root() + "/tests/samples")) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".txt" || ending == ".html") CheckSpans(entry.path());
  }
}

TEST(Gold, BodiesOfTheSeeds) {
  const fs::path shared = Shared();
  if (!fs::exists(shared / "seeds")) GTEST_SKIP() << "../shared is not there";
  CheckBodies(shared / "gold/documents.jsonl", shared / "seeds");
}

TEST(Gold, EveryRealDocumentGoesThrough) {
  const fs::path shared = Shared();
  if (!fs::exists(shared / "corpus")) GTEST_SKIP() << "../shared is not there";
  for (const char* folder : {"seeds", "corpus"}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(shared / folder)) CheckSpans(entry.path());
  }
}

}  // namespace
}  // namespace fazhi
