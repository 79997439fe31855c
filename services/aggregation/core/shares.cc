#include <algorithm>
#include <vector>

#include "services/aggregation/core/decimal.h"
#include "services/aggregation/core/rate_bases.h"
#include "services/aggregation/core/rules.h"
#include "services/text/affixes.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kMostShares = 12;

// Rates that follow each other with nothing but 、 or 和 between them, the first one given.
std::vector<int> RatesFrom(const ReportView& view, int first) {
  std::vector<int> rates;
  for (int i = first; i >= 0 && view.IsRate(i) && rates.size() < kMostShares; i = view.Next(i)) {
    if (!rates.empty() && !IsOneOf(view.Between(rates.back(), i), {U"、", U"和", U"及", U","})) break;
    rates.push_back(i);
  }
  return rates;
}

// As many counts of one unit as asked for, the last one given, in document order; empty when there are fewer.
std::vector<int> CountsUpTo(const ReportView& view, int last, size_t count) {
  std::vector<int> counts;
  for (int i = last; i >= 0 && counts.size() < count; i = view.Previous(i)) {
    if (!view.IsCount(i) || !view.SameUnit(i, last)) return {};
    counts.push_back(i);
  }
  if (counts.size() < count) return {};
  std::reverse(counts.begin(), counts.end());
  return counts;
}

struct Shares {
  std::vector<int> parts;
  int whole = -1;
};

// The whole stands behind the parts (分别占总数186件的) or before them (186件,其中…,分别占).
Shares SharesBefore(const ReportView& view, const std::vector<int>& rates) {
  Shares shares;
  const int before = view.Previous(rates[0]);
  if (before < 0 || !view.IsCount(before)) return shares;
  const bool behind = Contains(view.LeadOf(before), U"分别占") && StartsWith(view.LeadOf(rates[0]), U"的");
  const bool apart =
      Contains(view.LeadOf(rates[0]), U"分别占") || Contains(view.LeadOf(rates[0]), U"占比分别");
  if (!behind && !apart) return shares;
  shares.parts = CountsUpTo(view, behind ? view.Previous(before) : before, rates.size());
  if (shares.parts.empty()) return shares;
  shares.whole = behind ? before : view.Previous(shares.parts[0]);
  const bool good = shares.whole >= 0 && view.IsCount(shares.whole) &&
                    view.SameUnit(shares.whole, shares.parts[0]) && view.figure(shares.whole).low > 0 &&
                    !Wider(view, rates[0], shares.whole);
  if (!good) shares.whole = -1;
  return shares;
}

void Report(const ReportView& view, int rate, int part, int whole, std::vector<RawFinding>& found) {
  const v1::Quantity& printed = view.at(rate).quantity();
  RawFinding finding;
  finding.type = v1::FINDING_TYPE_RATE_MISMATCH;
  finding.at = {rate, part, whole};
  finding.printed = DecimalE4(printed.value_e4());
  finding.expected = DecimalE4(DivideE4(absl::int128(view.at(part).quantity().value_e4()) * 100,
                                        absl::int128(view.at(whole).quantity().value_e4()),
                                        std::max(PrintedDecimals(printed), 1)));
  const Figure anything = {0, 0, false, false, false};
  finding.would_be = {RateOf(view, part, whole), anything, anything};
  found.push_back(std::move(finding));
}

}  // namespace

void FindShares(const ReportView& view, std::vector<RawFinding>& found) {
  for (int i = 0; i < view.size(); ++i) {
    if (!view.IsRate(i) || (view.Previous(i) >= 0 && view.IsRate(view.Previous(i)))) continue;
    const std::vector<int> rates = RatesFrom(view, i);
    if (rates.size() < 2) continue;
    const Shares shares = SharesBefore(view, rates);
    if (shares.whole < 0) continue;
    size_t fit = 0, differs = 0;
    for (size_t k = 0; k < rates.size(); ++k) {
      if (RateFits(view, rates[k], shares.parts[k], shares.whole)) {
        ++fit;
      } else {
        differs = k;
      }
    }
    if (fit > 0 && fit + 1 == rates.size())
      Report(view, rates[differs], shares.parts[differs], shares.whole, found);
  }
}

}  // namespace fazhi::aggregation
