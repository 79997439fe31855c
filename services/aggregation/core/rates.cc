#include <algorithm>

#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"

namespace fazhi::aggregation {
namespace {

constexpr int kReach = 12;         // quantities that are looked back over
constexpr size_t kRateWords = 14;  // code points between a numerator and the rate made from it

// The base that a rate's words or its catalog entry give, and how it was found.
struct Base {
  int numerator = -1;
  int denominator = -1;
};

bool ValidRatio(const ReportView& view, int rate) {
  const v1::Observation& observation = view.at(rate);
  if (!observation.has_rate_of()) return false;
  const int n = static_cast<int>(observation.rate_of().numerator());
  const int d = static_cast<int>(observation.rate_of().denominator());
  return n < view.size() && d < view.size() && n != rate && d != rate && n != d && view.IsCount(n) &&
         view.IsCount(d) && view.SameUnit(n, d) && view.SectionOf(n) == view.SectionOf(rate) &&
         view.SectionOf(d) == view.SectionOf(rate);
}

// The quotient of two counts as a percentage.
Figure RateOf(const ReportView& view, int numerator, int denominator) {
  return Quotient(view.figure(numerator), view.figure(denominator), 100);
}

bool Fits(const ReportView& view, int rate, int numerator, int denominator) {
  if (view.figure(denominator).low <= 0) return true;
  return !Disjoint(view.figure(rate), RateOf(view, numerator, denominator));
}

// The one observation of that indicator in the sentence of i that stands before it, same scope and period; -1
// for none or several values.
int OneInSentence(const ReportView& view, int i, const std::string& indicator) {
  if (indicator.empty()) return -1;
  int found = -1;
  int steps = 0;
  for (int j = view.Previous(i); j >= 0 && steps < kReach; j = view.Previous(j), ++steps) {
    for (int k = j; k >= 0 && view.at(k).span().begin() == view.at(j).span().begin(); --k) {
      const v1::Observation& candidate = view.at(k);
      if (candidate.indicator() != indicator || !view.IsCount(k)) continue;
      if (candidate.scope() != view.at(i).scope() || candidate.period() != view.at(i).period()) continue;
      if (found >= 0 && view.at(found).quantity().value_e4() != candidate.quantity().value_e4()) return -1;
      found = k;
    }
  }
  return found;
}

// Whether the rate's own word, right behind the stop, begins as the count's words do somewhere (整改 of 整改率). A word before it
// (按期审结率) makes it the rate of something else.
bool TakesUp(std::u32string_view rate_words, std::u32string_view count_words) {
  const size_t begin = rate_words.find_first_not_of(U",、;(。\u201C");
  const size_t end = rate_words.rfind(U'率');
  if (begin == rate_words.npos || end == rate_words.npos || begin + 2 > end) return false;
  return count_words.find(rate_words.substr(begin, 2)) != count_words.npos;
}

// Counts that the words give for a rate where the reading did not tie them: the catalog's numerator and
// denominator in the same sentence, or the count right before it whose word it takes up
// (整改销号70个,整改率95.9%) and that count's whole.
Base BaseFromWords(const ReportView& view, int rate) {
  Base base;
  const v1::Indicator* indicator = view.catalog().Find(view.at(rate).indicator());
  if (indicator != nullptr && !indicator->numerator().empty()) {
    base.numerator = OneInSentence(view, rate, indicator->numerator());
    base.denominator = OneInSentence(view, rate, indicator->denominator());
    if (base.numerator >= 0 && base.denominator >= 0) return base;
  }
  base = Base();
  const int count = view.Previous(rate);
  if (count < 0 || !view.IsCount(count) || !view.at(count).has_part_of()) return base;
  const std::u32string_view words = view.Between(count, rate);
  if (words.size() > kRateWords || FindingWords::Default().Has("last_year", words)) return base;
  const int whole = static_cast<int>(view.at(count).part_of());
  if (whole >= view.size() || whole == count || !view.IsCount(whole) || !view.SameUnit(count, whole))
    return base;
  if (!TakesUp(words, view.LeadOf(count))) return base;
  base.numerator = count;
  base.denominator = whole;
  return base;
}

// The wholes above a count, and the counts beside it of which it is a part: other bases that a report may
// have used.
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
  for (int part : view.PartsOf(denominator)) {
    if (bases.size() >= 8) break;
    if (view.IsCount(part) && FindingWords::Default().Has("closed", view.LeadOf(part))) bases.push_back(part);
  }
  return bases;
}

void CheckRatio(const ReportView& view, int rate, const Base& base, std::vector<RawFinding>& found) {
  const v1::Quantity& printed = view.at(rate).quantity();
  RawFinding finding;
  finding.at = {rate, base.numerator, base.denominator};
  finding.printed = DecimalE4(printed.value_e4());
  const v1::Quantity& n = view.at(base.numerator).quantity();
  const v1::Quantity& d = view.at(base.denominator).quantity();
  finding.expected = DecimalE4(DivideE4(absl::int128(n.value_e4()) * 100, absl::int128(d.value_e4()),
                                        std::max(PrintedDecimals(printed), 1)));
  if (Fits(view, rate, base.numerator, base.denominator)) {
    const v1::Indicator* indicator = view.catalog().Find(view.at(rate).indicator());
    const std::string& own = view.at(base.denominator).indicator();
    if (indicator == nullptr || indicator->denominator().empty() || own.empty() ||
        own == indicator->denominator() || view.at(base.numerator).indicator() != indicator->numerator()) {
      return;
    }
    finding.type = v1::FINDING_TYPE_OTHER_BASE;
    finding.note = true;
    finding.expected.clear();
    found.push_back(std::move(finding));
    return;
  }
  for (int other : OtherBases(view, base.denominator)) {
    if (other == base.numerator || !view.SameUnit(other, base.denominator)) continue;
    if (!Fits(view, rate, base.numerator, other)) continue;
    finding.at[2] = other;
    finding.type = v1::FINDING_TYPE_OTHER_BASE;
    finding.note = true;
    finding.expected.clear();
    found.push_back(std::move(finding));
    return;
  }
  finding.type = v1::FINDING_TYPE_RATE_MISMATCH;
  const Figure& p = view.figure(rate);
  finding.would_be.push_back(RateOf(view, base.numerator, base.denominator));
  Figure whole_numerator;  // p * d / 100
  whole_numerator.has_low = p.has_low;
  whole_numerator.has_high = p.has_high;
  whole_numerator.low = p.low * view.figure(base.denominator).low / 2000000;
  whole_numerator.high = p.high * view.figure(base.denominator).high / 2000000 + 1;
  finding.would_be.push_back(whole_numerator);
  finding.would_be.push_back(p.low > 0 ? Quotient(view.figure(base.numerator), p, 100)
                                       : Figure{0, 0, false, false});
  found.push_back(std::move(finding));
}

// Whether a whole numerator over the base prints as the rate.
bool Reachable(const Figure& rate, const v1::Quantity& base) {
  const absl::int128 count = base.value_e4() / 10000;
  if (count <= 0) return true;
  // Smallest n with n / count * 100 >= the rate's lower end, in 1/20,000.
  const absl::int128 scale = 2000000;
  const absl::int128 n = (rate.low * count + scale - 1) / scale;
  return rate.high_open ? n * scale < rate.high * count : n * scale <= rate.high * count;
}

// The base that the text gives for a rate whose numerator is not printed: the catalog's denominator in the
// same paragraph, or the base of the rate right before it where both are rates of what was closed.
int BaseAlone(const ReportView& view, int rate, const std::vector<Base>& bases) {
  const v1::Indicator* indicator = view.catalog().Find(view.at(rate).indicator());
  if (indicator != nullptr && !indicator->denominator().empty()) {
    return OneInSentence(view, rate, indicator->denominator());
  }
  if (!view.at(rate).indicator().empty()) return -1;
  const FindingWords& words = FindingWords::Default();
  const std::u32string_view lead = view.LeadOf(rate);
  if (words.EndingIn("closed_rate", lead).empty()) return -1;
  const int before = view.Previous(rate);
  if (before < 0) return -1;
  if (bases[before].denominator >= 0) {
    const int base = bases[before].denominator;
    return words.Has("closed", view.LeadOf(base)) ? base : -1;
  }
  return view.IsCount(before) && words.Has("closed", view.LeadOf(before)) ? before : -1;
}

}  // namespace

