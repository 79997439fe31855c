#include "services/extraction/core/extract.h"

#include <utility>

namespace fazhi {

absl::StatusOr<v1::ObservationSet> Extract(v1::Outline outline, const Catalog& catalog, const ExtractOptions&) {
  v1::ObservationSet set;
  *set.mutable_outline() = std::move(outline);
  set.set_catalog_version(catalog.proto().version());
  return set;
}

}  // namespace fazhi
