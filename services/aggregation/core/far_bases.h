#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/aggregation/core/rate_bases.h"
#include "services/aggregation/core/report_view.h"

namespace fazhi::aggregation {

// The counts that a rate was made from where they stand in other sentences than it. Linear to make; a
// question looks at a bounded number of figures. Keeps a reference to the view. Thread-safe.
class FarBases {
 public:
  explicit FarBases(const ReportView& view);

  // The catalog's numerator and denominator of the rate, each told with one value in the whole report, over
  // the same time and in the same scope, when the rate is named in no other words than they and the catalog
  // have (全市负责人出庭应诉率98.7%, and in another section 应出庭5214件,实际出庭5098件). Nothing where
  // another rate or count of theirs fits.
  RateBase InReport(int rate) const;

  // The count right before the rate, which takes up its word, and the one count of its unit in the section
  // before that can hold it, when no whole number near that base makes the rate
  // (督察反馈问题34个。…已整改31个, 整改率97.2%: neither 31 of 34 nor 31 of anything).
  RateBase InSection(int rate) const;

 private:
  struct Told {
    int first = -1;
    int times = 0;
    bool differs = false;
  };
  void Tell(int i, Told& told) const;
  // Whether a count is told in the same last words as one of the two, of the same time, with another value.
  bool HasLike(int count, const RateBase& base) const;
  int Only(const std::string& indicator, int rate) const;
  bool IsToldOnce(int rate) const;

  const ReportView& view_;
  // By indicator and period: the first count or rate told of it, and whether another value is told too.
  absl::flat_hash_map<std::string, Told> told_;
  // Counts by the end of their measure, unit and period; the first few of each.
  absl::flat_hash_map<std::string, std::vector<int>> ends_;
};

}  // namespace fazhi::aggregation
