#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "fazhi/v1/catalog.pb.h"
#include "services/catalog/alias_index.h"

namespace fazhi {

// The indicators, checked and indexed. Immutable; thread-safe.
class Catalog {
 public:
  // The catalog that is built into the binary (services/catalog/data/*.textproto).
  static const Catalog& Default();

  // Checks a catalog: unique ids, known numerators, denominators and wholes, no alias twice on one indicator.
  // All faults at once, INVALID_ARGUMENT with reason BAD_CATALOG.
  static absl::StatusOr<Catalog> Create(v1::Catalog proto);

  const v1::Catalog& proto() const { return proto_; }

  // Its place among the indicators of proto(), or -1.
  int IndexOf(absl::string_view id) const;

  // The first indicator that is the rate of one over another, or of one over any where `denominator` is -1;
  // -1 for none. All are places among the indicators of proto().
  int RateOf(int numerator, int denominator = -1) const;

  // How the indicators are said, for running over texts.
  const AliasIndex& aliases() const { return *aliases_; }

  // The indicator of that id, or null.
  const v1::Indicator* Find(absl::string_view id) const;

  // Whether values said in the two units may be added for this indicator.
  static bool SameUnit(const v1::Indicator& indicator, absl::string_view a, absl::string_view b);

  // The unit that values said in `unit` are kept under: the indicator's own for it and its same units, `unit`
  // itself for one kept apart, empty for a unit that the indicator is not said in. A spelling that the
  // indicator does not name (UnitsMeantBy) is kept under the unit that is meant.
  static std::string CanonicalUnit(const v1::Indicator& indicator, absl::string_view unit);

 private:
  Catalog() = default;

  struct Rate {
    int indicator = -1;
    int numerator = -1;
    int denominator = -1;
  };

  v1::Catalog proto_;
  std::shared_ptr<const AliasIndex> aliases_;
  absl::flat_hash_map<std::string, int> by_id_;
  std::vector<Rate> rates_;
};

}  // namespace fazhi
