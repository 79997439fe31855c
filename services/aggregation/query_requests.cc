#include "services/aggregation/query_requests.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/aggregation/query_filters.h"
#include "services/base/cut_utf8.h"
#include "services/base/errors.h"
#include "services/base/sha256.h"
#include "services/base/status_macros.h"
#include "services/runtime/rpc/page_token.h"

namespace fazhi::aggregation {
namespace {

constexpr uint32_t kPage = 100;
constexpr uint32_t kMostOfAPage = 1000;

absl::Status CheckEnum(bool valid, absl::string_view field) {
  if (valid) return absl::OkStatus();
  return InvalidInput("BAD_ENUM", field,
                      absl::StrCat("`", field, "` has a number that is none of its values"));
}

// `prefix` is that of the fields' names.
absl::Status CheckYears(uint32_t from, uint32_t to, absl::string_view prefix) {
  FAZHI_RETURN_IF_ERROR(CheckYear(from, absl::StrCat(prefix, "year_from")));
  FAZHI_RETURN_IF_ERROR(CheckYear(to, absl::StrCat(prefix, "year_to")));
  if (from != 0 && to != 0 && from > to) {
    return InvalidInput("BAD_YEARS", absl::StrCat(prefix, "year_to"),
                        absl::StrCat("no year lies between ", from, " and ", to));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadRegion(const std::string& region, absl::string_view field, Store& store) {
  absl::StatusOr<std::string> key = FindRegion(region, store);
  if (!key.ok()) return RenameField(key.status(), "region", field);
  return key;
}

absl::StatusOr<ReportFilter> ReadFilter(const v1::ReportFilter& filter, absl::string_view prefix,
                                        Store& store) {
  FAZHI_RETURN_IF_ERROR(CheckYears(filter.year_from(), filter.year_to(), prefix));
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::ReportKind_IsValid(filter.kind()), absl::StrCat(prefix, "kind")));
  FAZHI_RETURN_IF_ERROR(
      CheckEnum(v1::ReportingBody_IsValid(filter.reporting_body()), absl::StrCat(prefix, "reporting_body")));
  FAZHI_RETURN_IF_ERROR(RenameField(CheckReport(filter.report()), "report", absl::StrCat(prefix, "report")));
  ReportFilter read;
  if (filter.region() == "CN") {
    return InvalidInput("BAD_REGION", absl::StrCat(prefix, "region"),
                        "no report is of `CN`: its aggregates are, and `region_prefix` takes it");
  }
  FAZHI_ASSIGN_OR_RETURN(read.region, ReadRegion(filter.region(), absl::StrCat(prefix, "region"), store));
  FAZHI_ASSIGN_OR_RETURN(read.region_prefix,
                         ReadRegion(filter.region_prefix(), absl::StrCat(prefix, "region_prefix"), store));
  read.year_from = filter.year_from();
  read.year_to = filter.year_to();
  read.kind = filter.kind();
  read.reporting_body = filter.reporting_body();
  read.report = filter.report();
  read.url = filter.url();
  read.current_only = !filter.all_states();
  return read;
}

absl::StatusOr<ListObservationsRequest> ReadFilter(const v1::ObservationFilter& filter, Store& store) {
  ListObservationsRequest read;
  FAZHI_ASSIGN_OR_RETURN(read.filter, ReadFilter(filter.report_filter(), "filter.report_filter.", store));
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::Status_IsValid(filter.status()), "filter.status"));
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::Kind_IsValid(filter.kind()), "filter.kind"));
  FAZHI_RETURN_IF_ERROR(RenameField(CheckIndicator(filter.indicator()), "indicator", "filter.indicator"));
  read.indicator = filter.indicator();
  read.only_linked = filter.only_linked();
  if (filter.status() != v1::STATUS_UNSPECIFIED) read.status = filter.status();
  if (filter.kind() != v1::KIND_UNSPECIFIED) read.observation_kind = filter.kind();
  read.measure_contains = filter.measure_contains();
  read.include_grey = filter.include_grey();
  return read;
}

absl::StatusOr<uint32_t> ReadPageSize(uint32_t asked) {
  FAZHI_ASSIGN_OR_RETURN(const size_t size, runtime::PageSize(asked, kPage, kMostOfAPage));
  return static_cast<uint32_t>(size);
}

Level ReadLevel(v1::RegionLevel level, Level otherwise) {
  switch (level) {
    case v1::REGION_LEVEL_NATION:
      return Level::kNation;
    case v1::REGION_LEVEL_PROVINCE:
      return Level::kProvince;
    case v1::REGION_LEVEL_PREFECTURE:
      return Level::kPrefecture;
    case v1::REGION_LEVEL_COUNTY:
      return Level::kCounty;
    case v1::REGION_LEVEL_TOWNSHIP:
      return Level::kTownship;
    default:
      return otherwise;
  }
}

