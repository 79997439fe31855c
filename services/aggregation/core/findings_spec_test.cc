// Runs testdata/findings_spec.tsv: contradictions that must be found and near-misses that must not.
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/core/finding_text.h"
#include "services/aggregation/core/findings.h"
#include "services/aggregation/testing/set_builder.h"

namespace fazhi::aggregation {
namespace {

struct SpecLine {
  int number;
  std::string expected;
  std::string marked;
};

std::vector<SpecLine> ReadSpec() {
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  std::ifstream file(
      absl::StrCat(root == nullptr ? "." : root, "/services/aggregation/core/testdata/findings_spec.tsv"));
  std::vector<SpecLine> lines;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const std::pair<std::string, std::string> fields = absl::StrSplit(line, absl::MaxSplits('\t', 1));
    lines.push_back({number, fields.first, fields.second});
  }
  return lines;
}

std::string Found(const std::string& marked) {
  const BuiltSet built = BuildSet(marked);
  std::vector<std::string> found;
  for (const v1::Finding& finding : FindWithin(built.set)) {
    std::string at = "?";
    for (const auto& [id, index] : built.by_id) {
      if (built.set.observations(index).span().begin() == finding.spans(0).begin()) at = id;
    }
    found.push_back(absl::StrCat(FindingTypeName(finding.type()), " ", at));
  }
  return found.empty() ? "-" : absl::StrJoin(found, ";");
}

TEST(FindingsSpecTest, EveryLine) {
  int planted = 0, clean = 0;
  const std::vector<SpecLine> lines = ReadSpec();
  for (const SpecLine& line : lines) {
    const bool contradiction = line.expected != "-" && line.expected.rfind("other_base", 0) != 0;
    ++(contradiction ? planted : clean);
    EXPECT_EQ(Found(line.marked), line.expected)
        << "findings_spec.tsv:" << line.number << ": " << line.marked;
  }
  EXPECT_GE(planted, 60);
  EXPECT_GE(clean, 120);
}

TEST(FindingsSpecTest, NothingIsCalledAnError) {
  for (const SpecLine& line : ReadSpec()) {
    for (const v1::Finding& finding : FindWithin(BuildSet(line.marked).set)) {
      EXPECT_THAT(finding.text_zh(), testing::Not(testing::HasSubstr("错误"))) << line.marked;
      EXPECT_FALSE(finding.text_zh().empty() || finding.text_en().empty()) << line.marked;
      if (!finding.note()) {
        EXPECT_THAT(finding.text_zh(), testing::HasSubstr("与所列数字不符,可能口径不同"));
      }
      EXPECT_FALSE(finding.quotation().empty());
    }
  }
}

}  // namespace
}  // namespace fazhi::aggregation
