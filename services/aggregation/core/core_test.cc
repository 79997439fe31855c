// The pure core piece by piece: numbers, figures, values and claims of a report, totals, state, findings
// across years.
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/core/across.h"
#include "services/aggregation/core/cells.h"
#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/figures.h"
#include "services/aggregation/core/findings.h"
#include "services/aggregation/core/rollup.h"
#include "services/aggregation/core/state.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/aggregation/testing/small_catalog.h"

namespace fazhi::aggregation {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Cell> CellsOf(absl::string_view marked) { return OwnCells(BuildSet(marked).set, SmallCatalog()); }

std::string Said(const Outcome& o) {
  return absl::StrCat(o.low_e4.has_value() ? DecimalE4(*o.low_e4) : "-", "..",
                      o.high_e4.has_value() ? DecimalE4(*o.high_e4) : "-", " ",
                      v1::Bound_Name(o.bound).substr(6));
}

TEST(DecimalTest, PrintsAndReads) {
  EXPECT_EQ(DecimalE4(974000), "97.4");
  EXPECT_EQ(DecimalE4(-5000), "-0.5");
  EXPECT_EQ(DecimalE4(0), "0");
  EXPECT_EQ(DecimalE4(1), "0.0001");
  const absl::int128 large = absl::int128(std::numeric_limits<int64_t>::max()) * 1000000;
  EXPECT_EQ(*Int128FromString(Int128ToString(large)), large);
  EXPECT_EQ(*Int128FromString(Int128ToString(-large)), -large);
  EXPECT_FALSE(Int128FromString("12a").has_value());
  EXPECT_FALSE(Int128FromString("").has_value());
  EXPECT_EQ(*ParseE4("-12.05"), -120500);
  EXPECT_FALSE(ParseE4("1.23456").has_value());
}

TEST(DecimalTest, DividesHalfAwayFromZero) {
  EXPECT_EQ(DivideE4(1, 3), 3333);
  EXPECT_EQ(DivideE4(2, 3), 6667);
  EXPECT_EQ(DivideE4(-2, 3), -6667);
  EXPECT_EQ(DivideE4(1, 8, 2), 1300);  // 0.125
  EXPECT_EQ(DivideE4(383 * 100, 523, 2), 732300);
}

TEST(FigureTest, RoundingAndCuttingOff) {
  const auto figure = [](absl::string_view text) {
    return FigureOf(BuildSet(absl::StrCat("{", text, "}")).set.observations(0).quantity());
  };
  EXPECT_FALSE(Disjoint(figure("97.4%"), figure("97.44%")));
  EXPECT_FALSE(Disjoint(figure("97.4%"), figure("97.49%")));
  EXPECT_TRUE(Disjoint(figure("97.4%"), figure("97.51%")));
  EXPECT_TRUE(Disjoint(figure("186件"), figure("187件")));
  EXPECT_FALSE(Disjoint(figure("7.8万件"), figure("78123件")));
  EXPECT_FALSE(Disjoint(figure("1200余件"), figure("1299件")));
  EXPECT_TRUE(Disjoint(figure("1200余件"), figure("1199件")));
}

TEST(CellsTest, OnlyWholeYearActualLevelsEnter) {
  EXPECT_THAT(CellsOf("{1件 @a.cases}"), SizeIs(1));
  for (const char* left_out :
       {"{1件 @a.cases +}", "{1件 @a.cases ~}", "{1件 @a.cases !}", "{1件 @a.cases g}",
        "{1件 @a.cases p2023}", "{1件 @a.cases p2019/2024}", "{1件 @a.cases p2024-05}", "{1件 @a.cases p}",
        "{1件 @a.cases p/2024}", "{1人 @a.cases}", "{1件}", "{1件 @b.none}"}) {
    EXPECT_THAT(CellsOf(left_out), IsEmpty()) << left_out;
  }
  EXPECT_THAT(CellsOf("{1名 @a.lawyers p/2024}"), SizeIs(1));  // a stock
  EXPECT_EQ(CellsOf("{1名 @a.lawyers p/2024}")[0].unit, "人");
  EXPECT_THAT(CellsOf("{1件 @a.cases}{2批 @a.cases}"), SizeIs(2));
}

TEST(CellsTest, SeveralFiguresForOneValue) {
  const auto one = [](absl::string_view marked) {
    const std::vector<Cell> cells = CellsOf(marked);
    EXPECT_THAT(cells, SizeIs(1)) << marked;
    return Said(FinishValue(cells[0]));
  };
  EXPECT_EQ(one("{78123件 @a.cases},{7.8万件 @a.cases}"), "78123..78123 EXACT");
  EXPECT_EQ(one("{7.8万件 @a.cases},{78123件 @a.cases}"), "78123..78123 EXACT");
  EXPECT_EQ(one("{50余件 @a.cases},{53件 @a.cases}"), "53..53 EXACT");
  EXPECT_EQ(one("{53件 @a.cases},{61件 @a.cases}"), "53..61 RANGE");
  EXPECT_EQ(one("{70余件 @a.cases},{61件 @a.cases}"), "61..- AT_LEAST");
}

TEST(CellsTest, WeightedRates) {
  // Both counts.
  std::vector<Cell> cells = CellsOf("{40件 @a.cases},{30件 @a.closed}");
  ASSERT_THAT(cells, SizeIs(3));
  EXPECT_TRUE(cells[1].weighted);
  EXPECT_EQ(Said(FinishValue(cells[1])), "75..75 EXACT");
  // Rate and denominator: the numerator is derived, as all that makes the rate.
  cells = CellsOf("{43件 @a.cases},{9.3% @a.close_rate}");
  ASSERT_THAT(cells, SizeIs(2));
  EXPECT_TRUE(cells[1].derived);
  EXPECT_EQ(*cells[1].numerator_low_e4, 40000);
  EXPECT_EQ(*cells[1].numerator_high_e4, 40000);
  cells = CellsOf("{1043件 @a.cases},{9.3% @a.close_rate}");
  EXPECT_EQ(*cells[1].numerator_low_e4, 970000);
  EXPECT_EQ(*cells[1].numerator_high_e4, 980000);
  // Only the rate.
  cells = CellsOf("{9.3% @a.close_rate}");
  ASSERT_THAT(cells, SizeIs(1));
  EXPECT_FALSE(cells[0].numerator_low_e4.has_value());
  EXPECT_EQ(Said(FinishValue(cells[0])), "9.3..9.3 EXACT");
  // The counts that the text gives for it, where the numerator has no indicator.
  cells = CellsOf("{d:40件 @a.cases},{n:30件 <d},{75% @a.close_rate /n/d}");
  EXPECT_EQ(*cells[1].numerator_low_e4, 300000);
}

Total TotalOf(const std::vector<std::string>& regions, absl::string_view indicator) {
  Total total;
  for (const std::string& marked : regions) {
    for (const Cell& cell : CellsOf(marked)) {
      if (cell.indicator == indicator) AddValue(cell, false, total);
    }
  }
  return total;
}

TEST(RollupTest, EndsNeverMidpoints) {
  const auto sum = [](const std::vector<std::string>& regions) {
    return Said(FinishTotal(TotalOf(regions, "a.cases"), v1::AGGREGATION_SUM));
  };
  EXPECT_EQ(sum({"{10件 @a.cases}", "{5件 @a.cases}"}), "15..15 EXACT");
  EXPECT_EQ(sum({"{10件 @a.cases}", "{5余件 @a.cases}"}), "15..- AT_LEAST");
  EXPECT_EQ(sum({"{10件 @a.cases}", "{5件 @a.cases at_most}"}), "-..15 AT_MOST");
  EXPECT_EQ(sum({"{10件 @a.cases}", "{5件 @a.cases about}"}), "15..15 ABOUT");
  EXPECT_EQ(sum({"{10余件 @a.cases}", "{5件 @a.cases at_most}"}), "-..- UNSPECIFIED");
  EXPECT_EQ(sum({"{10余件 @a.cases}", "{5件 @a.cases about}"}), "-..- UNSPECIFIED");
  EXPECT_EQ(sum({}), "-..- UNSPECIFIED");
}

TEST(RollupTest, EachWayOfPuttingTogether) {
  EXPECT_EQ(Said(FinishTotal(TotalOf({"{10项 @a.items}", "{11项 @a.items}", "{11项 @a.items}"}, "a.items"),
                             v1::AGGREGATION_MEAN)),
            "10.6667..10.6667 EXACT");
  EXPECT_EQ(
      Said(FinishTotal(TotalOf({"{10类 @a.types}", "{42类 @a.types}"}, "a.types"), v1::AGGREGATION_MAX)),
      "42..42 EXACT");
  EXPECT_EQ(Said(FinishTotal(TotalOf({"{10名 @a.lawyers}", "{4人 @a.lawyers}"}, "a.lawyers"),
                             v1::AGGREGATION_LATEST)),
            "14..14 EXACT");
  EXPECT_EQ(Said(FinishTotal(TotalOf({"{90分 @a.place}"}, "a.place"), v1::AGGREGATION_NONE)),
            "-..- UNSPECIFIED");
  const Outcome rate = FinishTotal(
      TotalOf({"{40件 @a.cases},{30件 @a.closed}", "{10件 @a.cases},{9件 @a.closed}", "{99% @a.close_rate}"},
              "a.close_rate"),
      v1::AGGREGATION_WEIGHTED_RATE);
  EXPECT_EQ(Said(rate), "78..78 EXACT");
  EXPECT_EQ(rate.numerator, "39");
  EXPECT_EQ(rate.denominator, "50");
  EXPECT_EQ(rate.n, 2u);
  EXPECT_EQ(rate.rate_only, 1u);
}

TEST(RollupTest, TotalsPassSixtyFourBits) {
  Total total;
  Cell cell;
  cell.low_e4 = cell.high_e4 = std::numeric_limits<int64_t>::max();
  for (int i = 0; i < 3000; ++i) AddValue(cell, false, total);
  EXPECT_EQ(*FinishTotal(total, v1::AGGREGATION_SUM).low_e4,
            absl::int128(std::numeric_limits<int64_t>::max()) * 3000);
}

TEST(RollupTest, MergingInAnyOrderIsAddingAll) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::vector<Cell> cells(1 + random() % 30);
    for (Cell& cell : cells) {
      if (random() % 4 != 0) cell.low_e4 = static_cast<int64_t>(random() % 100000);
      if (random() % 4 != 0) cell.high_e4 = static_cast<int64_t>(random() % 100000 + 100000);
      cell.about = random() % 5 == 0;
      cell.weighted = random() % 2 == 0;
      if (random() % 2 == 0)
        cell.numerator_low_e4 = cell.numerator_high_e4 = static_cast<int64_t>(random() % 1000);
      if (random() % 2 == 0) cell.denominator_low_e4 = cell.denominator_high_e4 = 1000;
    }
    Total all;
    std::vector<Total> parts(4);
    for (const Cell& cell : cells) {
      AddValue(cell, false, all);
      AddValue(cell, false, parts[random() % 4]);
    }
    std::shuffle(parts.begin(), parts.end(), random);
    Total merged;
    for (const Total& part : parts) MergeTotal(part, merged);
    EXPECT_TRUE(merged == all);
  }
}

