// The database is a function of the set of what arrived: random sets, in random orders, batches and
// repetitions, against the reference, and against each other byte for byte.
#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregation/core/decimal.h"
#include "services/aggregation/testing/canonical.h"
#include "services/aggregation/testing/engines.h"
#include "services/aggregation/testing/reference_store.h"
#include "services/aggregation/testing/set_builder.h"
#include "services/aggregation/testing/small_catalog.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"

namespace fazhi::aggregation {
namespace {

constexpr int kOrders = 3;

class Dice {
 public:
  explicit Dice(uint32_t seed) : engine_(seed) {}
  int Roll(int sides) { return static_cast<int>(engine_() % static_cast<uint32_t>(sides)); }
  template <typename T>
  const T& Pick(const std::vector<T>& from) {
    return from[static_cast<size_t>(Roll(static_cast<int>(from.size())))];
  }
  std::mt19937& engine() { return engine_; }

 private:
  std::mt19937 engine_;
};

// What a reader makes of given bytes depends on nothing but bytes, URL and version: so does everything here.
v1::ObservationSet RandomArrival(Dice& dice) {
  ReportSpec spec;
  const int page = dice.Roll(4);
  spec.url = absl::StrCat("https://", page, ".gov.cn/report");
  const int bytes = dice.Roll(6);
  spec.document_sha256 = Sha256Hex(absl::StrCat("bytes ", bytes));
  spec.pipeline_version = static_cast<uint32_t>(1 + dice.Roll(2));
  spec.fetched_seconds = dice.Roll(8);  // 0: none
  std::mt19937 reader(static_cast<uint32_t>(bytes * 16 + static_cast<int>(spec.pipeline_version)));
  const auto read = [&](int sides) { return static_cast<int>(reader() % static_cast<uint32_t>(sides)); };
  spec.region = std::vector<std::string>{"622921", "622922", "6229", "622301"}[static_cast<size_t>(read(4))];
  spec.year = static_cast<uint32_t>(2022 + read(3));
  spec.published = std::vector<std::string>{"", "2025-01-02", "2025-01-03"}[static_cast<size_t>(read(3))];
  spec.published_by_page = page % 2 == 0;
  if (read(6) == 0) spec.kind = v1::REPORT_KIND_OTHER;
  const int cases = 10 + read(3);
  const int before = 10 + read(3);
  // Few texts, so that documents share them.
  v1::ObservationSet set =
      BuildReport(spec, absl::StrCat("受理案件{", cases, "件 @a.cases},上年{", before, "件 ~ @a.cases p",
                                     spec.year - 1, "},另有{", 1 + read(2), "批 @a.cases}。"));
  // One crawler says it, another says nothing.
  set.mutable_outline()->mutable_report()->mutable_document()->set_content_type(
      std::vector<std::string>{"", "text/html", "text/plain"}[static_cast<size_t>(dice.Roll(3))]);
  return set;
}

ReferenceInput RandomInput(Dice& dice) {
  ReferenceInput input;
  const int arrivals = 1 + dice.Roll(14);
  for (int i = 0; i < arrivals; ++i) input.arrivals.push_back(RandomArrival(dice));
  const int withdrawals = dice.Roll(3);
  for (int i = 0; i < withdrawals; ++i) {
    input.withdrawals.emplace_back();
    input.withdrawals.back().set_url(absl::StrCat("https://", dice.Roll(4), ".gov.cn/report"));
    input.withdrawals.back().mutable_withdrawn_at()->set_seconds(1 + dice.Roll(8));
  }
  return input;
}

// Gives everything to a new store, in a random order, in random batches, some of it twice.
std::unique_ptr<Store> IngestInSomeOrder(const ReferenceInput& input, Dice& dice) {
  std::unique_ptr<Store> store = OpenEmptyStore();
  std::vector<int> order;
  const int n = static_cast<int>(input.arrivals.size() + input.withdrawals.size());
  for (int i = 0; i < n; ++i) {
    order.push_back(i);
    if (dice.Roll(4) == 0) order.push_back(i);
  }
  std::shuffle(order.begin(), order.end(), dice.engine());
  IngestRequest request;
  for (size_t at = 0; at < order.size(); ++at) {
    const size_t i = static_cast<size_t>(order[at]);
    if (i < input.arrivals.size()) {
      request.arrivals.push_back(PrepareArrival(input.arrivals[i], SmallCatalog()));
    } else {
      request.withdrawals.push_back(input.withdrawals[i - input.arrivals.size()]);
    }
    if (dice.Roll(3) == 0 || at + 1 == order.size()) {
      EXPECT_THAT(store->Ingest(std::move(request)), IsOk());
      request = {};
    }
  }
  return store;
}

std::vector<ReferenceReport> StateOf(Store& store) {
  ListReportsRequest request;
  request.filter.current_only = false;
  auto page = store.ListReports(request);
  EXPECT_THAT(page, IsOk());
  std::vector<ReferenceReport> state;
  for (const ReportRow& row : page->rows) {
    state.push_back(
        {row.name, row.url, row.document_sha256, row.state, row.first_fetch, row.last_fetch, nullptr});
  }
  std::sort(state.begin(), state.end());
  return state;
}

std::string Describe(const std::vector<ReferenceReport>& state) {
  std::string text;
  for (const ReferenceReport& report : state) {
    absl::StrAppend(&text, report.name, " ", ReportStateName(report.state), " ", report.url, " ",
                    report.document_sha256.substr(0, 6), " ", report.first_fetch, "-", report.last_fetch,
                    "\n");
  }
  return text;
}

TEST(StatePropertyTest, AnyOrderGivesWhatTheReferenceSays) {
  const uint32_t seeds = TestDatabase().empty() ? 120 : 20;  // a server takes longer
  for (uint32_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const ReferenceInput input = RandomInput(dice);
    const std::vector<ReferenceReport> expected = ReferenceState(input);
    std::string bytes;
    for (int order = 0; order < kOrders; ++order) {
      const std::unique_ptr<Store> store = IngestInSomeOrder(input, dice);
      ASSERT_EQ(Describe(StateOf(*store)), Describe(expected));
      const std::string exported = Canonical(*store);
      if (order == 0) bytes = exported;
      ASSERT_EQ(exported, bytes);

      for (const auto& [region, children, length] :
           std::vector<std::tuple<std::string, Level, size_t>>{{"6229", Level::kCounty, 6},
                                                               {"62", Level::kCounty, 6},
                                                               {"62", Level::kPrefecture, 4},
                                                               {"CN", Level::kCounty, 6}}) {
        ListAggregatesRequest request;
        request.indicator = "a.cases";
        request.region = region;
        request.children = children;
        ASSERT_OK_AND_ASSIGN(const auto rows, store->ListAggregates(request));
        for (uint32_t year = 2022; year <= 2024; ++year) {
          for (const char* unit : {"件", "批"}) {
            const ReferenceSum sum =
                ReferenceTotal(expected, "a.cases", unit, region == "CN" ? "" : region, length, year);
            int64_t n = 0;
            std::string low = "0";
            for (const AggregateRow& row : rows) {
              if (!row.rolled_up.has_value() || row.rolled_up->year() != year ||
                  row.rolled_up->unit() != unit)
                continue;
              n = row.rolled_up->n();
              low = row.rolled_up->low();
            }
            ASSERT_EQ(n, sum.n) << region << " " << year << unit;
            ASSERT_EQ(low, DecimalE4(sum.sum_e4)) << region << " " << year << unit;
          }
        }
      }

      ListFindingsRequest findings;
      findings.type = v1::FINDING_TYPE_RESTATED;
      ASSERT_OK_AND_ASSIGN(const auto page, store->ListFindings(findings));
      std::vector<std::string> restated;
      for (const FindingRow& row : page.rows) {
        restated.push_back(
            absl::StrCat(row.report, " restated ", row.finding.printed(), " ", row.finding.expected()));
      }
      std::sort(restated.begin(), restated.end());
      ASSERT_EQ(restated, ReferenceRestated(expected));
    }
  }
}

}  // namespace
}  // namespace fazhi::aggregation
