#include "services/runtime/local/reading.h"

#include <utility>

#include "services/aggregation/core/findings.h"
#include "services/base/status_macros.h"
#include "services/extraction/core/extract.h"
#include "services/segmentation/core/segment.h"

namespace fazhi {
namespace {

IngestOptions ToIngestOptions(const ReadOptions& options) {
  IngestOptions ingest;
  ingest.max_bytes = options.max_bytes;
  return ingest;
}

absl::StatusOr<v1::Report> IngestBy(const v1::Document& document, const ReadOptions& options) {
  const IngestOptions ingest = ToIngestOptions(options);
  return options.parsers == nullptr ? Ingest(document, RegionTable::Default(), ingest)
                                    : options.parsers->Ingest(document, ingest);
}

}  // namespace

absl::StatusOr<v1::ObservationSet> ReadSet(const v1::Document& document, const ReadOptions& options) {
  ExtractOptions extract;
  extract.explain = options.explain;
  FAZHI_ASSIGN_OR_RETURN(v1::Report report, IngestBy(document, options));
  FAZHI_ASSIGN_OR_RETURN(v1::Outline outline, Segment(std::move(report)));
  return Extract(std::move(outline), Catalog::Default(), extract);
}

absl::StatusOr<Reading> Read(const v1::Document& document, const ReadOptions& options) {
  Reading reading;
  FAZHI_ASSIGN_OR_RETURN(reading.set, ReadSet(document, options));
  reading.findings = FindWithin(reading.set);
  return reading;
}

absl::StatusOr<DecodedDocument> Decode(const v1::Document& document, const ReadOptions& options) {
  const IngestOptions ingest = ToIngestOptions(options);
  return options.parsers == nullptr ? Decode(document, ingest) : options.parsers->Decode(document, ingest);
}

}  // namespace fazhi
