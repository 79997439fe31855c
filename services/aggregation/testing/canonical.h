#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "services/aggregation/store/store.h"
#include "services/base/status_matchers.h"

namespace fazhi::aggregation {

// The store's canonical export as one text: equal for equal states. What was written before an error, which
// fails the test.
inline std::string Canonical(Store& store) {
  std::string text;
  EXPECT_OK(store.CanonicalExport([&](absl::string_view piece) {
    text.append(piece.data(), piece.size());
    return absl::OkStatus();
  }));
  return text;
}

}  // namespace fazhi::aggregation
