// Texts that are no whole report: what is read out of them stays sensible, and the time stays linear.

#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/status_matchers.h"
#include "services/runtime/local/reading.h"
#include "services/text/utf8.h"
#include "tests/property/inputs.h"

namespace fazhi {
namespace {

constexpr absl::string_view kReport =
    "某县人民政府2024年法治政府建设年度报告\n\n"
    "一、主要举措和成效\n\n"
    "(一)化解行政争议。全年共收到行政复议申请97件,受理91件,审结88件,其中维持52件,调解率36.4%。\n\n"
    "(二)推进严格执法。开展执法检查1260余次,较上年的1102次增长14.3%,罚没款35.6万元。\n\n"
    "二、存在的主要问题\n\n"
    "执法力量不足,3个乡镇没有专职人员。\n\n"
    "三、2025年工作安排\n\n"
    "持证率达到98%以上,评查案卷不少于100卷。\n";

v1::ObservationSet SetOf(const std::string& text, bool explain = false) {
  v1::Document document;
  document.set_url("bad.txt");
  document.set_content(text);
  ReadOptions options;
  options.explain = explain;
  auto set = ReadSet(document, options);
  EXPECT_OK(set);
  return set.ok() ? *std::move(set) : v1::ObservationSet();
}

// value status period, of every figure that is not grey.
std::vector<std::string> Figures(const v1::ObservationSet& set) {
  std::vector<std::string> figures;
  for (const v1::Observation& observation : set.observations()) {
    if (observation.grey()) continue;
    const char* status = observation.status() == v1::STATUS_TARGET  ? "target"
                         : observation.status() == v1::STATUS_PRIOR ? "prior"
                                                                    : "actual";
    figures.push_back(absl::StrCat(static_cast<double>(observation.quantity().value_e4()) / 10000, " ",
                                   status, " ", observation.period()));
  }
  return figures;
}

TEST(BadText, WordsSayWhatIsDoneWhereHeadingsContradictThem) {
  const v1::ObservationSet set = SetOf(
      "某县人民政府2024年法治政府建设年度报告\n\n"
      "一、下一步工作打算\n\n"
      "2024年,全县办理行政复议案件35件,审结30件。\n\n"
      "二、2024年工作成效\n\n"
      "力争2025年持证率达到98%。\n");
  EXPECT_THAT(Figures(set), testing::ElementsAre("35 actual 2024", "30 actual 2024", "98 target 2025"));
}

TEST(BadText, ReportPastedTwiceIsReadOnce) {
  const std::vector<std::string> once = Figures(SetOf(std::string(kReport)));
  for (const int times : {2, 3}) {
    std::string text;
    for (int i = 0; i < times; ++i) absl::StrAppend(&text, kReport, "\n");
    const v1::ObservationSet set = SetOf(text);
    EXPECT_THAT(Figures(set), testing::ElementsAreArray(once));
    EXPECT_TRUE(set.outline().report().unread().same());
  }
}

TEST(BadText, SecondReportOfAFileIsNotReadAsTheFirst) {
  const std::string second =
      "某市司法局2023年度法治政府建设情况报告\n\n"
      "一、主要工作\n\n"
      "2023年,共办理法律援助案件126件,其中民事86件、刑事40件。\n\n"
      "某市司法局\n\n2024年1月8日\n";
  const std::string text = absl::StrCat(kReport, "\n", second);
  const v1::ObservationSet set = SetOf(text);
  EXPECT_THAT(Figures(set), testing::ElementsAreArray(Figures(SetOf(std::string(kReport)))));
  const v1::Report& report = set.outline().report();
  EXPECT_EQ(report.published(), "");
  EXPECT_EQ(report.unread().title(), "某市司法局2023年度法治政府建设情况报告");
  EXPECT_FALSE(report.unread().same());
  const v1::Span& span = report.unread().source_span();
  const std::u32string points = ToCodePoints(text);
  EXPECT_EQ(ToUtf8(points.substr(span.begin(), span.end() - span.begin())),
            second.substr(0, second.size() - 1));
}

TEST(BadText, TruncatedReportGivesNothingThatTheWholeOneDoesNot) {
  const std::u32string whole = ToCodePoints(kReport);
  const v1::ObservationSet expected = SetOf(std::string(kReport));
  const auto begins = [](const v1::ObservationSet& set) {
    std::vector<uint32_t> all;
    for (const v1::Observation& observation : set.observations())
      all.push_back(observation.source_span().begin());
    return all;
  };
  const std::vector<uint32_t> known = begins(expected);
  for (size_t size = 30; size < whole.size(); ++size) {
    const v1::ObservationSet set = SetOf(ToUtf8(whole.data(), size));
    for (uint32_t begin : begins(set)) {
      EXPECT_THAT(known, testing::Contains(begin)) << "cut behind " << ToUtf8(whole.data() + size - 8, 8);
    }
  }
}

TEST(BadText, LetterForADigitIsRefusedAndSaid) {
  const v1::ObservationSet set = SetOf(
      "某县2024年法治政府建设报告\n\n一、成效\n\n办理案件1O件,发放资料2OO份,审结12件。\n", /*explain=*/true);
  EXPECT_THAT(Figures(set), testing::ElementsAre("12 actual 2024"));
  int typos = 0;
  for (const v1::RejectedCandidate& candidate : set.rejected())
    typos += candidate.rule() == "number.typo" ? 1 : 0;
  EXPECT_EQ(typos, 2);
}

double SecondsFor(const std::string& text) {
  const std::clock_t begin = std::clock();
  SetOf(text);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

// Numbers in a row, with and without units, shared and compared.
TEST(BadText, TenThousandNumbersInARowTakeLinearTime) {
  for (const absl::string_view item : {"12、",
                                       "12件、",
                                       "12 ",
                                       "1.5%,",
                                       "第3",
                                       "由3件",
                                       "2023年、",
                                       "12件(",
                                       "增长5%、",
                                       "“3",
                                       "十二",
                                       "1O",
                                       "(3)",
                                       "罚款3万元、",
                                       "权责清单3项,权责清单4项,",
                                       "12,",
                                       "合格率95%,",
                                       "15日内报备,",
                                       "维持5件,其中撤回1件;",
                                       "受理5件,加上年结转1件,共办理6件,审结5件,",
                                       "县、村、",
                                       "法院全县"}) {
    const auto row = [item](int times) {
      std::string text = "某县2024年法治政府建设报告\n\n一、成效\n\n共有";
      for (int i = 0; i < times; ++i) absl::StrAppend(&text, item);
      return absl::StrCat(text, "18件。\n");
    };
    SecondsFor(row(100));
    const double once = SecondsFor(row(10000));
    const double four = SecondsFor(row(40000));
    EXPECT_LT(four, 12 * once + 0.2) << item;
  }
}

TEST(BadText, EveryNumberHasARule) {
  for (const v1::Document& document : AllInputs()) {
    ReadOptions options;
    options.explain = true;
    const auto set = ReadSet(document, options);
    if (!set.ok()) continue;
    for (const v1::Observation& observation : set->observations()) EXPECT_NE(observation.rule(), "");
    uint32_t last = 0;
    for (const v1::RejectedCandidate& candidate : set->rejected()) {
      EXPECT_NE(candidate.rule(), "");
      EXPECT_GE(candidate.span().begin(), last);
      last = candidate.span().begin();
    }
  }
}

}  // namespace
}  // namespace fazhi
