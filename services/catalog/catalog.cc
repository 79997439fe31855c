#include "services/catalog/catalog.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "fazhi_catalog_data.h"
#include "google/protobuf/text_format.h"
#include "services/base/errors.h"
#include "services/catalog/alternatives.h"
#include "services/catalog/check.h"
#include "services/catalog/unit_spellings.h"

namespace fazhi {
namespace {

constexpr const char* kFiles[] = {
    "version.textproto",  "same_words.textproto", "thought.textproto",     "functions.textproto",
    "norms.textproto",    "decisions.textproto",  "enforcement.textproto", "emergency.textproto",
    "disputes.textproto", "oversight.textproto",  "digital.textproto",     "leadership.textproto",
    "society.textproto",
};

// The data was checked when this was built; a fault here is a broken build.
Catalog* LoadDefault() {
  v1::Catalog proto;
  for (const char* file : kFiles) {
    const absl::string_view data = catalog_data::Data(file);
    v1::Catalog part;
    if (data.empty() || !google::protobuf::TextFormat::ParseFromString(std::string(data), &part))
      std::abort();
    proto.MergeFrom(part);
  }
  return new Catalog(Catalog::Create(std::move(proto)).value());  // ends the program with the faults
}

}  // namespace

const Catalog& Catalog::Default() {
  static const auto* const catalog = LoadDefault();
  return *catalog;
}

absl::StatusOr<Catalog> Catalog::Create(v1::Catalog proto) {
  SpellOutAlternatives(proto);
  const std::vector<std::string> faults = CatalogFaults(proto);
  if (!faults.empty()) {
    return InvalidInput(
        "BAD_CATALOG", "indicators",
        absl::StrCat("the catalog has ", faults.size(), " faults:\n", absl::StrJoin(faults, "\n")));
  }
  Catalog catalog;
  catalog.proto_ = std::move(proto);
  for (int i = 0; i < catalog.proto_.indicators_size(); ++i)
    catalog.by_id_[catalog.proto_.indicators(i).id()] = i;
  for (int i = 0; i < catalog.proto_.indicators_size(); ++i) {
    const v1::Indicator& rate = catalog.proto_.indicators(i);
    if (!rate.numerator().empty())
      catalog.rates_.push_back({i, catalog.IndexOf(rate.numerator()), catalog.IndexOf(rate.denominator())});
  }
  catalog.aliases_ = std::make_shared<AliasIndex>(catalog.proto_);
  return catalog;
}

int Catalog::RateOf(int numerator, int denominator) const {
  for (const Rate& rate : rates_) {
    if (rate.numerator == numerator && (denominator < 0 || rate.denominator == denominator))
      return rate.indicator;
  }
  return -1;
}

const v1::Indicator* Catalog::Find(absl::string_view id) const {
  const int index = IndexOf(id);
  return index < 0 ? nullptr : &proto_.indicators(index);
}

int Catalog::IndexOf(absl::string_view id) const {
  auto it = by_id_.find(id);
  return it == by_id_.end() ? -1 : it->second;
}

std::string Catalog::CanonicalUnit(const v1::Indicator& indicator, absl::string_view unit) {
  const auto has = [&](const auto& units) {
    return std::find(units.begin(), units.end(), unit) != units.end();
  };
  if (unit == indicator.unit() || has(indicator.same_units())) return indicator.unit();
  if (has(indicator.apart_units())) return std::string(unit);
  for (const std::string& meant : UnitsMeantBy(unit)) {
    std::string canonical = CanonicalUnit(indicator, meant);
    if (!canonical.empty()) return canonical;
  }
  return "";
}

bool Catalog::SameUnit(const v1::Indicator& indicator, absl::string_view a, absl::string_view b) {
  const std::string canonical = CanonicalUnit(indicator, a);
  return !canonical.empty() && canonical == CanonicalUnit(indicator, b);
}

}  // namespace fazhi
