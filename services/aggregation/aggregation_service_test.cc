#include "services/aggregation/aggregation_service.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "services/aggregation/core/arrival.h"
#include "services/aggregation/store/sqlite_store.h"
#include "services/aggregation/stored_forms.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_matchers.h"
#include "services/runtime/local/reading.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/rpc_testing.h"
#include "services/runtime/stage/rpc_status.h"

namespace fazhi {
namespace {

namespace fs = std::filesystem;
using aggregation::Store;
using runtime::FromGrpcStatus;
using Stub = v1::AggregationService::Stub;

constexpr char kGone[] = "https://www.gone.example/1";

std::vector<v1::Document> Samples() {
  const char* root = std::getenv("FAZHI_SOURCE_DIR");
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(root == nullptr ? "." : root) / "tests/samples")) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".txt" || ending == ".html") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<v1::Document> documents;
  for (const fs::path& path : paths) {
    v1::Document document;
    document.set_url("https://www.samples.example/" + path.filename().string());
    document.set_content(runtime::ReadTestFile(path.string()));
    document.set_sha256(Sha256Hex(document.content()));
    document.mutable_fetched_at()->set_seconds(1711620000 + static_cast<int64_t>(documents.size()));
    documents.push_back(std::move(document));
  }
  return documents;
}

aggregation::Arrival Read(const v1::Document& document) {
  auto set = ReadSet(document);
  EXPECT_OK(set);
  return aggregation::PrepareArrival(*std::move(set));
}

// The samples; the first also from another URL (a duplicate), the last withdrawn; a document that was
// refused.
std::unique_ptr<Store> FilledStore(const std::vector<v1::Document>& samples) {
  aggregation::SqliteOptions options;
  options.path = ":memory:";
  auto store = aggregation::OpenSqliteStore(options);
  EXPECT_OK(store);
  aggregation::IngestRequest request;
  for (const v1::Document& document : samples) request.arrivals.push_back(Read(document));
  v1::Document again = samples.front();
  again.set_url("https://www.other.example/copy");
  request.arrivals.push_back(Read(again));
  request.withdrawals.emplace_back().set_url(samples.back().url());
  request.withdrawals[0].mutable_withdrawn_at()->set_seconds(1800000000);
  aggregation::DeadLetterRow letter;
  letter.topic = "fazhi.documents";
  letter.partition = 3;
  letter.offset = 42;
  letter.url = kGone;
  letter.document_sha256 = std::string(64, 'a');
  letter.stage = "ingestion";
  letter.code = absl::StatusCode::kInvalidArgument;
  letter.reason = "NO_TEXT_LAYER";
  letter.message = "a scanned PDF";
  letter.failed_at = 1711620000000000;
  request.dead_letters.push_back(letter);
  EXPECT_OK((*store)->Ingest(request));
  return *std::move(store);
}

class AggregationServiceTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    samples_ = new std::vector<v1::Document>(Samples());
    ASSERT_GE(samples_->size(), 7U);
    store_ = FilledStore(*samples_).release();
  }
  static void TearDownTestSuite() {
    delete store_;
    delete samples_;
  }

  template <typename Response, typename Method, typename Request>
  absl::StatusOr<Response> Call(Method method, const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    Response response;
    const grpc::Status status = ((*stub_).*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  // All rows of a listing, page by page.
  template <typename Row, typename Response, typename Method, typename Request, typename Rows>
  std::vector<std::string> All(Method method, Request request, uint32_t page_size, Rows rows) {
    std::vector<std::string> all;
    request.set_page_size(page_size);
    do {
      const auto page = Call<Response>(method, request);
      EXPECT_OK(page);
      if (!page.ok()) return all;
      EXPECT_LE(static_cast<uint32_t>(rows(*page).size()), page_size);
      for (const Row& row : rows(*page)) all.push_back(row.SerializeAsString());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  static std::vector<std::string> StoredObservations(const aggregation::ListObservationsRequest& request) {
    auto page = store_->ListObservations(request);
    EXPECT_OK(page);
    std::vector<std::string> all;
    for (auto& row : page->rows) all.push_back(ObservationForm(std::move(row)).SerializeAsString());
    return all;
  }

  static std::vector<v1::Document>* samples_;
  static Store* store_;
  runtime::CallPool pool_{{}};
  AggregationService service_{&pool_, store_};
  runtime::TestServer server_{{{"fazhi.v1.AggregationService", &service_}}};
  std::unique_ptr<Stub> stub_ = v1::AggregationService::NewStub(server_.channel());
};
std::vector<v1::Document>* AggregationServiceTest::samples_;
Store* AggregationServiceTest::store_;

TEST_F(AggregationServiceTest, ReportsAreTheStores) {
  for (const bool all_states : {false, true}) {
    aggregation::ListReportsRequest query;
    query.filter.current_only = !all_states;
    ASSERT_OK_AND_ASSIGN(const auto stored, store_->ListReports(query));
    std::vector<std::string> expected;
    for (const auto& row : stored.rows) expected.push_back(ReportForm(row).SerializeAsString());
    EXPECT_GE(expected.size(), all_states ? 8U : 6U);
    v1::ListReportsRequest request;
    request.mutable_filter()->set_all_states(all_states);
    const auto listed = All<v1::StoredReport, v1::ListReportsResponse>(
        &Stub::ListReports, request, 2, [](const auto& page) -> auto& { return page.reports(); });
    EXPECT_EQ(listed, expected);
  }
}

TEST_F(AggregationServiceTest, ReportFormHasEveryField) {
  v1::ListReportsRequest request;
  ASSERT_OK_AND_ASSIGN(const auto page, Call<v1::ListReportsResponse>(&Stub::ListReports, request));
  const v1::StoredReport& report = page.reports(0);
  EXPECT_EQ(report.state(), v1::REPORT_STATE_CURRENT);
  EXPECT_EQ(report.text_sha256().size(), 64U);
  EXPECT_GT(report.first_fetched_at().seconds(), 1711610000);
  EXPECT_GE(report.last_fetched_at().seconds(), report.first_fetched_at().seconds());
  EXPECT_EQ(report.kind(), v1::REPORT_KIND_ANNUAL_REPORT);
  EXPECT_EQ(report.subject(), "government");
  EXPECT_GT(report.sections(), 0U);
  EXPECT_GT(report.observations(), report.indicators());
  EXPECT_FALSE(report.catalog_version().empty());
}

TEST_F(AggregationServiceTest, ObservationsAreTheStores) {
  v1::QueryObservationsRequest request;
  request.mutable_filter()->mutable_report_filter()->set_year_from(2024);
  request.mutable_filter()->set_only_linked(true);
  request.mutable_filter()->set_status(v1::STATUS_ACTUAL);
  aggregation::ListObservationsRequest query;
  query.filter.year_from = 2024;
  query.only_linked = true;
  query.status = v1::STATUS_ACTUAL;
  const std::vector<std::string> expected = StoredObservations(query);
  EXPECT_GT(expected.size(), 20U);
  const auto listed = All<v1::StoredObservation, v1::QueryObservationsResponse>(
      &Stub::QueryObservations, request, 7, [](const auto& page) -> auto& { return page.observations(); });
  EXPECT_EQ(listed, expected);
}

TEST_F(AggregationServiceTest, ExportHasAllObservationsInOrder) {
  v1::ExportObservationsRequest request;
  request.mutable_filter()->set_include_grey(true);
  aggregation::ListObservationsRequest query;
  query.include_grey = true;
  const std::vector<std::string> expected = StoredObservations(query);
  EXPECT_GT(expected.size(), 500U);  // more than one message
  grpc::ClientContext context;
  const auto reader = stub_->ExportObservations(&context, request);
  std::vector<std::string> exported;
  v1::ExportObservationsResponse piece;
  while (reader->Read(&piece)) {
    EXPECT_LE(piece.observations_size(), 500);
    for (const auto& row : piece.observations()) exported.push_back(row.SerializeAsString());
  }
  EXPECT_OK(FromGrpcStatus(reader->Finish()));
  EXPECT_EQ(exported, expected);
}

TEST_F(AggregationServiceTest, ExportOfNothingAndOfABadFilter) {
  v1::ExportObservationsRequest request;
  request.mutable_filter()->mutable_report_filter()->set_url("https://not.example/");
  v1::ExportObservationsResponse piece;
  {
    grpc::ClientContext context;
    const auto reader = stub_->ExportObservations(&context, request);
    EXPECT_FALSE(reader->Read(&piece));
    EXPECT_OK(FromGrpcStatus(reader->Finish()));
  }
  request.mutable_filter()->mutable_report_filter()->set_year_from(24);
  grpc::ClientContext context;
  const auto reader = stub_->ExportObservations(&context, request);
  EXPECT_FALSE(reader->Read(&piece));
  const absl::Status status = FromGrpcStatus(reader->Finish());
  EXPECT_EQ(ReasonOf(status), "BAD_YEARS");
  EXPECT_EQ(FieldOf(status), "filter.report_filter.year_from");
}

TEST_F(AggregationServiceTest, ExportThatIsGivenUpEnds) {
  {
    grpc::ClientContext context;
    const auto reader = stub_->ExportObservations(&context, {});
    v1::ExportObservationsResponse piece;
    EXPECT_TRUE(reader->Read(&piece));
    context.TryCancel();
    reader->Finish().ok();
  }
  for (int i = 0; i < 1000 && pool_.admitted() > 0; ++i) absl::SleepFor(absl::Milliseconds(10));
  EXPECT_EQ(pool_.admitted(), 0U);
}

TEST_F(AggregationServiceTest, AggregatesAreTheStores) {
  for (const auto& [region, children] : {std::pair(std::string("CN"), v1::REGION_LEVEL_COUNTY),
                                         {"CN", v1::REGION_LEVEL_PREFECTURE},
                                         {"62", v1::REGION_LEVEL_UNSPECIFIED},
                                         {"6209", v1::REGION_LEVEL_UNSPECIFIED}}) {
    aggregation::ListAggregatesRequest query;
    query.region = region;
    if (children == v1::REGION_LEVEL_COUNTY) query.children = aggregation::Level::kCounty;
    if (children == v1::REGION_LEVEL_PREFECTURE) query.children = aggregation::Level::kPrefecture;
    ASSERT_OK_AND_ASSIGN(auto rows, store_->ListAggregates(query));
    std::vector<std::string> expected;
    expected.reserve(rows.size());
    for (auto& row : rows) expected.push_back(AggregateForm(std::move(row)).SerializeAsString());
    v1::QueryAggregatesRequest request;
    request.set_region(region);
    request.set_children(children);
    const auto listed = All<v1::AggregatePair, v1::QueryAggregatesResponse>(
        &Stub::QueryAggregates, request, 5, [](const auto& page) -> auto& { return page.aggregates(); });
    EXPECT_EQ(listed, expected) << region;
    if (children == v1::REGION_LEVEL_COUNTY) {
      EXPECT_GT(expected.size(), 20U);
    }
  }
}

TEST_F(AggregationServiceTest, FindingsAreTheStores) {
  aggregation::ListFindingsRequest query;
  ASSERT_OK_AND_ASSIGN(auto stored, store_->ListFindings(query));
  std::vector<std::string> expected;
  for (auto& row : stored.rows) expected.push_back(FindingForm(std::move(row)).SerializeAsString());
  EXPECT_GT(expected.size(), 2U);
  const auto listed = All<v1::StoredFinding, v1::ListFindingsResponse>(
      &Stub::ListFindings, v1::ListFindingsRequest(), 2,
      [](const auto& page) -> auto& { return page.findings(); });
  EXPECT_EQ(listed, expected);
}

TEST_F(AggregationServiceTest, CoverageIsTheStores) {
  aggregation::CoverageRequest query;
  query.year = 2024;
  ASSERT_OK_AND_ASSIGN(const auto stored, store_->GetCoverage(query));
  std::vector<std::string> expected;
  for (const auto& row : stored.rows) expected.push_back(CoverageForm(row).SerializeAsString());
  EXPECT_GT(expected.size(), 2000U);
  v1::GetCoverageRequest request;
  request.set_year(2024);
  const auto listed = All<v1::CoverageEntry, v1::GetCoverageResponse>(
      &Stub::GetCoverage, request, 999, [](const auto& page) -> auto& { return page.entries(); });
  EXPECT_EQ(listed, expected);
  ASSERT_OK_AND_ASSIGN(const auto page, Call<v1::GetCoverageResponse>(&Stub::GetCoverage, request));
  EXPECT_EQ(page.listed(), stored.listed);
  EXPECT_EQ(page.with_report(), stored.with_report);
  EXPECT_EQ(page.unlisted(), stored.unlisted);
}

TEST_F(AggregationServiceTest, ReportInBothViews) {
  ASSERT_OK_AND_ASSIGN(const auto page,
                       Call<v1::ListReportsResponse>(&Stub::ListReports, v1::ListReportsRequest()));
  v1::GetReportRequest request;
  request.set_name(page.reports(0).name());
  const auto call = [&] { return Call<v1::GetReportResponse>(&Stub::GetReport, request); };
  ASSERT_OK_AND_ASSIGN(const v1::GetReportResponse basic, call());
  EXPECT_EQ(basic.report().SerializeAsString(), page.reports(0).SerializeAsString());
  EXPECT_FALSE(basic.has_outline());
  EXPECT_EQ(basic.observations_size(), 0);
  request.set_view(v1::REPORT_VIEW_FULL);
  ASSERT_OK_AND_ASSIGN(const v1::GetReportResponse full, call());
  ASSERT_OK_AND_ASSIGN(const auto stored, store_->GetReport({request.name(), true}));
  EXPECT_EQ(full.outline().SerializeAsString(), stored.outline.SerializeAsString());
  EXPECT_EQ(Sha256Hex(full.outline().report().text()), full.report().text_sha256());
  ASSERT_EQ(static_cast<size_t>(full.observations_size()), stored.observations.size());
  EXPECT_EQ(full.findings_size(), basic.findings_size());

  request.set_name("62-2024-government");
  EXPECT_THAT(call(), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_NAME"));
  request.set_name("documents/000000000000");
  EXPECT_THAT(call(), FailsWith(absl::StatusCode::kNotFound, "NO_SUCH_REPORT"));
  EXPECT_EQ(FieldOf(call().status()), "name");
}

TEST_F(AggregationServiceTest, WhatBecameOfADocument) {
  const auto find = [&](const std::string& url, const std::string& sha256) {
    v1::GetDocumentRequest request;
    if (!url.empty()) request.set_url(url);
    if (!sha256.empty()) request.set_sha256(sha256);
    return Call<v1::GetDocumentResponse>(&Stub::GetDocument, request);
  };
  const v1::Document& first = samples_->front();
  std::map<std::string, v1::DocumentState> states;
  ASSERT_OK_AND_ASSIGN(v1::GetDocumentResponse found, find("", first.sha256()));
  for (const v1::StoredDocument& document : found.documents()) {
    EXPECT_EQ(document.sha256(), first.sha256());
    EXPECT_FALSE(document.report().empty());
    EXPECT_TRUE(document.has_last_fetched_at());
    states[document.url()] = document.state();
  }
  EXPECT_THAT(states,
              testing::UnorderedElementsAre(
                  testing::Pair("https://www.other.example/copy",
                                testing::AnyOf(v1::DOCUMENT_STATE_STORED, v1::DOCUMENT_STATE_DUPLICATE)),
                  testing::Pair(first.url(),
                                testing::AnyOf(v1::DOCUMENT_STATE_STORED, v1::DOCUMENT_STATE_DUPLICATE))));
  EXPECT_NE(states.begin()->second, states.rbegin()->second);

  ASSERT_OK_AND_ASSIGN(found, find(samples_->back().url(), ""));
  EXPECT_EQ(found.documents(0).state(), v1::DOCUMENT_STATE_WITHDRAWN);

  ASSERT_OK_AND_ASSIGN(found, find(kGone, ""));
  ASSERT_EQ(found.documents_size(), 1);
  const v1::StoredDocument& dead = found.documents(0);
  EXPECT_EQ(dead.state(), v1::DOCUMENT_STATE_DEAD_LETTERED);
  EXPECT_EQ(dead.sha256(), std::string(64, 'a'));
  EXPECT_EQ(dead.failure().stage(), "ingestion");
  EXPECT_EQ(dead.failure().record().topic(), "fazhi.documents");
  EXPECT_EQ(dead.failure().record().partition(), 3);
  EXPECT_EQ(dead.failure().record().offset(), 42);
  EXPECT_EQ(dead.failure().failed_at().seconds(), 1711620000);
  const absl::Status why = runtime::FromRpcStatus(dead.failure().status());
  EXPECT_EQ(ReasonOf(why), "NO_TEXT_LAYER");
  EXPECT_EQ(why.message(), "a scanned PDF");

  EXPECT_THAT(find("https://not.example/", ""), FailsWith(absl::StatusCode::kNotFound, "NO_SUCH_DOCUMENT"));
  EXPECT_THAT(find("", ""), FailsWith(absl::StatusCode::kInvalidArgument, "NO_KEY"));
  EXPECT_THAT(find("", "zz"), FailsWith(absl::StatusCode::kInvalidArgument, "BAD_SHA256"));
}

TEST_F(AggregationServiceTest, TokensBelongToTheirQuery) {
  const auto expect_bad = [](const auto& answer) {
    EXPECT_THAT(answer, FailsWith(absl::StatusCode::kInvalidArgument, "BAD_PAGE_TOKEN"));
    EXPECT_EQ(FieldOf(answer.status()), "page_token");
  };
  v1::ListReportsRequest reports;
  reports.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const auto page, Call<v1::ListReportsResponse>(&Stub::ListReports, reports));
  reports.set_page_token(page.next_page_token());
  reports.mutable_filter()->set_year_from(2024);
  expect_bad(Call<v1::ListReportsResponse>(&Stub::ListReports, reports));
  v1::QueryAggregatesRequest aggregates;
  aggregates.set_page_size(1);
  aggregates.set_children(v1::REGION_LEVEL_COUNTY);
  ASSERT_OK_AND_ASSIGN(const auto pairs,
                       Call<v1::QueryAggregatesResponse>(&Stub::QueryAggregates, aggregates));
  aggregates.set_page_token(pairs.next_page_token());
  aggregates.set_region("62");
  expect_bad(Call<v1::QueryAggregatesResponse>(&Stub::QueryAggregates, aggregates));
  v1::GetCoverageRequest coverage;
  coverage.set_year(2024);
  coverage.set_page_token(pairs.next_page_token());
  expect_bad(Call<v1::GetCoverageResponse>(&Stub::GetCoverage, coverage));
  v1::ListFindingsRequest findings;
  findings.set_page_token("x");
  expect_bad(Call<v1::ListFindingsResponse>(&Stub::ListFindings, findings));
}

TEST_F(AggregationServiceTest, RegionsOfTheDatabaseByTheirNames) {
  const auto reports = [&](const std::string& region, const std::string& prefix) {
    v1::ListReportsRequest request;
    request.mutable_filter()->set_region(region);
    request.mutable_filter()->set_region_prefix(prefix);
    std::vector<std::string> names;
    const auto page = Call<v1::ListReportsResponse>(&Stub::ListReports, request);
    EXPECT_OK(page);
    if (page.ok()) {
      for (const v1::StoredReport& report : page->reports()) names.push_back(report.name());
    }
    return names;
  };
  const std::vector<std::string> of_shaquan = reports("6209~沙泉县", "");
  EXPECT_EQ(of_shaquan.size(), 2U);
  EXPECT_EQ(reports("沙泉县", ""), of_shaquan);
  EXPECT_EQ(reports("", "沙泉县"), of_shaquan);
  v1::GetCoverageRequest coverage;
  coverage.set_year(2024);
  coverage.set_region_prefix("沙泉县");
  ASSERT_OK_AND_ASSIGN(const auto covered, Call<v1::GetCoverageResponse>(&Stub::GetCoverage, coverage));
  EXPECT_EQ(covered.unlisted(), 1U);
  v1::QueryAggregatesRequest aggregates;
  aggregates.set_region("沙泉县");
  ASSERT_OK_AND_ASSIGN(const auto pairs,
                       Call<v1::QueryAggregatesResponse>(&Stub::QueryAggregates, aggregates));
  EXPECT_GT(pairs.aggregates_size(), 0);
}

TEST_F(AggregationServiceTest, BadRequestsNameTheField) {
  const auto expect = [](const auto& answer, const std::string& reason, const std::string& field) {
    EXPECT_THAT(answer, FailsWith(absl::StatusCode::kInvalidArgument, reason));
    EXPECT_EQ(FieldOf(answer.status()), field);
  };
  v1::ListReportsRequest reports;
  reports.set_page_size(1001);
  expect(Call<v1::ListReportsResponse>(&Stub::ListReports, reports), "BAD_PAGE_SIZE", "page_size");
  reports.set_page_size(0);
  reports.mutable_filter()->set_kind(static_cast<v1::ReportKind>(99));
  expect(Call<v1::ListReportsResponse>(&Stub::ListReports, reports), "BAD_ENUM", "filter.kind");
  v1::QueryAggregatesRequest aggregates;
  aggregates.set_year_from(2024);
  aggregates.set_year_to(2020);
  expect(Call<v1::QueryAggregatesResponse>(&Stub::QueryAggregates, aggregates), "BAD_YEARS", "year_to");
  aggregates.set_year_to(0);
  aggregates.set_region("6209");
  aggregates.set_children(v1::REGION_LEVEL_PROVINCE);
  expect(Call<v1::QueryAggregatesResponse>(&Stub::QueryAggregates, aggregates), "BAD_LEVEL", "children");
  aggregates.set_region("999999");
  expect(Call<v1::QueryAggregatesResponse>(&Stub::QueryAggregates, aggregates), "BAD_REGION", "region");
  aggregates.clear_region();
  aggregates.set_indicator("nope");
  expect(Call<v1::QueryAggregatesResponse>(&Stub::QueryAggregates, aggregates), "NO_SUCH_INDICATOR",
         "indicator");
  v1::QueryObservationsRequest observations;
  observations.mutable_filter()->set_indicator("legal_aid.case");
  const auto query = [&] {
    return Call<v1::QueryObservationsResponse>(&Stub::QueryObservations, observations);
  };
  expect(query(), "NO_SUCH_INDICATOR", "filter.indicator");
  observations.mutable_filter()->set_indicator("legal_aid.*");
  observations.mutable_filter()->mutable_report_filter()->set_region("999999");
  expect(query(), "BAD_REGION", "filter.report_filter.region");
  observations.mutable_filter()->mutable_report_filter()->set_region("CN");
  expect(query(), "BAD_REGION", "filter.report_filter.region");
  observations.mutable_filter()->mutable_report_filter()->set_region("620000");
  EXPECT_OK(query());
  observations.mutable_filter()->mutable_report_filter()->set_region_prefix("62x");
  expect(query(), "BAD_REGION", "filter.report_filter.region_prefix");
  observations.mutable_filter()->mutable_report_filter()->clear_region_prefix();
  observations.mutable_filter()->mutable_report_filter()->set_report("c4c7");
  expect(query(), "BAD_NAME", "filter.report_filter.report");
  v1::GetCoverageRequest coverage;
  expect(Call<v1::GetCoverageResponse>(&Stub::GetCoverage, coverage), "NO_YEAR", "year");
  coverage.set_year(2024);
  coverage.set_region_prefix("9");
  expect(Call<v1::GetCoverageResponse>(&Stub::GetCoverage, coverage), "BAD_REGION", "region_prefix");
  coverage.clear_region_prefix();
  coverage.set_level(v1::REGION_LEVEL_TOWNSHIP);
  expect(Call<v1::GetCoverageResponse>(&Stub::GetCoverage, coverage), "BAD_LEVEL", "level");
}

}  // namespace
}  // namespace fazhi
