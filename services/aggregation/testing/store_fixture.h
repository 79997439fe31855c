#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/store/store.h"
#include "services/aggregation/testing/engines.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/aggregation/testing/small_catalog.h"
#include "services/base/status_matchers.h"

namespace fazhi::aggregation {

// What the tests of Store have in common: an empty store of the engine at hand (engines.h), what puts reports
// there and takes them out, and its listings, which fail the test when they fail.
class StoreTest : public testing::Test {
 protected:
  StoreTest() : store_(OpenEmptyStore()) {}

  void Add(const ReportSpec& spec, absl::string_view marked) {
    IngestRequest request;
    request.arrivals.push_back(PrepareArrival(BuildReport(spec, marked), SmallCatalog()));
    ASSERT_OK(store_->Ingest(request));
  }
  void Withdraw(const std::string& url, int64_t seconds) {
    IngestRequest request;
    request.withdrawals.emplace_back();
    request.withdrawals[0].set_url(url);
    request.withdrawals[0].mutable_withdrawn_at()->set_seconds(seconds);
    ASSERT_OK(store_->Ingest(request));
  }
  std::vector<ReportRow> Reports(bool current_only = true) {
    ListReportsRequest request;
    request.filter.current_only = current_only;
    auto page = store_->ListReports(request);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? page->rows : std::vector<ReportRow>();
  }
  std::vector<AggregateRow> Aggregates(const std::string& indicator, const std::string& region,
                                       Level children = Level::kUnspecified) {
    ListAggregatesRequest request;
    request.indicator = indicator;
    request.region = region;
    request.children = children;
    auto rows = store_->ListAggregates(request);
    EXPECT_THAT(rows, IsOk());
    return rows.ok() ? *rows : std::vector<AggregateRow>();
  }
  std::vector<FindingRow> Findings() {
    auto page = store_->ListFindings({});
    EXPECT_THAT(page, IsOk());
    return page.ok() ? page->rows : std::vector<FindingRow>();
  }

  std::unique_ptr<Store> store_;
};

// The report of a county's government, at a URL of its own for each year.
inline ReportSpec County(const std::string& code, uint32_t year, int64_t fetched = 100) {
  ReportSpec spec;
  spec.url = "https://" + code + ".gov.cn/" + std::to_string(year);
  spec.region = code;
  spec.year = year;
  spec.fetched_seconds = fetched;
  return spec;
}

}  // namespace fazhi::aggregation
