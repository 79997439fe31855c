#pragma once

#include "absl/status/statusor.h"
#include "fazhi/v1/aggregation_service.pb.h"
#include "services/aggregation/store/store.h"

namespace fazhi::aggregation {

// Requests as the store takes them. INVALID_ARGUMENT naming the field: BAD_ENUM, BAD_YEARS, BAD_PAGE_SIZE,
// BAD_NAME, NO_KEY, BAD_SHA256, BAD_REGION, NO_SUCH_INDICATOR. Pure and thread-safe.
absl::StatusOr<FindDocumentRequest> ReadRequest(const v1::GetDocumentRequest& request);
absl::StatusOr<GetReportRequest> ReadRequest(const v1::GetReportRequest& request);
absl::StatusOr<ListReportsRequest> ReadRequest(const v1::ListReportsRequest& request);
absl::StatusOr<ListObservationsRequest> ReadRequest(const v1::QueryObservationsRequest& request);
absl::StatusOr<ListObservationsRequest> ReadRequest(const v1::ExportObservationsRequest& request);
absl::StatusOr<ListFindingsRequest> ReadRequest(const v1::ListFindingsRequest& request);
// The store gives these whole: pages are cut from its answer.
absl::StatusOr<ListAggregatesRequest> ReadRequest(const v1::QueryAggregatesRequest& request);
absl::StatusOr<CoverageRequest> ReadRequest(const v1::GetCoverageRequest& request);

}  // namespace fazhi::aggregation
