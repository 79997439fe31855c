#include "services/aggregation/core/findings.h"
#include "services/extraction/core/extract.h"
#include "services/ingestion/core/ingest.h"
#include "services/segmentation/core/segment.h"

int main() {
  auto report = fazhi::Ingest(fazhi::v1::Document());
  auto outline = fazhi::Segment(*std::move(report));
  auto set = fazhi::Extract(*std::move(outline));
  return fazhi::FindWithin(*set).empty() ? 0 : 1;
}
