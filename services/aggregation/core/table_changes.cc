#include <algorithm>
#include <string>
#include <vector>

#include "services/aggregation/core/cells.h"
#include "services/aggregation/core/rules.h"
#include "services/aggregation/core/table_figures.h"
#include "services/aggregation/core/words.h"

namespace fazhi::aggregation {
namespace {

// 年均增长, 全国增幅, 较2020年增长: the column's changes are none of the two years beside it.
bool SaysOtherChange(std::u32string_view head, uint32_t year) {
  const FindingWords& words = FindingWords::Default();
  if (words.Has("yearly", head) || words.Has("elsewhere", head)) return true;
  const uint32_t against = LastYearNamed(head);
  return against != 0 && against != year && against + 1 != year;
}

// The figures of a row: one level of the report's year, one of the year before, and changes.
struct Levels {
  int level = -1;
  int prior = -1;
  bool others = false;   // other levels stand there too
  bool figures = false;  // any figure does
  std::vector<int> changes;
};

// `heads` are the words above the row's columns; `at` goes on to its last cell.
Levels LevelsOf(const ReportView& view, const v1::TableRow& row, const std::vector<std::u32string>& heads,
                int& at) {
  const uint32_t year = view.report().year();
  Levels levels;
  for (const v1::TableCell& cell : row.cells()) {
    ForEachFigureIn(view, cell.span(), at, [&](int i) {
      levels.figures = true;
      const v1::Observation& figure = view.at(i);
      if (IsChange(view, i) && figure.quantity().bound() == v1::BOUND_EXACT) {
        if (cell.column() >= heads.size() || !SaysOtherChange(heads[cell.column()], year))
          levels.changes.push_back(i);
        return;
      }
      const bool plain = figure.kind() == v1::KIND_LEVEL && !figure.grey() &&
                         figure.status() != v1::STATUS_TARGET && figure.quantity().bound() == v1::BOUND_EXACT;
      const uint32_t of = WholeYear(figure.period());
      int& place = of == year ? levels.level : levels.prior;
      levels.others = levels.others || !plain || (of != year && of + 1 != year) || place >= 0;
      place = i;
    });
  }
  return levels;
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
      const Levels levels = LevelsOf(view, row, heads, at);
      head = head && !levels.figures;
      if (head) AddHeads(view, row, heads);
      if (levels.others || view.report().year() == 0 || levels.level < 0 || levels.prior < 0 ||
          !view.SameUnit(levels.level, levels.prior))
        continue;
      for (const int change : levels.changes) {
        Growth growth{change};
        growth.level = levels.level;
        growth.prior = levels.prior;
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
