#pragma once

#include "services/runtime/stage/derive.h"
#include "services/runtime/stage/stage_loop.h"

namespace fazhi {

// The stage on records of `fazhi.reports`: a report becomes its outline; withdrawals and check records are
// passed on.
runtime::StageLoop::Function SegmentationStage(runtime::DeriveOptions options);

}  // namespace fazhi
