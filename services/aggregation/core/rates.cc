#include <algorithm>

#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/far_bases.h"
#include "services/aggregation/core/rate_bases.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"
#include "services/text/normalize.h"

namespace fazhi::aggregation {
namespace {

const Figure kAnything = {0, 0, false, false, false};

// 发现问题案卷18份,合格率92.5%: the rate is that of the rest.
bool FitsTheRest(const ReportView& view, int rate, const RateBase& base) {
  const Figure rest = view.figure(base.denominator) - view.figure(base.numerator);
  return !Disjoint(view.figure(rate), Quotient(rest, view.figure(base.denominator), 100));
}

std::u32string_view Tail(std::u32string_view words) {
  constexpr size_t kMost = 40;
  return words.size() > kMost ? words.substr(words.size() - kMost) : words;
}

// 即办件占比86%: a share of what it names, which must be the count's own words; 占比86% names nothing.
bool SharesOf(const ReportView& view, int rate, int numerator) {
  std::u32string_view name = view.LeadOf(rate);
  const size_t share = name.find(U"占比");
  if (share == name.npos) return true;
  name = name.substr(0, share);
  name = Tail(name.substr(name.find_last_of(U",、;(。") + 1));
  std::u32string count(Tail(view.LeadOf(numerator)));
  count += NarrowCodePoints(view.at(numerator).measure());
  if (name.size() < 2) return true;
  for (size_t i = 0; i + 2 <= name.size(); ++i) {
    if (Contains(count, name.substr(i, 2))) return true;
  }
  return false;
}

// 立案286件,办结271件;生态环境领域立案57件,办结率98.2%: behind the counts, in another part of the sentence,
// another count stands that the rate is nearer to.
bool Superseded(const ReportView& view, int rate, int numerator) {
  constexpr int kReach = 8;
  int steps = 0;
  for (int i = view.Previous(rate); i > numerator && steps < kReach; i = view.Previous(i), ++steps) {
    if (view.IsCount(i) && view.SameUnit(i, numerator) && Contains(view.Between(numerator, i), U';'))
      return true;
  }
  return false;
}

// 七个工作日内公示率97.4%: the rate of what was done in so many days.
bool WithinDays(const ReportView& view, int rate) {
  const uint32_t begin = view.at(rate).span().begin() - static_cast<uint32_t>(view.LeadOf(rate).size());
  const std::u32string_view before = view.Text(begin - std::min<uint32_t>(begin, 1), begin);
  return before == U"内" || StartsWith(view.LeadOf(rate), U"内");
}

// The place or the body that the words name first: 霍川县, 城管局, 区法院; empty for none. 各县, 我局, 县级,
// 市场 and 社区 are no names.
std::u32string_view PlaceIn(std::u32string_view words) {
  constexpr size_t kName = 3;
  const FindingWords& lists = FindingWords::Default();
  for (size_t end = kName; end <= words.size(); ++end) {
    const std::u32string_view name = words.substr(end - kName, kName);
    if (lists.EndingIn("place_end", name).empty() || !std::all_of(name.begin(), name.end(), IsHan)) continue;
    const std::u32string_view called = name.substr(0, kName - 1);
    if (lists.Has("no_name", called) || !lists.EndingIn("no_name_end", called).empty()) continue;
    if (lists.BeginningWith("place_goes_on", words.substr(end)).empty()) return name;
  }
  return {};
}

// 怀谷县审结40件,败诉8件,霍川县败诉率13.5%: the rate is another place's than the count's.
bool OfAnotherPlace(const ReportView& view, int rate, int count) {
  constexpr uint32_t kBefore = 60;
  const std::u32string_view place = PlaceIn(Tail(view.LeadOf(rate)));
  if (place.empty()) return false;
  const uint32_t end = view.at(count).span().begin();
  const uint32_t begin = std::max(view.ParagraphOf(count), end - std::min(end, kBefore));
  return !Contains(view.Text(begin, end), place);
}

// Whether the count can be the rate's numerator by the rate's own words. 办结9080件,按期办结率100%: the count
// is not said to be of what was done in time.
bool SpeaksOf(const ReportView& view, int rate, int numerator) {
  return !WithinDays(view, rate) &&
         FindingWords::Default().AllIn("qualifier", view.LeadOf(rate), view.LeadOf(numerator)) &&
         SharesOf(view, rate, numerator) && !Superseded(view, rate, numerator) &&
         !OfAnotherPlace(view, rate, numerator);
}

// 第一产业占3.8%,第三产业占15.3%: the counts make another rate of the sentence, so they are that one's.
bool IsAnothersRate(const ReportView& view, int rate, const RateBase& base) {
  constexpr int kReach = 4;
  for (const bool before : {true, false}) {
    const auto step = [&](int i) { return before ? view.Previous(i) : view.Next(i); };
    int steps = 0;
    for (int i = step(rate); i >= 0 && steps < kReach; i = step(i), ++steps) {
      if (view.IsRate(i) && RateFits(view, i, base.numerator, base.denominator)) return true;
    }
  }
  return false;
}

// 审结27宗,胜诉24宗,撤诉3宗,胜诉率100%: the rate is of what is left when another part is taken off.
bool FitsWithoutAnother(const ReportView& view, int rate, const RateBase& base) {
  for (int i = view.Previous(rate); i > base.denominator; i = view.Previous(i)) {
    if (i == base.numerator || !view.IsCount(i) || !view.SameUnit(i, base.denominator)) continue;
    const Figure left = view.figure(base.denominator) - view.figure(i);
    if (left.low > 0 && !Disjoint(view.figure(rate), Quotient(view.figure(base.numerator), left, 100)))
      return true;
  }
  return false;
}

// 办结743件,其中维持318件、撤销62件、确认违法37件、责令履行21件,纠错率16.2%: the rate is of several parts
// that stand in a row, this one among them.
bool FitsWithNeighbours(const ReportView& view, int rate, const RateBase& base) {
  constexpr size_t kMostParts = 12;
  std::vector<int> parts;
  size_t own = 0;
  for (int i = view.Previous(rate); i > base.denominator && parts.size() < kMostParts; i = view.Previous(i)) {
    if (!view.IsCount(i) || !view.SameUnit(i, base.denominator)) continue;
    if (i == base.numerator) own = parts.size();
    parts.push_back(i);
  }
  for (size_t from = 0; from <= own && from < parts.size(); ++from) {
    Figure sum = view.figure(parts[from]);
    for (size_t to = from + 1; to < parts.size(); ++to) {
      sum = sum + view.figure(parts[to]);
      if (sum.low > view.figure(base.denominator).high) break;
      if (to >= own && !Disjoint(view.figure(rate), Quotient(sum, view.figure(base.denominator), 100)))
        return true;
    }
  }
  return false;
}

// 一审审结132件,败诉9件。二审审结49件,败诉2件,全年败诉率6.1%: the rate is of this pair and the one before it
// together, whose part is said in the same last word.
bool FitsTwoPairs(const ReportView& view, int rate, const RateBase& base) {
  constexpr int kReach = 6;
  const std::u32string_view lead = view.LeadOf(base.numerator);
  if (lead.size() < 2) return false;
  const auto counts = [&](int i) { return view.IsCount(i) && view.SameUnit(i, base.denominator); };
  for (int i = base.denominator - 1; i > 0 && i >= base.denominator - kReach; --i) {
    if (!counts(i) || !counts(i - 1) || !EndsWith(view.LeadOf(i), lead.substr(lead.size() - 2))) continue;
    const Figure part = view.figure(base.numerator) + view.figure(i);
    const Figure whole = view.figure(base.denominator) + view.figure(i - 1);
    if (whole.low > 0 && !Disjoint(view.figure(rate), Quotient(part, whole, 100))) return true;
  }
  return false;
}

// 制定12件,应报备11件,报备率100%: what was due is the rate's base.
bool IsDueItself(const ReportView& view, int rate, int numerator) {
  const std::u32string_view name = view.LeadOf(rate), lead = view.LeadOf(numerator);
  const size_t end = name.rfind(U'率');
  if (end == name.npos || end < 2) return false;
  const std::u32string due = std::u32string(U"应") + std::u32string(name.substr(end - 2, 2));
  return Contains(lead, due) && !Contains(lead, due + U"的");
}

// 应诉案件43件,负责人出庭42件,出庭率100%: not in all that came in was a head due. 应出庭43件,实际出庭42件,
// 县领导出庭应诉率100%: of those who are named.
bool IsAllOfFewer(const ReportView& view, int rate, const RateBase& base) {
  if (view.at(rate).quantity().value_e4() != 1000000) return false;
  const FindingWords& words = FindingWords::Default();
  const std::u32string_view whole = view.LeadOf(base.denominator);
  if (words.Has("not_all_due", whole) && !words.Has("due", whole)) return true;
  return !words.AllIn("told_of", view.LeadOf(rate), view.LeadOf(base.numerator));
}

// 应诉96件,胜诉71件、败诉7件,分别占审结案件的91.0%、9.0%: of those closed, which are not printed.
bool NamesThoseClosed(const ReportView& view, int rate, int denominator) {
  constexpr int kReach = 12;
  int first = rate;
  for (int steps = 0; steps < kReach && view.Previous(first) >= 0 && view.IsRate(view.Previous(first));
       ++steps)
    first = view.Previous(first);
  const std::u32string_view lead = view.LeadOf(first);
  const size_t share = lead.rfind(U'占');
  const FindingWords& words = FindingWords::Default();
  if (share == lead.npos || !words.Has("closed", lead.substr(share))) return false;
  std::u32string whole(view.LeadOf(denominator));
  whole += NarrowCodePoints(view.at(denominator).measure());
  return !words.Has("closed", whole);
}

void NoteOtherBase(RawFinding finding, int denominator, std::vector<RawFinding>& found) {
  finding.type = v1::FINDING_TYPE_OTHER_BASE;
  finding.note = true;
  finding.expected.clear();
  finding.at.back() = denominator;
  found.push_back(std::move(finding));
}

// Whether another count before it in the paragraph makes the rate: then the words were read wrongly.
bool FitsOtherCount(const ReportView& view, int rate, int numerator) {
  constexpr int kReach = 8;
  for (int i = numerator - 1; i >= 0 && i >= numerator - kReach; --i) {
    if (view.ParagraphOf(i) != view.ParagraphOf(rate)) return false;
    if (view.IsCount(i) && view.SameUnit(i, numerator) && RateFits(view, rate, numerator, i)) return true;
  }
  return false;
}

// Whether the rate is an indicator that the catalog makes from another count than this one: what it was made
// from is not printed.
bool IsMadeFromOther(const ReportView& view, int rate, int denominator) {
  const v1::Indicator* indicator = view.catalog().Find(view.at(rate).indicator());
  const std::string& own = view.at(denominator).indicator();
  return indicator != nullptr && !indicator->denominator().empty() && !own.empty() &&
         own != indicator->denominator();
}

// 受理46件,维持35件,纠错6件,纠错率14.3%: how cases ended is a rate of those that were closed, which are not
// printed.
bool IsOfClosed(const ReportView& view, const RateBase& base) {
  if (base.denominator > base.numerator) return false;  // 化解2367件,占受理总数2415件的98.0%: it is named
  const FindingWords& words = FindingWords::Default();
  if (!words.Has("intake", view.LeadOf(base.denominator)) || words.Has("closed", view.LeadOf(base.numerator)))
    return false;
  for (int i = view.Previous(base.numerator); i > base.denominator; i = view.Previous(i)) {
    if (view.IsCount(i) && words.Has("closed", view.LeadOf(i))) return false;
  }
  return true;
}

// 受理1186件,调撤412件,调撤率43.6%: how they ended, of fewer than came in but of most of them.
bool IsOfMostClosed(const ReportView& view, int rate, const RateBase& base) {
  const FindingWords& words = FindingWords::Default();
  const std::u32string_view lead = view.LeadOf(rate);
  const size_t end = lead.rfind(U'率');
  if (end == lead.npos || words.EndingIn("closed_rate", lead.substr(0, end + 1)).empty()) return false;
  if (words.Has("within", view.LeadOf(base.numerator))) return false;
  const Figure& printed = view.figure(rate);
  const Figure made = RateOf(view, base.numerator, base.denominator);
  return printed.low > made.high && printed.low * 2 < made.high * 3;
}

// 受理1115件,以调解、和解方式结案205件,调解和解率29.8%: so is the way in which some were closed.
bool IsWayOfClosing(const ReportView& view, const RateBase& base) {
  return ContainsOneOf(view.LeadOf(base.numerator), {U"方式结案", U"方式办结", U"方式审结"}) &&
         !FindingWords::Default().Has("closed", view.LeadOf(base.denominator));
}

void CheckRatio(const ReportView& view, int rate, const RateBase& base, std::vector<RawFinding>& found) {
  const v1::Quantity& printed = view.at(rate).quantity();
  RawFinding finding;
  finding.at = {rate, base.numerator, base.denominator};
  finding.printed = DecimalE4(printed.value_e4());
  const v1::Quantity& n = view.at(base.numerator).quantity();
  const v1::Quantity& d = view.at(base.denominator).quantity();
  const absl::int128 part =
      base.rest ? absl::int128(d.value_e4()) - n.value_e4() : absl::int128(n.value_e4());
  finding.expected =
      DecimalE4(DivideE4(part * 100, absl::int128(d.value_e4()), std::max(PrintedDecimals(printed), 1)));
  if (RateFits(view, rate, base.numerator, base.denominator)) {
    const v1::Indicator* indicator = view.catalog().Find(view.at(rate).indicator());
    if (IsMadeFromOther(view, rate, base.denominator) &&
        view.at(base.numerator).indicator() == indicator->numerator())
      NoteOtherBase(std::move(finding), base.denominator, found);
    return;
  }
  if (FitsTheRest(view, rate, base) || view.figure(base.numerator).low > view.figure(base.denominator).high)
    return;
  // 12个乡镇收到377件,其中城关镇152件,占全县总数的28.6%: the share names a whole that is not printed.
  if (Contains(view.LeadOf(rate), U'占') && Wider(view, rate, base.denominator)) return;
  for (int other : OtherBases(view, base.denominator)) {
    if (other == base.numerator || !view.SameUnit(other, base.denominator)) continue;
    if (!RateFits(view, rate, base.numerator, other)) continue;
    NoteOtherBase(std::move(finding), other, found);
    return;
  }
  if (FitsOtherCount(view, rate, base.numerator) || IsAnothersRate(view, rate, base) ||
      FitsWithoutAnother(view, rate, base) || FitsWithNeighbours(view, rate, base) ||
      FitsTwoPairs(view, rate, base) || IsDueItself(view, rate, base.numerator) ||
      NamesThoseClosed(view, rate, base.denominator) || IsAllOfFewer(view, rate, base))
    return;
  if (IsWayOfClosing(view, base)) return;
  const bool apart = view.Previous(base.numerator) != base.denominator;
  if (apart && IsMadeFromOther(view, rate, base.denominator)) return;
  if ((apart || IsOfMostClosed(view, rate, base)) && IsOfClosed(view, base)) return;
  finding.type = v1::FINDING_TYPE_RATE_MISMATCH;
  const Figure& p = view.figure(rate);
  if (base.rest) {
    finding.would_be.assign(3, kAnything);
    found.push_back(std::move(finding));
    return;
  }
  finding.would_be.push_back(RateOf(view, base.numerator, base.denominator));
  Figure numerator;  // p * d / 100
  numerator.has_low = p.has_low;
  numerator.has_high = p.has_high;
  numerator.low = p.low * view.figure(base.denominator).low / 2000000;
  numerator.high = p.high * view.figure(base.denominator).high / 2000000 + 1;
  finding.would_be.push_back(numerator);
  finding.would_be.push_back(p.low > 0 ? Quotient(view.figure(base.numerator), p, 100) : kAnything);
  found.push_back(std::move(finding));
}

void CheckReach(const ReportView& view, int rate, int base, std::vector<RawFinding>& found) {
  if (Reachable(view.figure(rate), view.at(base).quantity())) return;
  RawFinding finding;
  finding.at = {rate, base};
  finding.printed = DecimalE4(view.at(rate).quantity().value_e4());
  finding.would_be.assign(2, kAnything);
  for (int other : OtherBases(view, base)) {
    if (!IsWholeCount(view.at(other).quantity()) || !view.SameUnit(base, other)) continue;
    if (!Reachable(view.figure(rate), view.at(other).quantity())) continue;
    NoteOtherBase(std::move(finding), other, found);
    return;
  }
  finding.type = v1::FINDING_TYPE_RATE_UNREACHABLE;
  found.push_back(std::move(finding));
}

}  // namespace

void FindRates(const ReportView& view, std::vector<RawFinding>& found) {
  const FarBases far(view);
  std::vector<RateBase> bases(static_cast<size_t>(view.size()));
  for (int i = 0; i < view.size(); ++i) {
    if (!view.IsRate(i)) continue;
    RateBase& base = bases[static_cast<size_t>(i)];
    base = BaseOfRate(view, i);
    if (base.denominator >= 0) {
      const Figure& denominator = view.figure(base.denominator);
      if (denominator.has_low && denominator.low > 0 && SpeaksOf(view, i, base.numerator))
        CheckRatio(view, i, base, found);
      continue;
    }
    const v1::Quantity& printed = view.at(i).quantity();
    if (printed.bound() != v1::BOUND_EXACT || printed.value_e4() <= 0 || printed.value_e4() >= 1000000)
      continue;
    RateBase far_base = far.InReport(i);
    if (far_base.denominator < 0) far_base = far.InSection(i);
    if (far_base.denominator >= 0 && SpeaksOf(view, i, far_base.numerator) &&
        !OfAnotherPlace(view, i, far_base.denominator)) {
      CheckRatio(view, i, far_base, found);
      continue;
    }
    const int alone = BaseAlone(view, i, bases);
    if (alone < 0 || !IsWholeCount(view.at(alone).quantity()) || OfAnotherPlace(view, i, alone)) continue;
    base.denominator = alone;
    CheckReach(view, i, alone, found);
  }
}

}  // namespace fazhi::aggregation
