// Sentences and small reports through all stages, text in and findings out, with nobody's marks on them:
// testdata/reports_spec.tsv as it stands, and testdata/findings_spec.tsv without its marks. What is planted
// must be found exactly (the type and the disputed figure, and nothing else), what is clean must stay
// unflagged; the rates are those that the product promises, over both files together.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "services/aggregation/core/across.h"
#include "services/aggregation/core/arrival.h"
#include "services/aggregation/core/finding_text.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/base/status_matchers.h"
#include "services/extraction/core/extract.h"
#include "services/ingestion/core/ingest.h"
#include "services/segmentation/core/segment.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

constexpr int kPlantedLeast = 150;
constexpr int kCleanLeast = 300;
constexpr double kFoundFloor = 0.95;
constexpr double kFlaggedCeiling = 0.01;

struct SpecLine {
  int number = 0;
  std::string expected;  // `-` where nothing is to be found
  BuiltSet marked;       // the text without its marks, and where the marked figures stand in it
  std::string earlier;   // the report on the year before; empty when there is none
};

std::vector<SpecLine> ReadSpec(absl::string_view name) {
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  std::ifstream file(
      absl::StrCat(root == nullptr ? "." : root, "/services/aggregation/core/testdata/", name));
  std::vector<SpecLine> lines;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    SpecLine spec;
    spec.number = number;
    const bool note = absl::StartsWith(fields[0], "other_base");
    spec.expected = note ? "-" : fields[0];
    spec.marked = BuildSet(absl::StrReplaceAll(fields[1], {{"\\n", "\n"}, {"\\t", "\t"}}));
    if (fields.size() > 2) spec.earlier = fields[2];
    lines.push_back(std::move(spec));
  }
  return lines;
}

std::string Heading(int year) {
  return absl::StrCat("康乐县人民政府关于", year,
                      "年法治政府建设情况的报告\n一、主要举措和成效\n(一)依法行政。");
}

Arrival Read(absl::string_view text) {
  v1::Document document;
  document.set_url("file:spec");
  document.set_content(std::string(text));
  absl::StatusOr<v1::Report> report = Ingest(document);
  if (!report.ok()) return {};
  absl::StatusOr<v1::Outline> outline = Segment(*std::move(report));
  if (!outline.ok()) return {};
  absl::StatusOr<v1::ObservationSet> set = Extract(*std::move(outline));
  if (!set.ok()) return {};
  return PrepareArrival(*std::move(set));
}

// The findings as the spec writes them.
std::string Found(const SpecLine& spec) {
  const std::string& text = spec.marked.set.outline().report().text();
  const std::string heading = absl::StartsWith(text, "<html") ? "" : Heading(2024);
  const uint32_t offset = static_cast<uint32_t>(CountCodePoints(heading));
  const Arrival arrival = Read(absl::StrCat(heading, text));
  std::string found;
  const auto add = [&](v1::FindingType type, const v1::Span* source) {
    absl::StrAppend(&found, found.empty() ? "" : ";", FindingTypeName(type));
    if (source == nullptr) return;
    std::string at = "?";
    for (const auto& [id, index] : spec.marked.by_id) {
      if (spec.marked.set.observations(index).span().begin() + offset == source->begin()) at = id;
    }
    absl::StrAppend(&found, " ", at);
  };
  for (const v1::Finding& finding : arrival.findings) {
    if (finding.note() && finding.type() != v1::FINDING_TYPE_TOLD_TWICE) continue;
    add(finding.type(), finding.source_spans().empty() ? nullptr : &finding.source_spans(0));
  }
  if (!spec.earlier.empty()) {
    const Arrival earlier = Read(absl::StrCat(Heading(2023), spec.earlier));
    for (const AcrossFinding& across :
         FindAcross({{2024, arrival.cells, arrival.claims}, {2023, earlier.cells, earlier.claims}})) {
      add(across.type, &arrival.set.observations(static_cast<int>(across.observation)).source_span());
    }
  }
  return found.empty() ? "-" : found;
}

TEST(FindingsStagesTest, PlantedAreFoundAndCleanAreNot) {
  int planted = 0, found = 0, clean = 0, flagged = 0;
  for (absl::string_view name : {"findings_spec.tsv", "reports_spec.tsv"}) {
    for (const SpecLine& spec : ReadSpec(name)) {
      const std::string got = Found(spec);
      const bool contradiction = spec.expected != "-";
      ++(contradiction ? planted : clean);
      if (got == spec.expected) {
        found += contradiction ? 1 : 0;
        continue;
      }
      flagged += contradiction ? 0 : 1;
      std::printf("%s %s:%d: expected [%s] got [%s] %s\n", contradiction ? "missed" : "FLAGGED",
                  std::string(name).c_str(), spec.number, spec.expected.c_str(), got.c_str(),
                  spec.marked.set.outline().report().text().c_str());
    }
  }
  std::printf("planted %d, found %d (%.3f); clean %d, flagged %d (%.3f)\n", planted, found,
              static_cast<double>(found) / planted, clean, flagged, static_cast<double>(flagged) / clean);
  EXPECT_GE(planted, kPlantedLeast);
  EXPECT_GE(clean, kCleanLeast);
  EXPECT_GE(found, planted * kFoundFloor);
  EXPECT_LE(flagged, clean * kFlaggedCeiling);
}

TEST(FindingsStagesTest, FiguresOfOneNameAreSaidWithTheirYears) {
  const Arrival arrival = Read(
      absl::StrCat(Heading(2024), "2024年收到行政复议申请50件,2023年收到行政复议申请38件,同比增长35%。"));
  ASSERT_EQ(arrival.findings.size(), 1u);
  EXPECT_THAT(arrival.findings[0].text_zh(),
              testing::HasSubstr("按2024年“收到行政复议申请”50件、2023年“收到行政复议申请”38件计算为31.6%"));
}

TEST(FindingsStagesTest, AChangeAgainstAnotherReportSaysWhatItMakesOfThatYear) {
  const Arrival own = Read(absl::StrCat(Heading(2024), "办理法律援助案件688件,同比下降6.1%。"));
  const Arrival earlier = Read(absl::StrCat(Heading(2023), "办理法律援助案件800件。"));
  const auto found = FindAcross({{2024, own.cells, own.claims}, {2023, earlier.cells, earlier.claims}});
  ASSERT_EQ(found.size(), 1u);
  const v1::Finding finding =
      SayAcross(found[0], own.set.observations(static_cast<int>(found[0].observation)),
                earlier.set.observations(static_cast<int>(found[0].value.observation)), 2023, "");
  EXPECT_THAT(finding.text_zh(),
              testing::HasSubstr("同比下降”6.1%,由此推算2023年为732.3至733.5件,而2023年度报告为"
                                 "“办理法律援助案件”800件,与所列数字不符"));
  EXPECT_THAT(finding.text_en(), testing::HasSubstr("which makes 732.3 to 733.5件 of 2023"));
}

}  // namespace
}  // namespace fazhi::aggregation
