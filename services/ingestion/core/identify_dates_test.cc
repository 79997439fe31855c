#include "services/ingestion/core/identify_dates.h"

#include <string>

#include "gtest/gtest.h"

namespace fazhi {
namespace {

int YearIn(std::u32string_view text) {
  const auto year = FindYear(text);
  return year.has_value() ? year->year : 0;
}

std::string DateIn(std::u32string_view text) {
  const auto date = FindDate(text);
  return date.has_value() ? date->Iso() : "";
}

TEST(IdentifyDatesTest, Years) {
  EXPECT_EQ(YearIn(U"沙泉县2023年度报告"), 2023);
  EXPECT_EQ(YearIn(U"二〇二三年度"), 2023);
  EXPECT_EQ(YearIn(U"二○二三年"), 2023);
  EXPECT_EQ(YearIn(U"2024 年工作"), 2024);
  EXPECT_EQ(YearIn(U"《实施纲要(2021年)》,2022年"), 2022);
}

TEST(IdentifyDatesTest, LastOfYears) {
  EXPECT_EQ(LastOfYears(U"沙泉县2020年—2022年行政审判工作白皮书"), 2022);
  EXPECT_EQ(LastOfYears(U"2020-2022年度行政复议工作情况"), 2022);
  EXPECT_EQ(LastOfYears(U"2021年至2023年依法行政情况"), 2023);
  EXPECT_EQ(LastOfYears(U"贯彻《实施纲要(2021—2025年)》情况"), 0);
  EXPECT_EQ(LastOfYears(U"2023年度报告"), 0);
  EXPECT_EQ(LastOfYears(U"电话0912-2022年"), 0);
}

TEST(IdentifyDatesTest, YearAtEnd) {
  EXPECT_EQ(YearAtEnd(U"沙泉县政府信息公开工作年度报告(2023)"), 2023);
  EXPECT_EQ(YearAtEnd(U"(2023)沙泉县政府信息公开工作年度报告"), 0);
  EXPECT_EQ(YearAtEnd(U"沙泉县执法情况(1203)"), 0);
  EXPECT_EQ(YearAtEnd(U"实施方案(2021—2025)"), 0);
  EXPECT_EQ(YearAtEnd(U"(2023)"), 2023);
}

TEST(IdentifyDatesTest, NoYears) {
  EXPECT_EQ(YearIn(U"(2021—2025年)"), 0);
  EXPECT_EQ(YearIn(U"2021年-2025年"), 0);
  EXPECT_EQ(YearIn(U"2021年至2025年"), 0);
  EXPECT_EQ(YearIn(U"12024年"), 0);
  EXPECT_EQ(YearIn(U"1821年"), 0);
  EXPECT_EQ(YearIn(U"2024个"), 0);
  EXPECT_EQ(YearIn(U"三年行动"), 0);
  EXPECT_EQ(YearIn(U"《2021年纲要》"), 0);
}

TEST(IdentifyDatesTest, YearsOfDatesAndSince) {
  EXPECT_TRUE(YearAt(U"2024年3月", 0)->with_month);
  EXPECT_FALSE(YearAt(U"2024年度", 0)->with_month);
  EXPECT_TRUE(YearAt(U"2021年以来", 0)->since);
}

TEST(IdentifyDatesTest, Dates) {
  EXPECT_EQ(DateIn(U"2024年1月26日"), "2024-01-26");
  EXPECT_EQ(DateIn(U"二〇二四年一月二十六日"), "2024-01-26");
  EXPECT_EQ(DateIn(U"二○二四年十二月三十一日"), "2024-12-31");
  EXPECT_EQ(DateIn(U"2025-02-21 10:32"), "2025-02-21");
  EXPECT_EQ(DateIn(U"时间 2025/3/7"), "2025-03-07");
  EXPECT_EQ(DateIn(U"2025.03.07"), "2025-03-07");
  EXPECT_EQ(DateIn(U"20250307"), "2025-03-07");
  EXPECT_EQ(DateIn(U"2024 年 2 月 29 日"), "2024-02-29");
  EXPECT_EQ(DateIn(U"2025-03-27T16:27:00"), "2025-03-27");
  EXPECT_EQ(DateIn(U"07.03.2025 16:27"), "2025-03-07");
}

TEST(IdentifyDatesTest, NoDates) {
  EXPECT_EQ(DateIn(U"2023年2月29日"), "");
  EXPECT_EQ(DateIn(U"2023年13月1日"), "");
  EXPECT_EQ(DateIn(U"2023年3月"), "");
  EXPECT_EQ(DateIn(U"0937-5550123"), "");
  EXPECT_EQ(DateIn(U"31.02.2025"), "");
  EXPECT_EQ(DateIn(U"1.07.03.2025"), "");
  EXPECT_EQ(DateIn(U"7.3.2025"), "");
  EXPECT_EQ(DateIn(U"11371525004442025"), "");
  EXPECT_EQ(DateIn(U""), "");
}

TEST(IdentifyDatesTest, DocumentNumbers) {
  EXPECT_EQ(FindDocumentNumber(U"沙政发〔2024〕9号"), U"沙政发〔2024〕9号");
  EXPECT_EQ(FindDocumentNumber(U"沙政发[2024] 9 号"), U"沙政发[2024]9号");
  EXPECT_EQ(FindDocumentNumber(U"沙政发(2024)9号 签发人:张三"), U"沙政发(2024)9号");
  EXPECT_EQ(FindDocumentNumber(U"沙司字【2024】第12号"), U"沙司字【2024】第12号");
  EXPECT_EQ(FindDocumentNumber(U"文号:沙政发〔2024〕9号"), U"沙政发〔2024〕9号");
  EXPECT_EQ(FindDocumentNumber(U"无"), U"");
  EXPECT_EQ(FindDocumentNumber(U"(2024)9号"), U"");
  EXPECT_EQ(FindDocumentNumber(U"沙政发〔2024〕号"), U"");
  EXPECT_EQ(FindDocumentNumber(U"(2021-2025年)"), U"");
}

}  // namespace
}  // namespace fazhi
