#include "services/aggregation/core/cells.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/numeric/int128.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "services/aggregation/core/figures.h"

namespace fazhi::aggregation {
namespace {

constexpr absl::string_view kPercent = "%";
constexpr size_t kMostMentions = 32;  // of one value that are compared with each other

// Indicator, unit, scope.
using CellKey = std::tuple<absl::string_view, std::string, v1::Scope>;

bool IsStock(const v1::Indicator& indicator) {
  return indicator.kind() == v1::INDICATOR_KIND_STOCK || indicator.aggregation() == v1::AGGREGATION_LATEST;
}

bool IsOfYear(absl::string_view period, uint32_t year, bool stock) {
  if (stock) absl::ConsumePrefix(&period, "/");
  return WholeYear(period) == year;
}

// Whether `b` says the value more precisely than `a`.
bool Sharper(const v1::Quantity& a, const v1::Quantity& b) {
  const bool a_exact = a.bound() == v1::BOUND_EXACT, b_exact = b.bound() == v1::BOUND_EXACT;
  if (a_exact != b_exact) return b_exact;
  return b.resolution_e4() < a.resolution_e4();
}

// The ends of a printed quantity; rounding is not widened here: what is printed is what is added.
void SetEnds(const v1::Quantity& quantity, Cell& cell) {
  cell.about = false;
  cell.low_e4 = cell.high_e4 = quantity.value_e4();
  switch (quantity.bound()) {
    case v1::BOUND_AT_LEAST:
      cell.high_e4 = absl::nullopt;
      break;
    case v1::BOUND_AT_MOST:
      cell.low_e4 = absl::nullopt;
      break;
    case v1::BOUND_ABOUT:
      cell.about = true;
      break;
    case v1::BOUND_RANGE:
      cell.high_e4 = quantity.high_e4();
      break;
    default:
      break;
  }
}

Cell CellFrom(const CellKey& key, const v1::ObservationSet& set, const std::vector<int>& mentions) {
  Cell cell;
  cell.indicator = std::string(std::get<0>(key));
  cell.unit = std::get<1>(key);
  cell.scope = std::get<2>(key);
  int best = mentions[0];
  bool conflict = false;
  for (int i : mentions) {
    const v1::Quantity& quantity = set.observations(i).quantity();
    for (size_t j = 0; j < mentions.size() && j < kMostMentions && mentions[j] != i && !conflict; ++j) {
      conflict = Disjoint(FigureOf(quantity), FigureOf(set.observations(mentions[j]).quantity()));
    }
    if (Sharper(set.observations(best).quantity(), quantity)) best = i;
  }
  cell.observation = static_cast<uint32_t>(conflict ? mentions[0] : best);
  const v1::Quantity& chosen = set.observations(cell.observation).quantity();
  cell.resolution_e4 = chosen.resolution_e4();
  SetEnds(chosen, cell);
  if (!conflict) return cell;
  for (int i : mentions) {
    Cell other;
    SetEnds(set.observations(i).quantity(), other);
    cell.about = cell.about || other.about;
    const auto widen = [](absl::optional<int64_t>& end, const absl::optional<int64_t>& to, bool lower) {
      if (!end.has_value() || !to.has_value()) {
        end = absl::nullopt;
      } else {
        end = lower ? std::min(*end, *to) : std::max(*end, *to);
      }
    };
    widen(cell.low_e4, other.low_e4, true);
    widen(cell.high_e4, other.high_e4, false);
  }
  return cell;
}

// The whole numerators that print as the rate over the denominator.
bool DeriveNumerator(const v1::Quantity& rate, int64_t denominator_e4, Cell& cell) {
  if (rate.bound() != v1::BOUND_EXACT || denominator_e4 % 10000 != 0 || denominator_e4 <= 0) return false;
  const Figure figure = FigureOf(rate);
  const absl::int128 base = denominator_e4 / 10000;
  const absl::int128 scale = 2000000;  // 100 % in 1/20,000
  absl::int128 low = (figure.low * base + scale - 1) / scale;
  absl::int128 high = figure.high * base / scale;
  if (figure.high_open && high * scale == figure.high * base) --high;
  low = std::max<absl::int128>(low, 0);
  high = std::min(high, base);
  if (low > high) return false;
  cell.numerator_low_e4 = static_cast<int64_t>(low * 10000);
  cell.numerator_high_e4 = static_cast<int64_t>(high * 10000);
  cell.denominator_low_e4 = cell.denominator_high_e4 = denominator_e4;
  cell.derived = true;
  return true;
}

class CellBuilder {
 public:
  CellBuilder(const v1::ObservationSet& set, const Catalog& catalog) : set_(set), catalog_(catalog) {}

