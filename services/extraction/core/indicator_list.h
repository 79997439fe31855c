#pragma once

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/string_view.h"

namespace fazhi::extraction {

// Whether a list of indicators, or of families of them (`reconsideration`), names an indicator.
inline bool NamesIndicator(const std::vector<std::string>& list, absl::string_view indicator) {
  return absl::c_linear_search(list, indicator) ||
         absl::c_linear_search(list, indicator.substr(0, indicator.find('.')));
}

}  // namespace fazhi::extraction
