#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "services/aggregation/core/cells.h"
#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kPriorToChange = 10;  // code points between the earlier level and the growth
constexpr size_t kLevelToPrior = 14;   // between this year's level and the earlier one
constexpr size_t kLevelToChange = 14;
constexpr char32_t kStops[] = U",、;) ";

std::u32string_view WithoutEnd(std::u32string_view words, char32_t last) {
  return !words.empty() && words.back() == last ? words.substr(0, words.size() - 1) : words;
}

// 仲裁机构受理案件 and 受理: all of the shorter's words are in the longer's.
bool SaysTheSame(absl::string_view a, absl::string_view b) {
  return !a.empty() && !b.empty() && (absl::StrContains(a, b) || absl::StrContains(b, a));
}

// 2024年审结94件,2023年审结73件: the year before's, beside the same count of the report's own year.
bool BesideOwnYear(const ReportView& view, int i) {
  const uint32_t own = view.report().year();
  if (own == 0 || WholeYear(view.at(i).period()) + 1 != own) return false;
  for (int other : {view.Previous(i), view.Next(i)}) {
    if (other < 0 || !view.SameUnit(i, other) || WholeYear(view.at(other).period()) != own) continue;
    const v1::Observation& a = view.at(i);
    const v1::Observation& b = view.at(other);
    if (b.kind() == v1::KIND_LEVEL && SaysTheSame(a.measure(), b.measure())) return true;
  }
  return false;
}

// An earlier level: one that is read as such, or that the words right before it say is one (比2023年(351件)).
bool IsPriorLevel(const ReportView& view, int i) {
  const v1::Observation& observation = view.at(i);
  if (observation.kind() != v1::KIND_LEVEL || observation.grey()) return false;
  if (observation.status() == v1::STATUS_PRIOR) return true;
  if (observation.status() == v1::STATUS_ACTUAL && BesideOwnYear(view, i)) return true;
  return observation.status() == v1::STATUS_ACTUAL && view.DepthOf(i) > 0 &&
         !FindingWords::Default().EndingIn("compared", WithoutEnd(view.LeadOf(i), U'(')).empty();
}

// Whether the earlier level is the year before's, by its words or its period.
bool OfLastYear(const ReportView& view, int prior) {
  const std::u32string_view words = view.LeadOf(prior);
  const uint32_t year = LastYearNamed(words);
  const uint32_t own = view.report().year();
  if (year != 0) return own != 0 && year + 1 == own;
  return FindingWords::Default().Has("of_last_year", words) ||
         FindingWords::Default().Has("last_year", words);
}

// 2024年较2023年增长: a clause without the year that it begins with, where a comparison follows.
std::u32string_view WithoutOwnYear(std::u32string_view clause) {
  constexpr size_t kYear = 5;  // four digits and 年
  const bool year = clause.size() > kYear && clause[kYear - 1] == U'年' &&
                    std::all_of(clause.begin(), clause.begin() + kYear - 1,
                                [](char32_t c) { return c >= U'0' && c <= U'9'; });
  if (!year || !(clause[kYear] == U'较' || clause[kYear] == U'比')) return clause;
  return clause.substr(kYear);
}

// Whether what stands between the levels and the change lets it be theirs: no growth of many years, none of
// another thing (效率提升50%), none against another year than `prior`'s (较2019年的20件上升,同比增长12%).
bool OfTheseLevels(const ReportView& view, std::u32string_view between, int prior) {
  const FindingWords& words = FindingWords::Default();
  if (words.Has("yearly", between)) return false;
  if (words.Has("wider", between)) return false;
  // Every clause: 由12个增加到24个,翻一番,调解员增长86%.
  for (size_t begin = between.find_first_not_of(kStops); begin != between.npos;) {
    const size_t end = between.find_first_of(kStops, begin);
    const std::u32string_view clause = WithoutOwnYear(between.substr(begin, end - begin));
    if (words.BeginningWith("grows", clause).empty()) return false;
    begin = between.find_first_not_of(kStops, end);
  }
  if (prior < 0) return true;
  const uint32_t year = LastYearNamed(between);
  if (year != 0 && year != LastYearNamed(view.LeadOf(prior))) return false;
  return !words.Has("last_year", between) || OfLastYear(view, prior);
}

