// What cells of tables count, and what they are parts of.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/status_matchers.h"
#include "services/extraction/core/extract.h"
#include "services/text/utf8.h"

namespace fazhi {
namespace {

using ::testing::ElementsAre;

// A line `before` the table, then its rows, which line feeds separate; tabs separate the cells. A cell that
// begins with |2 reaches over two rows, with -3 over three columns; cells that others reach into are left
// out.
class TableText {
 public:
  TableText(const std::string& before, const std::string& rows, int head_rows) {
    v1::Report& report = *outline_.mutable_report();
    report.set_year(2024);
    report.set_kind(v1::REPORT_KIND_ANNUAL_REPORT);
    text_ = ToCodePoints(before);
    v1::Table& table = *report.add_tables();
    std::vector<uint32_t> until(64, 0);
    std::u32string cell;
    v1::TableRow* row = nullptr;
    uint32_t column = 0;
    for (const char32_t c : ToCodePoints(rows)) {
      if (c != U'\t' && c != U'\n') {
        cell += c;
        continue;
      }
      if (row == nullptr) {
        row = table.add_rows();
        column = 0;
      }
      const auto r = static_cast<uint32_t>(table.rows_size() - 1);
      while (until[column] > r) ++column;
      const bool marked =
          cell.size() > 1 && cell[1] >= U'2' && cell[1] <= U'9' && (cell[0] == U'|' || cell[0] == U'-');
      const uint32_t width = marked && cell[0] == U'-' ? cell[1] - U'0' : 1;
      const uint32_t height = marked && cell[0] == U'|' ? cell[1] - U'0' : 1;
      if (marked) cell.erase(0, 2);
      v1::TableCell& made = *row->add_cells();
      made.set_column(column);
      made.set_column_span(width);
      made.set_row_span(height);
      made.set_is_head(r < static_cast<uint32_t>(head_rows));
      for (uint32_t k = 0; k < width; ++k) until[column + k] = r + height;
      column += width;
      made.mutable_span()->set_begin(static_cast<uint32_t>(text_.size()));
      text_ += cell;
      made.mutable_span()->set_end(static_cast<uint32_t>(text_.size()));
      text_ += c;
      cell.clear();
      if (c == U'\n') row = nullptr;
    }
    for (int r = 0; r < table.rows_size(); ++r) {
      const auto& cells = table.rows(r).cells();
      v1::Sentence& sentence = *outline_.add_sentences();
      sentence.set_begin(cells[0].span().begin());
      sentence.set_end(cells[cells.size() - 1].span().end());
      sentence.add_clause_begin(sentence.begin());
      sentence.set_table(1);
      sentence.set_row(static_cast<uint32_t>(r));
    }
    report.set_text(ToUtf8(text_.data(), text_.size()));
    v1::Section& section = *outline_.add_sections();
    section.mutable_span()->set_end(static_cast<uint32_t>(text_.size()));
    section.set_role(v1::ROLE_ACHIEVEMENTS);
  }

  // Makes the line before the table a sentence.
  TableText ReadLine() && {
    v1::Sentence sentence;
    sentence.set_end(outline_.sentences(0).begin());
    sentence.add_clause_begin(0);
    const auto rows = outline_.sentences();
    outline_.clear_sentences();
    *outline_.add_sentences() = sentence;
    for (const v1::Sentence& row : rows) *outline_.add_sentences() = row;
    return std::move(*this);
  }

  // Makes the line before the table the heading of the section that it stands in.
  TableText ReadHeading() && {
    v1::Section& section = *outline_.add_sections();
    *section.mutable_span() = outline_.sections(0).span();
    section.mutable_heading()->set_end(outline_.sentences(0).begin() - 1);
    section.set_level(1);
    section.set_role(v1::ROLE_OTHER);
    for (v1::Sentence& row : *outline_.mutable_sentences()) row.set_section(1);
    return std::move(*this);
  }

  v1::Outline Outline() && { return std::move(outline_); }

  // Of each figure: the figure, its unit, its measure, and behind < what it is a part of, behind = the counts
  // of a rate.
  std::vector<std::string> Read() && {
    const absl::StatusOr<v1::ObservationSet> set = Extract(std::move(outline_));
    std::vector<std::string> lines;
    if (!set.ok()) return lines;
    const auto printed = [&](const v1::Observation& observation) {
      const v1::Span& span = observation.span();
      return ToUtf8(text_.data() + span.begin(), span.end() - span.begin());
    };
    for (const v1::Observation& observation : set->observations()) {
      lines.push_back(
          absl::StrCat(printed(observation), " ", observation.quantity().unit(), " ", observation.measure()));
      if (observation.has_part_of()) {
        absl::StrAppend(&lines.back(), "<",
                        printed(set->observations(static_cast<int>(observation.part_of()))));
      }
      if (observation.has_rate_of()) {
        const auto of = [&](uint32_t index) { return printed(set->observations(static_cast<int>(index))); };
        absl::StrAppend(&lines.back(), "=", of(observation.rate_of().numerator()), "/",
                        of(observation.rate_of().denominator()));
      }
    }
    return lines;
  }

