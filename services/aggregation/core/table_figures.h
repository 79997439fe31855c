#pragma once

#include <cstddef>

#include "services/aggregation/core/report_view.h"

namespace fazhi::aggregation {

// Columns of a table beyond these are not looked at.
constexpr size_t kMostColumns = 64;

// Calls `hit(i)` for the figures in a cell, one for those of one place. Cells come in document order: `at`
// goes on to the first figure that does not stand before the cell.
template <typename Hit>
void ForEachFigureIn(const ReportView& view, const v1::Span& cell, int& at, Hit&& hit) {
  while (at < view.size() && view.at(at).span().begin() < cell.begin()) ++at;
  for (int i = at; i < view.size() && view.at(i).span().end() <= cell.end(); ++i) {
    if (i == at || view.at(i).span().begin() != view.at(i - 1).span().begin()) hit(i);
  }
}

}  // namespace fazhi::aggregation