bool OneSentence(std::u32string_view text) { return !Contains(text, U'。'); }

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

// 行政处罚2318件,其中普通程序816件,较上年减少112件,下降4.61%: whether the change is that of a level further
// back in the sentence, of which `fits` says whether it would be its.
template <typename Fits>
bool IsOfOuterLevel(const ReportView& view, const Growth& growth, const Fits& fits) {
  constexpr int kMost = 8;
  int level = view.Previous(growth.level);
  for (int k = 0; k < kMost && level >= 0 && OneSentence(view.Between(level, growth.level)); ++k) {
    if (view.IsActualLevel(level) && view.SameUnit(level, growth.level) && fits(level)) return true;
    level = view.Previous(level);
  }
  return false;
}

// 受理976件(2019年593件),审结982件(2019年803件),同比分别增长64.6%和22.3%: whether the change is that of
// another level and its earlier one in the sentence.
bool IsOfOtherLevels(const ReportView& view, const Growth& growth, bool up) {
  constexpr int kMost = 8;
  int prior = view.Previous(growth.level);
  for (int k = 0; k < kMost && prior >= 0 && OneSentence(view.Between(prior, growth.level)); ++k) {
    const int level = view.Previous(prior);
    if (level < 0) return false;
    if (IsPriorLevel(view, prior) && view.IsActualLevel(level) && view.SameUnit(level, prior) &&
        view.SameUnit(level, growth.level)) {
      Growth other = growth;
      other.level = level;
      other.prior = prior;
      if (ChangeFits(view, other, up)) return true;
    }
    prior = level;
  }
  return false;
}

void CheckAgainstPrior(const ReportView& view, const Growth& growth, std::vector<RawFinding>& found) {
  if (Blurred(view, growth.change) || Blurred(view, growth.level) || Blurred(view, growth.prior)) return;
  // 1—11月办理358件,2023年全年为351件: the growth is against the same months.
  const bool months = WholeYear(view.at(growth.level).period()) == 0;
  if (months && Contains(view.LeadOf(growth.prior), U"全年")) return;
  const v1::Observation& change = view.at(growth.change);
  const bool up = change.direction() == v1::DIRECTION_UP;
  if (ChangeFits(view, growth, up)) return;
  const auto fits = [&](int level) {
    Growth outer = growth;
    outer.level = level;
    return ChangeFits(view, outer, up);
  };
  if (IsOfOuterLevel(view, growth, fits) || IsOfOtherLevels(view, growth, up)) return;
  AddChangeMismatch(view, growth, found);
}

