#include "services/aggregation/aggregation_service.h"

#include <memory>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/aggregation/query_requests.h"
#include "services/aggregation/stored_forms.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/status_macros.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/page_token.h"

namespace fazhi {
namespace {

using aggregation::ReadRequest;
using runtime::ToGrpcStatus;

constexpr uint32_t kPage = 100;
constexpr uint32_t kMostOfAPage = 1000;
constexpr uint32_t kCoveragePage = 1000;
constexpr uint32_t kMostOfACoveragePage = 5000;
constexpr uint32_t kExportPage = 500;

// What orders aggregates: indicator, year, unit, scope.
using AggregateKey = std::tuple<std::string, uint32_t, std::string, int>;

AggregateKey KeyOf(const aggregation::AggregateRow& row) {
  const v1::Aggregate& one = row.reported.has_value() ? *row.reported : *row.rolled_up;
  return {one.indicator(), one.year(), one.unit(), one.scope()};
}

std::vector<std::string> TokenOf(const AggregateKey& key) {
  return {std::get<0>(key), absl::StrCat(std::get<1>(key)), std::get<2>(key), absl::StrCat(std::get<3>(key))};
}

absl::StatusOr<AggregateKey> ReadKey(const std::vector<std::string>& parts) {
  AggregateKey key;
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[1], &std::get<1>(key)) ||
      !absl::SimpleAtoi(parts[3], &std::get<3>(key))) {
    return InvalidInput("BAD_PAGE_TOKEN", "page_token", "this page token names no aggregate");
  }
  std::get<0>(key) = parts[0];
  std::get<2>(key) = parts[2];
  return key;
}

}  // namespace

template <typename Request, typename Response>
grpc::ServerUnaryReactor* AggregationService::Run(grpc::CallbackServerContext* context,
                                                  const Request* request, Response* response) {
  return runtime::RunUnary(*pool_, context, request->ByteSizeLong(),
                           [this, request, response] { return Answer(*request, *response); });
}

absl::Status AggregationService::Answer(const v1::GetDocumentRequest& request,
                                        v1::GetDocumentResponse& response) {
  FAZHI_ASSIGN_OR_RETURN(const aggregation::FindDocumentRequest query, ReadRequest(request));
  FAZHI_ASSIGN_OR_RETURN(const aggregation::FoundDocument found, store_->FindDocument(query));
  for (const auto& row : found.reports) *response.add_documents() = aggregation::DocumentForm(row);
  for (const auto& row : found.dead_letters) *response.add_documents() = aggregation::DocumentForm(row);
  if (response.documents_size() > 0) return absl::OkStatus();
  return ErrorWithReason(absl::StatusCode::kNotFound, "NO_SUCH_DOCUMENT",
                         request.url().empty() ? "sha256" : "url",
                         absl::StrCat("no document ", Shown(request.url()), Shown(request.sha256()),
                                      " has arrived; what was submitted a moment ago may be on its way"));
}

absl::Status AggregationService::Answer(const v1::GetReportRequest& request,
                                        v1::GetReportResponse& response) {
  FAZHI_ASSIGN_OR_RETURN(const aggregation::GetReportRequest query, ReadRequest(request));
  auto stored = store_->GetReport(query);
  if (!stored.ok()) return RenameField(stored.status(), "report", "name");
  *response.mutable_report() = aggregation::ReportForm(stored->row);
  response.mutable_findings()->Assign(stored->findings.begin(), stored->findings.end());
  if (request.view() == v1::REPORT_VIEW_FULL) {
    *response.mutable_outline() = std::move(stored->outline);
    response.mutable_observations()->Assign(stored->observations.begin(), stored->observations.end());
  }
  return absl::OkStatus();
}

absl::Status AggregationService::Answer(const v1::ListReportsRequest& request,
                                        v1::ListReportsResponse& response) {
  FAZHI_ASSIGN_OR_RETURN(const aggregation::ListReportsRequest query, ReadRequest(request, *store_));
  FAZHI_ASSIGN_OR_RETURN(auto page, store_->ListReports(query));
  for (const auto& row : page.rows) *response.add_reports() = aggregation::ReportForm(row);
  response.set_next_page_token(std::move(page.next_page_token));
  return absl::OkStatus();
}

