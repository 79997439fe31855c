#pragma once

#include "fazhi/v1/stored.pb.h"
#include "services/aggregation/store/store.h"

namespace fazhi::aggregation {

// The store's rows as queries answer with them. Pure and thread-safe.
v1::StoredDocument DocumentForm(const ReportRow& row);
v1::StoredDocument DocumentForm(const DeadLetterRow& row);
v1::StoredReport ReportForm(const ReportRow& row);
v1::StoredObservation ObservationForm(ObservationRow row);
v1::StoredFinding FindingForm(FindingRow row);
v1::AggregatePair AggregateForm(AggregateRow row);
v1::CoverageEntry CoverageForm(const CoverageRow& row);

}  // namespace fazhi::aggregation
