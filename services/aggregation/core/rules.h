#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/aggregation/core/report_view.h"

namespace fazhi::aggregation {

// The rules for findings within one report, each by itself; FindWithin puts them together, drops what one
// typo explains twice, and says them. All append to `found`; linear in the number of observations. Pure and
// thread-safe.

// Printed rates against the counts that the text gives for them (rate_mismatch), against the base alone where
// the numerator is not printed (rate_unreachable, the GRIM test: Brown and Heathers 2017), and whether the
// base is the catalog's (other_base).
void FindRates(const ReportView& view, std::vector<RawFinding>& found);

// Rates told respectively of as many counts before them
// (61件、42件、31件,分别占总数186件的32.8%、24.6%、16.7%), where all of them but one are what the counts give
// (rate_mismatch).
void FindShares(const ReportView& view, std::vector<RawFinding>& found);

// Parts that are said to make up a whole against it (sum_mismatch).
void FindSums(const ReportView& view, std::vector<RawFinding>& found);

// The same for tables: a last row 合计, or a column 合计 at either end, against the rows or columns. Only
// plain grids (no cell over several rows or columns), without rows that are parts of other rows.
void FindTableSums(const ReportView& view, std::vector<RawFinding>& found);

// That the parts make another sum than the whole; at least two parts, all in the whole's unit.
RawFinding SumMismatch(const ReportView& view, int whole, const std::vector<int>& parts);

// A part that is greater than its whole, unless it can hold what was carried over from earlier years
// (part_exceeds_whole).
void FindExcess(const ReportView& view, std::vector<RawFinding>& found);

// A printed growth or difference against the two levels that it was made from (change_mismatch).
void FindChanges(const ReportView& view, std::vector<RawFinding>& found);

// A count that the report gives twice in the same words, differing as one slip of the pen makes it: one
// digit, or two neighbours exchanged (told_twice, a note). Silent where the report has a third value in these
// words, and where `found` says already that one of the two does not fit.
void FindToldTwice(const ReportView& view, std::vector<RawFinding>& found);

// A growth with the level that it ended at, as far as the words tie the two together.
struct Growth {
  int change = -1;  // the observation that is the growth or difference
  int level = -1;   // this year's level
  int prior = -1;   // the earlier level it is measured against; -1 when it is not printed
  int other =
      -1;  // a second change beside it, of the same direction (增加4件,增长26.7%); -1 when there is none
};
std::vector<Growth> ReadGrowths(const ReportView& view);

// The year that the words name last; 0 for none.
uint32_t LastYearNamed(std::u32string_view words);

// An actual growth or difference that says which way it goes.
bool IsChange(const ReportView& view, int i);
// Whether its unit can be that of a change of the level: % and 件 of 件, 个百分点 of %.
bool UnitsMatch(const ReportView& view, int change, int level);
// Whether a growth is what its two levels give, and that it is not. Both levels must be there.
bool GrowthFits(const ReportView& view, const Growth& growth);
void AddChangeMismatch(const ReportView& view, const Growth& growth, std::vector<RawFinding>& found);

// The changes that rows of tables give beside the figures of this year and of the year before
// (change_mismatch). A table in which fewer fit than not, one alone excepted, has columns of something else.
void FindTableChanges(const ReportView& view, std::vector<RawFinding>& found);

}  // namespace fazhi::aggregation
