#include "services/base/resource_names.h"

#include "gtest/gtest.h"

namespace fazhi {
namespace {

v1::Report CountyReport() {
  v1::Report report;
  report.set_kind(v1::REPORT_KIND_ANNUAL_REPORT);
  report.set_year(2023);
  report.set_subject("government");
  report.set_reporting_body(v1::REPORTING_BODY_GOVERNMENT);
  report.mutable_region()->set_code("622922");
  report.set_text_sha256("0123456789abcdef0123");
  return report;
}

TEST(ResourceNamesTest, ReportWithSlot) {
  const v1::Report report = CountyReport();
  EXPECT_EQ(SlotOf(report), "622922-2023-government");
  EXPECT_EQ(ReportName(report), "reports/622922-2023-government/revisions/0123456789ab");
  EXPECT_EQ(ObservationName(ReportName(report), 17, 1),
            "reports/622922-2023-government/revisions/0123456789ab/observations/17.1");
}

TEST(ResourceNamesTest, UnlistedRegionHangsBelowItsParent) {
  v1::Report report = CountyReport();
  report.mutable_region()->clear_code();
  report.mutable_region()->set_parent_code("6209");
  report.mutable_region()->set_name("沙泉县");
  EXPECT_EQ(SlotOf(report), "6209~沙泉县-2023-government");
}

TEST(ResourceNamesTest, AnythingUnresolvedHasNoSlot) {
  EXPECT_EQ(SlotOf(v1::Report()), "");
  for (int field = 0; field < 5; ++field) {
    v1::Report report = CountyReport();
    if (field == 0) report.set_kind(v1::REPORT_KIND_SPEECH);
    if (field == 1) report.set_year(0);
    if (field == 2) report.clear_subject();
    if (field == 3) report.clear_reporting_body();
    if (field == 4) report.clear_region();
    EXPECT_EQ(SlotOf(report), "") << field;
    EXPECT_EQ(ReportName(report), "documents/0123456789ab") << field;
  }
}

TEST(ResourceNamesTest, SlashesDoNotBreakNames) {
  v1::Report report = CountyReport();
  report.set_subject("市场监管/知识产权局");
  EXPECT_EQ(SlotOf(report), "622922-2023-市场监管∕知识产权局");
}

}  // namespace
}  // namespace fazhi