  std::vector<Cell> Build() {
    Collect();
    for (const auto& [key, mentions] : mentions_) cells_.emplace(key, CellFrom(key, set_, mentions));
    for (const v1::Indicator& indicator : catalog_.proto().indicators()) {
      if (indicator.aggregation() == v1::AGGREGATION_WEIGHTED_RATE) Weigh(indicator);
    }
    std::vector<Cell> cells;
    cells.reserve(cells_.size());
    for (auto& [key, cell] : cells_) cells.push_back(std::move(cell));
    return cells;
  }

 private:
  void Collect() {
    const uint32_t year = set_.outline().report().year();
    if (year == 0) return;
    for (int i = 0; i < set_.observations_size(); ++i) {
      const v1::Observation& observation = set_.observations(i);
      if (observation.indicator().empty() || observation.grey()) continue;
      if (observation.kind() != v1::KIND_LEVEL || observation.status() != v1::STATUS_ACTUAL) continue;
      const v1::Indicator* indicator = catalog_.Find(observation.indicator());
      if (indicator == nullptr || !IsOfYear(observation.period(), year, IsStock(*indicator))) continue;
      std::string unit = Catalog::CanonicalUnit(*indicator, observation.quantity().unit());
      if (unit.empty()) continue;
      const v1::Scope scope =
          observation.scope() == v1::SCOPE_UNSPECIFIED ? v1::SCOPE_NOT_STATED : observation.scope();
      mentions_[CellKey(indicator->id(), std::move(unit), scope)].push_back(i);
    }
  }

  const Cell* CellOf(const std::string& id, v1::Scope scope) const {
    const v1::Indicator* indicator = catalog_.Find(id);
    if (indicator == nullptr) return nullptr;
    auto it = cells_.find(CellKey(indicator->id(), indicator->unit(), scope));
    return it == cells_.end() ? nullptr : &it->second;
  }

  void Weigh(const v1::Indicator& indicator) {
    for (int s = v1::SCOPE_JURISDICTION; s <= v1::SCOPE_NOT_STATED; ++s) {
      const auto scope = static_cast<v1::Scope>(s);
      const CellKey key(indicator.id(), std::string(kPercent), scope);
      auto printed = cells_.find(key);
      const Cell* numerator = CellOf(indicator.numerator(), scope);
      const Cell* denominator = CellOf(indicator.denominator(), scope);
      if (printed == cells_.end() && (numerator == nullptr || denominator == nullptr)) continue;
      Cell cell;
      if (printed != cells_.end()) {
        cell = printed->second;
      } else {
        cell.indicator = indicator.id();
        cell.unit = std::string(kPercent);
        cell.scope = scope;
        cell.observation = numerator->observation;
      }
      cell.weighted = true;
      if (numerator != nullptr && denominator != nullptr) {
        cell.numerator_low_e4 = numerator->low_e4;
        cell.numerator_high_e4 = numerator->high_e4;
        cell.denominator_low_e4 = denominator->low_e4;
        cell.denominator_high_e4 = denominator->high_e4;
        cell.counts_about = numerator->about || denominator->about;
      } else if (printed != cells_.end()) {
        FromPrintedRate(indicator, denominator, cell);
      }
      cells_[key] = std::move(cell);
    }
  }

  // Counts for a printed rate: those that the text itself gives for it, on the catalog's base; else derived.
  void FromPrintedRate(const v1::Indicator& indicator, const Cell* denominator, Cell& cell) {
    const v1::Observation& rate = set_.observations(cell.observation);
    if (rate.has_rate_of()) {
      const int n = static_cast<int>(rate.rate_of().numerator());
      const int d = static_cast<int>(rate.rate_of().denominator());
      if (n < set_.observations_size() && d < set_.observations_size()) {
        const std::string& base = set_.observations(d).indicator();
        if (base.empty() || base == indicator.denominator()) {
          Cell count;
          SetEnds(set_.observations(n).quantity(), count);
          cell.numerator_low_e4 = count.low_e4;
          cell.numerator_high_e4 = count.high_e4;
          cell.counts_about = count.about;
          SetEnds(set_.observations(d).quantity(), count);
          cell.denominator_low_e4 = count.low_e4;
          cell.denominator_high_e4 = count.high_e4;
          cell.counts_about = cell.counts_about || count.about;
          return;
        }
      }
    }
    if (denominator == nullptr || denominator->about || !denominator->low_e4.has_value() ||
        denominator->low_e4 != denominator->high_e4) {
      return;
    }
    DeriveNumerator(rate.quantity(), *denominator->low_e4, cell);
  }

  const v1::ObservationSet& set_;
  const Catalog& catalog_;
  std::map<CellKey, std::vector<int>> mentions_;
  std::map<CellKey, Cell> cells_;
};

}  // namespace

uint32_t WholeYear(absl::string_view period) {
  uint32_t year = 0;
  if (period.size() != 4 || !absl::SimpleAtoi(period, &year)) return 0;
  return year >= 1949 && year <= 2100 ? year : 0;
}

std::vector<Cell> OwnCells(const v1::ObservationSet& set, const Catalog& catalog) {
  return CellBuilder(set, catalog).Build();
}

}  // namespace fazhi::aggregation
