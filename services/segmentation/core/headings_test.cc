// Cases of testdata/headings.spec: which headings a text has.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "services/base/status_matchers.h"
#include "services/segmentation/core/segment.h"
#include "services/segmentation/core/testing.h"

namespace fazhi::segmentation {
namespace {

constexpr absl::string_view kFiller =
    "全县各级各部门认真落实上级决策部署,扎实开展各项法治工作,取得了较好的效果";

std::string HeadingsOf(const v1::Outline& outline) {
  std::string headings;
  for (int i = 1; i < outline.sections_size(); ++i) {
    const v1::Section& section = outline.sections(i);
    absl::StrAppend(&headings, i > 1 ? " | " : "", section.level(), section.run_in() ? "r " : " ",
                    section.heading_text());
  }
  return headings.empty() ? "-" : headings;
}

TEST(HeadingsTest, FindsWhatTheSpecSays) {
  const auto lines = ReadSpec("headings.spec");
  EXPECT_GE(lines.size(), 100);
  for (const SpecLine& line : lines) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(line.text, " => ");
    const std::string text =
        absl::StrReplaceAll(parts.first, {{"⏎", "\n"}, {"~", absl::StrCat(kFiller, "。")}, {"≈", kFiller}});
    ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(ReportOf(text)));
    EXPECT_EQ(HeadingsOf(outline), parts.second) << "headings.spec:" << line.number << ": " << parts.first;
    EXPECT_EQ(FaultOf(outline), "") << "headings.spec:" << line.number;
  }
}

TEST(HeadingsTest, TheSourcesMarkUpMakesHeadings) {
  v1::Report report = ReportOf(
      "做好依法治县各项工作的总体情况与有关成绩的简要说明(供参考)\n全县共开展培训12次。\n"
      "各乡镇的有关情况,以及对有关情况的说明\n全县共开展检查3次。\n");
  report.mutable_blocks(0)->set_heading_hint(2);
  report.mutable_blocks(2)->set_heading_hint(3);
  ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(report));
  EXPECT_EQ(HeadingsOf(outline),
            "1 做好依法治县各项工作的总体情况与有关成绩的简要说明(供参考) | 2 "
            "各乡镇的有关情况,以及对有关情况的说明");
  EXPECT_EQ(outline.sections(2).parent(), 1);
}

TEST(HeadingsTest, BoldBeginningsAreRunInHeadings) {
  v1::Report report = ReportOf("一、主要举措\n着力提升政务服务水平。全县共开展培训12次,参加人员较多。\n");
  report.mutable_blocks(1)->set_bold_prefix(11);
  ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(report));
  EXPECT_EQ(HeadingsOf(outline), "1 一、主要举措 | 3r 着力提升政务服务水平");
}

TEST(HeadingsTest, TitlesAndTablesHoldNone) {
  v1::Report report = ReportOf("一、关于法治政府建设的报告\n一、事项\t12\n二、事项\t13\n");
  report.mutable_blocks(0)->set_kind(v1::BLOCK_KIND_TITLE);
  report.mutable_blocks(1)->set_kind(v1::BLOCK_KIND_TABLE_ROW);
  report.mutable_blocks(2)->set_kind(v1::BLOCK_KIND_TABLE_ROW);
  ASSERT_OK_AND_ASSIGN(const v1::Outline outline, Segment(report));
  EXPECT_EQ(HeadingsOf(outline), "-");
}

}  // namespace
}  // namespace fazhi::segmentation