TEST(StateTest, EqualTimesAreDecidedByHash) {
  std::vector<ReadingFacts> readings(2);
  readings[0].text_sha256 = "a";
  readings[1].text_sha256 = "b";
  SetStandings(kNoTime, readings);
  EXPECT_EQ(readings[0].standing, Standing::kReplaced);
  EXPECT_EQ(readings[1].standing, Standing::kStands);
  readings[0].slot = "x";
  SetStandings(kNoTime, readings);
  EXPECT_EQ(readings[0].standing, Standing::kStands);
  // A withdrawal takes out what has no fetch time.
  SetStandings(5, readings);
  EXPECT_EQ(readings[1].standing, Standing::kWithdrawn);
}

TEST(ClaimsTest, EarlierLevelsAndGrowths) {
  const auto claims = [](absl::string_view marked) {
    return ClaimsOfEarlierYears(BuildSet(marked).set, SmallCatalog());
  };
  auto found = claims("受理案件{58件 @a.cases},较上年的{41件 ~ @a.cases p2023}上升{41.5% +}。");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].year, 2023u);
  EXPECT_EQ(found[0].low_e4, 410000);
  found = claims("受理案件{1694件 @a.cases},同比下降{8.0% -}。");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_TRUE(found[0].growth);
  EXPECT_LE(found[0].low_e4, 18420000);
  EXPECT_GE(found[0].high_e4, 18420000);
  EXPECT_LT(found[0].high_e4 - found[0].low_e4, 400000);
  EXPECT_THAT(claims("受理案件{1694件 @a.cases},环比下降{8.0% -}。"), IsEmpty());
  EXPECT_THAT(claims("受理案件{1694件 @a.cases},下降{8.0% -}。"), IsEmpty());
  EXPECT_THAT(claims("受理案件{58件 @a.cases},力争{41件 ! @a.cases p2025}。"), IsEmpty());
}

