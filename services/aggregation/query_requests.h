#pragma once

#include "absl/status/statusor.h"
#include "fazhi/v1/aggregation_service.pb.h"
#include "services/aggregation/store/store.h"

namespace fazhi::aggregation {

// Requests as the store takes them. INVALID_ARGUMENT naming the field: BAD_ENUM, BAD_YEARS, BAD_PAGE_SIZE,
// BAD_NAME, NO_KEY, BAD_SHA256, BAD_REGION, NO_SUCH_INDICATOR. The store is asked for the names of its
// regions where one is named; other errors are the store's. Thread-safe.
absl::StatusOr<FindDocumentRequest> ReadRequest(const v1::GetDocumentRequest& request);
absl::StatusOr<GetReportRequest> ReadRequest(const v1::GetReportRequest& request);
absl::StatusOr<ListReportsRequest> ReadRequest(const v1::ListReportsRequest& request, Store& store);
absl::StatusOr<ListObservationsRequest> ReadRequest(const v1::QueryObservationsRequest& request,
                                                    Store& store);
absl::StatusOr<ListObservationsRequest> ReadRequest(const v1::ExportObservationsRequest& request,
                                                    Store& store);
absl::StatusOr<ListFindingsRequest> ReadRequest(const v1::ListFindingsRequest& request, Store& store);
// The store gives these whole: pages are cut from its answer.
absl::StatusOr<ListAggregatesRequest> ReadRequest(const v1::QueryAggregatesRequest& request, Store& store);
absl::StatusOr<CoverageRequest> ReadRequest(const v1::GetCoverageRequest& request, Store& store);

}  // namespace fazhi::aggregation
