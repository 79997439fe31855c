#include "services/segmentation/core/roles.h"

#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "fazhi_segmentation_data.h"
#include "gmock/gmock.h"
#include "services/base/status_matchers.h"
#include "services/segmentation/core/phrase_table.h"
#include "services/segmentation/core/segment.h"
#include "services/segmentation/core/testing.h"
#include "services/text/utf8.h"

namespace fazhi::segmentation {
namespace {

using ::testing::ElementsAre;

std::string NameOf(v1::Role role) {
  if (role == v1::ROLE_UNSPECIFIED) return "-";
  return absl::AsciiStrToLower(absl::StripPrefix(v1::Role_Name(role), "ROLE_"));
}

std::vector<std::string> RolesOf(v1::Report report) {
  const auto outline = Segment(std::move(report));
  std::vector<std::string> roles;
  for (const v1::Section& section : outline->sections()) roles.push_back(NameOf(section.role()));
  return roles;
}

TEST(RolesTest, HeadingsSayWhatTheSpecSays) {
  const auto lines = ReadSpec("roles.spec");
  EXPECT_GE(lines.size(), 80);
  for (const SpecLine& line : lines) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(line.text, " => ");
    const std::vector<v1::Role> roles = RolesOfHeading(ToCodePoints(parts.first), 2024);
    EXPECT_EQ(absl::StrCat(roles.empty() ? "-" : NameOf(roles[0]), roles.size() > 1 ? "+" : ""), parts.second)
        << "roles.spec:" << line.number << ": " << parts.first;
  }
}

TEST(RolesTest, TheLexiconKeepsItsSchema) {
  ASSERT_OK_AND_ASSIGN(const auto rows, ParseLexicon(segmentation_data::Data("roles.tsv"), 4));
  std::set<std::string> seen, heading_roles;
  for (const auto& [row, weight] : rows) {
    EXPECT_THAT(row[0], ::testing::AnyOf("heading", "text")) << row[2];
    v1::Role role = v1::ROLE_UNSPECIFIED;
    EXPECT_TRUE((row[0] == "heading" && row[1] == "none") ||
                v1::Role_Parse(absl::StrCat("ROLE_", absl::AsciiStrToUpper(row[1])), &role))
        << row[1];
    EXPECT_TRUE(seen.insert(absl::StrCat(row[0], " ", row[1], " ", row[2])).second) << "twice: " << row[2];
    if (row[0] == "heading") heading_roles.insert(row[1]);
    EXPECT_EQ(FindInvalidUtf8(row[2]), absl::string_view::npos);
  }
  EXPECT_THAT(heading_roles, ElementsAre("achievements", "closing", "first_responsible", "none", "other",
                                         "plan", "problems"));
}

TEST(RolesTest, TheHeadingEndsKeepTheirSchema) {
  ASSERT_OK_AND_ASSIGN(const auto rows, ParseLexicon(segmentation_data::Data("glue.tsv"), 3));
  std::set<std::string> seen;
  for (const auto& [row, weight] : rows) {
    EXPECT_THAT(row[0], ::testing::AnyOf("end", "start")) << row[1];
    EXPECT_TRUE(seen.insert(absl::StrCat(row[0], " ", row[1])).second) << "twice: " << row[1];
  }
}

TEST(RolesTest, BadLexiconLinesAreNamed) {
  EXPECT_THAT(ParseLexicon("a\tb\t1\nc\t2\n", 3),
              FailsWith(absl::StatusCode::kInvalidArgument, "BAD_LEXICON"));
  EXPECT_THAT(ParseLexicon("a\tb\tx\n", 3), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_LEXICON"));
  EXPECT_THAT(ParseLexicon("a\t\t1\n", 3), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_LEXICON"));
}

TEST(RolesTest, LowerLevelsInherit) {
  EXPECT_THAT(RolesOf(ReportOf(
                  "一、主要举措\n(一)解决突出问题\n全县办案。\n二、存在的问题\n(一)下一步\n全县办案。\n")),
              ElementsAre("preamble", "achievements", "achievements", "problems", "problems"));
}

TEST(RolesTest, BelowAMergedHeadingTheLowerLevelsSay) {
  EXPECT_THAT(
      RolesOf(ReportOf(
          "一、存在的问题及下一步打算\n(一)存在的问题\n力量薄弱。\n(二)下一步工作打算\n加强培训。\n")),
      ElementsAre("preamble", "problems", "problems", "plan"));
}

TEST(RolesTest, ALowerHeadingsYearStandsAgainstTheHigherHeading) {
  const auto roles = [](const std::string& text, v1::ReportKind kind) {
    v1::Report report = ReportOf(text);
    report.set_year(2023);
    report.set_kind(kind);
    return RolesOf(report);
  };
  EXPECT_THAT(
      roles("一、主要成效\n(一)2024年工作打算\n加强培训。\n(二)谋划2024年工作安排\n全县办案。\n"
            "三、2024年工作计划\n(一)巩固2022年整改成效\n加强培训。\n(二)2022年主要成效\n办理案件120件。\n"
            "1.规范执法\n办理案件20件。\n(三)2024年主要成效目标\n办理案件20件。\n",
            v1::REPORT_KIND_ANNUAL_REPORT),
      ElementsAre("preamble", "achievements", "plan", "achievements", "plan", "plan", "achievements",
                  "achievements", "plan"));
  EXPECT_THAT(
      roles("一、2022年工作回顾\n办理案件20件。\n二、2023年主要任务\n办理案件30件。\n", v1::REPORT_KIND_PLAN),
      ElementsAre("preamble", "achievements", "plan"));
}

TEST(RolesTest, HowTasksWereCarriedOutIsNoPlan) {
  EXPECT_THAT(RolesOf(ReportOf("一、主要任务评估\n办理案件20件。\n二、重点任务实施情况\n办理案件9件。\n三、主"
                               "要任务\n培训30人。\n")),
              ElementsAre("preamble", "achievements", "achievements", "plan"));
}

TEST(RolesTest, BehindWhatIsWantingASpeechSaysWhatIsToBeDone) {
  v1::Report report = ReportOf(
      "一、充分肯定成绩\n全县办案36件。\n二、正视存在的问题\n力量不足。\n三、强化举措,"
      "务求实效\n全县培训9场。\n");
  report.set_kind(v1::REPORT_KIND_SPEECH);
  EXPECT_THAT(RolesOf(report), ElementsAre("preamble", "achievements", "problems", "plan"));
}

TEST(RolesTest, WhatASpeechTellsItsHearersToDoIsAPlan) {
  v1::Report report = ReportOf(
      "一、充分肯定成绩\n全县办案36件。\n二、突出重点,精准发力\n各部门要严格执法,乡镇要管好队伍,"
      "要把案卷评查作为"
      "主要抓手。司法局要按照要求抓好培训,各单位要对号入座,"
      "要限期整改。\n三、几点感受\n重要的是有3件要求不清。\n");
  report.set_kind(v1::REPORT_KIND_SPEECH);
  EXPECT_THAT(RolesOf(report), ElementsAre("preamble", "achievements", "plan", "plan"));
  report.set_kind(v1::REPORT_KIND_OTHER);
  EXPECT_THAT(RolesOf(report), ElementsAre("preamble", "achievements", "other", "other"));
}

TEST(RolesTest, TraditionalHeadingsSayTheSame) {
  v1::Report report = ReportOf(
      "一、主要舉措和成效\n全縣辦案。\n二、黨政主要負責人履行推進法治建設第一責任人職責情況\n主持會議。\n"
      "三、存在的主要問題\n全縣辦案。\n四、2024年工作計劃\n加強培訓。\n");
  report.set_has_traditional(true);
  EXPECT_THAT(RolesOf(report),
              ElementsAre("preamble", "achievements", "first_responsible", "problems", "plan"));
}

TEST(RolesTest, TheWordsSayWhereTheHeadingDoesNot) {
  EXPECT_THAT(RolesOf(ReportOf(
                  "一、总的看法\n工作中还存在一些薄弱环节,力量不足,宣传不够,制度落实不到位,水平有待提高。\n"
                  "二、几点考虑\n下一步,我县将继续加强培训,力争覆盖率达到100%,进一步提升水平。\n")),
              ElementsAre("preamble", "problems", "plan"));
}

TEST(RolesTest, SubjectsOfAnAnnualReportAreAchievements) {
  EXPECT_THAT(RolesOf(ReportOf("一、加强组织领导\n全县召开会议3次。\n二、规范行政执法\n全县检查12次。\n三、存"
                               "在的不足\n力量薄弱。\n")),
              ElementsAre("preamble", "achievements", "achievements", "problems"));
}

TEST(RolesTest, WithoutLevelOneTheTopmostLevelSays) {
  EXPECT_THAT(
      RolesOf(ReportOf(
          "(一)主要成效\n全县召开会议3次。\n(二)存在的问题\n力量薄弱。\n(三)下一步打算\n加强培训。\n")),
      ElementsAre("preamble", "achievements", "problems", "plan"));
}

TEST(RolesTest, APlanIsAPlan) {
  v1::Report report =
      ReportOf("一、加强组织领导\n全县召开会议3次。\n二、解决存在的问题\n全县检查12次。\n三、附件\n无。\n");
  report.set_kind(v1::REPORT_KIND_PLAN);
  EXPECT_THAT(RolesOf(report), ElementsAre("preamble", "plan", "plan", "other"));
}

TEST(RolesTest, TheYearTellsReportFromPlan) {
  v1::Report report =
      ReportOf("一、2023年重点工作情况\n全县召开会议3次。\n二、2024年重点工作\n全县检查12次。\n");
  report.set_year(0);
  EXPECT_THAT(RolesOf(report), ElementsAre("preamble", "achievements", "plan"));
}

TEST(RolesTest, ALeadersReportOnDutiesIsOfTheFirstResponsible) {
  v1::Report report = ReportOf(
      "一、带头学法用法\n主持学法8次。\n二、推进依法决策\n审议议题9个。\n三、存在的问题\n学得不够。\n四、下一"
      "步打算\n加强"
      "学习。\n");
  report.set_kind(v1::REPORT_KIND_OTHER);
  report.set_title("2024年度履行推进法治建设第一责任人职责情况的述法报告");
  EXPECT_THAT(RolesOf(report),
              ElementsAre("preamble", "first_responsible", "first_responsible", "problems", "plan"));
  report.set_title("2024年度工作情况汇报");
  EXPECT_THAT(RolesOf(report), ElementsAre("preamble", "other", "other", "problems", "plan"));
}

TEST(RolesTest, AYearlySummaryOfOtherWorkTellsWhatWasDone) {
  v1::Report report =
      ReportOf("一、突出重点人群\n宣讲8次。\n二、融入治理\n调解9件。\n三、存在的问题\n力量不足。\n");
  report.set_kind(v1::REPORT_KIND_OTHER);
  report.set_title("2024年普法工作总结");
  EXPECT_THAT(RolesOf(report), ElementsAre("preamble", "achievements", "achievements", "problems"));
  report.set_title("关于2024年普法工作的通报");
  EXPECT_THAT(RolesOf(report), ElementsAre("preamble", "other", "other", "problems"));
}

TEST(RolesTest, WhatStandsBehindTheLastItemOfAListIsNoneOfIt) {
  EXPECT_THAT(RolesOf(ReportOf(
                  "一是抓学促干,意识有新提升。集体学习4次,会前学法11次。\n二是高位推动,责任有新延伸。召开会"
                  "议2次,批示13次。\n2025年,我县将持续用力:进一步抓队伍,进一步抓质量,力争达到30%,下一步将再建"
                  "4个司法所,努力开创新局面。\n")),
              ElementsAre("preamble", "achievements", "achievements"));
}

TEST(RolesTest, LeadershipAmongOtherWorkIsAnAchievement) {
  EXPECT_THAT(RolesOf(ReportOf(
                  "一、坚持党建引领,落实法治建设责任\n局党组把法治建设列入重点工作,主要负责人做到重要工作"
                  "亲自部署、重大问题亲自过问,带头述法。全年召开会议5次。\n二、规范行政执法\n检查12次。\n")),
              ElementsAre("preamble", "achievements", "achievements"));
}

TEST(RolesTest, AGovernmentWorkReportIsOfTheYearItPlans) {
  v1::Report report = ReportOf(
      "一、2024年工作回顾\n全省增长5%。\n二、2025年重点工作\n全省检查12次。\n三、政府自身建设\n全省检查。\n");
  report.set_kind(v1::REPORT_KIND_OTHER);
  report.set_year(2025);
  EXPECT_THAT(RolesOf(report), ElementsAre("preamble", "achievements", "plan", "plan"));
}

}  // namespace
}  // namespace fazhi::segmentation