absl::Status AggregationService::Answer(const v1::QueryObservationsRequest& request,
                                        v1::QueryObservationsResponse& response) {
  FAZHI_ASSIGN_OR_RETURN(const aggregation::ListObservationsRequest query, ReadRequest(request, *store_));
  FAZHI_ASSIGN_OR_RETURN(auto page, store_->ListObservations(query));
  for (auto& row : page.rows) *response.add_observations() = aggregation::ObservationForm(std::move(row));
  response.set_next_page_token(std::move(page.next_page_token));
  return absl::OkStatus();
}

absl::Status AggregationService::Answer(const v1::QueryAggregatesRequest& request,
                                        v1::QueryAggregatesResponse& response) {
  FAZHI_ASSIGN_OR_RETURN(const aggregation::ListAggregatesRequest query, ReadRequest(request, *store_));
  FAZHI_ASSIGN_OR_RETURN(const size_t size, runtime::PageSize(request.page_size(), kPage, kMostOfAPage));
  const std::string bound_to = runtime::PageQuery(request);
  FAZHI_ASSIGN_OR_RETURN(const std::vector<std::string> token,
                         runtime::ReadPageToken(bound_to, request.page_token()));
  AggregateKey last;  // before all
  if (!token.empty()) {
    FAZHI_ASSIGN_OR_RETURN(last, ReadKey(token));
  }
  FAZHI_ASSIGN_OR_RETURN(std::vector<aggregation::AggregateRow> rows, store_->ListAggregates(query));
  for (aggregation::AggregateRow& row : rows) {
    AggregateKey key = KeyOf(row);
    if (key <= last) continue;
    if (static_cast<size_t>(response.aggregates_size()) == size) {
      response.set_next_page_token(runtime::MakePageToken(bound_to, TokenOf(last)));
      break;
    }
    last = std::move(key);
    *response.add_aggregates() = aggregation::AggregateForm(std::move(row));
  }
  return absl::OkStatus();
}

absl::Status AggregationService::Answer(const v1::ListFindingsRequest& request,
                                        v1::ListFindingsResponse& response) {
  FAZHI_ASSIGN_OR_RETURN(const aggregation::ListFindingsRequest query, ReadRequest(request, *store_));
  FAZHI_ASSIGN_OR_RETURN(auto page, store_->ListFindings(query));
  for (auto& row : page.rows) *response.add_findings() = aggregation::FindingForm(std::move(row));
  response.set_next_page_token(std::move(page.next_page_token));
  return absl::OkStatus();
}

