#include "services/catalog/catalog.h"

#include <algorithm>
#include <utility>

namespace fazhi {

const Catalog& Catalog::Default() {
  static const auto* const catalog = new Catalog;
  return *catalog;
}

absl::StatusOr<Catalog> Catalog::Create(v1::Catalog proto) {
  Catalog catalog;
  catalog.proto_ = std::move(proto);
  for (int i = 0; i < catalog.proto_.indicators_size(); ++i) catalog.by_id_[catalog.proto_.indicators(i).id()] = i;
  return catalog;
}

const v1::Indicator* Catalog::Find(absl::string_view id) const {
  auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : &proto_.indicators(it->second);
}

std::string Catalog::CanonicalUnit(const v1::Indicator& indicator, absl::string_view unit) {
  const auto has = [&](const auto& units) { return std::find(units.begin(), units.end(), unit) != units.end(); };
  if (unit == indicator.unit() || has(indicator.same_units())) return indicator.unit();
  return has(indicator.apart_units()) ? std::string(unit) : std::string();
}

bool Catalog::SameUnit(const v1::Indicator& indicator, absl::string_view a, absl::string_view b) {
  const std::string canonical = CanonicalUnit(indicator, a);
  return !canonical.empty() && canonical == CanonicalUnit(indicator, b);
}

}  // namespace fazhi
