// Documents in, what was made of them out: each sample's reading beside its golden file. A difference is for
// a person to read; tools/update-golden writes the files anew.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "services/base/status_matchers.h"
#include "services/runtime/local/files.h"
#include "services/runtime/local/reading.h"

namespace fazhi {
namespace {

namespace fs = std::filesystem;

const char* SourceDir() {
  const char* dir = std::getenv("FAZHI_SOURCE_DIR");
  return dir == nullptr ? "." : dir;
}

std::vector<fs::path> Samples() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(SourceDir()) / "tests/samples")) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".txt" || ending == ".html") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// One message a line, in text format: `name { … }`.
void AddLine(const std::string& name, const google::protobuf::Message& message, std::string& out) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintToString(message, &text);
  out += name + " { " + text + "}\n";
}

// The reading without what can be had from the document itself (its text and the map to it), one message a
// line.
std::string Compact(Reading reading) {
  v1::Outline& outline = *reading.set.mutable_outline();
  v1::Report& report = *outline.mutable_report();
  report.clear_text();
  report.clear_source_map();
  report.clear_blocks();
  report.clear_pipeline_version();
  std::string out;
  AddLine("report", report, out);
  for (const v1::Section& section : outline.sections()) AddLine("section", section, out);
  out += "sentences: " + std::to_string(outline.sentences_size()) + "\n";
  for (const v1::Observation& observation : reading.set.observations())
    AddLine("observation", observation, out);
  for (const v1::Finding& finding : reading.findings) AddLine("finding", finding, out);
  return out;
}

TEST(Golden, SamplesReadAsRecorded) {
  const bool update = std::getenv("FAZHI_UPDATE_GOLDEN") != nullptr;
  ASSERT_EQ(Samples().size(), 7U);
  for (const fs::path& path : Samples()) {
    SCOPED_TRACE(path.filename().string());
    const FileList list = ListFiles({path.string()});
    ASSERT_OK_AND_ASSIGN(const v1::Document document, ReadDocument(list.files.at(0), uint64_t{1} << 20));
    ASSERT_OK_AND_ASSIGN(Reading reading, Read(document));
    const std::string actual = Compact(std::move(reading));
    const fs::path golden = fs::path(SourceDir()) / "tests/golden" / (path.stem().string() + ".textproto");
    if (update) {
      std::ofstream(golden, std::ios::binary) << actual;
      continue;
    }
    std::stringstream recorded;
    recorded << std::ifstream(golden, std::ios::binary).rdbuf();
    std::stringstream is(actual);
    std::string line_is;
    std::string line_was;
    int number = 0;
    int differences = 0;
    while (differences < 5) {
      const bool more_is = static_cast<bool>(std::getline(is, line_is));
      const bool more_was = static_cast<bool>(std::getline(recorded, line_was));
      if (!more_is && !more_was) break;
      ++number;
      if (!more_is) line_is = "(nothing)";
      if (!more_was) line_was = "(nothing)";
      if (line_is == line_was) continue;
      ++differences;
      ADD_FAILURE() << golden.filename().string() << " line " << number << "\n  was " << line_was
                    << "\n  is  " << line_is
                    << "\nWhen this is meant, run tools/update-golden and read the difference.";
    }
  }
}

}  // namespace
}  // namespace fazhi