absl::Status AggregationService::Answer(const v1::GetCoverageRequest& request,
                                        v1::GetCoverageResponse& response) {
  FAZHI_ASSIGN_OR_RETURN(const aggregation::CoverageRequest query, ReadRequest(request, *store_));
  FAZHI_ASSIGN_OR_RETURN(const size_t size,
                         runtime::PageSize(request.page_size(), kCoveragePage, kMostOfACoveragePage));
  const std::string bound_to = runtime::PageQuery(request);
  FAZHI_ASSIGN_OR_RETURN(const std::vector<std::string> token,
                         runtime::ReadPageToken(bound_to, request.page_token()));
  FAZHI_ASSIGN_OR_RETURN(const aggregation::Coverage coverage, store_->GetCoverage(query));
  response.set_listed(coverage.listed);
  response.set_with_report(coverage.with_report);
  response.set_unlisted(coverage.unlisted);
  for (const aggregation::CoverageRow& row : coverage.rows) {
    if (!token.empty() && row.region <= token[0]) continue;
    if (static_cast<size_t>(response.entries_size()) == size) {
      const std::string& last = response.entries(response.entries_size() - 1).region();
      response.set_next_page_token(runtime::MakePageToken(bound_to, {last}));
      break;
    }
    *response.add_entries() = aggregation::CoverageForm(row);
  }
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* AggregationService::GetDocument(grpc::CallbackServerContext* context,
                                                          const v1::GetDocumentRequest* request,
                                                          v1::GetDocumentResponse* response) {
  return Run(context, request, response);
}

grpc::ServerUnaryReactor* AggregationService::GetReport(grpc::CallbackServerContext* context,
                                                        const v1::GetReportRequest* request,
                                                        v1::GetReportResponse* response) {
  return Run(context, request, response);
}

grpc::ServerUnaryReactor* AggregationService::ListReports(grpc::CallbackServerContext* context,
                                                          const v1::ListReportsRequest* request,
                                                          v1::ListReportsResponse* response) {
  return Run(context, request, response);
}

grpc::ServerUnaryReactor* AggregationService::QueryObservations(grpc::CallbackServerContext* context,
                                                                const v1::QueryObservationsRequest* request,
                                                                v1::QueryObservationsResponse* response) {
  return Run(context, request, response);
}

grpc::ServerUnaryReactor* AggregationService::QueryAggregates(grpc::CallbackServerContext* context,
                                                              const v1::QueryAggregatesRequest* request,
                                                              v1::QueryAggregatesResponse* response) {
  return Run(context, request, response);
}

grpc::ServerUnaryReactor* AggregationService::ListFindings(grpc::CallbackServerContext* context,
                                                           const v1::ListFindingsRequest* request,
                                                           v1::ListFindingsResponse* response) {
  return Run(context, request, response);
}

grpc::ServerUnaryReactor* AggregationService::GetCoverage(grpc::CallbackServerContext* context,
                                                          const v1::GetCoverageRequest* request,
                                                          v1::GetCoverageResponse* response) {
  return Run(context, request, response);
}

// A stream of pages: the next is read from the store once the client's side has taken the one before.
class AggregationService::ExportCall : public grpc::ServerWriteReactor<v1::ExportObservationsResponse> {
 public:
  ExportCall(AggregationService* service, grpc::CallbackServerContext* context,
             const v1::ExportObservationsRequest* request)
      : service_(service), context_(context) {
    auto admission = service_->pool_->Admit(0);
    if (!admission.ok()) {
      Finish(ToGrpcStatus(admission.status()));
      return;
    }
    admission_ = *std::move(admission);
    service_->pool_->Post([this, request] {
      auto query = ReadRequest(*request, *service_->store_);
      if (!query.ok()) return Finish(ToGrpcStatus(query.status()));
      query_ = *std::move(query);
      query_.page_size = kExportPage;
      Read();
    });
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(ToGrpcStatus(absl::CancelledError("the client has given the export up")));
    if (query_.page_token.empty()) return Finish(grpc::Status::OK);
    service_->pool_->Post([this] { Read(); });
  }

  void OnDone() override { delete this; }

 private:
  void Read() {
    const absl::Status wanted = runtime::StillWanted(*context_);
    if (!wanted.ok()) return Finish(ToGrpcStatus(wanted));
    auto page = service_->store_->ListObservations(query_);
    if (!page.ok()) return Finish(ToGrpcStatus(page.status()));
    query_.page_token = std::move(page->next_page_token);
    page_.Clear();
    for (auto& row : page->rows) *page_.add_observations() = aggregation::ObservationForm(std::move(row));
    if (page_.observations_size() == 0) return Finish(grpc::Status::OK);
    StartWrite(&page_);
  }

  AggregationService* const service_;
  grpc::CallbackServerContext* const context_;
  std::shared_ptr<runtime::CallPool::Admission> admission_;
  aggregation::ListObservationsRequest query_;
  v1::ExportObservationsResponse page_;
};

grpc::ServerWriteReactor<v1::ExportObservationsResponse>* AggregationService::ExportObservations(
    grpc::CallbackServerContext* context, const v1::ExportObservationsRequest* request) {
  return new ExportCall(this, context, request);
}

}  // namespace fazhi
