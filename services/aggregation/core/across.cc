#include "services/aggregation/core/across.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "services/aggregation/core/figures.h"

namespace fazhi::aggregation {
namespace {

constexpr int64_t kOutlierFactor = 20;
constexpr int64_t kOutlierLeastE4 = 100 * 10000;
constexpr int kOutlierYears = 3;

Figure FigureOfCell(const Cell& cell) {
  Figure figure;
  figure.has_low = cell.low_e4.has_value();
  figure.has_high = cell.high_e4.has_value();
  if (figure.has_low) figure.low = absl::int128(*cell.low_e4) * 2;
  if (figure.has_high) figure.high = absl::int128(*cell.high_e4) * 2;
  if (cell.about) {
    figure.low -= figure.low / 5;
    figure.high += figure.high / 5;
  } else if (cell.resolution_e4 > 0 && !(cell.resolution_e4 == 10000 && cell.unit != "%")) {
    figure.low -= cell.resolution_e4;
    figure.high += cell.resolution_e4;
  }
  return figure;
}

Figure FigureOfClaim(const Claim& claim) {
  Figure figure;
  figure.low = absl::int128(claim.low_e4) * 2;
  figure.high = absl::int128(claim.high_e4) * 2;
  return figure;
}

bool ScopesMeet(v1::Scope a, v1::Scope b) {
  return a == b || a == v1::SCOPE_NOT_STATED || b == v1::SCOPE_NOT_STATED;
}

// legal_aid of legal_aid.cases: what the two are of.
absl::string_view FamilyOf(absl::string_view indicator) { return indicator.substr(0, indicator.find('.')); }

// 由2023年的351件增加到386件: which of the counts of one thing (受理, 办结) is meant the words may not say.
bool MayMean(const Claim& claim, const Cell& cell) {
  return FamilyOf(cell.indicator) == FamilyOf(claim.indicator) && cell.unit == claim.unit &&
         ScopesMeet(cell.scope, claim.scope) && !claim.growth && cell.unit != "%";
}

// The value of `cells` that the claim contradicts; null when some value it can mean agrees, or there is none.
const Cell* Contradicted(const Claim& claim, const std::vector<Cell>& cells) {
  const Cell* contradicted = nullptr;
  for (const Cell& cell : cells) {
    const bool same =
        cell.indicator == claim.indicator && cell.unit == claim.unit && ScopesMeet(cell.scope, claim.scope);
    if (!same && !MayMean(claim, cell)) continue;
    if (!cell.low_e4.has_value() && !cell.high_e4.has_value()) continue;
    if (!Disjoint(FigureOfClaim(claim), FigureOfCell(cell))) return nullptr;
    if (!same) continue;
    if (contradicted == nullptr || cell.scope == claim.scope) contradicted = &cell;
  }
  return contradicted;
}

void HoldClaims(const std::vector<YearFigures>& years, size_t report, std::vector<AcrossFinding>& found) {
  // Levels first, so that a growth beside one is known to be told already.
  std::set<std::tuple<std::string, std::string, uint32_t>> told;
  for (bool growth : {false, true}) {
    for (const Claim& claim : years[report].claims) {
      if (claim.growth != growth) continue;
      for (size_t other = 0; other < years.size(); ++other) {
        if (years[other].year != claim.year || other == report) continue;
        const Cell* cell = Contradicted(claim, years[other].cells);
        if (cell == nullptr) continue;
        if (!told.insert(std::make_tuple(claim.indicator, claim.unit, claim.year)).second) continue;
        AcrossFinding finding;
        finding.type = growth ? v1::FINDING_TYPE_CHANGE_MISMATCH : v1::FINDING_TYPE_RESTATED;
        finding.report = report;
        finding.observation = claim.observation;
        finding.against = other;
        finding.value = *cell;
        finding.low_e4 = claim.low_e4;
        finding.high_e4 = claim.high_e4;
        found.push_back(std::move(finding));
      }
    }
  }
}

bool IsExact(const Cell& cell) {
  return !cell.about && cell.low_e4.has_value() && cell.low_e4 == cell.high_e4 && cell.unit != "%";
}

void FindOutliers(const std::vector<YearFigures>& years, size_t report, std::vector<AcrossFinding>& found) {
  for (const Cell& cell : years[report].cells) {
    if (!IsExact(cell)) continue;
    int others = 0;
    int64_t least = 0, greatest = 0;
    for (size_t other = 0; other < years.size(); ++other) {
      if (other == report) continue;
      for (const Cell& value : years[other].cells) {
        if (value.indicator != cell.indicator || value.unit != cell.unit || value.scope != cell.scope)
          continue;
        if (!IsExact(value)) continue;
        least = others == 0 ? *value.low_e4 : std::min(least, *value.low_e4);
        greatest = others == 0 ? *value.low_e4 : std::max(greatest, *value.low_e4);
        ++others;
      }
    }
    if (others < kOutlierYears) continue;
    const bool high =
        *cell.low_e4 >= kOutlierLeastE4 && absl::int128(greatest) * kOutlierFactor <= *cell.low_e4;
    const bool low = least >= kOutlierLeastE4 && absl::int128(*cell.low_e4) * kOutlierFactor <= least;
    if (!high && !low) continue;
    AcrossFinding finding;
    finding.type = v1::FINDING_TYPE_OUTLIER;
    finding.report = finding.against = report;
    finding.observation = cell.observation;
    finding.value = cell;
    found.push_back(std::move(finding));
  }
}

}  // namespace

std::vector<AcrossFinding> FindAcross(const std::vector<YearFigures>& years) {
  std::vector<AcrossFinding> found;
  for (size_t report = 0; report < years.size(); ++report) {
    const size_t first = found.size();
    HoldClaims(years, report, found);
    FindOutliers(years, report, found);
    std::sort(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
              [](const AcrossFinding& a, const AcrossFinding& b) {
                return std::make_tuple(a.observation, a.type, a.value.indicator) <
                       std::make_tuple(b.observation, b.type, b.value.indicator);
              });
  }
  return found;
}

}  // namespace fazhi::aggregation
