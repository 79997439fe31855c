#pragma once

#include <vector>

#include "absl/time/time.h"
#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"
#include "services/runtime/stage/status_source.h"

namespace fazhi::runtime {

// What is read at each scrape (docs/metrics.md): the process as the system sees it, and, where there is a
// pipeline, its status. Thread-safe.
class ProcessMetrics : public prometheus::Collectable {
 public:
  // `source` may be null; else it must outlive it.
  explicit ProcessMetrics(const StatusSource* source);

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  const StatusSource* const source_;
  const absl::Time started_;
};

}  // namespace fazhi::runtime
