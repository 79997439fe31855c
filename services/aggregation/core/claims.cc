#include <algorithm>
#include <limits>

#include "services/aggregation/core/cells.h"
#include "services/aggregation/core/figures.h"
#include "services/aggregation/core/report_view.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"

namespace fazhi::aggregation {
namespace {

constexpr uint32_t kYearsBack = 10;

bool Fits64(absl::int128 value) {
  return value >= std::numeric_limits<int64_t>::min() && value <= std::numeric_limits<int64_t>::max();
}

// From 1/20,000 to 1/10,000, outwards.
bool SetRange(const Figure& figure, Claim& claim) {
  if (!figure.has_low || !figure.has_high) return false;
  absl::int128 low = figure.low / 2, high = figure.high / 2;
  if (figure.low < 0 && figure.low % 2 != 0) --low;
  if (figure.high > 0 && figure.high % 2 != 0) ++high;
  if (!Fits64(low) || !Fits64(high)) return false;
  claim.low_e4 = static_cast<int64_t>(low);
  claim.high_e4 = static_cast<int64_t>(high);
  return true;
}

// What an earlier level without an indicator of its own is of: 审结186件(2023年审结149件), the count right
// before it in the same words.
const std::string& IndicatorOf(const ReportView& view, int i) {
  const v1::Observation& own = view.at(i);
  const int before = view.Previous(i);
  if (!own.indicator().empty() || before < 0 || own.measure().empty()) return own.indicator();
  const v1::Observation& named = view.at(before);
  const bool same = named.measure() == own.measure() && view.SameUnit(before, i) &&
                    named.kind() == v1::KIND_LEVEL && WholeYear(named.period()) != 0;
  return same ? named.indicator() : own.indicator();
}

// 乡镇办理法律援助案件86件: of some of the region, which the other report may not have told by itself.
bool IsOfPartOfRegion(const ReportView& view, int i) {
  std::u32string_view lead = view.LeadOf(i);
  const size_t stop = lead.find_last_of(U",;:。");
  if (stop != lead.npos) lead.remove_prefix(stop + 1);
  return !FindingWords::Default().BeginningWith("part_of_region", lead).empty();
}

bool Describe(const ReportView& view, int i, Claim& claim) {
  if (IsOfPartOfRegion(view, i)) return false;
  const v1::Observation& observation = view.at(i);
  const v1::Indicator* indicator = view.catalog().Find(IndicatorOf(view, i));
  if (indicator == nullptr) return false;
  claim.indicator = indicator->id();
  claim.unit = Catalog::CanonicalUnit(*indicator, observation.quantity().unit());
  claim.scope = observation.scope() == v1::SCOPE_UNSPECIFIED ? v1::SCOPE_NOT_STATED : observation.scope();
  return !claim.unit.empty();
}

// 法律援助案件由2023年的351件增加到386件: cases by no act may be those that were closed, somewhat fewer than
// the other report's that came in.
bool NamesNoAct(const ReportView& view, int i) {
  const FindingWords& words = FindingWords::Default();
  const v1::Observation& own = view.at(i);
  const std::u32string measure = NarrowCodePoints(own.measure());
  return own.quantity().unit() == "件" && EndsWith(measure, U"案件") && !words.Has("intake", measure) &&
         !words.Has("closed", measure) &&
         !ContainsOneOf(measure, {U"办理", U"新收", U"处理", U"查处", U"应诉"});
}

// What last year's level must have been, from this year's and the printed growth.
bool LastYear(const ReportView& view, const Growth& growth, Figure& last) {
  const v1::Observation& change = view.at(growth.change);
  const Figure& level = view.figure(growth.level);
  const Figure& by = view.figure(growth.change);
  const bool up = change.direction() == v1::DIRECTION_UP;
  if (change.quantity().unit() != "%") {
    if (change.quantity().unit() == "倍") return false;
    last = up ? level - by : level + by;
    return true;
  }
  Figure factor;  // 100 % more or less the growth
  factor.low = factor.high = 2000000;
  factor = up ? factor + by : factor - by;
  if (!factor.has_low || !factor.has_high || factor.low <= 0) return false;
  last = Quotient(level, factor, 100);
  return true;
}

}  // namespace

std::vector<Claim> ClaimsOfEarlierYears(const v1::ObservationSet& set, const Catalog& catalog) {
  std::vector<Claim> claims;
  const uint32_t year = set.outline().report().year();
  if (year == 0) return claims;
  const ReportView view(set, catalog);
  for (int i = 0; i < view.size(); ++i) {
    const v1::Observation& observation = view.at(i);
    if (observation.grey() || observation.kind() != v1::KIND_LEVEL) continue;
    if (observation.status() == v1::STATUS_TARGET) continue;
    absl::string_view period = observation.period();
    if (!period.empty() && period[0] == '/') period.remove_prefix(1);
    Claim claim;
    claim.year = WholeYear(period);
    if (claim.year == 0 || claim.year >= year || claim.year + kYearsBack < year) continue;
    claim.observation = static_cast<uint32_t>(i);
    constexpr int kClosedOf = 10;  // all but one in so many
    if (!Describe(view, i, claim) || !SetRange(view.figure(i), claim)) continue;
    if (NamesNoAct(view, i)) claim.high_e4 += claim.high_e4 / kClosedOf;
    claims.push_back(std::move(claim));
  }
  for (const Growth& growth : ReadGrowths(view)) {
    if (growth.prior >= 0 || growth.other >= 0) continue;
    const v1::Observation& level = view.at(growth.level);
    if (level.indicator().empty() || WholeYear(level.period()) != year) continue;
    if (view.at(growth.change).quantity().bound() != v1::BOUND_EXACT) continue;
    const std::u32string_view words = view.Between(growth.level, growth.change);
    if (!FindingWords::Default().Has("last_year", words) || Contains(words, U"环比")) continue;
    if (Contains(words, U'(')) continue;  // 比上年(含市场监管局)增长24.1%: of a whole of its own
    Claim claim;
    claim.year = year - 1;
    claim.observation = static_cast<uint32_t>(growth.change);
    claim.growth = true;
    Figure last;
    if (Describe(view, growth.level, claim) && LastYear(view, growth, last) && SetRange(last, claim)) {
      claims.push_back(std::move(claim));
    }
  }
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return a.observation < b.observation; });
  return claims;
}

}  // namespace fazhi::aggregation
