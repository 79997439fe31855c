#include "services/aggregation/core/rate_bases.h"

#include <algorithm>

#include "services/aggregation/core/words.h"
#include "services/text/affixes.h"

namespace fazhi::aggregation {
namespace {

constexpr int kReach = 12;          // quantities that are looked back over
constexpr size_t kRateWords = 14;   // code points between a numerator and the rate made from it
constexpr size_t kShareWords = 30;  // between a part and the whole that a share names
constexpr size_t kMostCounts = 8;
constexpr size_t kMostParts = 32;

// 应出庭, 应当出庭: what was due is a rate's base.
bool IsDue(char32_t c) { return c == U'应' || c == U'当' || c == U'须'; }
bool Negates(char32_t c) { return c == U'不' || c == U'未' || c == U'无' || c == U'没' || c == U'非'; }

bool ValidRatio(const ReportView& view, int rate) {
  const v1::Observation& observation = view.at(rate);
  if (!observation.has_rate_of()) return false;
  const int n = static_cast<int>(observation.rate_of().numerator());
  const int d = static_cast<int>(observation.rate_of().denominator());
  return n < view.size() && d < view.size() && n != rate && d != rate && n != d && view.IsCount(n) &&
         view.IsCount(d) && view.SameUnit(n, d) && view.SectionOf(n) == view.SectionOf(rate) &&
         view.SectionOf(d) == view.SectionOf(rate);
}

// The observation of that indicator in the sentence of i that stands before it, same scope and period; -1 for
// none, and where the sentence has several values of it.
int OneInSentence(const ReportView& view, int i, const std::string& indicator) {
  if (indicator.empty()) return -1;
  int found = -1, others = 0;
  int steps = 0;
  for (int j = view.Previous(i); j >= 0 && steps < kReach; j = view.Previous(j), ++steps) {
    for (int k = j; k >= 0 && view.at(k).span().begin() == view.at(j).span().begin(); --k) {
      const v1::Observation& candidate = view.at(k);
      if (candidate.indicator() != indicator || !view.IsCount(k)) continue;
      const bool meant = candidate.scope() == view.at(i).scope() && candidate.period() == view.at(i).period();
      if (!meant) {
        ++others;
        continue;
      }
      if (found >= 0 && view.at(found).quantity().value_e4() != candidate.quantity().value_e4()) return -1;
      found = k;
    }
  }
  return others > 0 ? -1 : found;
}

std::u32string_view WithoutStops(std::u32string_view words) {
  const size_t begin = words.find_first_not_of(U",、;(。\u201C");
  return begin == words.npos ? std::u32string_view() : words.substr(begin);
}

// The words of a rate up to its 率: 综合纠错率 of 综合纠错率达.
std::u32string_view RateName(std::u32string_view words) {
  const size_t end = words.rfind(U'率');
  return end == words.npos || words.size() - end > 4 ? words : words.substr(0, end + 1);
}

// Whether the rate's own word begins as the count's words do somewhere (整改 of 整改率). A word before it
// (按期审结率) makes it the rate of something else.
bool TakesUp(std::u32string_view rate_words, std::u32string_view count_words) {
  constexpr size_t kTwoWords = 4;
  size_t end = rate_words.rfind(U'率');
  if (end == rate_words.npos) end = rate_words.rfind(U"比例");
  if (end == rate_words.npos || end < 2) return false;
  // 调解12138件,调解成功率97.5%: what was only tried did not succeed.
  const FindingWords& words = FindingWords::Default();
  if (words.Has("succeeded", rate_words.substr(0, end)) && !words.Has("succeeded", count_words)) return false;
  // 年审通过率, 不合格产品召回率: a longer name says at its end what it is a rate of.
  if (end >= kTwoWords) {
    const std::u32string_view last = rate_words.substr(end - 2, 2);
    if (!Contains(count_words, last) && !words.ShareLine("same_act", last, count_words) &&
        !words.Has("completes", last))
      return false;
  }
  const std::u32string_view act = rate_words.substr(0, 2);
  const size_t at = count_words.find(act);
  if (at != count_words.npos) {
    return at == 0 || !(Negates(count_words[at - 1]) || IsDue(count_words[at - 1]));
  }
  if (ContainsAnyOf(count_words, U"不未无没")) return false;
  return words.ShareLine("same_act", act, count_words);
}

// 案卷180卷,其中乡镇案卷64卷,案卷优秀率31.1%: what the rate begins with is the thing that both counts are of,
// and what it is a rate of (优秀) the second does not say.
bool NamesOnlyTheThing(const ReportView& view, int rate, const RateBase& base) {
  constexpr size_t kAct = 2;
  std::u32string_view name = RateName(WithoutStops(view.LeadOf(rate)));
  if (name.size() < 2 * kAct + 1 || name.back() != U'率') return false;
  name.remove_suffix(1);
  const std::u32string_view part = view.LeadOf(base.numerator), whole = view.LeadOf(base.denominator);
  const FindingWords& words = FindingWords::Default();
  if (!Contains(whole, name.substr(0, kAct)) || words.IsPair(whole, part)) return false;
  const std::u32string_view act = name.substr(name.size() - kAct);
  return !Contains(part, act) && !words.ShareLine("same_act", act, part);
}

// Whether the count is said to be without what the rate is of (不合格17批次, 合格率).
bool Denies(std::u32string_view rate_words, std::u32string_view count_words) {
  const size_t end = rate_words.rfind(U'率');
  if (end == rate_words.npos || end < 2) return false;
  const std::u32string_view act = rate_words.substr(end - 2, 2);
  const size_t at = count_words.rfind(act);
  return at != count_words.npos && at > 0 && at + act.size() == count_words.size() &&
         (count_words[at - 1] == U'不' || count_words[at - 1] == U'未') &&
         (end == 2 || rate_words[end - 3] != count_words[at - 1]);
}

// Counts of one unit with `count` before it in its sentence, nearest first.
std::vector<int> CountsBefore(const ReportView& view, int count) {
  std::vector<int> counts;
  int steps = 0;
  for (int i = view.Previous(count); i >= 0 && steps < kReach && counts.size() < kMostCounts;
       i = view.Previous(i), ++steps) {
    if (view.IsCount(i) && view.SameUnit(i, count) && view.DepthOf(i) <= view.DepthOf(count))
      counts.push_back(i);
  }
  return counts;
}

// The whole that a count is tied to, or the nearest count before it that can be its whole.
int WholeOf(const ReportView& view, int count) {
  if (view.at(count).has_part_of()) {
    const int whole = static_cast<int>(view.at(count).part_of());
    const bool good =
        whole < view.size() && whole != count && view.IsCount(whole) && view.SameUnit(count, whole);
    return good ? whole : -1;
  }
  for (int before : CountsBefore(view, count)) {
    const Figure& figure = view.figure(before);
    // 审结96件,纠错23件,和解17件: what is a part itself is no whole of the next, unless that is said of it.
    if (view.at(before).has_part_of() &&
        !FindingWords::Default().IsPair(view.LeadOf(before), view.LeadOf(count)))
      return -1;
    if (figure.has_low && view.figure(count).low <= figure.low) return before;
    return -1;
  }
  return -1;
}

// 占: …176件次,占全县418件次的42.1%; …52件,占16.4%; …15件,占审结案件的34.9%.
bool BaseOfShare(const ReportView& view, int rate, RateBase& base) {
  const int before = view.Previous(rate);
  if (before < 0 || !view.IsCount(before)) return false;
  const std::u32string_view words = WithoutStops(view.Between(before, rate));
  if (!words.empty() && words[0] == U'的' && words.size() <= 4) {
    const int part = view.Previous(before);
    if (part < 0 || !view.IsCount(part) || !view.SameUnit(part, before)) return false;
    // 171个行政村建立工作室,占行政村总数190个的80.5%.
    std::u32string_view between = view.Between(part, before);
    if (between.size() > kShareWords) return false;
    between = between.substr(between.find_last_of(U",、;") + 1);
    if (between.empty() || between[0] != U'占' || between.size() > kRateWords) return false;
    base.numerator = part;
    base.denominator = before;
    return true;
  }
  if (words.empty() || words[0] != U'占' || words.size() > kRateWords) return false;
  std::u32string_view named = words.substr(1);
  if (IsOneOf(named, {U"比达", U"比为", U"比", U"总数的", U"总量的", U"到", U"全部的"})) named = {};
  base.numerator = before;
  if (named.empty()) {
    // Of the whole that the count is tied to or said to be in, never of the number that happens to stand
    // before it.
    const bool tied =
        view.at(before).has_part_of() || FindingWords::Default().Has("within", view.LeadOf(before));
    if (tied) base.denominator = WholeOf(view, before);
  } else if (named.size() >= 3) {
    // The base is named: the one count before whose words hold the name's beginning.
    for (int count : CountsBefore(view, before)) {
      if (Contains(view.LeadOf(count), named.substr(0, 2))) {
        base.denominator = count;
        break;
      }
    }
  }
  return base.denominator >= 0;
}

// 整改销号70个,整改率95.9%.
bool BaseOfNamedRate(const ReportView& view, int rate, RateBase& base) {
  if (!CountOfNamedRate(view, rate, base)) return false;
  const FindingWords& words = FindingWords::Default();
  const int count = base.numerator;
  const std::u32string_view between = view.Between(count, rate);
  base.denominator = WholeOf(view, count);
  if (base.denominator < 0 || NamesOnlyTheThing(view, rate, base)) return false;
  // 审结331件,未审结41件,审结率89.0%: of both together.
  if (base.rest && TakesUp(WithoutStops(between), view.LeadOf(base.denominator))) return false;
  if (view.at(count).has_part_of() || base.rest) return true;
  if (words.IsPair(view.LeadOf(base.denominator), view.LeadOf(count))) return true;
  // Tied by nothing but order: not where the count may itself be the base (责令整改35家,整改率100%).
  return view.at(rate).quantity().value_e4() < 1000000 &&
         !(words.Has("own_base", view.LeadOf(count)) &&
           Reachable(view.figure(rate), view.at(count).quantity()));
}

// 出庭应诉率97.2%,应出庭72件: the count right behind the rate and a stop, of nobody else.
bool RightBehind(const ReportView& view, int rate, int count) {
  constexpr size_t kMost = 10;
  const std::u32string_view between = view.Between(rate, count);
  const FindingWords& words = FindingWords::Default();
  if (view.Previous(rate) >= 0) return false;
  return view.DepthOf(count) == view.DepthOf(rate) && between.size() <= kMost && StartsWith(between, U",") &&
         !words.Has("within", between) && !words.Has("told_of", between) && !words.Has("narrower", between);
}

// 出庭应诉率为97.2%(应出庭72件,实际出庭70件).
bool BaseBehind(const ReportView& view, int rate, RateBase& base) {
  const int whole = view.Next(rate);
  if (whole < 0 || !view.IsCount(whole)) return false;
  const bool brackets = view.DepthOf(whole) > view.DepthOf(rate);
  if (!brackets && !RightBehind(view, rate, whole)) return false;
  const int part = view.Next(whole);
  if (part < 0 || !view.IsCount(part) || !view.SameUnit(whole, part)) return false;
  if (view.DepthOf(part) != view.DepthOf(whole)) return false;
  if (!FindingWords::Default().IsPair(view.LeadOf(whole), view.LeadOf(part))) return false;
  // 实际出庭 of 出庭应诉率
  const std::u32string_view done = view.LeadOf(part);
  if (!brackets && !Contains(view.LeadOf(rate), done.substr(done.size() - std::min<size_t>(done.size(), 2))))
    return false;
  base.numerator = part;
  base.denominator = whole;
  return true;
}

// Whether a count between the base and the rate makes the rate: then that was its base (审结26件,其中涉及自然
// 资源9件,该领域纠错率33.3%).
bool NearerBase(const ReportView& view, int rate, int base) {
  int steps = 0;
  for (int i = view.Previous(rate); i > base && steps < kReach; i = view.Previous(i), ++steps) {
    if (view.IsCount(i) && view.SameUnit(i, base) && Reachable(view.figure(rate), view.at(i).quantity()))
      return true;
  }
  return false;
}

// The closed count right before a rate of what was closed, or that of the rate right before it.
int ClosedBefore(const ReportView& view, int rate, const std::vector<RateBase>& bases) {
  const FindingWords& words = FindingWords::Default();
  if (words.EndingIn("closed_rate", RateName(view.LeadOf(rate))).empty()) return -1;
  const int before = view.Previous(rate);
  if (before < 0) return -1;
  const int base = bases[before].denominator >= 0 ? bases[before].denominator : before;
  if (!view.IsCount(base) || view.at(base).period() != view.at(rate).period()) return -1;
  // 以调解方式结案39件,调解率17.5%: what the rate is made from, not of.
  const bool made_from = TakesUp(RateName(WithoutStops(view.LeadOf(rate))), view.LeadOf(base));
  return words.Has("closed", view.LeadOf(base)) && !made_from ? base : -1;
}

}  // namespace

bool CountOfNamedRate(const ReportView& view, int rate, RateBase& base) {
  const FindingWords& words = FindingWords::Default();
  const int count = view.Previous(rate);
  if (count < 0 || !view.IsCount(count)) return false;
  const std::u32string_view between = view.Between(count, rate);
  if (between.size() > kRateWords || words.Has("last_year", between)) return false;
  if (words.Has("reduction", between) || Contains(between, U'占')) return false;
  base.rest = Denies(WithoutStops(between), view.LeadOf(count));
  if (!base.rest && !TakesUp(WithoutStops(between), view.LeadOf(count))) return false;
  base.numerator = count;
  return true;
}

bool Wider(const ReportView& view, int rate, int count) {
  return !FindingWords::Default().AllIn("wider", view.LeadOf(rate), view.LeadOf(count));
}

Figure RateOf(const ReportView& view, int numerator, int denominator) {
  return Quotient(view.figure(numerator), view.figure(denominator), 100);
}

bool RateFits(const ReportView& view, int rate, int numerator, int denominator) {
  if (view.figure(denominator).low <= 0) return true;
  return !Disjoint(view.figure(rate), RateOf(view, numerator, denominator));
}

bool Reachable(const Figure& rate, const v1::Quantity& base) {
  const absl::int128 count = base.value_e4() / 10000;
  if (count <= 0) return true;
  // Smallest n with n / count * 100 >= the rate's lower end, in 1/20,000.
  const absl::int128 scale = 2000000;
  const absl::int128 n = (rate.low * count + scale - 1) / scale;
  return rate.high_open ? n * scale < rate.high * count : n * scale <= rate.high * count;
}

std::vector<int> OtherBases(const ReportView& view, int denominator) {
  std::vector<int> bases;
  int i = denominator;
  for (int steps = 0; steps < 4; ++steps) {
    if (!view.at(i).has_part_of()) break;
    const int whole = static_cast<int>(view.at(i).part_of());
    if (whole >= view.size() || whole == i) break;
    i = whole;
    if (view.IsCount(i)) bases.push_back(i);
  }
  const std::vector<int>& parts = view.PartsOf(denominator);
  for (size_t p = 0; p < parts.size() && p < kMostParts && bases.size() < kMostCounts; ++p) {
    const int part = parts[p];
    if (view.IsCount(part) && FindingWords::Default().Has("closed", view.LeadOf(part))) bases.push_back(part);
  }
  return bases;
}

RateBase BaseOfRate(const ReportView& view, int rate) {
  RateBase base;
  if (ValidRatio(view, rate)) {
    base.numerator = static_cast<int>(view.at(rate).rate_of().numerator());
    base.denominator = static_cast<int>(view.at(rate).rate_of().denominator());
    return base;
  }
  const v1::Indicator* indicator = view.catalog().Find(view.at(rate).indicator());
  if (indicator != nullptr && !indicator->numerator().empty()) {
    base.numerator = OneInSentence(view, rate, indicator->numerator());
    base.denominator = OneInSentence(view, rate, indicator->denominator());
    if (base.numerator >= 0 && base.denominator >= 0) return base;
  }
  for (const auto read : {BaseOfShare, BaseOfNamedRate, BaseBehind}) {
    base = RateBase();
    if (read(view, rate, base)) return base;
  }
  return RateBase();
}

int BaseAlone(const ReportView& view, int rate, const std::vector<RateBase>& bases) {
  if (FindingWords::Default().Has("overall", view.LeadOf(rate))) return -1;
  int base = -1;
  const v1::Indicator* indicator = view.catalog().Find(view.at(rate).indicator());
  if (indicator != nullptr && !indicator->denominator().empty()) {
    base = OneInSentence(view, rate, indicator->denominator());
  }
  if (base < 0) base = ClosedBefore(view, rate, bases);
  if (base < 0) return -1;
  // 执法人员22人,执法岗位持证率93.2%; 许可案卷28卷、处罚案卷36卷,合格率95.3% of both.
  const std::u32string_view lead = view.LeadOf(base);
  if (!FindingWords::Default().AllIn("qualifier", view.LeadOf(rate), lead)) return -1;
  if (!lead.empty() && IsAnyOf(lead[0], U"、和及")) return -1;
  if (Wider(view, rate, base) || NearerBase(view, rate, base)) return -1;
  return base;
}

}  // namespace fazhi::aggregation
