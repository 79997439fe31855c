#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace fazhi {

// The administrative divisions of GB/T 2260. Immutable; thread-safe.
class RegionTable {
 public:
  // The table that is built into the binary.
  static const RegionTable& Default();
};

}  // namespace fazhi
