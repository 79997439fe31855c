#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "fazhi/v1/pipeline_service.pb.h"

namespace fazhi::runtime {

// What PipelineService shows and steers. Thread-safe.
class StatusSource {
 public:
  virtual ~StatusSource() = default;
  virtual v1::GetStatusResponse Status() const = 0;

  // Whether the process should be sent work: for a consumer, joined and neither draining nor failed.
  virtual bool Ready() const = 0;

  // Takes nothing more in; returns once all is settled, DEADLINE_EXCEEDED when that takes longer.
  virtual absl::Status Drain(absl::Time deadline) = 0;
};

}  // namespace fazhi::runtime