// 增加4件,增长26.7%: the two changes and the level give one another.
void CheckTwoChanges(const ReportView& view, const Growth& growth, std::vector<RawFinding>& found) {
  int count = growth.change, percent = growth.other;
  if (view.at(count).quantity().unit() == "%") std::swap(count, percent);
  if (view.at(percent).quantity().unit() != "%" || view.at(count).quantity().unit() == "%") return;
  if (!view.SameUnit(count, growth.level)) return;
  if (Blurred(view, count) || Blurred(view, percent) || Blurred(view, growth.level)) return;
  const bool up = view.at(count).direction() == v1::DIRECTION_UP;
  const Figure& delta = view.figure(count);
  const auto prior_of = [&](int level) {
    return up ? view.figure(level) - delta : view.figure(level) + delta;
  };
  const Figure prior = prior_of(growth.level);
  if (!prior.has_low || prior.low <= 0) return;
  const auto fits = [&](int level) {
    const Figure of = prior_of(level);
    return of.has_low && of.low > 0 && !Disjoint(view.figure(percent), Quotient(delta, of, 100));
  };
  if (fits(growth.level) || IsOfOuterLevel(view, growth, fits)) return;
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

// 由34件增至47件; 上年为34件,今年47件; 2023年、2024年分别为34件、47件: whether the later level is said to be
// what the earlier one became. 受理34件,审结47件 are two things.
bool Becomes(std::u32string_view between) {
  if (between.empty() || between[0] == U'、' || between == U"和") return true;
  const char32_t last = between.back();
  if (last == U'至' || last == U'到' || last == U'为' || last == U'达' || last == U'成') return true;
  return ContainsAnyOf(between, U"年今");
}

// 下降24.2%(由5312次降至4026次): in brackets behind the change stand both levels.
int LevelBesidePrior(const ReportView& view, int prior) {
  const int level = view.Next(prior);
  if (level < 0 || !view.IsActualLevel(level) || view.DepthOf(level) != view.DepthOf(prior)) return -1;
  const std::u32string_view between = view.Between(prior, level);
  if (between.size() < 2 || between.size() > 5) return -1;
  return between.back() == U'至' || between.back() == U'到' || between.back() == U'为' ? level : -1;
}

// The earlier level right before the change (较上年的34件增长38.2%), or in brackets right behind it
// (增长38.2%(上年34件)).
int PriorOf(const ReportView& view, int change) {
  int before = view.Previous(change);
  // 由34件增至47件,增长38.2%: this year's level stands between.
  if (before >= 0 && view.IsActualLevel(before) && view.Previous(before) >= 0 &&
      IsPriorLevel(view, view.Previous(before))) {
    const int prior = view.Previous(before);
    const std::u32string_view between = view.Between(before, change);
    const std::u32string_view step = view.Between(prior, before);
    if (step.size() <= kLevelToPrior && Becomes(step) && between.size() <= kLevelToChange &&
        OneSentence(between) && OfTheseLevels(view, between, prior) && view.SameUnit(prior, before)) {
      return prior;
    }
  }
  if (before >= 0 && IsPriorLevel(view, before)) {
    const std::u32string_view between = view.Between(before, change);
    if (between.size() <= kPriorToChange && OfTheseLevels(view, between, before)) return before;
  }
  // 增长38.2%(上年34件); 同比增长20%,2023年为7.2万件.
  const int behind = view.Next(change);
  if (behind < 0 || !IsPriorLevel(view, behind)) return -1;
  const std::u32string_view between = view.Between(change, behind);
  if (between.size() > kPriorToChange) return -1;
  if (view.DepthOf(behind) > view.DepthOf(change)) return behind;
  // 下降7.5%,由826件降至764件
  if ((between == U",由" || between == U",从") && LevelBesidePrior(view, behind) >= 0) return behind;
  const bool names_it = view.DepthOf(behind) == view.DepthOf(change) && between[0] == U',' &&
                        !Contains(between, U"分别") && OfLastYear(view, behind) &&
                        (between.back() == U'为' || between.back() == U'是');
  return names_it ? behind : -1;
}

// This year's level that a change or an earlier level stands behind.
int LevelBefore(const ReportView& view, int i, size_t reach) {
  int level = view.Previous(i);
  // 收到92件,与上年(115件)相比下降10%: an earlier level in brackets is passed over.
  if (level >= 0 && IsPriorLevel(view, level) && view.DepthOf(level) > view.DepthOf(i))
    level = view.Previous(level);
  if (level < 0 || !view.IsActualLevel(level)) return -1;
  const std::u32string_view between = view.Between(level, i);
  return between.size() <= reach && OneSentence(between) ? level : -1;
}

// 较上年的38件减少12件,降至26件: this year's level behind the change.
int LevelBehind(const ReportView& view, int change) {
  const int level = view.Next(change);
  if (level < 0 || !view.IsActualLevel(level) || view.DepthOf(level) != view.DepthOf(change)) return -1;
  const std::u32string_view between = view.Between(change, level);
  if (between.size() < 2 || between.size() > 5 || between[0] != U',') return -1;
  const bool reaches = between.back() == U'至' || between.back() == U'到';
  const bool reached = StartsWith(between, U",达");
  return reaches && (reached || OfTheseLevels(view, between, -1)) ? level : -1;
}

// 2023年收案149件,结案142件。2024年收案186件,同比增长24.8%: the same count of the year before, further back
// in the paragraph; -1 for none.
int PriorInParagraph(const ReportView& view, const Growth& growth) {
  constexpr int kReach = 6;
  const v1::Observation& level = view.at(growth.level);
  const uint32_t own = view.report().year();
  if (own == 0 || WholeYear(level.period()) != own || level.measure().empty()) return -1;
  if (!FindingWords::Default().Has("last_year", view.Between(growth.level, growth.change))) return -1;
  for (int i = growth.level - 1; i >= 0 && i >= growth.level - kReach; --i) {
    if (view.ParagraphOf(i) != view.ParagraphOf(growth.level)) return -1;
    const v1::Observation& prior = view.at(i);
    if (prior.measure() != level.measure() || !view.SameUnit(i, growth.level)) continue;
    const bool meant = prior.kind() == v1::KIND_LEVEL && prior.status() != v1::STATUS_TARGET &&
                       !prior.grey() && WholeYear(prior.period()) + 1 == own &&
                       prior.scope() == level.scope();
    return meant ? i : -1;
  }
  return -1;
}

// Whether the period of so many months (2024-07/2024-12) follows right behind another as long.
bool FollowsPeriod(absl::string_view before, absl::string_view behind) {
  constexpr size_t kMonth = 7;
  if (before.size() != 2 * kMonth + 1 || behind.size() != before.size()) return false;
  const auto month = [](absl::string_view text) {
    int year = 0, number = 0;
    if (!absl::SimpleAtoi(text.substr(0, 4), &year) || !absl::SimpleAtoi(text.substr(5, 2), &number))
      return -1;
    return year * 12 + number;
  };
  const int first = month(before.substr(0, kMonth)), last = month(before.substr(kMonth + 1));
  const int next = month(behind.substr(0, kMonth)), end = month(behind.substr(kMonth + 1));
  return first > 0 && next == last + 1 && end - next == last - first;
}

// 上半年受理86件,下半年受理112件,较上半年增长30.2%: of two halves or quarters right before the change, the
// later is its level and the earlier what it is held against. Both say the same of the same.
void ReadPeriodsInRow(const ReportView& view, Growth& growth) {
  const int near = growth.level;
  const int far = view.Previous(near);
  if (far < 0 || !view.IsActualLevel(far) || !view.SameUnit(near, far)) return;
  if (!FindingWords::Default().Has("period_before", view.Between(near, growth.change))) return;
  const v1::Observation& a = view.at(near);
  const v1::Observation& b = view.at(far);
  if (!SaysTheSame(a.measure(), b.measure()) || a.scope() != b.scope()) return;
  if (FollowsPeriod(b.period(), a.period())) {
    growth.prior = far;
  } else if (FollowsPeriod(a.period(), b.period())) {
    growth.level = far;
    growth.prior = near;
  }
}

// Changes in a row, each with the two levels it is of.
using Series = std::vector<Growth>;

bool FollowsInTime(const v1::Observation& before, const v1::Observation& behind) {
  const uint32_t year = WholeYear(before.period());
  if (year != 0) return WholeYear(behind.period()) == year + 1;
  return FollowsPeriod(before.period(), behind.period());
}

// 增长33.3%、39.3%: the changes in a row that begin with this one.
std::vector<int> ChangesFrom(const ReportView& view, int change) {
  constexpr size_t kMost = 12;
  constexpr size_t kBetween = 5;  // code points between two changes
  std::vector<int> changes;
  for (int i = change; i >= 0 && IsChange(view, i) && changes.size() < kMost; i = view.Next(i)) {
    if (i != change && view.Between(changes.back(), i).size() > kBetween) break;
    changes.push_back(i);
  }
  return changes;
}

// As many figures in a row before `end` (behind `begin`) as asked for, all of them levels that changes can be
// of; fewer where another figure stands between.
std::vector<int> LevelsBefore(const ReportView& view, int end, size_t count) {
  std::vector<int> levels;
  for (int i = view.Previous(end); i >= 0 && levels.size() < count; i = view.Previous(i)) {
    if (view.at(i).kind() != v1::KIND_LEVEL || view.at(i).grey() || view.at(i).status() == v1::STATUS_TARGET)
      break;
    levels.push_back(i);
  }
  std::reverse(levels.begin(), levels.end());
  return levels;
}

std::vector<int> LevelsBehind(const ReportView& view, int begin, size_t count) {
  std::vector<int> levels;
  for (int i = view.Next(begin); i >= 0 && levels.size() < count; i = view.Next(i)) {
    if (view.at(i).kind() != v1::KIND_LEVEL || view.at(i).grey() || view.at(i).status() == v1::STATUS_TARGET)
      break;
    levels.push_back(i);
  }
  return levels;
}

// 2022年42件,2023年56件,2024年78件,同比分别增长33.3%、39.3%: levels of periods that follow each other, each
// change from one to the next. As many levels as changes: the first is against one that is not printed.
Series InTime(const ReportView& view, std::vector<int> changes) {
  std::vector<int> levels = LevelsBefore(view, changes[0], changes.size() + 1);
  if (levels.size() == changes.size()) changes.erase(changes.begin());
  if (levels.size() != changes.size() + 1) return {};
  Series series;
  for (size_t k = 0; k < changes.size(); ++k) {
    if (!view.SameUnit(levels[k], levels[k + 1]) || !UnitsMatch(view, changes[k], levels[k]) ||
        !FollowsInTime(view.at(levels[k]), view.at(levels[k + 1])))
      return {};
    series.push_back({changes[k], levels[k + 1], levels[k], -1});
  }
  return series;
}

// 受理178件、审结166件,较上年的156件、149件分别增长14.1%、11.4%; the earlier levels also behind the changes.
Series Respective(const ReportView& view, const std::vector<int>& changes) {
  const size_t n = changes.size();
  if (!Contains(view.LeadOf(changes[0]), U"分别")) return {};
  std::vector<int> levels = LevelsBefore(view, changes[0], 2 * n), priors;
  if (levels.size() == 2 * n && IsPriorLevel(view, levels[n])) {
    priors.assign(levels.begin() + static_cast<std::ptrdiff_t>(n), levels.end());
    levels.resize(n);
  } else {
    levels = LevelsBefore(view, changes[0], n);
    priors = LevelsBehind(view, changes.back(), n);
  }
  if (levels.size() != n || priors.size() != n) return {};
  Series series;
  for (size_t k = 0; k < n; ++k) {
    if (!view.IsActualLevel(levels[k]) || !IsPriorLevel(view, priors[0]) || !OfLastYear(view, priors[0]) ||
        !view.SameUnit(levels[k], priors[k]) || !UnitsMatch(view, changes[k], levels[k]))
      return {};
    series.push_back({changes[k], levels[k], priors[k], -1});
  }
  return series;
}

// Empty where there are no such levels.
Series SeriesFrom(const ReportView& view, int change) {
  const std::vector<int> changes = ChangesFrom(view, change);
  const auto alike = [&](int i) { return view.at(i).quantity().unit() == view.at(change).quantity().unit(); };
  if (changes.size() < 2 || !std::all_of(changes.begin(), changes.end(), alike)) return {};
  Series series = InTime(view, changes);
  return series.empty() ? Respective(view, changes) : series;
}

// Each change against its own two levels, where all of them but one fit.
void CheckSeries(const ReportView& view, const Series& series, std::vector<RawFinding>& found) {
  Growth differs;
  size_t fit = 0;
  for (const Growth& growth : series) {
    const bool blurred =
        Blurred(view, growth.change) || Blurred(view, growth.level) || Blurred(view, growth.prior);
    if (blurred || GrowthFits(view, growth)) {
      ++fit;
    } else {
      differs = growth;
    }
  }
  if (fit > 0 && fit + 1 == series.size()) AddChangeMismatch(view, differs, found);
}

// Whether the change is one of several in a row (增长33.3%、39.3%), each of a level of its own.
bool IsOneOfSeveral(const ReportView& view, int change) {
  const auto joined = [&](int a, int b) {
    if (a < 0 || b < 0 || !IsChange(view, a) || !IsChange(view, b)) return false;
    if (view.at(a).quantity().unit() != view.at(b).quantity().unit()) return false;
    const std::u32string_view between = view.Between(a, b);
    return between.size() <= 2 && !between.empty() && (between[0] == U'、' || between[0] == U'和');
  };
  return joined(view.Previous(change), change) || joined(change, view.Next(change));
}

// Whether the change is that of two levels of one thing further back in the sentence, of one period and the
// next.
bool IsOfEarlierPair(const ReportView& view, const Growth& growth) {
  constexpr int kMost = 8;
  int level = growth.level;
  for (int k = 0; k < kMost && level >= 0; ++k) {
    const int prior = view.Previous(level);
    if (prior < 0) return false;
    if (level != growth.level && view.SameUnit(prior, growth.level) && view.SameUnit(level, prior) &&
        FollowsInTime(view.at(prior), view.at(level))) {
      Growth other = growth;
      other.level = level;
      other.prior = prior;
      if (GrowthFits(view, other)) return true;
    }
    level = prior;
  }
  return false;
}

// The second of two changes in a row: 增加4件,增长26.7%; 下降10.3%和11.3%; not 增长6倍,年均增长48%.
bool IsSecondChange(const ReportView& view, const Growth& first, int change) {
  constexpr size_t kBetween = 5;
  if (first.change != view.Previous(change) || first.level < 0 || first.other >= 0) return false;
  const std::u32string_view between = view.Between(first.change, change);
  return between.size() <= kBetween && !FindingWords::Default().Has("yearly", between) &&
         view.at(first.change).direction() == view.at(change).direction();
}

}  // namespace

