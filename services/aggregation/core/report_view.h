#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fazhi/v1/finding.pb.h"
#include "fazhi/v1/observation.pb.h"
#include "services/aggregation/core/figures.h"
#include "services/catalog/catalog.h"

namespace fazhi::aggregation {

// A report's observations with their words around them: what the rules for findings look at. Keeps
// references: the set and the catalog must outlive it. Linear to make; every question takes constant time.
// Not thread-safe, but cheap.
class ReportView {
 public:
  ReportView(const v1::ObservationSet& set, const Catalog& catalog);

  const Catalog& catalog() const { return catalog_; }
  const v1::Report& report() const { return set_.outline().report(); }
  int size() const { return set_.observations_size(); }
  const v1::Observation& at(int i) const { return set_.observations(i); }
  const Figure& figure(int i) const { return figures_[i]; }

  // The clean text's code points, all or [begin, end).
  std::u32string_view Text() const { return text_; }
  std::u32string_view Text(uint32_t begin, uint32_t end) const;

  // What stands between two observations, i before j.
  std::u32string_view Between(int i, int j) const { return Text(at(i).span().end(), at(j).span().begin()); }

  // What stands before i and behind the quantity before it, within the sentence.
  std::u32string_view LeadOf(int i) const;

  // The next observation with another span before or behind i; -1 when there is none in the sentence.
  int Previous(int i) const { return previous_[i]; }
  int Next(int i) const { return next_[i]; }

  int SentenceOf(int i) const { return sentence_[i]; }
  bool SameSentence(int i, int j) const { return sentence_[i] == sentence_[j]; }
  // The line of the clean text that i stands in, as the position where it begins.
  uint32_t ParagraphOf(int i) const { return paragraph_[i]; }
  int SectionOf(int i) const;
  // i, or the first behind it (before it) in the sentence that stands in no deeper brackets than `depth`; -1
  // when there is none. Gives up (-1) after 64 figures, so that nested brackets take linear time in all.
  int NextAtDepth(int i, int depth) const { return AtDepth(next_, i, depth); }
  int PreviousAtDepth(int i, int depth) const { return AtDepth(previous_, i, depth); }
  // Brackets open at i, counted from the beginning of its sentence.
  int DepthOf(int i) const { return depth_[i]; }
  // Where the sentence of i is; its line where there are no sentences.
  v1::Span SentenceSpan(int i) const;

  // The observations that say they are parts of i, in document order.
  const std::vector<int>& PartsOf(int i) const { return parts_[i]; }

  // An actual level that is not grey: what can be held against other figures.
  bool IsActualLevel(int i) const;
  // The same, and a percentage, or a count.
  bool IsRate(int i) const;
  bool IsCount(int i) const;
  // Whether both are said in the same unit, or in units that mean the same for an indicator of one of them.
  bool SameUnit(int i, int j) const;

 private:
  int AtDepth(const std::vector<int>& step, int i, int depth) const;

  const v1::ObservationSet& set_;
  const Catalog& catalog_;
  std::u32string text_;
  std::vector<Figure> figures_;
  std::vector<int> previous_, next_, sentence_, depth_;
  std::vector<uint32_t> paragraph_;
  std::vector<std::vector<int>> parts_;
};

// A finding before it is said: indices of observations, the disputed one first.
struct RawFinding {
  v1::FindingType type = v1::FINDING_TYPE_UNSPECIFIED;
  std::vector<int> at;
  std::string expected;
  std::string printed;
  bool note = false;
  // What one of its figures would have to be for there to be nothing to find, by position in `at`; what two
  // findings can be explained by one typo is known from it. A figure that is not limited has neither end.
  std::vector<Figure> would_be;
};

}  // namespace fazhi::aggregation