v1::ReportingBody GovernmentUnless(v1::ReportingBody body) {
  return body == v1::REPORTING_BODY_UNSPECIFIED ? v1::REPORTING_BODY_GOVERNMENT : body;
}

}  // namespace

absl::StatusOr<FindDocumentRequest> ReadRequest(const v1::GetDocumentRequest& request) {
  FindDocumentRequest read;
  read.url = request.url();
  read.document_sha256 = request.sha256();
  if (read.url.empty() && read.document_sha256.empty()) {
    return InvalidInput("NO_KEY", "key", "which document? Give its `url` or its `sha256`");
  }
  if (read.url.empty() && !IsSha256Hex(read.document_sha256)) {
    return InvalidInput(
        "BAD_SHA256", "sha256",
        absl::StrCat("`", Shown(read.document_sha256), "` is not 64 lower-case hexadecimal digits"));
  }
  return read;
}

absl::StatusOr<GetReportRequest> ReadRequest(const v1::GetReportRequest& request) {
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::ReportView_IsValid(request.view()), "view"));
  if (!absl::StartsWith(request.name(), "reports/") && !absl::StartsWith(request.name(), "documents/")) {
    return InvalidInput(
        "BAD_NAME", "name",
        absl::StrCat("`", Shown(request.name()), "` is not of the form ",
                     "reports/{region}-{year}-{subject}/revisions/{hash12} or documents/{hash12}"));
  }
  GetReportRequest read;
  read.report = request.name();
  read.with_observations = request.view() == v1::REPORT_VIEW_FULL;
  return read;
}

absl::StatusOr<ListReportsRequest> ReadRequest(const v1::ListReportsRequest& request, Store& store) {
  ListReportsRequest read;
  FAZHI_ASSIGN_OR_RETURN(read.filter, ReadFilter(request.filter(), "filter.", store));
  FAZHI_ASSIGN_OR_RETURN(read.page_size, ReadPageSize(request.page_size()));
  read.page_token = request.page_token();
  return read;
}

absl::StatusOr<ListObservationsRequest> ReadRequest(const v1::QueryObservationsRequest& request,
                                                    Store& store) {
  FAZHI_ASSIGN_OR_RETURN(ListObservationsRequest read, ReadFilter(request.filter(), store));
  FAZHI_ASSIGN_OR_RETURN(read.page_size, ReadPageSize(request.page_size()));
  read.page_token = request.page_token();
  return read;
}

absl::StatusOr<ListObservationsRequest> ReadRequest(const v1::ExportObservationsRequest& request,
                                                    Store& store) {
  return ReadFilter(request.filter(), store);
}

absl::StatusOr<ListFindingsRequest> ReadRequest(const v1::ListFindingsRequest& request, Store& store) {
  ListFindingsRequest read;
  FAZHI_ASSIGN_OR_RETURN(read.filter, ReadFilter(request.filter(), "filter.", store));
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::FindingType_IsValid(request.type()), "type"));
  read.type = request.type();
  read.include_notes = !request.exclude_notes();
  FAZHI_ASSIGN_OR_RETURN(read.page_size, ReadPageSize(request.page_size()));
  read.page_token = request.page_token();
  return read;
}

absl::StatusOr<ListAggregatesRequest> ReadRequest(const v1::QueryAggregatesRequest& request, Store& store) {
  FAZHI_RETURN_IF_ERROR(CheckYears(request.year_from(), request.year_to(), ""));
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::RegionLevel_IsValid(request.children()), "children"));
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::Scope_IsValid(request.scope()), "scope"));
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::ReportingBody_IsValid(request.reporting_body()), "reporting_body"));
  ListAggregatesRequest read;
  FAZHI_RETURN_IF_ERROR(CheckIndicator(request.indicator()));
  read.indicator = request.indicator();
  FAZHI_ASSIGN_OR_RETURN(read.region, ReadRegion(request.region(), "region", store));
  read.year_from = request.year_from();
  read.year_to = request.year_to();
  read.children = ReadLevel(request.children(), Level::kUnspecified);
  read.scope = request.scope();
  read.reporting_body = GovernmentUnless(request.reporting_body());
  return read;
}

absl::StatusOr<CoverageRequest> ReadRequest(const v1::GetCoverageRequest& request, Store& store) {
  FAZHI_RETURN_IF_ERROR(CheckYear(request.year(), "year"));
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::RegionLevel_IsValid(request.level()), "level"));
  FAZHI_RETURN_IF_ERROR(CheckEnum(v1::ReportingBody_IsValid(request.reporting_body()), "reporting_body"));
  CoverageRequest read;
  read.year = request.year();
  read.level = ReadLevel(request.level(), Level::kCounty);
  FAZHI_ASSIGN_OR_RETURN(read.region_prefix, ReadRegion(request.region_prefix(), "region_prefix", store));
  read.reporting_body = GovernmentUnless(request.reporting_body());
  return read;
}

}  // namespace fazhi::aggregation
