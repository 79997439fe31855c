#include <algorithm>
#include <string>
#include <vector>

#include "services/aggregation/core/cells.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/words.h"

namespace fazhi::aggregation {
namespace {

constexpr size_t kMostColumns = 64;

// The changes of a row that has one level of the report's year, one of the year before, and no other.
// `heads` are the words above its columns; `at` goes on behind the row.
std::vector<Growth> ChangesOfRow(const ReportView& view, const v1::TableRow& row,
                                 const std::vector<std::u32string>& heads, int& at) {
  const uint32_t year = view.report().year();
  std::vector<Growth> growths;
  int level = -1, prior = -1;
  bool others = false;
  for (const v1::TableCell& cell : row.cells()) {
    while (at < view.size() && view.at(at).span().begin() < cell.span().begin()) ++at;
    for (int i = at; i < view.size() && view.at(i).span().end() <= cell.span().end(); ++i) {
      if (i > at && view.at(i).span().begin() == view.at(i - 1).span().begin()) continue;
      const v1::Observation& figure = view.at(i);
      if (IsChange(view, i) && figure.quantity().bound() == v1::BOUND_EXACT) {
        const bool yearly =
            cell.column() < heads.size() && FindingWords::Default().Has("yearly", heads[cell.column()]);
        if (!yearly) growths.push_back(Growth{i});
        continue;
      }
      const bool plain = figure.kind() == v1::KIND_LEVEL && !figure.grey() &&
                         figure.status() != v1::STATUS_TARGET && figure.quantity().bound() == v1::BOUND_EXACT;
      const uint32_t of = WholeYear(figure.period());
      int& place = of == year ? level : prior;
      others = others || !plain || (of != year && of + 1 != year) || place >= 0;
      place = i;
    }
  }
  if (others || year == 0 || level < 0 || prior < 0 || !view.SameUnit(level, prior)) return {};
  for (Growth& growth : growths) {
    growth.level = level;
    growth.prior = prior;
  }
  return growths;
}

// Whether a figure stands in the row, which the figures before `at` stand before.
bool HasFigure(const ReportView& view, const v1::TableRow& row, int at) {
  if (row.cells().empty()) return false;
  while (at < view.size() && view.at(at).span().begin() < row.cells(0).span().begin()) ++at;
  return at < view.size() && view.at(at).span().begin() < row.cells(row.cells_size() - 1).span().end();
}

void AddHeads(const ReportView& view, const v1::TableRow& row, std::vector<std::u32string>& heads) {
  for (const v1::TableCell& cell : row.cells()) {
    if (cell.column() >= kMostColumns) continue;
    if (cell.column() >= heads.size()) heads.resize(cell.column() + 1);
    heads[cell.column()] += view.Text(cell.span().begin(), cell.span().end());
  }
}

}  // namespace

void FindTableChanges(const ReportView& view, std::vector<RawFinding>& found) {
  int at = 0;
  for (const v1::Table& table : view.report().tables()) {
    std::vector<std::u32string> heads;
    std::vector<Growth> differ;
    size_t fit = 0;
    bool head = true;
    for (const v1::TableRow& row : table.rows()) {
      head = head && !HasFigure(view, row, at);
      if (head) AddHeads(view, row, heads);
      for (const Growth& growth : ChangesOfRow(view, row, heads, at)) {
        if (!UnitsMatch(view, growth.change, growth.level)) continue;
        if (GrowthFits(view, growth)) {
          ++fit;
        } else {
          differ.push_back(growth);
        }
      }
    }
    if (differ.size() > std::max<size_t>(fit, 1)) continue;
    for (const Growth& growth : differ) AddChangeMismatch(view, growth, found);
  }
}

}  // namespace fazhi::aggregation
