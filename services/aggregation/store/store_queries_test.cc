// What Store answers to queries: roll-ups, coverage, search, listings with their pages and filters, on either
// engine (testing/engines.h).
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/store/store.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/aggregation/testing/store_fixture.h"
#include "services/base/status_matchers.h"
#include "services/text/excerpt.h"
#include "services/text/utf8.h"

namespace fazhi::aggregation {
namespace {

using ::testing::_;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::SizeIs;

TEST_F(StoreTest, RollsUpOneLevelAndShowsTheRegionsOwn) {
  Add(County("622921", 2023), "受理案件{10件 @a.cases}。");
  Add(County("622922", 2023), "受理案件{20件 @a.cases}。");
  Add(County("622301", 2023), "受理案件{5件 @a.cases}。");
  Add(County("6229", 2023), "受理案件{31件 @a.cases}。");
  auto rows = Aggregates("a.cases", "6229");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].reported->low(), "31");
  EXPECT_EQ(rows[0].rolled_up->low(), "30");
  EXPECT_EQ(rows[0].difference, "1");
  EXPECT_EQ(rows[0].rolled_up->n(), 2u);
  EXPECT_EQ(rows[0].rolled_up->reports(), 2u);
  EXPECT_EQ(rows[0].rolled_up->regions_listed(), 8u);  // 临夏州 has eight counties
  rows = Aggregates("a.cases", "62", Level::kCounty);
  EXPECT_EQ(rows[0].rolled_up->low(), "35");
  rows = Aggregates("a.cases", "62");
  EXPECT_EQ(rows[0].rolled_up->low(), "31");  // prefectures' own
  rows = Aggregates("a.cases", "CN", Level::kCounty);
  EXPECT_EQ(rows[0].rolled_up->low(), "35");
}

TEST_F(StoreTest, UnlistedDivisionsCountWithTheirParent) {
  ReportSpec spec = County("6209", 2023);
  spec.unlisted_name = "沙泉县";
  Add(spec, "受理案件{10件 @a.cases}。");
  const auto rows = Aggregates("a.cases", "6209");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].rolled_up->low(), "10");
  EXPECT_EQ(rows[0].rolled_up->unlisted(), 1u);
  EXPECT_EQ(Reports()[0].region, "6209~沙泉县");
}

TEST_F(StoreTest, TownshipsRollUpToTheirCounty) {
  for (const char* name : {"附城镇", "苏集镇"}) {
    ReportSpec spec = County("622922", 2023);
    spec.url += name;
    spec.unlisted_name = name;
    spec.body = v1::REPORTING_BODY_TOWNSHIP;
    Add(spec, std::string("在") + name + "受理案件{7件 @a.cases}。");
  }
  const auto rows = Aggregates("a.cases", "622922");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].rolled_up->low(), "14");
  EXPECT_EQ(rows[0].rolled_up->reporting_body(), v1::REPORTING_BODY_TOWNSHIP);
}

TEST_F(StoreTest, BodiesScopesAndUnitsStayApart) {
  ReportSpec department = County("622922", 2023);
  department.url += "/sfj";
  department.subject = "司法局";
  department.body = v1::REPORTING_BODY_DEPARTMENT;
  Add(department, "受理案件{1000件 @a.cases s1}。");
  Add(County("622922", 2023),
      "全县受理案件{20件 @a.cases s1},受理{3批 @a.cases s1},县本级受理{5件 @a.cases s2}。");
  const auto rows = Aggregates("a.cases", "6229");
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[0].rolled_up->unit(), "件");
  EXPECT_EQ(rows[0].rolled_up->low(), "20");
  EXPECT_EQ(rows[1].rolled_up->low(), "5");
  EXPECT_EQ(rows[2].rolled_up->unit(), "批");
}

TEST_F(StoreTest, ASentenceOfManyFiguresIsCutAroundEach) {
  constexpr int kFigures = 2000;
  std::string sentence;
  for (int i = 0; i < kFigures; ++i)
    absl::StrAppend(&sentence, "受理案件{", i + 2, "件}", i + 1 < kFigures ? ";" : "。");
  Add(County("622922", 2023), sentence);
  auto page = store_->ListObservations({});
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->rows, SizeIs(kFigures));
  for (int i = 0; i < kFigures; ++i) {
    EXPECT_LE(CountCodePoints(page->rows[i].sentence), kExcerptLimit + 2);
    EXPECT_THAT(page->rows[i].sentence, HasSubstr(absl::StrCat("受理案件", i + 2, "件")));
  }
}

