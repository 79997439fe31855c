#pragma once

#include "absl/status/statusor.h"
#include "fazhi/v1/observation.pb.h"
#include "fazhi/v1/outline.pb.h"
#include "services/catalog/catalog.h"

namespace fazhi {

struct ExtractOptions {
  // Keeps rejected number candidates and their reasons in the answer.
  bool explain = false;
};

// Outline → ObservationSet: finds the quantities, says what each is, how they belong together, and which
// indicator each is. Pure and thread-safe. Takes the outline by value, since the answer carries it: move it
// in. INVALID_ARGUMENT with reason BAD_OUTLINE when its spans do not fit the text.
absl::StatusOr<v1::ObservationSet> Extract(v1::Outline outline, const Catalog& catalog = Catalog::Default(),
                                           const ExtractOptions& options = {});

}  // namespace fazhi
