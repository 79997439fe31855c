#include <algorithm>

#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kPriorToChange = 10;  // code points between the earlier level and the growth
constexpr size_t kLevelToPrior = 14;   // between this year's level and the earlier one
constexpr size_t kLevelToChange = 14;

bool IsChange(const ReportView& view, int i) {
  const v1::Observation& observation = view.at(i);
  return observation.kind() == v1::KIND_CHANGE && !observation.grey() &&
         observation.status() == v1::STATUS_ACTUAL && observation.direction() != v1::DIRECTION_UNSPECIFIED;
}

bool IsPriorLevel(const ReportView& view, int i) {
  const v1::Observation& observation = view.at(i);
  return observation.kind() == v1::KIND_LEVEL && observation.status() == v1::STATUS_PRIOR &&
         !observation.grey();
}

bool OneSentence(std::u32string_view text) { return text.find(U'。') == text.npos; }

// Growth in percent of `prior`, as outer bounds.
Figure GrowthOf(const Figure& level, const Figure& prior, bool up) {
  return Quotient(up ? level - prior : prior - level, prior, 100);
}

// Whether the figure is what the change says, whichever way it is meant.
bool ChangeFits(const ReportView& view, const Growth& growth, bool up) {
  const Figure& printed = view.figure(growth.change);
  const Figure& level = view.figure(growth.level);
  const Figure& prior = view.figure(growth.prior);
  const std::string& unit = view.at(growth.change).quantity().unit();
  if (unit == "%") {
    if (!prior.has_low || prior.low <= 0) return true;
    return !Disjoint(printed, GrowthOf(level, prior, up));
  }
  if (unit == "倍") {
    if (!prior.has_low || prior.low <= 0) return true;
    return !Disjoint(printed, Quotient(level - prior, prior, 1)) ||
           !Disjoint(printed, Quotient(level, prior, 1));
  }
  return !Disjoint(printed, up ? level - prior : prior - level);
}

bool Blurred(const ReportView& view, int i) {
  const v1::Bound bound = view.at(i).quantity().bound();
  return bound == v1::BOUND_ABOUT || bound == v1::BOUND_UNSPECIFIED;
}

// Whether the change's unit can be a change of a level in that unit.
bool UnitsMatch(const ReportView& view, int change, int level) {
  const std::string& unit = view.at(change).quantity().unit();
  const std::string& of = view.at(level).quantity().unit();
  if (unit == "%" || unit == "倍") return of != "%";
  if (unit == "个百分点" || unit == "百分点") return of == "%";
  return unit == of;
}

void CheckAgainstPrior(const ReportView& view, const Growth& growth, std::vector<RawFinding>& found) {
  if (Blurred(view, growth.change) || Blurred(view, growth.level) || Blurred(view, growth.prior)) return;
  const v1::Observation& change = view.at(growth.change);
  const bool up = change.direction() == v1::DIRECTION_UP;
  if (ChangeFits(view, growth, up)) return;
  const v1::Quantity& level = view.at(growth.level).quantity();
  const v1::Quantity& prior = view.at(growth.prior).quantity();
  RawFinding finding;
  finding.type = v1::FINDING_TYPE_CHANGE_MISMATCH;
  finding.at = {growth.change, growth.level, growth.prior};
  finding.printed = DecimalE4(change.quantity().value_e4());
  const absl::int128 difference = up ? absl::int128(level.value_e4()) - prior.value_e4()
                                     : absl::int128(prior.value_e4()) - level.value_e4();
  const std::string& unit = change.quantity().unit();
  const Figure& p = view.figure(growth.prior);
  const Figure& l = view.figure(growth.level);
  const Figure& c = view.figure(growth.change);
  finding.would_be.assign(3, Figure{0, 0, false, false});
  if (unit == "%" || unit == "倍") {
    if (prior.value_e4() <= 0) return;
    const int scale = unit == "%" ? 100 : 1;
    finding.expected = DecimalE4(
        DivideE4(difference * scale, prior.value_e4(), std::max(PrintedDecimals(change.quantity()), 1)));
    if (p.low > 0) finding.would_be[0] = GrowthOf(l, p, up);
  } else {
    finding.expected = DecimalE4(difference);
    finding.would_be[0] = up ? l - p : p - l;
    finding.would_be[1] = up ? p + c : p - c;
    finding.would_be[2] = up ? l - c : l + c;
  }
  found.push_back(std::move(finding));
}