void FindRates(const ReportView& view, std::vector<RawFinding>& found) {
  std::vector<Base> bases(view.size());
  for (int i = 0; i < view.size(); ++i) {
    if (!view.IsRate(i)) continue;
    Base& base = bases[i];
    if (ValidRatio(view, i)) {
      base.numerator = static_cast<int>(view.at(i).rate_of().numerator());
      base.denominator = static_cast<int>(view.at(i).rate_of().denominator());
    } else {
      base = BaseFromWords(view, i);
    }
    if (base.denominator >= 0) {
      if (view.figure(base.denominator).has_low && view.figure(base.denominator).low > 0) {
        CheckRatio(view, i, base, found);
      }
      continue;
    }
    const v1::Quantity& printed = view.at(i).quantity();
    if (printed.bound() != v1::BOUND_EXACT || printed.value_e4() <= 0 || printed.value_e4() >= 1000000)
      continue;
    const int alone = BaseAlone(view, i, bases);
    if (alone < 0 || !IsWholeCount(view.at(alone).quantity())) continue;
    base.denominator = alone;
    if (Reachable(view.figure(i), view.at(alone).quantity())) continue;
    RawFinding finding;
    finding.at = {i, alone};
    finding.printed = DecimalE4(printed.value_e4());
    finding.type = v1::FINDING_TYPE_RATE_UNREACHABLE;
    for (int other : OtherBases(view, alone)) {
      if (!IsWholeCount(view.at(other).quantity()) || !view.SameUnit(alone, other)) continue;
      if (!Reachable(view.figure(i), view.at(other).quantity())) continue;
      finding.at[1] = other;
      finding.type = v1::FINDING_TYPE_OTHER_BASE;
      finding.note = true;
      break;
    }
    finding.would_be.assign(2, Figure{0, 0, false, false});
    found.push_back(std::move(finding));
  }
}

}  // namespace fazhi::aggregation
