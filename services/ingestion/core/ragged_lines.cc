#include "services/ingestion/core/ragged_lines.h"

#include <string_view>

#include "services/ingestion/core/html_tables.h"
#include "services/text/list_numbers.h"
#include "services/text/normalize.h"

namespace fazhi {

size_t RaggedLines::Read(size_t first, std::vector<TextRow>& rows, std::vector<RaggedRow>& places) {
  rows.clear();
  places.clear();
  if (first < tried_) return first;
  size_t end = first;
  bool alike = true;
  for (; end < lines_.size(); ++end) {
    const TextRow& row = lines_.rows[end];
    if (row.mark != RowMark::kTab && end > first && IsLoneLabel(end)) {
      rows.push_back(OneCell(lines_.text, lines_.lines[end]));
    } else if (row.mark == RowMark::kTab && row.cells.size() >= 2 && row.cells.size() <= kMostTableColumns) {
      rows.push_back(row);
    } else {
      break;
    }
    alike = alike && rows.back().cells.size() == rows[0].cells.size();
  }
  tried_ = end;
  if (!alike && Place(rows, places)) return end;
  rows.clear();
  places.clear();
  return first;
}

// (三)不予公开 above 1.属于国家秘密 | 2 | 4: a row's label alone, whose number the next row's is below.
bool RaggedLines::IsLoneLabel(size_t at) const {
  if (at + 1 >= lines_.size() || lines_.lines[at].size() > kLongestBetweenGaps) return false;
  const auto words = NormalizeLine(lines_.View(at));
  const int level = ListNumberLevel(words);
  if (level == 0 || words.find_first_of(U"。;,:") != std::u32string::npos) return false;
  const TextRow& next = lines_.rows[at + 1];
  return next.mark == RowMark::kTab && ListNumberLevel(NormalizeLine(lines_.View(next.cells[0]))) > level;
}

bool RaggedLines::Place(const std::vector<TextRow>& rows, std::vector<RaggedRow>& places) const {
  for (const TextRow& row : rows) {
    RaggedRow& placed = places.emplace_back();
    for (const TextCell& cell : row.cells) {
      if (cell.size() > kLongestCell) return false;
      placed.push_back({NormalizeLine(lines_.View(cell)), 0, 1, 1});
    }
  }
  return PlaceRaggedCells(places);
}

}  // namespace fazhi