YearFigures Year(uint32_t year, absl::string_view marked) {
  v1::ObservationSet set = BuildSet(marked).set;
  set.mutable_outline()->mutable_report()->set_year(year);
  for (v1::Observation& o : *set.mutable_observations()) {
    if (o.period() == "2024") o.set_period(absl::StrCat(year));
  }
  return {year, OwnCells(set, SmallCatalog()), ClaimsOfEarlierYears(set, SmallCatalog())};
}

TEST(AcrossTest, RestatedOnlyWithEqualScopeAndUnit) {
  const auto found = [](absl::string_view own, absl::string_view claim) {
    return FindAcross({Year(2023, own), Year(2024, claim)}).size();
  };
  EXPECT_EQ(found("{46件 @a.cases}", "{41件 ~ @a.cases p2023}"), 1u);
  EXPECT_EQ(found("{46宗 @a.cases}", "{41件 ~ @a.cases p2023}"), 1u);
  EXPECT_EQ(found("{41件 @a.cases}", "{41件 ~ @a.cases p2023}"), 0u);
  EXPECT_EQ(found("{46批 @a.cases}", "{41件 ~ @a.cases p2023}"), 0u);
  EXPECT_EQ(found("{46件 @a.cases s1}", "{41件 ~ @a.cases p2023 s2}"), 0u);
  EXPECT_EQ(found("{46件 @a.cases s2}", "{41件 ~ @a.cases p2023}"), 1u);  // one of them not stated
  EXPECT_EQ(found("{46件 @a.cases s2},{41件 @a.cases s1}", "{41件 ~ @a.cases p2023}"), 0u);
  EXPECT_EQ(found("{40余件 @a.cases}", "{41件 ~ @a.cases p2023}"), 0u);
  EXPECT_EQ(found("{7.8万件 @a.cases}", "{78123件 ~ @a.cases p2023}"), 0u);
  EXPECT_EQ(found("{46件 @a.cases}", "{41件 ~ @a.cases p2022}"), 0u);
  // A growth, and the same said twice.
  EXPECT_EQ(found("{1842件 @a.cases}", "{1694件 @a.cases},同比下降{8.0% -}"), 0u);
  EXPECT_EQ(found("{1942件 @a.cases}", "{1694件 @a.cases},同比下降{8.0% -}"), 1u);
  EXPECT_EQ(found("{46件 @a.cases}", "{41件 ~ @a.cases p2023},{41件 ~ @a.cases p2023}"), 1u);
}