TEST_F(StoreTest, CoverageTellsMissingFromNeverLookedFor) {
  Add(County("622922", 2023), "受理案件{46件 @a.cases}。");
  IngestRequest request;
  request.checks.emplace_back();
  request.checks[0].set_region_code("622921");
  request.checks[0].set_year(2023);
  request.checks[0].set_site("www.linxiaxian.gov.cn");
  request.checks[0].mutable_checked_at()->set_seconds(50);
  ASSERT_OK(store_->Ingest(request));
  CoverageRequest ask;
  ask.year = 2023;
  ask.region_prefix = "6229";
  ASSERT_OK_AND_ASSIGN(const Coverage coverage, store_->GetCoverage(ask));
  EXPECT_EQ(coverage.listed, 8u);
  EXPECT_EQ(coverage.with_report, 1u);
  int checked = 0;
  for (const CoverageRow& row : coverage.rows) {
    EXPECT_EQ(row.report.empty(), row.region != "622922");
    checked += row.last_checked != kNoTime ? 1 : 0;
  }
  EXPECT_EQ(checked, 1);
}

TEST_F(StoreTest, AProvinceIsCheckedUnderItsFullCodeToo) {
  IngestRequest request;
  for (const auto& [code, second] : {std::make_pair("620000", 60), std::make_pair("62", 50)}) {
    v1::CheckRecord& check = request.checks.emplace_back();
    check.set_region_code(code);
    check.set_year(2023);
    check.set_site("www.gansu.gov.cn");
    check.mutable_checked_at()->set_seconds(second);
  }
  ASSERT_OK(store_->Ingest(request));
  CoverageRequest ask;
  ask.year = 2023;
  ask.level = Level::kProvince;
  ask.region_prefix = "62";
  ASSERT_OK_AND_ASSIGN(const Coverage coverage, store_->GetCoverage(ask));
  ASSERT_THAT(coverage.rows, SizeIs(1));
  EXPECT_EQ(coverage.rows[0].last_checked, 60'000'000);
}

TEST_F(StoreTest, RegionNamesAreOfEachRegionThatThereIs) {
  ASSERT_OK_AND_ASSIGN(auto names, store_->RegionNames());
  EXPECT_THAT(names, SizeIs(0));
  Add(County("622922", 2022), "受理案件{46件 @a.cases}。");
  Add(County("622922", 2023), "受理案件{47件 @a.cases}。");
  ReportSpec unlisted = County("6229", 2023);
  unlisted.url += "/unlisted";
  unlisted.unlisted_name = "清禾县";
  Add(unlisted, "受理案件{48件 @a.cases}。");
  ASSERT_OK_AND_ASSIGN(names, store_->RegionNames());
  EXPECT_THAT(names, ElementsAre(Pair("622922", _), Pair("6229~清禾县", "清禾县")));
}

TEST_F(StoreTest, NoOtherRegionLiesInAnUnlistedOne) {
  for (const char* name : {"清禾县", "清禾县经济开发区"}) {
    ReportSpec spec = County("6229", 2023);
    spec.url += name;
    spec.unlisted_name = name;
    Add(spec, absl::StrCat("在", name, "受理案件{7件 @a.cases}。"));
  }
  ListReportsRequest reports;
  ListValuesRequest values;
  for (const auto& [key, expected] :
       {std::make_pair("6229", 2u), std::make_pair("6229~清禾县", 1u), std::make_pair("6229~清禾", 0u)}) {
    reports.filter.region_prefix = values.region_prefix = key;
    ASSERT_OK_AND_ASSIGN(const auto page, store_->ListReports(reports));
    EXPECT_THAT(page.rows, SizeIs(expected)) << key;
    ASSERT_OK_AND_ASSIGN(const auto rows, store_->ListValues(values));
    EXPECT_THAT(rows, SizeIs(expected)) << key;
  }
}

