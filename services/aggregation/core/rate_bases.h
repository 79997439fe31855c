#pragma once

#include <vector>

#include "services/aggregation/core/report_view.h"

namespace fazhi::aggregation {

// The counts that a printed rate was made from, as far as the text gives them. Indices of observations; -1
// for none.
struct RateBase {
  int numerator = -1;
  int denominator = -1;
  bool rest = false;  // the rate is of what the numerator leaves over (不合格17批次,合格率98.6%)
};

// In this order: the reading's own rate_of; the catalog's numerator and denominator in the same sentence; 占
// (…占比80.9%, …占全县418件次的42.1%); the count right before the rate, whose word the rate takes up
// (整改销号70个,整改率95.9%), out of its whole or, where it is tied to none, of the count before it in the
// same unit.
RateBase BaseOfRate(const ReportView& view, int rate);

// The count right before the rate, whose word the rate takes up or denies (整改销号70个,整改率95.9%), as
// `base.numerator`; the base is left open.
bool CountOfNamedRate(const ReportView& view, int rate, RateBase& base);

// The base alone, for a rate whose numerator is not printed: the catalog's denominator in the same sentence,
// once; or, for the rates of what was closed that the catalog does not know, the base of the rate or the
// closed count right before it. `bases` holds those of all earlier rates. -1 when the text gives none.
int BaseAlone(const ReportView& view, int rate, const std::vector<RateBase>& bases);

// Other counts that the report may have used for that base: its wholes, and what of it was closed.
std::vector<int> OtherBases(const ReportView& view, int denominator);

// The quotient of two counts as a percentage; whether it can be the rate.
Figure RateOf(const ReportView& view, int numerator, int denominator);
bool RateFits(const ReportView& view, int rate, int numerator, int denominator);

// Whether the rate speaks of more than the count does (县本级评查60卷,全县案卷合格率92.4%).
bool Wider(const ReportView& view, int rate, int count);

// Whether a whole numerator over the base prints as the rate.
bool Reachable(const Figure& rate, const v1::Quantity& base);

}  // namespace fazhi::aggregation