TEST(AcrossTest, OutlierNeedsThreeOtherYears) {
  EXPECT_THAT(FindAcross({Year(2021, "{210件 @a.cases}"), Year(2022, "{190件 @a.cases}"),
                          Year(2023, "{205件 @a.cases}"), Year(2024, "{20500件 @a.cases}")}),
              SizeIs(1));
  EXPECT_THAT(FindAcross({Year(2022, "{190件 @a.cases}"), Year(2023, "{205件 @a.cases}"),
                          Year(2024, "{20500件 @a.cases}")}),
              IsEmpty());
}

TEST(LatenessTest, OnlyAPublicationOfAYearWithTheDuty) {
  ReportSpec spec;
  const auto late = [&] { return FindWithin(BuildReport(spec, "文。"), SmallCatalog()).size(); };
  spec.published = "2025-04-02";
  EXPECT_EQ(late(), 1u);
  spec.published = "2025-04-01";
  EXPECT_EQ(late(), 0u);
  spec.published = "2025-05-16";
  spec.published_by_page = false;  // a signature
  EXPECT_EQ(late(), 0u);
  spec.published_by_page = true;
  spec.kind = v1::REPORT_KIND_SPEECH;
  EXPECT_EQ(late(), 0u);
  spec.kind = v1::REPORT_KIND_ANNUAL_REPORT;
  spec.year = 2017;
  spec.published = "2018-09-01";
  EXPECT_EQ(late(), 0u);
}

TEST(FindingsTest, WhatWasNotReadIsSaid) {
  auto set = BuildReport(ReportSpec(), "文。");
  EXPECT_THAT(FindWithin(set, SmallCatalog()), IsEmpty());
  v1::UnreadText& unread = *set.mutable_outline()->mutable_report()->mutable_unread();
  unread.set_title("某县2022年法治政府建设情况报告");
  const auto other = FindWithin(set, SmallCatalog());
  ASSERT_THAT(other, SizeIs(1));
  EXPECT_EQ(other[0].type(), v1::FINDING_TYPE_NOT_READ);
  EXPECT_TRUE(other[0].note());
  EXPECT_THAT(other[0].text_en(),
              ::testing::HasSubstr("“某县2022年法治政府建设情况报告”, which was not read"));
  unread.set_same(true);
  EXPECT_THAT(FindWithin(set, SmallCatalog())[0].text_en(), ::testing::HasSubstr("it was read once"));
}

TEST(FindingsTest, TenThousandNumbersInARow) {
  std::string marked = "共受理{a:10000件}";
  for (int i = 0; i < 10000; ++i) absl::StrAppend(&marked, ",其中{", i % 500, "件 <a}、占{", i % 100, ".5%}");
  const BuiltSet built = BuildSet(marked);
  FindWithin(built.set, SmallCatalog());
  OwnCells(built.set, SmallCatalog());
}

}  // namespace
}  // namespace fazhi::aggregation