 private:
  v1::Outline outline_;
  std::u32string text_;
};

std::vector<std::string> Read(const std::string& before, const std::string& rows, int head_rows = 1) {
  return TableText(before, rows, head_rows).Read();
}

// The same, where the line before the table is a sentence that is read too.
std::vector<std::string> ReadBehind(const std::string& sentence, const std::string& rows) {
  return TableText(sentence, rows, 1).ReadLine().Read();
}

// The same, where the line before the table is the heading over it.
std::vector<std::string> ReadUnder(const std::string& heading, const std::string& rows, int head_rows) {
  return TableText(heading, rows, head_rows).ReadHeading().Read();
}

TEST(RelationsTablesTest, UnitsOfAColumnAreNoWords) {
  EXPECT_THAT(Read("", "指标\t单位\t2024年\n行政处罚\t件\t1695\n罚没金额\t万元\t613.2\n持证率\t%\t98.1\n"),
              ElementsAre("1695 件 行政处罚", "613.2 元 罚没金额", "98.1 % 持证率"));
}

TEST(RelationsTablesTest, OfficesThatAreHeadedAsUnits) {
  EXPECT_THAT(Read("", "单位\t行政处罚(件)\n县公安局\t34\n县教育局\t12\n"),
              ElementsAre("34 件 县公安局行政处罚", "12 件 县教育局行政处罚"));
}

TEST(RelationsTablesTest, UnitsAboveTheTable) {
  EXPECT_THAT(Read("各部门执法情况(单位:件、万元)\n", "部门\t行政处罚\t罚没金额\n县公安局\t34\t51.2\n"),
              ElementsAre("34 件 县公安局行政处罚", "51.2 元 县公安局罚没金额"));
  EXPECT_THAT(Read("单位:户\n", "部门\t行政检查\n县公安局\t34\n"), ElementsAre("34 户 县公安局行政检查"));
}

TEST(RelationsTablesTest, HeadsThatSayTheirUnitWithTheirLastWord) {
  EXPECT_THAT(
      Read("", "部门\t行政检查次数\t处罚案件数(含简易程序)\t培训人次数\t文书总数\n县公安局\t34\t12\t80\t7\n"),
      ElementsAre("34 次 县公安局行政检查次数", "12 件 县公安局处罚案件数", "80 人次 县公安局培训人次数",
                  "7  县公安局文书总数"));
}

TEST(RelationsTablesTest, ARowOfUnitsHeadsItsColumns) {
  EXPECT_THAT(Read("", "年度\t项目备案\t行政许可\t罚没款\n单位\t个\t件\t万元\n2024年\t571\t26940\t68.2\n", 1),
              ElementsAre("571 个 项目备案", "26940 件 行政许可", "68.2 元 罚没款"));
  // Offices are none.
  EXPECT_THAT(Read("", "类别\t办理(件)\n企业\t12\n个人\t30\n"),
              ElementsAre("12 件 企业办理", "30 件 个人办理"));
}

TEST(RelationsTablesTest, HeadsThatEndWithTheirUnit) {
  EXPECT_THAT(Read("", "领域\t检查户次\t培训人次\t考核名次\n市场监管\t5122\t487\t3\n"),
              ElementsAre("5122 户次 市场监管检查户次", "487 人次 市场监管培训人次", "3  市场监管考核名次"));
}

TEST(RelationsTablesTest, FormsHeadTheirBlocksAnew) {
  EXPECT_THAT(Read("",
                   "-3第一项\n内容\t本年制发件数\t现行有效件数\n行政规范性文件\t5\t48\n-3第二项\n"
                   "内容\t-2本年处理决定数量\n行政处罚\t-2321\n-3第三项\n"
                   "内容\t-2本年收费金额(单位:万元)\n行政事业性收费\t-21263.5\n",
                   0),
              ElementsAre("5 件 行政规范性文件制发件数", "48 件 行政规范性文件现行有效件数",
                          "321  行政处罚处理决定数量", "1263.5 元 行政事业性收费金额"));
  EXPECT_THAT(Read("", "部门\t检查(次)\n县公安局\t34\n部门\t培训(场)\n县公安局\t12\n", 0),
              ElementsAre("34 次 县公安局检查", "12 场 县公安局培训"));
  // A title between the rows alone heads nothing anew.
  EXPECT_THAT(Read("", "部门\t检查(次)\n-2一、县直部门\n县公安局\t34\n-2二、乡镇\n石桥镇\t12\n", 0),
              ElementsAre("34 次 县公安局检查", "12 次 石桥镇检查"));
}

TEST(RelationsTablesTest, CellsReachDownOverRowsTogether) {
  EXPECT_THAT(
      Read("",
           "-3\t自然人(件)\t总计(件)\n-3一、新收申请\t30\t36\n|3三、办理结果\t-2(一)予以公开\t12\t15\n"
           "|2(三)不予公开\t1.属于国家秘密\t1\t2\n2.属于内部信息\t3\t4\n",
           0),
      ElementsAre("30 件 新收申请自然人", "36 件 新收申请", "12 件 办理结果予以公开自然人",
                  "15 件 办理结果予以公开", "1 件 办理结果不予公开属于国家秘密自然人",
                  "2 件 办理结果不予公开属于国家秘密", "3 件 办理结果不予公开属于内部信息自然人",
                  "4 件 办理结果不予公开属于内部信息"));
}

// The page does not say how far 二、结果 and (一)同意 reach down.
TEST(RelationsTablesTest, NumbersOfLabelsSayWhatTheyAreUnder) {
  EXPECT_THAT(Read("",
                   "-2事项\t全年(件)\n-2一、收件\t36\n二、结果\t(一)同意\t15\n-2(二)退回\t4\n-2(三)总计\t19\n"
                   "-2三、结转\t9\n"),
              ElementsAre("36 件 收件", "15 件 结果同意<19", "4 件 结果退回<19", "19 件 结果", "9 件 结转"));
  EXPECT_THAT(Read("", "类别\t事由\t件数(件)\n法律援助\t刑事\t34\n\t民事\t30\n公证\t继承\t12\n"),
              ElementsAre("34 件 法律援助刑事件数", "30 件 法律援助民事件数", "12 件 公证继承件数"));
  // What is not numbered stands under nothing.
  EXPECT_THAT(Read("", "部门\t事由\t件数(件)\n甲局\t许可\t34\n乙局\t处罚\t30\n"),
              ElementsAre("34 件 甲局许可件数", "30 件 乙局处罚件数"));
}

// (二)退回 stands in a row of its own, and 1.缺件 below it counts nothing.
TEST(RelationsTablesTest, LabelsInARowOfTheirOwn) {
  EXPECT_THAT(Read("",
                   "事项\t镇级(件)\t村级(件)\n(一)同意\t3\t4\n(二)退回\n1.缺件\t—\t—\n2.重复\t5\t6\n"
                   "(三)撤回\t1\t2\n"),
              ElementsAre("3 件 同意镇级", "4 件 同意村级", "5 件 退回重复镇级", "6 件 退回重复村级",
                          "1 件 撤回镇级", "2 件 撤回村级"));
}

TEST(RelationsTablesTest, ALineAboveFiguresAloneIsTheirKind) {
  EXPECT_THAT(Read("行政赔偿\n", "决定赔偿(件)\t决定不赔偿(件)\t总计(件)\n2\t1\t3\n", 1),
              ElementsAre("2 件 行政赔偿决定赔偿<3", "1 件 行政赔偿决定不赔偿<3", "3 件 行政赔偿"));
  // Rows that have names need none, and a sentence or a date is none.
  EXPECT_THAT(Read("行政赔偿\n", "机关\t维持(件)\t纠正(件)\n甲局\t2\t1\n", 1),
              ElementsAre("2 件 甲局维持", "1 件 甲局纠正"));
  EXPECT_THAT(Read("其中有关数字如上。\n", "决定赔偿(件)\t决定不赔偿(件)\n2\t1\n", 1),
              ElementsAre("2 件 决定赔偿", "1 件 决定不赔偿"));
  EXPECT_THAT(Read("二〇二四年\n", "决定赔偿(件)\t决定不赔偿(件)\n2\t1\n", 1),
              ElementsAre("2 件 决定赔偿", "1 件 决定不赔偿"));
}

TEST(RelationsTablesTest, KindsBelowOthersNameThemselves) {
  EXPECT_THAT(Read("", "|2事项\t|2个人\t-2法人或其他组织\n企业\t其他\n新收(件)\t3\t4\t5\n"),
              ElementsAre("3 件 新收个人", "4 件 新收企业", "5 件 新收其他组织"));
}

TEST(RelationsTablesTest, HeadsAboveEmptyCells) {
  EXPECT_THAT(Read("", "信访(件)\t\t调解(件)\t\n来信\t来访\t镇级\t村级\n34\t30\t12\t11\n", 1),
              ElementsAre("34 件 信访来信", "30 件 信访来访", "12 件 调解镇级", "11 件 调解村级"));
}

// Where the other rows add up to their totals, the only figure of a row is a part of its equal.
TEST(RelationsTablesTest, TheOnlyPartOfATotal) {
  EXPECT_THAT(Read("", "事项\t个人(件)\t企业(件)\t总计(件)\n新收\t3\t4\t7\n结转\t2\t\t2\n"),
              ElementsAre("3 件 新收个人<7", "4 件 新收企业<7", "7 件 新收", "2 件 结转个人<2", "2 件 结转"));
  EXPECT_THAT(Read("", "事项\t个人(件)\t企业(件)\t总计(件)\n新收\t3\t4\t9\n结转\t2\t\t2\n"),
              testing::Contains("2 件 结转个人"));
}

TEST(RelationsTablesTest, HeadsOverOthersSayOnlyOfWhat) {
  EXPECT_THAT(Read("", "-3行政许可实施数量(宗)\n申请数量\t许可数量\t合计\n34\t30\t64\n", 0),
              ElementsAre("34 宗 行政许可申请数量<64", "30 宗 行政许可数量<64", "64 宗 行政许可实施数量"));
}

TEST(RelationsTablesTest, ThemesAreHeadsAsOthers) {
  EXPECT_THAT(Read("", "领域\t检查(次)\t数量(件)\n公安\t34\t5\n质量\t12\t3\n", 1),
              ElementsAre("34 次 公安检查", "5 件 公安", "12 次 质量检查", "3 件 质量"));
}

// The kinds of what the title is on, of which the total is called so; not where other things head the rows.
TEST(RelationsTablesTest, TheTitlesActIsTheKinds) {
  EXPECT_THAT(
      Read("行政处罚实施情况统计表(单位:宗)\n", "处罚种类\t2024年\n警告\t34\n罚款\t51\n合计\t85\n", 0),
      ElementsAre("34 宗 警告行政处罚<85", "51 宗 罚款行政处罚<85", "85 宗 行政处罚合计"));
  EXPECT_THAT(
      Read("行政处罚实施情况统计表(单位:宗)\n", "单位\t2024年\n住建局\t34\n城管局\t51\n合计\t85\n", 0),
      ElementsAre("34 宗 住建局<85", "51 宗 城管局<85", "85 宗 合计"));
}

TEST(RelationsTablesTest, TheNearerHeadGivesTheUnit) {
  EXPECT_THAT(Read("", "-2行政处罚实施数量(宗)\n合计\t罚没金额(万元)\n34\t51.2\n", 0),
              ElementsAre("34 宗 行政处罚实施数量", "51.2 元 行政处罚罚没金额"));
}

TEST(RelationsTablesTest, TotalsWithoutANameCountWhatTheTableDoes) {
  EXPECT_THAT(Read("行政强制实施情况统计表\n", "查封场所\t扣押财物\t合计\n12\t150\t162\n", 1),
              ElementsAre("12  行政强制查封场所<162", "150  行政强制扣押财物<162", "162  实施行政强制"));
  // What stands behind the total is none of the kinds, nor a part of it; a title on two acts names none.
  EXPECT_THAT(
      Read("行政强制实施情况统计表\n", "查封场所\t扣押财物\t合计\t另:申请法院执行\n12\t150\t162\t6\n", 1),
      testing::Contains("6  申请法院执行"));
  EXPECT_THAT(Read("行政许可、行政强制实施情况统计表\n", "查封场所\t扣押财物\t合计\n12\t150\t162\n", 1),
              testing::Contains("12  查封场所<162"));
}

TEST(RelationsTablesTest, HeadsOfTwoRowsAndRowsUnderOneHead) {
  EXPECT_THAT(Read("", "|2部门\t-2行政复议(件)\n受理\t审结\n县公安局\t34\t30\n", 0),
              ElementsAre("34 件 县公安局行政复议受理", "30 件 县公安局行政复议审结<34"));
  EXPECT_THAT(Read("", "类别\t指标\t件数(件)\n|2法律援助\t刑事\t34\n民事\t30\n"),
              ElementsAre("34 件 法律援助刑事件数", "30 件 法律援助民事件数"));
}

// Merged cells that were lost: the second row says nothing in its first column.
TEST(RelationsTablesTest, HeadsThatWereMergedOnce) {
  EXPECT_THAT(
      Read("单位:件、万元\n", "部门\t行政处罚\t\t行政许可\n\t件数\t罚没金额\t件数\n甲局\t34\t5.2\t12\n", 1),
      ElementsAre("34 件 甲局行政处罚件数", "5.2 元 甲局行政处罚罚没金额", "12 件 甲局行政许可件数"));
}

TEST(RelationsTablesTest, QuartersMakeTheYear) {
  EXPECT_THAT(Read("", "项目\t上半年\t下半年\t全年\n受理投诉(件)\t30\t25\t55\n"),
              ElementsAre(testing::HasSubstr("<55"), testing::HasSubstr("<55"),
                          testing::Not(testing::HasSubstr("<"))));
  EXPECT_THAT(Read("", "项目\t上半年\t下半年\t全年\n受理投诉(件)\t30\t25\t60\n"),
              testing::Each(testing::Not(testing::HasSubstr("<"))));
}

TEST(RelationsTablesTest, TotalsOfRowsAndColumns) {
  EXPECT_THAT(Read("", "部门\t许可(件)\t处罚(件)\n甲局\t10\t4\n乙局\t20\t5\n合计\t30\t9\n"),
              ElementsAre("10 件 甲局许可<30", "4 件 甲局处罚<9", "20 件 乙局许可<30", "5 件 乙局处罚<9",
                          "30 件 许可", "9 件 处罚"));
  EXPECT_THAT(Read("", "部门\t许可(件)\t处罚(件)\t合计(件)\n甲局\t10\t4\t14\n"),
              ElementsAre("10 件 甲局许可<14", "4 件 甲局处罚<14", "14 件 甲局"));
}

// 31 is printed where the rows make 30: they are its parts all the same, so that it can be said.
TEST(RelationsTablesTest, TotalsThatAreOff) {
  EXPECT_THAT(Read("", "部门\t许可(件)\n甲局\t10\n乙局\t20\n合计\t31\n"),
              ElementsAre("10 件 甲局许可<31", "20 件 乙局许可<31", "31 件 许可"));
  EXPECT_THAT(Read("", "部门\t许可(件)\n甲局\t10\n乙局\t20\n合计\t90\n"),
              ElementsAre("10 件 甲局许可", "20 件 乙局许可", "90 件 许可"));
}

TEST(RelationsTablesTest, SubtotalsAndRowsOfWhich) {
  EXPECT_THAT(Read("", "部门\t许可(件)\n甲局\t10\n乙局\t20\n小计\t30\n丙镇\t4\n丁镇\t2\n小计\t6\n总计\t36\n"),
              ElementsAre("10 件 甲局许可<30", "20 件 乙局许可<30", "30 件 许可<36", "4 件 丙镇许可<6",
                          "2 件 丁镇许可<6", "6 件 许可<36", "36 件 许可"));
  EXPECT_THAT(Read("", "指标\t2024年(件)\n行政检查\t90\n其中:联合检查\t40\n行政处罚\t20\n"),
              ElementsAre("90 件 行政检查", "40 件 联合检查<90", "20 件 行政处罚"));
}

TEST(RelationsTablesTest, ColumnsOfWhich) {
  EXPECT_THAT(Read("", "专业\t办案数(件)\t其中一般程序(件)\n环境监察\t41\t17\n机动车\t26\t9\n合计\t67\t26\n"),
              ElementsAre("41 件 环境监察办案数<67", "17 件 环境监察一般程序<41", "26 件 机动车办案数<67",
                          "9 件 机动车一般程序<26", "67 件 办案数", "26 件 一般程序<67"));
}

TEST(RelationsTablesTest, SeveralColumnsOfWhich) {
  EXPECT_THAT(Read("", "专业\t办案数(件)\t其中一般程序(件)\t其中简易程序(件)\n机动车\t41\t30\t11\n"),
              ElementsAre("41 件 机动车办案数", "30 件 机动车一般程序<41", "11 件 机动车简易程序<41"));
  EXPECT_THAT(Read("", "专业\t办案数(件)\t罚款(万元)\t其中一般程序(件)\n机动车\t41\t5\t30\n"),
              ElementsAre("41 件 机动车办案数", "5 元 机动车罚款", "30 件 机动车一般程序<41"));
}

TEST(RelationsTablesTest, CountsThatLookLikeYears) {
  EXPECT_THAT(Read("", "部门\t全年\n普法办\t2015场培训\n城管局\t2020处违建\n"),
              ElementsAre("2015场 场 普法办", "2020处 处 城管局"));
}

TEST(RelationsTablesTest, RowsThatMakeUpOneOfThem) {
  EXPECT_THAT(Read("", "指标\t2024年(件)\n援助案件\t90\n其中:刑事\t40\n民事\t47\n行政\t3\n公证\t21\n"),
              ElementsAre("90 件 援助案件", "40 件 刑事援助案件<90", "47 件 民事援助案件<90",
                          "3 件 行政援助案件<90", "21 件 公证"));
  EXPECT_THAT(Read("", "指标\t2024年(件)\n援助案件\t90\n其中:刑事\t40\n公证\t21\n"),
              ElementsAre("90 件 援助案件", "40 件 刑事援助案件<90", "21 件 公证"));
  EXPECT_THAT(Read("", "指标\t2024年(件)\n许可\t31\n警告\t12\n罚款\t50\n处罚合计\t62\n强制\t4\n"),
              ElementsAre("31 件 许可", "12 件 警告<62", "50 件 罚款<62", "62 件 处罚", "4 件 强制"));
}

TEST(RelationsTablesTest, WhatWasCarriedOverWasNotReceived) {
  EXPECT_THAT(
      Read("", "指标\t2024年\n受理(件)\t49\n审结(含上年结转)(件)\t46\n撤销、变更(件)\t6\n纠错率(%)\t13.0\n"),
      ElementsAre("49 件 受理", "46 件 审结(含上年结转)", "6 件 撤销、变更<46", "13.0 % 纠错率=6/46"));
}

TEST(RelationsTablesTest, ActsAndRates) {
  EXPECT_THAT(
      Read("", "年份\t收到(件)\t受理(件)\t审结(件)\t纠错(件)\t纠错率\n2024年\t120\t110\t105\t12\t11.4%\n"),
      ElementsAre("120 件 收到", "110 件 受理<120", "105 件 审结<110", "12 件 纠错<105",
                  "11.4% % 纠错率=12/105"));
  EXPECT_THAT(Read("", "指标\t2024年\n调解(件)\t60\n调解成功(件)\t59\n成功率(%)\t98.3\n"),
              ElementsAre("60 件 调解", "59 件 调解成功<60", "98.3 % 调解成功率=59/60"));
  EXPECT_THAT(Read("", "部门\t案卷(卷)\t合格率\n甲局\t20\t95%\n"),
              ElementsAre("20 卷 甲局案卷", "95% % 案卷甲局合格率"));
}

TEST(RelationsTablesTest, WhatWasDoneIsOfItsRowsDue) {
  EXPECT_THAT(Read("",
                   "部门\t应参训(人)\t实参训(人)\t参训率(%)\n农业局\t40\t40\t100\n水利局\t36\t33\t92.7\n"
                   "合计\t76\t73\t96.1\n"),
              ElementsAre("40 人 农业局应参训<76", "40 人 农业局实参训<40", "100 % 农业局参训率=40/40",
                          "36 人 水利局应参训<76", "33 人 水利局实参训<36", "92.7 % 水利局参训率=33/36",
                          "76 人 应参训", "73 人 实参训<76", "96.1 % 参训率=73/76"));
  EXPECT_THAT(Read("", "部门\t应报(件)\t实报(件)\n农业局\t40\t38\n水利局\t36\t33\n合计\t76\t71\n"),
              ElementsAre("40 件 农业局应报<76", "38 件 农业局实报<40", "36 件 水利局应报<76",
                          "33 件 水利局实报<36", "76 件 应报", "71 件 实报<76"));
}

TEST(RelationsTablesTest, RowsWhoseNamesHoldFigures) {
  EXPECT_THAT(
      Read("", "部门\t许可(件)\t处罚(件)\n甲局\t3\t4\n其余4县\t7\t5\n"),
      ElementsAre("3 件 甲局许可", "4 件 甲局处罚", "4县 县 其余", "7 件 其余4县许可", "5 件 其余4县处罚"));
}

TEST(RelationsTablesTest, TelephonesCountNothing) {
  EXPECT_THAT(Read("", "项目\t内容\n邮编\t734000\n受理电话\t8812345\n"), ElementsAre());
}

TEST(RelationsTablesTest, TitlesInTheFirstRows) {
  EXPECT_THAT(Read("", "-2执法情况表\n-2单位:万元\n部门\t罚没金额\n甲局\t34.5\n", 0),
              ElementsAre("34.5 元 甲局罚没金额"));
}

TEST(RelationsTablesTest, EmptyCellsAndDashesCountNothing) {
  EXPECT_THAT(Read("", "部门\t许可(件)\t处罚(件)\n甲局\t—\t4\n乙局\t\t5\n"),
              ElementsAre("4 件 甲局处罚", "5 件 乙局处罚"));
}

TEST(RelationsTablesTest, ListsBesideEachOther) {
  EXPECT_THAT(
      Read("", "地区\t件数\t地区\t件数\n东林县\t139件\t西林县\t70件\n南林县\t84件\t北林县\t68件\n"),
      ElementsAre("139件 件 东林县件数", "70件 件 西林县件数", "84件 件 南林县件数", "68件 件 北林县件数"));
}

TEST(RelationsTablesTest, WordsOfHeadsAreSaidOnce) {
  EXPECT_THAT(
      Read("", "-2法制审核(件)\t-2行政征收\n审核数量\t纠错数量\t次数\t征收总金额(万元)\n82\t8\t3\t11.5\n", 2),
      ElementsAre("82 件 法制审核数量", "8 件 法制审核纠错数量", "3 次 行政征收次数",
                  "11.5 元 行政征收总金额"));
}

TEST(RelationsTablesTest, CasesOfReviewAreThoseOfTheTitle) {
  const std::string rows =
      "事项\t行政处罚\t行政许可\t举报投诉处理\t合计\n数量(件)\t71\t9\t56\t136\n占比\t52.2%\t6.6%\t41.2%\t100%"
      "\n";
  EXPECT_THAT(Read("表2 行政复议申请事项情况\n", rows),
              ElementsAre("71 件 行政处罚行政复议申请<136", "9 件 行政许可行政复议申请<136",
                          "56 件 举报投诉处理行政复议申请<136", "136 件 行政复议申请事项",
                          "52.2% % 行政处罚占比=71/136", "6.6% % 行政许可占比=9/136",
                          "41.2% % 举报投诉处理占比=56/136", "100% % 占比"));
  EXPECT_THAT(Read("2024年行政复议案件审结情况(件)\n",
                   "序号\t处理方式\t数量\n1\t作出维持决定\t35\n2\t调解\t6\n3\t合计\t41\n"),
              ElementsAre("35 件 行政复议作出维持决定<41", "6 件 行政复议调解<41", "41 件 行政复议案件审结"));
  EXPECT_THAT(Read("表2 行政复议应诉情况\n", "事项\t行政处罚\n一审案件(件)\t71\n"),
              ElementsAre("71 件 一审案件行政处罚"));
}

TEST(RelationsTablesTest, RowsWithoutATotalAreOfWhatTheTextCounts) {
  const std::string rows =
      "申请事项\t案件数(件)\t占比(%)\n行政处罚\t50\t50.0\n行政许可\t30\t30.0\n其他\t20\t20.0\n";
  EXPECT_THAT(
      ReadBehind("收到申请130件,受理100件。\n", rows),
      ElementsAre("130件 件 收到申请", "100件 件 受理申请<130件", "50 件 行政处罚案件数<100件",
                  "50.0 % 行政处罚占比=50/100件", "30 件 行政许可案件数<100件",
                  "30.0 % 行政许可占比=30/100件", "20 件 其他案件数<100件", "20.0 % 其他占比=20/100件"));
  // Not all rows are printed: their shares say of what.
  EXPECT_THAT(
      ReadBehind("收到申请130件,受理100件。\n",
                 "申请事项\t案件数(件)\t占比(%)\n行政处罚\t50\t38.5\n行政许可\t30\t23.1\n其他\t20\t15.4\n"
                 "征收\t10\t7.7\n"),
      ElementsAre("130件 件 收到申请", "100件 件 受理申请<130件", "50 件 行政处罚案件数<130件",
                  "38.5 % 行政处罚占比=50/130件", "30 件 行政许可案件数<130件",
                  "23.1 % 行政许可占比=30/130件", "20 件 其他案件数<130件", "15.4 % 其他占比=20/130件",
                  "10 件 征收案件数<130件", "7.7 % 征收占比=10/130件"));
  // Nothing adds up, and two rows make up anything.
  EXPECT_THAT(ReadBehind("收到申请130件,受理90件。\n",
                         "申请事项\t案件数(件)\n行政处罚\t50\n行政许可\t30\n其他\t20\n"),
              ElementsAre("130件 件 收到申请", "90件 件 受理申请<130件", "50 件 行政处罚案件数",
                          "30 件 行政许可案件数", "20 件 其他案件数"));
  EXPECT_THAT(ReadBehind("收到申请130件。\n", "申请事项\t案件数(件)\n行政处罚\t100\n行政许可\t30\n"),
              ElementsAre("130件 件 收到申请", "100 件 行政处罚案件数", "30 件 行政许可案件数"));
}

TEST(RelationsTablesTest, AFigureIsOfItsRowsTotalAndThatOfItsBlocks) {
  EXPECT_THAT(
      ReadUnder("三、收到和处理政府信息公开申请情况\n",
                "-2事项\t自然人\t法人\t总计\n"
                "-2一、本年新收政府信息公开申请数量\t9\t0\t9\n"
                "|3三、本年度办理结果\t(一)予以公开\t5\t0\t5\n(二)无法提供\t3\t0\t3\n(七)总计\t8\t0\t8\n"
                "-2四、结转下年度继续办理\t1\t0\t1\n",
                1),
      ElementsAre("9  新收政府信息公开申请自然人<9", "0  新收政府信息公开申请法人<9",
                  "9  新收政府信息公开申请数量", "5  政府信息公开申请予以公开自然人<5",
                  "0  政府信息公开申请予以公开法人<5", "5  政府信息公开申请予以公开<8",
                  "3  政府信息公开申请无法提供自然人<3", "0  政府信息公开申请无法提供法人<3",
                  "3  政府信息公开申请无法提供<8", "8  政府信息公开申请办理结果自然人<8",
                  "0  政府信息公开申请办理结果法人<8", "8  政府信息公开申请办理结果",
                  "1  政府信息公开申请结转下年度继续办理自然人<1",
                  "0  政府信息公开申请结转下年度继续办理法人<1", "1  政府信息公开申请结转下年度继续办理"));
  // A heading that tells of no applications adds none.
  EXPECT_THAT(ReadUnder("二、政务公开情况\n", "栏目\t条数\n(一)公告\t21\n(二)公示\t8\n", 1),
              ElementsAre("21 条 公告条数", "8 条 公示条数"));
}

TEST(RelationsTablesTest, TotalsOfColumnsUnderOneHead) {
  EXPECT_THAT(
      Read("", "-3调解\t-3仲裁\n成功\t失败\t合计\t成功\t失败\t合计\n7\t2\t9\t0\t4\t4\n", 2),
      ElementsAre("7  调解成功<9", "2  调解失败<9", "9  调解", "0  仲裁成功<4", "4  仲裁失败<4", "4  仲裁"));
}

TEST(RelationsTablesTest, KindsInBracketsAreKeptAndUnitsAreNot) {
  EXPECT_THAT(Read("", "类别\t维持\t改判\n行政诉讼(直接起诉)\t3\t1\n行政诉讼(复议后起诉)\t2\t0\n"),
              ElementsAre("3  行政诉讼(直接起诉)维持", "1  行政诉讼(直接起诉)改判",
                          "2  行政诉讼(复议后起诉)维持", "0  行政诉讼(复议后起诉)改判"));
  EXPECT_THAT(Read("", "部门\t检查面积(万平方米)\n甲局\t3\n"), ElementsAre("3 平方米 甲局检查面积"));
}

// Of each figure of a table: its indicator.
std::vector<std::string> Indicators(const std::string& rows) {
  const absl::StatusOr<v1::ObservationSet> set = Extract(TableText("", rows, 1).Outline());
  std::vector<std::string> ids;
  if (!set.ok()) return ids;
  for (const v1::Observation& observation : set->observations()) ids.push_back(observation.indicator());
  return ids;
}

TEST(RelationsTablesTest, RowsOfFieldsAreNoneOfTheWhole) {
  EXPECT_THAT(Indicators("单位\t复议维持(件)\t复议撤销(件)\n公安\t33\t6\n市监\t5\t2\n"),
              ElementsAre("", "", "", ""));
}

TEST(RelationsTablesTest, CellsWithoutUnitsAreLinkedAndPartsAreNot) {
  EXPECT_THAT(
      Indicators("情况\t自然人\t法人\t总计\n新收政府信息公开申请数量\t12\t4\t16\n结转政府信息公开申请数量\t1"
                 "\t0\t1\n"),
      ElementsAre("", "", "gov_info.applications_received", "", "", "gov_info.applications_carried_in"));
}

TEST(RelationsTablesTest, TheTitleOfATableIsItsCellsTopic) {
  EXPECT_THAT(Indicators("-3政府信息公开申请办理情况\n类别\t自然人\t总计\n本年新收申请数量\t128\t145\n"
                         "本年办理结果数量\t126\t143\n"),
              ElementsAre("", "gov_info.applications_received", "", "gov_info.applications_closed"));
}

TEST(RelationsTablesTest, TheYearlyReportOnDisclosure) {
  EXPECT_THAT(
      Indicators(
          "信息内容\t本年处理决定数量\n行政许可\t507\n行政处罚\t68\n行政强制\t4\n其他对外管理服务\t90\n"),
      ElementsAre("license.granted", "penalty.cases", "coercion.cases", ""));
}

}  // namespace
}  // namespace fazhi
