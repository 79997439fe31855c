// The sentences of testdata/findings_spec.tsv without their marks, through all stages: what of it is still
// found, and what of the clean ones is flagged, when nobody has marked the relations. The floors are what was
// reached; they only go up.
#include <cstdlib>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "services/aggregation/core/finding_text.h"
#include "services/aggregation/core/findings.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/base/status_matchers.h"
#include "services/extraction/core/extract.h"
#include "services/ingestion/core/ingest.h"
#include "services/segmentation/core/segment.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

constexpr int kPlantedFloorPercent = 92;
constexpr int kFlaggedCeilingPercent = 1;

TEST(FindingsStagesTest, SpecThroughAllStages) {
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  std::ifstream file(
      absl::StrCat(root == nullptr ? "." : root, "/services/aggregation/core/testdata/findings_spec.tsv"));
  int planted = 0, found_planted = 0, clean = 0, flagged = 0;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const std::pair<std::string, std::string> fields = absl::StrSplit(line, absl::MaxSplits('\t', 1));
    const BuiltSet built = BuildSet(fields.second);
    const std::string& sentence = built.set.outline().report().text();
    const std::string before =
        "康乐县人民政府关于2024年法治政府建设情况的报告\n一、主要举措和成效\n(一)依法行政。";
    v1::Document document;
    document.set_url("file:spec.txt");
    document.set_content(absl::StrCat(before, sentence));
    ASSERT_OK_AND_ASSIGN(v1::Report report, Ingest(document));
    ASSERT_OK_AND_ASSIGN(v1::Outline outline, Segment(std::move(report)));
    ASSERT_OK_AND_ASSIGN(const v1::ObservationSet set, Extract(std::move(outline)));
    std::string got;
    for (const v1::Finding& finding : FindWithin(set)) {
      if (finding.note() || finding.spans_size() == 0) continue;
      const uint32_t offset = static_cast<uint32_t>(CountCodePoints(before));
      std::string at = "?";
      for (const auto& [id, index] : built.by_id) {
        if (built.set.observations(index).span().begin() + offset == finding.source_spans(0).begin()) at = id;
      }
      absl::StrAppend(&got, got.empty() ? "" : ";", FindingTypeName(finding.type()), " ", at);
    }
    const bool contradiction = fields.first != "-" && fields.first.rfind("other_base", 0) != 0;
    if (contradiction) {
      ++planted;
      if (got == fields.first) {
        ++found_planted;
      } else {
        std::printf("missed %d: %s  got [%s] %s", number, fields.first.c_str(), got.c_str(),
                    sentence.c_str());
      }
    } else {
      ++clean;
      if (!got.empty()) {
        ++flagged;
        std::printf("FLAGGED %d: [%s] %s", number, got.c_str(), sentence.c_str());
      }
    }
  }
  std::printf("planted %d, found %d; clean %d, flagged %d\n", planted, found_planted, clean, flagged);
  EXPECT_GE(found_planted * 100, planted * kPlantedFloorPercent);
  EXPECT_LE(flagged * 100, clean * kFlaggedCeilingPercent);
}

}  // namespace
}  // namespace fazhi::aggregation