uint32_t LastYearNamed(std::u32string_view words) {
  for (size_t at = words.rfind(U'年'); at != words.npos && at >= 4; at = words.rfind(U'年', at - 1)) {
    uint32_t year = 0;
    for (size_t k = at - 4; k < at; ++k) {
      if (words[k] < U'0' || words[k] > U'9') break;
      year = year * 10 + (words[k] - U'0');
    }
    if (year >= 1000) return year;
  }
  return 0;
}

bool IsChange(const ReportView& view, int i) {
  const v1::Observation& observation = view.at(i);
  return observation.kind() == v1::KIND_CHANGE && !observation.grey() &&
         observation.status() == v1::STATUS_ACTUAL && observation.direction() != v1::DIRECTION_UNSPECIFIED;
}

bool UnitsMatch(const ReportView& view, int change, int level) {
  const std::string& unit = view.at(change).quantity().unit();
  const std::string& of = view.at(level).quantity().unit();
  if (unit == "%" || unit == "倍") return of != "%";
  if (unit == "个百分点" || unit == "百分点") return of == "%";
  return unit == of;
}

bool GrowthFits(const ReportView& view, const Growth& growth) {
  return ChangeFits(view, growth, view.at(growth.change).direction() == v1::DIRECTION_UP);
}

void AddChangeMismatch(const ReportView& view, const Growth& growth, std::vector<RawFinding>& found) {
  const bool up = view.at(growth.change).direction() == v1::DIRECTION_UP;
  const v1::Quantity& level = view.at(growth.level).quantity();
  const v1::Quantity& prior = view.at(growth.prior).quantity();
  RawFinding finding;
  finding.type = v1::FINDING_TYPE_CHANGE_MISMATCH;
  finding.at = {growth.change, growth.level, growth.prior};
  finding.printed = DecimalE4(view.at(growth.change).quantity().value_e4());
  const absl::int128 difference = up ? absl::int128(level.value_e4()) - prior.value_e4()
                                     : absl::int128(prior.value_e4()) - level.value_e4();
  const std::string& unit = view.at(growth.change).quantity().unit();
  const Figure& p = view.figure(growth.prior);
  const Figure& l = view.figure(growth.level);
  const Figure& c = view.figure(growth.change);
  finding.would_be.assign(3, Figure{0, 0, false, false});
  if (unit == "%" || unit == "倍") {
    if (prior.value_e4() <= 0) return;
    const int scale = unit == "%" ? 100 : 1;
    finding.expected = DecimalE4(DivideE4(difference * scale, prior.value_e4(),
                                          std::max(PrintedDecimals(view.at(growth.change).quantity()), 1)));
    if (p.low > 0) finding.would_be[0] = GrowthOf(l, p, up);
  } else {
    finding.expected = DecimalE4(difference);
    finding.would_be[0] = up ? l - p : p - l;
    finding.would_be[1] = up ? p + c : p - c;
    finding.would_be[2] = up ? l - c : l + c;
  }
  found.push_back(std::move(finding));
}

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
        if (!prior_first) growth.level = LevelBesidePrior(view, growth.prior);
        if (growth.level < 0) growth.level = LevelBefore(view, prior_first ? growth.prior : i, kLevelToPrior);
        if (growth.level < 0 && prior_first) growth.level = LevelBehind(view, i);
      }
      if (growth.level >= 0 &&
          (!view.SameUnit(growth.level, growth.prior) || !UnitsMatch(view, i, growth.level))) {
        growth.prior = growth.level = -1;
      }
    }
    if (growth.level < 0) {
      growth.prior = -1;
      growth.level = LevelBefore(view, i, kLevelToChange);
      if (growth.level >= 0 && !OfTheseLevels(view, view.Between(growth.level, i), -1)) growth.level = -1;
      if (growth.level >= 0 && !UnitsMatch(view, i, growth.level)) growth.level = -1;
    }
    // 同比增加37件,增长24.8%,达到186件
    if (growth.level < 0) {
      const int first = view.Previous(i), behind = LevelBehind(view, i);
      const bool two = first >= 0 && behind >= 0 && IsChange(view, first) && UnitsMatch(view, i, behind) &&
                       UnitsMatch(view, first, behind) && IsSecondChange(view, {first, behind}, i) &&
                       (growths.empty() || growths.back().change != first);
      if (two) {
        growths.push_back({i, behind, -1, first});
        continue;
      }
      if (!growths.empty() && IsSecondChange(view, growths.back(), i)) growths.back().other = i;
      continue;
    }
    growths.push_back(growth);
  }
  return growths;
}

void FindChanges(const ReportView& view, std::vector<RawFinding>& found) {
  std::vector<bool> in_series(static_cast<size_t>(view.size()));
  for (int i = 0; i < view.size(); ++i) {
    if (!IsChange(view, i) || in_series[static_cast<size_t>(i)]) continue;
    const Series series = SeriesFrom(view, i);
    for (int k = i; !series.empty() && k <= series.back().change; ++k)
      in_series[static_cast<size_t>(k)] = true;
    CheckSeries(view, series, found);
  }
  for (Growth growth : ReadGrowths(view)) {
    if (in_series[static_cast<size_t>(growth.change)]) continue;
    if (IsOneOfSeveral(view, growth.change) && growth.prior >= 0 && IsOfEarlierPair(view, growth)) continue;
    if (growth.prior < 0 && !IsOneOfSeveral(view, growth.change)) ReadPeriodsInRow(view, growth);
    if (growth.prior < 0) growth.prior = PriorInParagraph(view, growth);
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