// 增加4件,增长26.7%: the two changes and the level give one another.
void CheckTwoChanges(const ReportView& view, const Growth& growth, std::vector<RawFinding>& found) {
  int count = growth.change, percent = growth.other;
  if (view.at(count).quantity().unit() == "%") std::swap(count, percent);
  if (view.at(percent).quantity().unit() != "%" || view.at(count).quantity().unit() == "%") return;
  if (!view.SameUnit(count, growth.level)) return;
  if (Blurred(view, count) || Blurred(view, percent) || Blurred(view, growth.level)) return;
  const bool up = view.at(count).direction() == v1::DIRECTION_UP;
  const Figure& level = view.figure(growth.level);
  const Figure& delta = view.figure(count);
  const Figure prior = up ? level - delta : level + delta;
  if (!prior.has_low || prior.low <= 0) return;
  if (!Disjoint(view.figure(percent), Quotient(delta, prior, 100))) return;
  RawFinding finding;
  finding.type = v1::FINDING_TYPE_CHANGE_MISMATCH;
  finding.at = {percent, growth.level, count};
  finding.printed = DecimalE4(view.at(percent).quantity().value_e4());
  const absl::int128 d = view.at(count).quantity().value_e4();
  const absl::int128 l = view.at(growth.level).quantity().value_e4();
  finding.expected = DecimalE4(
      DivideE4(d * 100, up ? l - d : l + d, std::max(PrintedDecimals(view.at(percent).quantity()), 1)));
  finding.would_be = {Quotient(delta, prior, 100), Figure{0, 0, false, false}, Figure{0, 0, false, false}};
  found.push_back(std::move(finding));
}

// The earlier level right before the change (较上年的34件增长38.2%), or in brackets right behind it
// (增长38.2%(上年34件)).
int PriorOf(const ReportView& view, int change) {
  const FindingWords& words = FindingWords::Default();
  int before = view.Previous(change);
  // 由34件增至47件,增长38.2%: this year's level stands between.
  if (before >= 0 && view.IsActualLevel(before) && view.Previous(before) >= 0 &&
      IsPriorLevel(view, view.Previous(before))) {
    const int prior = view.Previous(before);
    const std::u32string_view between = view.Between(before, change);
    if (view.Between(prior, before).size() <= kLevelToPrior && between.size() <= kLevelToChange &&
        OneSentence(between) && !words.Has("last_year", between) && view.SameUnit(prior, before)) {
      return prior;
    }
  }
  if (before >= 0 && IsPriorLevel(view, before)) {
    const std::u32string_view between = view.Between(before, change);
    if (between.size() <= kPriorToChange && !words.Has("last_year", between)) return before;
  }
  const int behind = view.Next(change);
  if (behind >= 0 && IsPriorLevel(view, behind) && view.DepthOf(behind) > view.DepthOf(change) &&
      view.Between(change, behind).size() <= kPriorToChange) {
    return behind;
  }
  return -1;
}

// This year's level that a change or an earlier level stands behind.
int LevelBefore(const ReportView& view, int i, size_t reach) {
  const int level = view.Previous(i);
  if (level < 0 || !view.IsActualLevel(level)) return -1;
  const std::u32string_view between = view.Between(level, i);
  return between.size() <= reach && OneSentence(between) ? level : -1;
}

}  // namespace

std::vector<Growth> ReadGrowths(const ReportView& view) {
  std::vector<Growth> growths;
  for (int i = 0; i < view.size(); ++i) {
    if (!IsChange(view, i)) continue;
    if (i > 0 && view.at(i).span().begin() == view.at(i - 1).span().begin()) continue;
    Growth growth;
    growth.change = i;
    growth.prior = PriorOf(view, i);
    if (growth.prior >= 0) {
      const int between = view.Previous(i);
      if (between >= 0 && between != growth.prior && view.IsActualLevel(between) &&
          view.at(growth.prior).span().begin() < view.at(between).span().begin()) {
        growth.level = between;
      } else {
        const bool prior_first = view.at(growth.prior).span().begin() < view.at(i).span().begin();
        growth.level = LevelBefore(view, prior_first ? growth.prior : i, kLevelToPrior);
      }
      if (growth.level >= 0 &&
          (!view.SameUnit(growth.level, growth.prior) || !UnitsMatch(view, i, growth.level))) {
        growth.prior = growth.level = -1;
      }
    }
    if (growth.level < 0) {
      growth.prior = -1;
      growth.level = LevelBefore(view, i, kLevelToChange);
      if (growth.level >= 0 && !UnitsMatch(view, i, growth.level)) growth.level = -1;
    }
    if (growth.level < 0) {
      // The second of two changes in a row: 增加4件,增长26.7%.
      if (!growths.empty() && growths.back().change == view.Previous(i) && growths.back().level >= 0 &&
          growths.back().other < 0 && view.Between(growths.back().change, i).size() <= 5 &&
          view.at(growths.back().change).direction() == view.at(i).direction()) {
        growths.back().other = i;
      }
      continue;
    }
    growths.push_back(growth);
  }
  return growths;
}

void FindChanges(const ReportView& view, std::vector<RawFinding>& found) {
  for (const Growth& growth : ReadGrowths(view)) {
    if (growth.prior >= 0) {
      CheckAgainstPrior(view, growth, found);
      if (growth.other >= 0) {
        Growth second = growth;
        second.change = growth.other;
        if (UnitsMatch(view, second.change, second.level) &&
            view.at(second.change).quantity().unit() != view.at(growth.change).quantity().unit()) {
          CheckAgainstPrior(view, second, found);
        }
      }
    } else if (growth.other >= 0) {
      CheckTwoChanges(view, growth, found);
    }
  }
}

}  // namespace fazhi::aggregation
