#include "services/runtime/local/reading.h"

#include <utility>

#include "services/aggregation/core/findings.h"
#include "services/base/status_macros.h"
#include "services/extraction/core/extract.h"
#include "services/ingestion/core/ingest.h"
#include "services/segmentation/core/segment.h"

namespace fazhi {

absl::StatusOr<v1::ObservationSet> ReadSet(const v1::Document& document, const ReadOptions& options) {
  IngestOptions ingest;
  ingest.max_bytes = options.max_bytes;
  ExtractOptions extract;
  extract.explain = options.explain;
  FAZHI_ASSIGN_OR_RETURN(v1::Report report, Ingest(document, RegionTable::Default(), ingest));
  FAZHI_ASSIGN_OR_RETURN(v1::Outline outline, Segment(std::move(report)));
  return Extract(std::move(outline), Catalog::Default(), extract);
}

absl::StatusOr<Reading> Read(const v1::Document& document, const ReadOptions& options) {
  Reading reading;
  FAZHI_ASSIGN_OR_RETURN(reading.set, ReadSet(document, options));
  reading.findings = FindWithin(reading.set);
  return reading;
}

}  // namespace fazhi
