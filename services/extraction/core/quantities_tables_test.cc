#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/extraction/core/quantities.h"
#include "services/text/utf8.h"

namespace fazhi::extraction {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A report that is one table; rows are separated by line feeds, cells by tabs. The first `head_rows` rows are
// heads.
v1::Outline TableOutline(const std::string& text, int head_rows) {
  v1::Outline outline;
  v1::Report& report = *outline.mutable_report();
  report.set_text(text);
  report.set_year(2024);
  outline.add_sections()->set_role(v1::ROLE_PREAMBLE);
  v1::Table& table = *report.add_tables();
  const std::u32string points = ToCodePoints(text);
  uint32_t begin = 0;
  uint32_t cell_begin = 0;
  v1::TableRow* row = table.add_rows();
  for (uint32_t i = 0; i < points.size(); ++i) {
    if (points[i] != U'\t' && points[i] != U'\n') continue;
    v1::TableCell& cell = *row->add_cells();
    cell.mutable_span()->set_begin(cell_begin);
    cell.mutable_span()->set_end(i);
    cell.set_column(static_cast<uint32_t>(row->cells_size() - 1));
    cell.set_column_span(1);
    cell.set_row_span(1);
    cell.set_is_head(table.rows_size() <= head_rows);
    cell_begin = i + 1;
    if (points[i] == U'\t') continue;
    v1::Sentence& sentence = *outline.add_sentences();
    sentence.set_begin(begin);
    sentence.set_end(i);
    sentence.add_clause_begin(begin);
    sentence.set_table(1);
    sentence.set_row(static_cast<uint32_t>(table.rows_size() - 1));
    begin = i + 1;
    if (begin < points.size()) row = table.add_rows();
  }
  return outline;
}

std::vector<std::string> Read(const v1::Outline& outline) {
  const Context context{outline, ToCodePoints(outline.report().text())};
  std::vector<std::string> lines;
  for (const GroundedQuantity& q : ReadQuantities(context, false).quantities) {
    std::string line =
        std::to_string(q.quantity.value_e4() / 10000) + " " + q.quantity.unit() + " " + q.period;
    if (q.status == v1::STATUS_PRIOR) line += " prior";
    if (q.status == v1::STATUS_TARGET) line += " target";
    if (q.kind == v1::KIND_CHANGE) line += q.direction == v1::DIRECTION_UP ? " up" : " down";
    lines.push_back(line);
  }
  return lines;
}

TEST(QuantitiesTablesTest, PeriodAndChangeComeFromTheColumnHeads) {
  EXPECT_THAT(Read(TableOutline("指标\t2023年\t2024年\t同比\n作出行政处罚\t1842件\t1695件\t下降8%\n", 1)),
              ElementsAre("1842 件 2023 prior", "1695 件 2024", "8 % 2024 down"));
}

// When a target is due that stands beside several years nothing says, unless its head does.
TEST(QuantitiesTablesTest, ATargetBesideYearsIsDueWhenItsHeadSays) {
  EXPECT_THAT(Read(TableOutline("指标\t2023年\t2024年\t创建目标\n办结率(%)\t91\t96\t95以上\n", 1)),
              ElementsAre("91 % 2023 prior", "96 % 2024", "95 %  target"));
  EXPECT_THAT(Read(TableOutline("指标\t2023年\t2024年\t年度目标\n办结率(%)\t91\t96\t95\n", 1)),
              ElementsAre("91 % 2023 prior", "96 % 2024", "95 % 2024 target"));
  EXPECT_THAT(Read(TableOutline("指标\t目标值\t完成值\n办结率(%)\t95\t96\n", 1)),
              ElementsAre("95 % 2024 target", "96 % 2024"));
}

// 年初 in the row's head is the beginning of the column's year.
TEST(QuantitiesTablesTest, AColumnsYearCountsAboveARelativeTimeInTheRow) {
  EXPECT_THAT(Read(TableOutline("指标\t2023年\t2024年\n年初旧存案件(件)\t71\t96\n", 1)),
              ElementsAre("71 件 2023 prior", "96 件 2024"));
}

TEST(QuantitiesTablesTest, HeadsMayLeaveOutTheCharacterBehindAYear) {
  EXPECT_THAT(Read(TableOutline("单位\t2023受理量(件)\t2024受理量(件)\n公安局\t30\t21\n", 0)),
              ElementsAre("30 件 2023 prior", "21 件 2024"));
  EXPECT_THAT(Read(TableOutline("镇\t受众\n河口镇\t2015人次\n白石镇\t2020平方米\n", 1)),
              ElementsAre("2015 人次 2024", "2020 平方米 2024"));
}

TEST(QuantitiesTablesTest, AColumnOfYearsDatesItsRows) {
  EXPECT_THAT(Read(TableOutline("年度\t申请(件)\t审结(件)\n2023\t74\t66\n2024\t118\t101\n", 1)),
              ElementsAre("74 件 2023 prior", "66 件 2023 prior", "118 件 2024", "101 件 2024"));
  EXPECT_THAT(Read(TableOutline("年份\t地区\t受理(件)\n2024\t城关镇\t12\n", 1)), ElementsAre("12 件 2024"));
  EXPECT_THAT(Read(TableOutline("单位\t受理(件)\n甲镇\t2024\n", 1)), ElementsAre("2024 件 2024"));
}

TEST(QuantitiesTablesTest, PeriodsThatReachDownOverRows) {
  v1::Outline outline =
      TableOutline("年份\t类别\t案件数(件)\n2023年\t行政处罚\t7\n行政强制\t4\n2024年\t行政处罚\t8\n", 1);
  v1::Table& table = *outline.mutable_report()->mutable_tables(0);
  table.mutable_rows(1)->mutable_cells(0)->set_row_span(2);
  for (v1::TableCell& cell : *table.mutable_rows(2)->mutable_cells()) cell.set_column(cell.column() + 1);
  EXPECT_THAT(Read(outline), ElementsAre("7 件 2023 prior", "4 件 2023 prior", "8 件 2024"));
}

TEST(QuantitiesTablesTest, HeadsTellWhatIsAimedAtFromWhatIsReached) {
  EXPECT_THAT(Read(TableOutline(
                  "指标\t单位\t年度目标值\t实际完成\n法治培训\t期\t12\t15\n案卷合格率\t%\t95\t97.5\n", 1)),
              ElementsAre("12 期 2024 target", "15 期 2024", "95 % 2024 target", "97 % 2024"));
  EXPECT_THAT(
      Read(TableOutline("乡镇\t2024年计划数(场)\t完成数(场)\t计划完成率(%)\n石桥镇\t20\t18\t90\n", 1)),
      ElementsAre("20 场 2024 target", "18 场 2024", "90 % 2024"));
  EXPECT_THAT(Read(TableOutline("指标\t2024年\t2025年\n普法活动(场)\t30\t36\n", 1)),
              ElementsAre("30 场 2024", "36 场 2025 target"));
}

TEST(QuantitiesTablesTest, WhatIsCountedMayHaveAPlanInItsName) {
  EXPECT_THAT(Read(TableOutline("类别\t案件数(件)\n计划生育\t7\n拆迁任务\t4\n", 1)),
              ElementsAre("7 件 2024", "4 件 2024"));
}

// A report whose plan is followed by `line` and a table.
std::vector<std::string> ReadBehindPlan(const std::string& line, v1::ReportKind kind) {
  v1::Outline outline = TableOutline("开展培训4期\n" + line + "\n项目\t数量(件)\n行政处罚\t12\n", 0);
  v1::Report& report = *outline.mutable_report();
  report.set_kind(kind);
  v1::Table table = report.tables(0);
  table.mutable_rows()->DeleteSubrange(0, 2);
  *report.mutable_tables(0) = table;
  v1::Section& plan = *outline.add_sections();
  plan.set_role(v1::ROLE_PLAN);
  plan.set_level(1);
  for (int i = 0; i < outline.sentences_size(); ++i) {
    v1::Sentence& sentence = *outline.mutable_sentences(i);
    sentence.set_section(1);
    sentence.set_table(i < 2 ? 0 : 1);
    sentence.set_row(i < 2 ? 0 : i - 2);
    v1::Block& block = *report.add_blocks();
    block.set_begin(sentence.begin());
    block.set_end(sentence.end());
  }
  return Read(outline);
}

TEST(QuantitiesTablesTest, AttachmentsBehindAPlanTellWhatWasDone) {
  for (const char* line :
       {"附:执法数据表", "附件1", "附表", "附件2:行政执法统计表", "(附表)", "2024年度行政执法数据表"}) {
    EXPECT_THAT(ReadBehindPlan(line, v1::REPORT_KIND_ANNUAL_REPORT),
                ElementsAre("4 期  target", "12 件 2024"))
        << line;
  }
  for (const char* line : {"附件:重点任务分解表", "任务分解如下表", "附近执法情况表"}) {
    EXPECT_THAT(ReadBehindPlan(line, v1::REPORT_KIND_ANNUAL_REPORT),
                ElementsAre("4 期  target", "12 件  target"))
        << line;
  }
  EXPECT_THAT(ReadBehindPlan("2025年度执法检查表", v1::REPORT_KIND_ANNUAL_REPORT),
              ElementsAre("4 期  target", "12 件 2025 target"));
  EXPECT_THAT(ReadBehindPlan("附件1", v1::REPORT_KIND_PLAN),
              ElementsAre("4 期 2024 target", "12 件 2024 target"));
}

TEST(QuantitiesTablesTest, UnitComesFromRowHeadColumnHeadOrCell) {
  EXPECT_THAT(Read(TableOutline("指标\t2024年\n罚没款(万元)\t613\n受理案件(件)\t96\n持证率\t98%\n", 1)),
              ElementsAre("6130000 元 2024", "96 件 2024", "98 % 2024"));
  EXPECT_THAT(Read(TableOutline("单位\t案件数(件)\t合格率(%)\n司法局\t12\t95\n", 1)),
              ElementsAre("12 件 2024", "95 % 2024"));
}

TEST(QuantitiesTablesTest, UnmarkedFirstRowHeadsTheColumns) {
  EXPECT_THAT(Read(TableOutline("指标\t上年\t本年\n受理\t34件\t47件\n", 0)),
              ElementsAre("34 件 2023 prior", "47 件 2024"));
}

TEST(QuantitiesTablesTest, SignsAreDirections) {
  EXPECT_THAT(Read(TableOutline("指标\t同比(%)\n处罚\t-8\n复议\t+38\n检查\t5\n", 1)),
              ElementsAre("8 % 2024 down", "38 % 2024 up", "5 % 2024 up"));
}

TEST(QuantitiesTablesTest, RunningNumbersAndHeadsCountNothing) {
  EXPECT_THAT(Read(TableOutline("序号\t名称\n1\t县司法局\n2\t县公安局\n", 1)), IsEmpty());
}

// Two rows of 20,000 columns: ingestion makes no table that wide, an outline from elsewhere may hold one.
TEST(QuantitiesTablesTest, WideTablesAreReadInTheirLength) {
  std::string heads = "指标";
  std::string figures = "受理";
  for (int i = 0; i < 20000; ++i) {
    heads += "\t案件(件)";
    figures += "\t3";
  }
  const std::vector<std::string> lines = Read(TableOutline(heads + "\n" + figures + "\n", 1));
  ASSERT_GE(lines.size(), 1023u) << "as many as the widest table has";
  EXPECT_THAT(std::vector<std::string>(lines.begin(), lines.begin() + 1023), testing::Each("3 件 2024"));
}

TEST(QuantitiesTablesTest, BrokenReferencesAreReadAsText) {
  v1::Outline outline = TableOutline("受理12件\n", 0);
  outline.mutable_sentences(0)->set_row(7);
  EXPECT_THAT(Read(outline), ElementsAre("12 件 2024"));
  outline.mutable_sentences(0)->set_table(9);
  outline.mutable_sentences(0)->set_end(1000);
  EXPECT_THAT(Read(outline), ElementsAre("12 件 2024"));
}

// Two lines of a text that is no yearly report.
std::vector<std::string> ReadLines(const std::string& first, const std::string& second) {
  v1::Outline outline = TableOutline(first + "\n" + second + "\n", 0);
  v1::Report& report = *outline.mutable_report();
  report.clear_tables();
  report.set_kind(v1::REPORT_KIND_OTHER);
  for (v1::Sentence& sentence : *outline.mutable_sentences()) {
    sentence.clear_table();
    v1::Block& block = *report.add_blocks();
    block.set_kind(v1::BLOCK_KIND_PARAGRAPH);
    block.set_begin(sentence.begin());
    block.set_end(sentence.end());
  }
  return Read(outline);
}

TEST(QuantitiesOpeningTest, DaysAtItsBeginningAreWhatATextIsOf) {
  EXPECT_THAT(ReadLines("(2024年3月4日—3月10日)", "受理工单506件"), ElementsAre("506 件 2024-03"));
  EXPECT_THAT(ReadLines("(4月1日-5月30日)", "受理工单506件"), ElementsAre("506 件 2024-04/2024-05"));
  EXPECT_THAT(ReadLines("2024年3月4日,召开会议", "受理工单506件"), ElementsAre("506 件 2024"));
  EXPECT_THAT(ReadLines("(2022年3月4日—3月10日)", "受理工单506件"), ElementsAre("506 件 2024"));
}

}  // namespace
}  // namespace fazhi::extraction