TEST_F(StoreTest, SearchFindsPhrasesAndSaysWhere) {
  Add(County("622921", 2023), "全县排查矛盾纠纷{10件}。\n聘请法律顾问。");
  Add(County("622922", 2023), "开展法治体检,排查ABC纠纷。");
  SearchTextRequest search;
  search.query = "矛盾纠纷";
  ASSERT_OK_AND_ASSIGN(auto hits, store_->SearchText(search));
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits[0].report.region, "622921");
  EXPECT_EQ(hits[0].matches[0].span.begin(), 4u);
  EXPECT_EQ(hits[0].matches[0].snippet, "全县排查矛盾纠纷10件。");
  for (const auto& [query, expected] : std::vector<std::pair<std::string, size_t>>{
           {"排查", 2}, {"纠纷 顾问", 1}, {"abc纠纷", 1}, {"法", 2}, {"顾问聘请", 0}, {"卷", 0}, {"。", 2}}) {
    search.query = query;
    ASSERT_OK_AND_ASSIGN(hits, store_->SearchText(search));
    EXPECT_THAT(hits, SizeIs(expected)) << query;
  }
  search.query = " ";
  EXPECT_THAT(store_->SearchText(search), FailsWith(absl::StatusCode::kInvalidArgument, "EMPTY_QUERY"));
}

// Enough batches for segments of the index to be merged, and merged ones once more; a text of many pairs, so
// that each is read in several parts.
TEST_F(StoreTest, SearchFindsWhatManyBatchesBrought) {
  constexpr size_t kBatches = 70;
  std::string every;
  for (char32_t c = 0x4E00; c < 0x4E00 + 2500; ++c) AppendUtf8(c, every);
  for (size_t i = 0; i < kBatches; ++i) {
    Add(County(absl::StrCat(622900 + i), 2023),
        absl::StrCat("乙甲", i % 2 == 0 ? every : "", "第", i, "号。"));
  }
  SearchTextRequest search;
  search.limit = 0;
  for (const auto& [query, expected] : std::vector<std::pair<std::string, size_t>>{
           {"乙甲", kBatches}, {"一丁", kBatches / 2}, {"第7号", 1}, {"第69号", 1}, {"第70号", 0}}) {
    search.query = query;
    ASSERT_OK_AND_ASSIGN(const auto hits, store_->SearchText(search));
    EXPECT_THAT(hits, SizeIs(expected)) << query;
  }
}

TEST_F(StoreTest, PagesGoThroughEverythingOnce) {
  for (int i = 0; i < 7; ++i) {
    Add(County("62292" + std::to_string(i + 1), 2023),
        "受理案件{1" + std::to_string(i) + "件 @a.cases},办结{9件}。");
  }
  ListObservationsRequest request;
  request.page_size = 3;
  std::vector<std::string> names;
  do {
    ASSERT_OK_AND_ASSIGN(const auto page, store_->ListObservations(request));
    for (const ObservationRow& row : page.rows) names.push_back(row.observation.name());
    request.page_token = page.next_page_token;
  } while (!request.page_token.empty());
  EXPECT_THAT(names, SizeIs(14));
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());

  ListReportsRequest reports;
  reports.page_size = 2;
  ASSERT_OK_AND_ASSIGN(auto page, store_->ListReports(reports));
  reports.page_token = page.next_page_token;
  ASSERT_OK_AND_ASSIGN(page, store_->ListReports(reports));
  EXPECT_EQ(page.rows[0].region, "622923");
  reports.filter.year_from = 2000;  // another request
  EXPECT_THAT(store_->ListReports(reports), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_PAGE_TOKEN"));
}

TEST_F(StoreTest, FiltersHold) {
  Add(County("622921", 2022), "受理案件{10件 @a.cases},办结{9件 @a.closed},力争{12件 ! @a.cases p2023}。");
  Add(County("630102", 2023), "受理案件{20件 @a.cases}。");
  ListObservationsRequest request;
  request.indicator = "a.cases";
  ASSERT_OK_AND_ASSIGN(auto page, store_->ListObservations(request));
  EXPECT_THAT(page.rows, SizeIs(3));
  request.status = v1::STATUS_TARGET;
  ASSERT_OK_AND_ASSIGN(page, store_->ListObservations(request));
  EXPECT_THAT(page.rows, SizeIs(1));
  request = {};
  request.indicator = "a.*";
  request.filter.region_prefix = "62";
  ASSERT_OK_AND_ASSIGN(page, store_->ListObservations(request));
  EXPECT_THAT(page.rows, SizeIs(3));
  request = {};
  request.filter.year_from = 2023;
  ASSERT_OK_AND_ASSIGN(page, store_->ListObservations(request));
  EXPECT_THAT(page.rows, SizeIs(1));
  ListValuesRequest values;
  values.indicator = "a.cases";
  ASSERT_OK_AND_ASSIGN(const auto rows, store_->ListValues(values));
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0].low, "10");
  EXPECT_EQ(rows[0].year, 2022u);
}

}  // namespace
}  // namespace fazhi::aggregation
