#pragma once

#include "services/catalog/catalog.h"
#include "services/runtime/stage/derive.h"
#include "services/runtime/stage/stage_loop.h"

namespace fazhi {

// The stage on records of `fazhi.outlines`: an outline becomes its observations; withdrawals and check
// records are passed on. `catalog` must outlive it.
runtime::StageLoop::Function ExtractionStage(runtime::DeriveOptions options,
                                             const Catalog& catalog = Catalog::Default());

}  // namespace fazhi
